using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Suppliers;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Scenarios;

/// <summary>Looks up what the causes of a forecast name.</summary>
internal sealed class SiteIndex
{
    private readonly SiteForecast _forecast;
    private readonly Dictionary<string, int> _orders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _components = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _workCenters = new(StringComparer.Ordinal);
    private readonly ILookup<string, (string Supplier, SupplyLine Line)> _lines;
    private readonly Dictionary<string, IReadOnlyList<(DateTimeOffset, DateTimeOffset)>> _closed = new(StringComparer.Ordinal);

    public SiteIndex(SiteForecast forecast)
    {
        _forecast = forecast;
        var twins = forecast.Twins;
        for (var i = 0; i < twins.Orders.Count; i++)
            _orders[twins.Orders[i].Id] = i;
        for (var i = 0; i < twins.Components.Count; i++)
            _components[twins.Components[i].Id] = i;
        for (var i = 0; i < twins.WorkCenters.Count; i++)
            _workCenters[twins.WorkCenters[i].Id] = i;
        _lines = twins.Suppliers.SelectMany(s => s.Lines.Select(line => (Supplier: s.Name ?? s.Id, Line: line))).ToLookup(l => l.Line.PurchaseOrder, StringComparer.Ordinal);
        MostPriority = Math.Min(9, twins.Orders.Where(o => o.IsOpen).Select(o => o.Priority).DefaultIfEmpty(0).Max() + 1);
    }

    /// <summary>One more than that of any open order, 9 at most.</summary>
    public int MostPriority { get; }

    public OrderTwin? Order(string id) => _orders.TryGetValue(id, out var place) ? _forecast.Twins.Orders[place] : null;

    public int Component(string id) => _components.GetValueOrDefault(id, -1);

    public int WorkCenter(string id) => _workCenters.GetValueOrDefault(id, -1);

    public IEnumerable<(string Supplier, SupplyLine Line)> LinesOf(string purchaseOrder) => _lines[purchaseOrder];

    /// <summary>The next closed stretch in its calendar, and the next that follows a whole day later; at most so many hours of each.</summary>
    public IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Closed(WorkCenterTwin center, double mostHours)
    {
        if (center.Calendar is null || !_forecast.Twins.Plan.Calendars.TryGetValue(center.Calendar, out var calendar))
            return [];
        if (_closed.TryGetValue(calendar.Id, out var known))
            return known;
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(_forecast.Twins.Plan.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        var now = _forecast.AsOf;
        var from = now.AddMinutes(60 - now.Minute).AddSeconds(-now.Second).AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        var end = now.AddDays(8);
        var closed = Intervals.Subtract([new Interval(from, end)], OpenHours.Of(calendar, zone, now.AddDays(-1), end));
        var gaps = new List<(DateTimeOffset From, DateTimeOffset To)>();
        foreach (var gap in closed.Where(gap => gap.To - gap.From >= TimeSpan.FromHours(1)))
        {
            // The next one, and the next long one (a Saturday).
            var isLong = gap.To - gap.From >= TimeSpan.FromHours(20);
            if (gaps.Count < 2 || (isLong && gaps.Count < 3))
                gaps.Add((gap.From, gap.To < gap.From.AddHours(mostHours) ? gap.To : gap.From.AddHours(mostHours)));
        }
        return _closed[calendar.Id] = gaps;
    }
}
