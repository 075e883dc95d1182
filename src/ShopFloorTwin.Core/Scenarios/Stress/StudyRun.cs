using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Scenarios.Stress;

/// <summary>
/// Tries one variant after the other on the same floor and the same samples as its forecast, and keeps of each only what a ranking
/// shows, so that memory does not grow with their number.
/// </summary>
public static class StudyRun
{
    private const int OrdersShown = 10;

    // Less is rounding, or not worth a line.
    private const double VisibleMinutes = 0.5;

    /// <summary>Tries the blows of a stress set and ranks them: the most lateness of all orders together first.</summary>
    /// <param name="picture">Not changed.</param>
    /// <param name="kinds">Of the blows.</param>
    /// <param name="most">Blows tried at most.</param>
    /// <param name="atRisk">Late probability from which an order is at risk.</param>
    /// <param name="goOn">Asked before each; false ends it with what there is.</param>
    public static Study Stress(SitePicture picture, IReadOnlyCollection<StressKind> kinds, int most, double atRisk, Func<bool> goOn)
    {
        var blows = StressSet.Of(picture, kinds, most);
        var tried = Try(picture, blows, atRisk, goOn, out _);
        return Study(picture, atRisk, Ranking.MostFirst(tried), blows.Count);
    }

    /// <summary>Tries the variants of a sweep, in their order.</summary>
    /// <param name="picture">Not changed.</param>
    /// <param name="variants">The swept edit is the last of each.</param>
    /// <param name="atRisk">Late probability from which an order is at risk.</param>
    /// <param name="goOn">Asked before each; false ends it with what there is.</param>
    /// <returns>The study, or what is wrong with the first variant that does not fit the floor.</returns>
    public static (Study? Study, IReadOnlyList<PlantProblem> Problems) Sweep(SitePicture picture, IReadOnlyList<Variant> variants, double atRisk, Func<bool> goOn)
    {
        var tried = Try(picture, variants, atRisk, goOn, out var problems);
        return problems.Count > 0
            ? (null, [.. problems.Select(problem => problem with { Path = Scenarios.Stress.Sweep.Path(problem.Path, variants[tried.Count].Edits.Count - 1, tried.Count) })])
            : (Study(picture, atRisk, Ranking.InOrder(tried), variants.Count), []);
    }

    private static List<Tried> Try(SitePicture picture, IReadOnlyList<Variant> variants, double atRisk, Func<bool> goOn, out IReadOnlyList<PlantProblem> problems)
    {
        problems = [];
        var forecaster = new Forecaster(picture.Settings);
        var outcomes = new List<Tried>();
        var before = Figures(picture.Forecast, atRisk);
        foreach (var variant in variants)
        {
            if (!goOn())
                break;
            var overlay = Overlay.Of(picture.Twins, variant.Edits, picture.AsOf);
            if (overlay.Twins is null)
            {
                problems = overlay.Problems;
                break;
            }
            outcomes.Add(Outcome(variant, picture.Forecast, before, forecaster.RunBeside(picture.Forecast, overlay.Twins), atRisk));
        }
        return outcomes;
    }

    private static Tried Outcome(Variant variant, SiteForecast without, VariantFigures before, SiteForecast with, double atRisk)
    {
        var figures = Figures(with, atRisk);
        var sums = new DifferenceSums(without, with);
        var gains = new List<OrderGain>();
        var later = 0;
        foreach (var (b, a) in OrderPairs.Of(without, with))
        {
            var (was, isNow) = (b < 0 ? null : without.Orders[b], a < 0 ? null : with.Orders[a]);
            sums.Add(was, isNow);
            if (was is null || isNow is null || (was.LateProbability == isNow.LateProbability && Math.Abs(was.ExpectedLatenessMinutes - isNow.ExpectedLatenessMinutes) < VisibleMinutes))
                continue;
            later += isNow.ExpectedLatenessMinutes - was.ExpectedLatenessMinutes >= 1 ? 1 : 0;
            gains.Add(new OrderGain(without.Twins.Orders[was.Order].Id, was.LateProbability, isNow.LateProbability, was.ExpectedLatenessMinutes, isNow.ExpectedLatenessMinutes));
        }
        return new Tried(new VariantOutcome
        {
            Label = variant.Label,
            Text = variant.Text,
            Figures = figures,
            Change = new VariantFigures(
                figures.LateOrders - before.LateOrders, figures.AtRisk - before.AtRisk, figures.TardinessMinutes - before.TardinessMinutes, figures.ValueLate - before.ValueLate),
            Difference = sums.Sums,
            OrdersLater = later,
            Orders = [.. gains.OrderByDescending(gain => Math.Abs(gain.MinutesAfter - gain.MinutesBefore)).ThenBy(gain => gain.Order, StringComparer.Ordinal).Take(OrdersShown)],
        }, sums.Minutes.ToArray());
    }

    private static VariantFigures Figures(SiteForecast forecast, double atRisk)
    {
        var (late, risky, minutes, value) = (0.0, 0, 0.0, 0.0);
        foreach (var order in forecast.Orders)
        {
            late += order.LateProbability;
            risky += order.LateProbability >= atRisk ? 1 : 0;
            minutes += order.ExpectedLatenessMinutes;
            value += (forecast.Twins.Orders[order.Order].Value ?? 0) * order.LateProbability;
        }
        return new VariantFigures(late, risky, minutes, value);
    }

    private static Study Study(SitePicture picture, double atRisk, IReadOnlyList<VariantOutcome> items, int of) => new()
    {
        Position = picture.Position, AsOf = picture.AsOf, Base = Figures(picture.Forecast, atRisk), Items = items, Of = of,
    };
}
