using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Silo.Replays;

/// <summary>The forecast of one open order at one moment of a replay. A <c>--json</c> line of <c>replay --forecast-every</c>.</summary>
public sealed record MadeForecast(
    DateTimeOffset AsOf,
    long Position,
    string Order,
    string Product,
    DateTimeOffset? Due,
    DateTimeOffset? Baseline,
    ForecastView Forecast,
    double LateProbability,
    Risk Risk,
    string? Cause)
{
    /// <summary>Null for an order that is not open.</summary>
    public static MadeForecast? Of(OrderView order) => order.Forecast is not { } forecast ? null : new MadeForecast(
        order.AsOf, order.Position, order.Id, order.Product, order.Due, order.Baseline, forecast,
        order.LateProbability, order.Risk, order.Causes.Count > 0 ? order.Causes[0].Text : null);
}
