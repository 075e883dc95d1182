using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Learning.Machines;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Sites;

/// <summary>
/// Everything a query reads: twins, forecast and risks of one position. Immutable; published whole.
/// What queries look things up in is derived once, on the first use or by <see cref="Warm"/>.
/// </summary>
public sealed class SitePicture
{
    private OrderIndex? _openOrders;
    private OrderIndex? _allOrders;
    private IdOrder? _orderIds;
    private IdOrder? _workCenterIds;
    private IdOrder? _componentIds;
    private IdOrder? _supplierIds;
    private CycleTimes? _cycleTimes;
    private MachineBeliefs? _machines;

    /// <param name="forecast">The forecast and the twins it was computed from.</param>
    /// <param name="risks">Risk with hysteresis of each open order.</param>
    /// <param name="settings">What the forecast was computed with.</param>
    public SitePicture(SiteForecast forecast, RiskBoard risks, ForecastSettings settings)
    {
        Forecast = forecast;
        Risks = risks;
        Settings = settings;
    }

    public SiteForecast Forecast { get; }
    public RiskBoard Risks { get; }
    public ForecastSettings Settings { get; }
    public SiteTwins Twins => Forecast.Twins;
    public long Position => Twins.Position;
    public DateTimeOffset AsOf => Forecast.AsOf;

    // Two readers may derive the same thing at once; both results are equal and either may stay.

    /// <summary>The open orders, worst first.</summary>
    public OrderIndex OpenOrders => _openOrders ??= OrderIndex.OfOpen(this);

    /// <summary>All orders, those without a forecast included, worst first.</summary>
    public OrderIndex AllOrders => _allOrders ??= OrderIndex.OfAll(this);
    public IdOrder OrderIds => _orderIds ??= IdOrder.Of(Twins.Orders, o => o.Id);
    public IdOrder WorkCenterIds => _workCenterIds ??= IdOrder.Of(Twins.WorkCenters, w => w.Id);
    public IdOrder ComponentIds => _componentIds ??= IdOrder.Of(Twins.Components, c => c.Id);
    public IdOrder SupplierIds => _supplierIds ??= IdOrder.Of(Twins.Suppliers, s => s.Id);
    internal MachineBeliefs Machines => _machines ??= new MachineBeliefs(Twins);
    internal CycleTimes CycleTimes => _cycleTimes ??= CycleTimes.Of(this);

    /// <summary>
    /// Derives what the frequent queries need, so that the first query after a new picture is as fast as the next one.
    /// Called off the request path, before the picture is published.
    /// </summary>
    /// <param name="before">The picture published before: what has not changed is taken over.</param>
    /// <returns>This picture.</returns>
    public SitePicture Warm(SitePicture? before = null)
    {
        _orderIds ??= IdOrder.Of(Twins.Orders, o => o.Id, before?._orderIds);
        _workCenterIds ??= IdOrder.Of(Twins.WorkCenters, w => w.Id, before?._workCenterIds);
        _componentIds ??= IdOrder.Of(Twins.Components, c => c.Id, before?._componentIds);
        _supplierIds ??= IdOrder.Of(Twins.Suppliers, s => s.Id, before?._supplierIds);
        _ = OpenOrders;
        return this;
    }
}
