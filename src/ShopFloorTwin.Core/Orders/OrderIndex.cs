using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Orders;

/// <summary>
/// Orders of a picture as columns, worst first: risk, then expected lateness, then late probability, then id.
/// An entry is a rank in that order. Immutable once built.
/// </summary>
public sealed class OrderIndex
{
    /// <summary>Sort key of an order without the date or value: last, whichever way round.</summary>
    internal const long NoKey = long.MaxValue;

    private OrderIndex(SitePicture picture, OrderEntry[] entries)
    {
        Entries = entries;
        Due = new long[entries.Length];
        Finish = new long[entries.Length];
        Priority = new long[entries.Length];
        Value = new long[entries.Length];
        WorkCenters = new OrderPostings(picture.Twins.WorkCenters.Select(w => w.Id));
        Suppliers = new OrderPostings(picture.Twins.Suppliers.Select(s => s.Id));
        Components = new OrderPostings(picture.Twins.Components.Select(c => c.Id));
        for (var entry = 0; entry < entries.Length; entry++)
            Add(picture, entry);
    }

    public int Count => Entries.Length;
    internal OrderEntry[] Entries { get; }

    // Sort keys: ticks, or an order-keeping image of a number.
    internal long[] Due { get; }
    internal long[] Finish { get; }
    internal long[] Priority { get; }
    internal long[] Value { get; }

    internal OrderPostings Products { get; } = new();
    internal OrderPostings Customers { get; } = new();
    internal OrderPostings WorkCenters { get; }
    internal OrderPostings Suppliers { get; }
    internal OrderPostings Components { get; }

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

    private void Add(SitePicture picture, int entry)
    {
        var order = picture.Twins.Orders[Entries[entry].Twin];
        var forecast = Entries[entry].Forecast < 0 ? null : picture.Forecast.Orders[Entries[entry].Forecast];
        Due[entry] = order.Due?.UtcTicks ?? NoKey;
        Finish[entry] = (forecast?.P50 ?? order.Actual)?.UtcTicks ?? NoKey;
        Priority[entry] = order.Priority;
        Value[entry] = order.Value is { } value ? OrderEntry.Key(value) : NoKey;
        Products.Add(order.Product, entry);
        if (order.Customer is not null)
            Customers.Add(order.Customer, entry);
        foreach (var operation in order.Operations)
        {
            if (!operation.IsClosed && order.IsOpen)
                WorkCenters.Add(operation.WorkCenter, entry);
        }
        foreach (var supplier in forecast?.Suppliers ?? [])
            Suppliers.Add(supplier, entry);
        foreach (var component in forecast?.Components ?? [])
            Components.Add(component, entry);
    }
}
