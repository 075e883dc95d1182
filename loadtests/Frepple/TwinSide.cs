using System.Diagnostics;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.LoadTests.Figures;

namespace ShopFloorTwin.LoadTests.Frepple;

/// <summary>The twin's answers over one picture, on one thread.</summary>
internal sealed class TwinSide(SitePicture picture)
{
    private readonly Forecaster _forecaster = new(picture.Settings);

    public SitePicture Picture => picture;

    /// <summary>The whole answer to a question, and what it took.</summary>
    public Taken Answer(WhatIfQuestion question)
    {
        var (started, cpu) = (Stopwatch.GetTimestamp(), ProcessorClock.ProcessNanoseconds());
        if (WhatIf.Of(picture, question, RiskThresholds.Default, _forecaster).Answer is null)
            throw new InvalidDataException($"the question is refused: {question.Name}");
        return new Taken(Stopwatch.GetElapsedTime(started).TotalMilliseconds, (ProcessorClock.ProcessNanoseconds() - cpu) / 1e6);
    }

    /// <summary>When each open order ends, in the median; with a question, once it has come true.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset?> Ends(WhatIfQuestion? question = null)
    {
        var forecast = question is null
            ? picture.Forecast
            : _forecaster.RunBeside(picture.Forecast, Overlay.Of(picture.Twins, question.Edits, picture.AsOf).Twins!);
        return forecast.Orders.ToDictionary(one => forecast.Twins.Orders[one.Order].Id, one => (DateTimeOffset?)one.P50);
    }
}
