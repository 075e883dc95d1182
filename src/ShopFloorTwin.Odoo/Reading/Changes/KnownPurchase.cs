using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Odoo.Reading.Changes;

/// <summary>A purchase order as it was last told the twin.</summary>
internal sealed record KnownPurchase(PurchaseOrderSpec Order, DateTimeOffset At)
{
    /// <summary>
    /// What to tell the twin now: another purchase order when lines came or went or changed what they are; else the new dates and receipts of its lines.
    /// </summary>
    /// <param name="known">As told before; null: never.</param>
    /// <param name="order">As read now: <c>Due</c> is the date first promised, <c>Confirmed</c> the one Odoo has now when it differs.</param>
    public static IReadOnlyList<EventData> Changes(KnownPurchase? known, PurchaseOrderSpec order)
    {
        if (known is null || IsAnother(known.Order, order))
            // Receipts first: the purchase order as a whole counts them in.
            return [.. known is null ? [] : Receipts(known.Order, order), new SupplierOrderedData(order) { Entity = order.Id }];
        var told = new List<EventData>();
        foreach (var (before, line) in known.Order.Lines.Zip(order.Lines))
            if (Arrival(line) is { } arrival && arrival != Arrival(before))
                told.Add(arrival > Arrival(before)
                    ? new SupplierDelayedData(line.Line, arrival, null) { Entity = order.Id }
                    : new SupplierConfirmedData(line.Line, arrival, null) { Entity = order.Id });
        told.AddRange(Receipts(known.Order, order));
        return told;
    }

    /// <summary>What to tell of a purchase order that is cancelled, a request again, or gone.</summary>
    public static IReadOnlyList<EventData> Cancelled(KnownPurchase known) =>
        [.. known.Order.Lines.Where(line => line.Received < line.Quantity).Select(line => new SupplierCancelledData(line.Line) { Entity = known.Order.Id })];

    private static DateTimeOffset? Arrival(PurchaseOrderLineSpec line) => line.Confirmed ?? line.Due;

    private static IEnumerable<EventData> Receipts(PurchaseOrderSpec known, PurchaseOrderSpec order) =>
        from line in order.Lines
        let before = known.Lines.FirstOrDefault(other => other.Line == line.Line)
        where before is not null && line.Received > before.Received && before.Product == line.Product
        select new StockReceivedData(line.Received - before.Received, order.Id, line.Line) { Entity = line.Product };

    private static bool IsAnother(PurchaseOrderSpec known, PurchaseOrderSpec order) =>
        known.Supplier != order.Supplier || known.Lines.Count != order.Lines.Count
        || known.Lines.Zip(order.Lines).Any(pair => (pair.First.Line, pair.First.Product, pair.First.Quantity) != (pair.Second.Line, pair.Second.Product, pair.Second.Quantity)
            || (Arrival(pair.First) is null) != (Arrival(pair.Second) is null));
}
