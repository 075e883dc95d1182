using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Scenarios;

/// <summary>
/// What if: edits laid over the twins of a picture, forecast with the time, the random numbers and what was learned of the picture's
/// own forecast, and set beside it. A pure function; the picture stays as it is.
/// </summary>
public static class WhatIf
{
    /// <summary>The answer, or every problem with its path (<c>$.edits[2].workCenter</c>, <c>$.samples</c>).</summary>
    /// <param name="picture">The base.</param>
    /// <param name="question">The edits.</param>
    /// <param name="thresholds">Of risk, at the site.</param>
    /// <param name="forecaster">Of the settings <see cref="SettingsOf"/> says, and of nobody else while this runs; null: a new one.</param>
    public static WhatIfResult Of(SitePicture picture, WhatIfQuestion question, RiskThresholds thresholds, Forecaster? forecaster = null)
    {
        if (question.Samples is not null and not (>= Limits.SamplesMin and <= Limits.SamplesMax))
            return new WhatIfResult(null, [new PlantProblem("$.samples", $"must be {Limits.SamplesMin} to {Limits.SamplesMax}")]);
        if (question.Samples is { } wanted && wanted > picture.Settings.Samples && Most(picture) is var most && wanted > most)
            return new WhatIfResult(null, [new PlantProblem("$.samples", $"must be {most} or less for a site with so many open operations")]);
        var overlay = Overlay.Of(picture.Twins, question.Edits, picture.AsOf);
        if (overlay.Twins is null)
            return new WhatIfResult(null, overlay.Problems);
        var settings = SettingsOf(picture, question);
        forecaster ??= new Forecaster(settings);
        // The picture's forecast is the base where it is of the same samples.
        var isSame = settings == picture.Settings;
        var before = isSame ? picture.Forecast : forecaster.Run(picture.Twins, picture.AsOf, picture.Forecast.Calibration);
        var risks = isSame ? picture.Risks : picture.Risks.After(before, thresholds).Board;
        var after = forecaster.RunBeside(before, overlay.Twins);
        var kept = new Compared(before, risks, after, risks.After(after, thresholds).Board);
        return new WhatIfResult(Answer(question, kept, settings.Samples), []);
    }

    /// <summary>What the forecasts of a question are made with.</summary>
    public static ForecastSettings SettingsOf(SitePicture picture, WhatIfQuestion question) =>
        question.Samples is not { } samples || samples == picture.Settings.Samples ? picture.Settings : picture.Settings with { Samples = samples };

    /// <summary>Samples a question may have of a site of this size.</summary>
    private static int Most(SitePicture picture)
    {
        var operations = picture.Forecast.Orders.Sum(order => (long)picture.Twins.Orders[order.Order].Operations.Length);
        return (int)Math.Clamp(Limits.WhatIfWork / Math.Max(1, operations), picture.Settings.Samples, Limits.SamplesMax);
    }

    private sealed record Compared(SiteForecast Before, RiskBoard RisksBefore, SiteForecast After, RiskBoard RisksAfter);

    private static WhatIfAnswer Answer(WhatIfQuestion question, Compared sides, int samples)
    {
        var (before, after) = (sides.Before, sides.After);
        var (was, now) = (KpiCount.Of(before, sides.RisksBefore), KpiCount.Of(after, sides.RisksAfter));
        var orders = new OrderDifferences((before, sides.RisksBefore), (after, sides.RisksAfter));
        return new WhatIfAnswer
        {
            Name = question.Name,
            Base = new WhatIfBase(before.Twins.Position, before.AsOf, was),
            Scenario = new WhatIfScenario(now),
            Difference = orders.Sums,
            Orders = orders.Changed(Limits.WhatIfOrders),
            OrdersChanged = orders.Count,
            WorkCenters = PlaceDifferences.WorkCenters(before, was, after, now),
            Suppliers = PlaceDifferences.Suppliers(before, after),
            CostMinutes = now.ExpectedTardinessMinutes - was.ExpectedTardinessMinutes,
            Cost = question.Edits.Sum(edit => EditCost.Of(before.Twins, edit) ?? 0),
            Currency = before.Twins.Plan.Currency,
            Samples = samples,
            Position = before.Twins.Position,
            AsOf = before.AsOf,
        };
    }
}
