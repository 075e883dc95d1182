using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Core.Sites;

/// <summary>Everything a query reads: twins, forecast and risks of one position. Immutable; published whole.</summary>
/// <param name="Forecast">The forecast and the twins it was computed from.</param>
/// <param name="Risks">Risk with hysteresis of each open order.</param>
/// <param name="Settings">What the forecast was computed with.</param>
public sealed record SitePicture(SiteForecast Forecast, RiskBoard Risks, ForecastSettings Settings)
{
    public SiteTwins Twins => Forecast.Twins;
    public long Position => Twins.Position;
    public DateTimeOffset AsOf => Forecast.AsOf;
}
