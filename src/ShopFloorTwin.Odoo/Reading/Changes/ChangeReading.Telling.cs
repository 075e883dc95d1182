using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Odoo.Reading.Calls;
using ShopFloorTwin.Odoo.Reading.Mapping;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Reading.Changes;

internal sealed partial class ChangeReading
{
    private readonly List<CloudEvent> _told = [];
    private readonly Dictionary<long, DateTimeOffset> _receivedAt = [];

    /// <summary>Reads the records seen, and tells what differs.</summary>
    public async Task<SiteReading> TellAsync(CancellationToken cancellation)
    {
        await TellPurchasesAsync(cancellation);
        await TellStockAsync(cancellation);
        await TellOrdersAsync(cancellation);
        _told.AddRange(WorkCenterBlocks.Events(_blocks, events, memory.Mapping, now));
        return new SiteReading
        {
            Events = _told,
            Calls = reader.Meter.Calls,
            Rows = reader.Meter.Rows,
            WantsAll = _wantsAll,
            Taken = () => _taken.ForEach(taken => taken()),
        };
    }

    private async Task TellOrdersAsync(CancellationToken cancellation)
    {
        var rows = new OdooRows();
        await reader.ReadByAsync(rows, Wanted.Order, "id", _orders, cancellation);
        await new SiteRowReader(reader, memory.Scope, rows).ReadPartsOfOrdersAsync(cancellation);
        WantKnown(rows, OdooModels.Order, "product_id", OdooModels.Product);
        WantKnown(rows, OdooModels.Move, "product_id", OdooModels.Product);
        WantKnown(rows, OdooModels.WorkOrder, "workcenter_id", OdooModels.WorkCenter);
        foreach (var mapped in memory.Mapping.Orders(rows))
        {
            var known = memory.Orders.GetValueOrDefault(mapped.Id);
            var at = SiteMemory.Moment(mapped.Order.State == OrderState.Done ? mapped.Order.PlannedFinish : mapped.WrittenAt, known?.At ?? memory.AsOf, now);
            foreach (var change in KnownOrder.Changes(known, mapped.Order))
                _told.Add(events.Make(OdooModels.Order, mapped.Id, mapped.WrittenAt, at, change));
            if (known is not null || mapped.Order.State is not (OrderState.Done or OrderState.Cancelled))
                _taken.Add(() => memory.Orders[mapped.Id] = KnownOrder.Of(mapped.Order, at));
        }
        foreach (var id in _orders.Where(id => rows.Find(OdooModels.Order, id) is null && memory.Orders.GetValueOrDefault(id) is { IsClosed: false }))
        {
            var gone = memory.Orders[id];
            _told.Add(events.Make(OdooModels.Order, id, null, SiteMemory.Moment(null, gone.At, now), new OrderCancelledData { Entity = gone.Id }));
            _taken.Add(() => memory.Orders.Remove(id));
            _taken.Add(() => memory.Mapping.Links.Forget(OdooModels.Order, id));
        }
    }

    private async Task TellPurchasesAsync(CancellationToken cancellation)
    {
        var rows = new OdooRows();
        await reader.ReadByAsync(rows, Wanted.PurchaseOrder, "id", _purchases, cancellation);
        await reader.ReadByAsync(rows, Wanted.PurchaseLine, "order_id", rows.Of(OdooModels.PurchaseOrder).Select(row => row.Id), cancellation);
        WantKnown(rows, OdooModels.PurchaseLine, "product_id", OdooModels.Product);
        WantKnown(rows, OdooModels.PurchaseOrder, "partner_id", OdooModels.Partner);
        var mapping = memory.Mapping.Purchases(rows, Promised);
        foreach (var id in _purchases)
        {
            var known = memory.Purchases.GetValueOrDefault(id);
            var row = rows.Find(OdooModels.PurchaseOrder, id);
            var order = row is { } there && PurchaseMapping.IsOrdered(there) ? mapping.PurchaseOrder(there) : null;
            var written = row is null ? null : Newest(row.Value.WrittenAt, rows.Of(OdooModels.PurchaseLine).Where(line => line.Ref("order_id") == id).Max(line => line.WrittenAt));
            var at = SiteMemory.Moment(written, known?.At ?? memory.AsOf, now);
            var changes = order is not null ? KnownPurchase.Changes(known, order) : known is not null ? KnownPurchase.Cancelled(known) : [];
            foreach (var change in changes)
            {
                _told.Add(events.Make(OdooModels.PurchaseOrder, id, written, at, change));
                if (change is StockReceivedData && memory.Mapping.Links.IdOf(OdooModels.Product, change.Entity) is { } product)
                    _receivedAt[product] = at;
            }
            _taken.Add(order is not null ? () => memory.Purchases[id] = new KnownPurchase(order, at) : () => memory.Purchases.Remove(id));
        }
    }

    private async Task TellStockAsync(CancellationToken cancellation)
    {
        _products.UnionWith(_receivedAt.Keys);
        if (_products.Count == 0)
            return;
        var rows = new OdooRows();
        rows.Share(memory.Rows, OdooModels.Location, OdooModels.Lot);
        await reader.ReadByAsync(rows, Wanted.Quant, "product_id", _products, cancellation, also: SiteDomains.In(memory.StockLocations));
        var mapping = memory.Mapping.Stock(rows);
        var quants = rows.Of(OdooModels.Quant).ToLookup(row => row.Ref("product_id") ?? 0);
        foreach (var product in _products.Where(id => memory.Mapping.Products.IsMaterial(id)).Order())
        {
            var stock = mapping.Stock(product, quants[product]);
            var (known, toldAt) = memory.Stock.TryGetValue(product, out var told) ? told : (new StockSpec { Product = stock.Product }, memory.AsOf);
            // A receipt that was told is a move on top of the last count: the count behind it says what it all comes to.
            var isReceived = _receivedAt.TryGetValue(product, out var receivedAt);
            if (!isReceived && (known.OnHand, known.OnHold) == (stock.OnHand, stock.OnHold))
                continue;
            var written = quants[product].Max(row => row.WrittenAt) ?? now;
            var at = SiteMemory.Moment(written, receivedAt > toldAt ? receivedAt : toldAt, now);
            _told.Add(events.Make(OdooModels.Quant, product, written, at, new StockLevelData(stock.OnHand, stock.OnHold) { Entity = stock.Product }));
            _taken.Add(() => memory.Stock[product] = (stock, at));
        }
    }

    /// <summary>The date a line was first promised for is the one told with it.</summary>
    private DateTimeOffset? Promised(string purchaseOrder, string line) =>
        memory.Mapping.Links.IdOf(OdooModels.PurchaseOrder, purchaseOrder) is { } id && memory.Purchases.GetValueOrDefault(id) is { } known
            ? known.Order.Lines.FirstOrDefault(one => one.Line == line)?.Due
            : null;

    /// <summary>A record that was not read is asked for by reading everything, once: what is still not there then is a finding and stays one.</summary>
    private void WantKnown(OdooRows rows, string model, string field, string named)
    {
        foreach (var row in rows.Of(model))
            if (row.Ref(field) is { } id && memory.Rows.Find(named, id) is null && memory.AskedFor.Add((named, id)))
                _wantsAll = true;
    }

    private static DateTimeOffset? Newest(DateTimeOffset? a, DateTimeOffset? b) => a >= b || b is null ? a : b;
}
