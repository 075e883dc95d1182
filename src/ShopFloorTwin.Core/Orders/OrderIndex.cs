using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Orders;

/// <summary>
/// Orders of a picture, worst first: risk, then expected lateness, then late probability, then id.
/// An entry is a rank in that order. Immutable; sort columns and the postings of a filter are derived when first asked for.
/// </summary>
public sealed class OrderIndex
{
    /// <summary>Sort key of an order without the date or value: last, whichever way round.</summary>
    internal const long NoKey = long.MaxValue;

    private readonly SitePicture _picture;
    private long[]? _due, _finish, _priority, _value;
    private OrderPostings? _products, _customers, _workCenters, _suppliers, _components;

    private OrderIndex(SitePicture picture, OrderEntry[] entries) => (_picture, Entries) = (picture, entries);

    public int Count => Entries.Length;
    internal OrderEntry[] Entries { get; }

    // Two readers may derive the same thing at once; both results are equal and either may stay.

    // Sort keys: ticks, or an order-keeping image of a number.
    internal long[] Due => _due ??= Column((order, _) => order.Due?.UtcTicks);
    internal long[] Finish => _finish ??= Column((order, forecast) => (forecast?.P50 ?? order.Actual)?.UtcTicks);
    internal long[] Priority => _priority ??= Column((order, _) => order.Priority);
    internal long[] Value => _value ??= Column((order, _) => order.Value is { } value ? OrderEntry.Key(value) : null);

    internal OrderPostings Products => _products ??= Postings([], (order, _, add) => add.Add(order.Product));
    internal OrderPostings Customers => _customers ??= Postings([], (order, _, add) => add.Add(order.Customer));
    internal OrderPostings WorkCenters => _workCenters ??= Postings(_picture.Twins.WorkCenters.Select(w => w.Id), (order, _, add) =>
    {
        foreach (var operation in order.Operations)
        {
            if (!operation.IsClosed && order.IsOpen)
                add.Add(operation.WorkCenter);
        }
    });
    internal OrderPostings Suppliers => _suppliers ??= Postings(_picture.Twins.Suppliers.Select(s => s.Id), (_, forecast, add) => add.Add(forecast?.Suppliers));
    internal OrderPostings Components => _components ??= Postings(_picture.Twins.Components.Select(c => c.Id), (_, forecast, add) => add.Add(forecast?.Components));

    internal static OrderIndex OfOpen(SitePicture picture)
    {
        var forecasts = picture.Forecast.Orders;
        var entries = new OrderEntry[forecasts.Count];
        for (var f = 0; f < entries.Length; f++)
            entries[f] = OrderEntry.OfOpen(picture, f);
        Array.Sort(entries, OrderEntry.WorstFirst);
        return new OrderIndex(picture, entries);
    }

    internal static OrderIndex OfAll(SitePicture picture)
    {
        var entries = new List<OrderEntry>(picture.Twins.Orders.Count);
        for (var f = 0; f < picture.Forecast.Orders.Count; f++)
            entries.Add(OrderEntry.OfOpen(picture, f));
        for (var twin = 0; twin < picture.Twins.Orders.Count; twin++)
        {
            if (!picture.Twins.Orders[twin].IsOpen)
                entries.Add(OrderEntry.OfClosed(picture, twin));
        }
        entries.Sort(OrderEntry.WorstFirst);
        return new OrderIndex(picture, [.. entries]);
    }

    private long[] Column(Func<OrderTwin, OrderForecast?, long?> key)
    {
        var column = new long[Count];
        for (var entry = 0; entry < column.Length; entry++)
            column[entry] = key(Twin(entry), Forecast(entry)) ?? NoKey;
        return column;
    }

    private OrderPostings Postings(IEnumerable<string> values, Action<OrderTwin, OrderForecast?, OrderPostings.Entry> add)
    {
        var postings = new OrderPostings(values);
        for (var entry = 0; entry < Count; entry++)
            add(Twin(entry), Forecast(entry), new OrderPostings.Entry(postings, entry));
        return postings;
    }

    private OrderTwin Twin(int entry) => _picture.Twins.Orders[Entries[entry].Twin];

    private OrderForecast? Forecast(int entry) => Entries[entry].Forecast < 0 ? null : _picture.Forecast.Orders[Entries[entry].Forecast];
}
