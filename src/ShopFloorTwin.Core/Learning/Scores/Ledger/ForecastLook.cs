using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Learning.Variance;
using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Core.Learning.Scores.Ledger;

/// <summary>One look at a forecast, for what is to be kept of it.</summary>
internal sealed class ForecastLook(SiteForecast forecast, ForecastSettings settings, LeadTimes leadTimes)
{
    private WorkForesight? _work;

    public SiteForecast Forecast => forecast;

    /// <summary>Ticks.</summary>
    public long Now { get; } = forecast.AsOf.UtcTicks;

    /// <summary>An order seen for the first time.</summary>
    public WatchedOrder New(OrderTwin twin)
    {
        var started = FirstStart(twin)?.UtcTicks;
        return new WatchedOrder(twin.Id)
        {
            FirstSeen = Now,
            Since = started is { } at && at < Now ? at : Now,
            // One that is under way already has started before there was anything to keep.
            Taken = started is null ? (ushort)0 : ScoreHorizons.Bit(ScoreHorizon.Start),
            Predicted = (_work ??= new WorkForesight(forecast, settings.BeliefsOf(forecast.Twins))).Of(twin, leadTimes.Scrap(twin.Product)),
        };
    }

    /// <summary>What is kept of an order's forecast.</summary>
    /// <param name="order">The order.</param>
    /// <param name="index">Of the forecast's orders.</param>
    /// <param name="horizons">It is kept for.</param>
    public ForecastSample Sample(WatchedOrder order, int index, ushort horizons)
    {
        var finish = forecast.Orders[index];
        var twin = forecast.Twins.Orders[finish.Order];
        var elapsed = (Now - order.Since) / (double)TimeSpan.TicksPerMinute;
        return ForecastSample.Of(finish, forecast.AsOf, horizons, twin.Due, twin.Baseline, leadTimes.Of(twin.Product, elapsed));
    }

    /// <summary>When the first operation of an order started; null: none has.</summary>
    public static DateTimeOffset? FirstStart(OrderTwin order)
    {
        DateTimeOffset? first = null;
        foreach (var operation in order.Operations)
        {
            if (operation.StartedAt is { } started && !(first <= started))
                first = started;
        }
        return first;
    }
}
