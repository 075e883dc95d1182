using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Intake.EventLogs;

/// <summary>The twins of a log's plant, folded up to a moment, and their forecast.</summary>
internal sealed class WalkedFloor
{
    private readonly EventLogHistory _log;
    private readonly SiteState _state;
    private readonly Forecaster _forecaster;
    private readonly Dictionary<string, DateTimeOffset?> _planned = new(StringComparer.Ordinal);
    private int _next;

    public WalkedFloor(EventLogHistory log, ForecastSettings settings)
    {
        (_log, _state, _forecaster) = (log, new SiteState(log.Plant.Site), new Forecaster(settings with { WithQuantiles = true }));
        Fold(new PlantImportedData(log.Plant) { Entity = log.Plant.Site }, log.Plant.AsOf!.Value);
    }

    /// <summary>The date an order was promised for when it was released.</summary>
    public DateTimeOffset? PlannedOf(string order) => _planned.GetValueOrDefault(order);

    /// <summary>Forecasts of the open orders, by id.</summary>
    public IReadOnlyDictionary<string, OrderForecast> At(DateTimeOffset moment, LeadTimes history)
    {
        for (; _next < _log.Events.Count && _log.Events[_next].Time <= moment; _next++)
        {
            var (time, data) = _log.Events[_next];
            Fold(data is OrderReleasedData released ? Promised(released, time, history) : data, time);
        }
        var twins = _state.Publish();
        return _forecaster.Run(twins, moment).Orders.ToDictionary(forecast => twins.Orders[forecast.Order].Id, StringComparer.Ordinal);
    }

    private OrderReleasedData Promised(OrderReleasedData released, DateTimeOffset time, LeadTimes history)
    {
        DateTimeOffset? date = history.Median is { } median ? time.AddMinutes(median) : null;
        _planned[released.Entity] = date;
        return new OrderReleasedData(released.Order with { Due = date, PlannedFinish = date }) { Entity = released.Entity };
    }

    private void Fold(EventData data, DateTimeOffset time) =>
        _state.Apply(new SiteRecord(_state.Position + 1, time, EventLogHistory.EventOf(data, time, (int)_state.Position + 1)));
}
