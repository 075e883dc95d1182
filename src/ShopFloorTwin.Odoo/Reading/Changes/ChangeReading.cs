using System.Text.Json.Nodes;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Reading.Calls;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Reading.Changes;

/// <summary>
/// One look at what changed: first which records were written, then the orders, purchase orders and products these belong to, read whole and mapped,
/// then what differs from what the twin was told. Changes nothing in the memory until its reading is accepted.
/// </summary>
internal sealed partial class ChangeReading(RowReader reader, SiteMemory memory, OdooEvent events, DateTimeOffset now)
{
    private readonly HashSet<long> _orders = [];
    private readonly HashSet<long> _purchases = [];
    private readonly HashSet<long> _products = [];
    private readonly List<OdooRow> _blocks = [];
    private readonly List<Action> _taken = [];
    private bool _wantsAll;

    /// <summary>Looks at everything that was written since.</summary>
    public async Task SeeAsync(CancellationToken cancellation)
    {
        foreach (var order in await SeenAsync(ChangedFields.Order, SiteDomains.Orders(memory.Scope), cancellation))
            if (memory.Orders.ContainsKey(order.Id) || order.Text("state") is not ("done" or "cancel"))
                _orders.Add(order.Id);
        foreach (var workOrder in await SeenAsync(ChangedFields.WorkOrder, OdooDomain.Of(("production_id.company_id", "=", memory.Scope.Company)), cancellation))
            AddKnownOrder(workOrder.Ref("production_id"));
        await SeeMovesAsync(cancellation);
        await SeeTimeLogsAsync(cancellation);
        foreach (var quant in await SeenAsync(ChangedFields.Quant, SiteDomains.Stock(memory.StockLocations), cancellation))
            AddProduct(quant.Ref("product_id"));
        foreach (var purchase in await SeenAsync(ChangedFields.PurchaseOrder, SiteDomains.Purchases(memory.Scope), cancellation))
            if (memory.Purchases.ContainsKey(purchase.Id) || Mapping.PurchaseMapping.IsOrdered(purchase))
                _purchases.Add(purchase.Id);
        foreach (var line in await SeenAsync(ChangedFields.PurchaseLine, OdooDomain.Of(("order_id.company_id", "=", memory.Scope.Company)), cancellation))
            AddKnownPurchase(line.Ref("order_id"));
    }

    /// <summary>Compares what is there with what was told, whatever its dates say.</summary>
    public async Task CompareAsync(CancellationToken cancellation)
    {
        var orders = new OdooRows();
        await reader.ReadAsync(orders, ChangedFields.Order, SiteDomains.OpenOrders(memory.Scope), cancellation);
        var present = orders.Of(OdooModels.Order).Select(row => row.Id).ToHashSet();
        _orders.UnionWith(present.Where(id => !(memory.Orders.GetValueOrDefault(id) is { IsClosed: false })));
        _orders.UnionWith(memory.Orders.Where(known => !known.Value.IsClosed && !present.Contains(known.Key)).Select(known => known.Key));

        var purchases = new OdooRows();
        var hasReceiptStatus = await reader.Catalog.HasAsync(OdooModels.PurchaseOrder, "receipt_status", cancellation);
        await reader.ReadAsync(purchases, ChangedFields.PurchaseOrder, SiteDomains.OpenPurchases(memory.Scope, hasReceiptStatus), cancellation);
        var open = purchases.Of(OdooModels.PurchaseOrder).Select(row => row.Id).ToHashSet();
        _purchases.UnionWith(open.Where(id => !memory.Purchases.ContainsKey(id)));
        _purchases.UnionWith(memory.Purchases.Keys.Where(id => !open.Contains(id)));

        _products.UnionWith(memory.Rows.Of(OdooModels.Product).Select(row => row.Id));
    }

    private async Task SeeMovesAsync(CancellationToken cancellation)
    {
        var lines = new HashSet<long>();
        foreach (var move in await SeenAsync(ChangedFields.Move, SiteDomains.Own(memory.Scope), cancellation))
        {
            AddKnownOrder(move.Ref("raw_material_production_id"));
            if (move.Text("state") != "done")
                continue;
            // A quant that ran empty is deleted, and leaves no date behind: the move that emptied it does.
            AddProduct(move.Ref("product_id"));
            if (move.Ref("purchase_line_id") is { } line)
                lines.Add(line);
        }
        var rows = new OdooRows();
        await reader.ReadByAsync(rows, ChangedFields.PurchaseLine, "id", lines, cancellation);
        foreach (var line in rows.Of(OdooModels.PurchaseLine))
            AddKnownPurchase(line.Ref("order_id"));
    }

    private async Task SeeTimeLogsAsync(CancellationToken cancellation)
    {
        var workOrders = new HashSet<long>();
        foreach (var log in await SeenAsync(Wanted.TimeLog, SiteDomains.Own(memory.Scope), cancellation))
        {
            if (WorkCenterBlocks.IsNews(log))
                _blocks.Add(log);
            else if (!WorkCenterBlocks.IsBlock(log) && log.Ref("workorder_id") is { } workOrder)
                workOrders.Add(workOrder);
        }
        var rows = new OdooRows();
        await reader.ReadByAsync(rows, ChangedFields.WorkOrder, "id", workOrders, cancellation);
        foreach (var workOrder in rows.Of(OdooModels.WorkOrder))
            AddKnownOrder(workOrder.Ref("production_id"));
    }

    /// <summary>Records of a model written since it was read last, and not seen as they are.</summary>
    private async Task<IReadOnlyList<OdooRow>> SeenAsync(ModelFields model, JsonArray domain, CancellationToken cancellation)
    {
        var rows = new List<OdooRow>();
        await foreach (var row in reader.RowsAsync(model, SiteDomains.Since(domain, memory.Cursors.Since(model.Model)), cancellation))
            rows.Add(row);
        _taken.Add(() => memory.Cursors.Advance(model.Model, rows, now));
        return [.. rows.Where(row => memory.Cursors.IsNew(model.Model, row))];
    }

    /// <summary>Parts of an order that is not told of concern nobody: the order itself will be seen when it is one of the site's.</summary>
    private void AddKnownOrder(long? order)
    {
        if (order is { } id && memory.Orders.ContainsKey(id))
            _orders.Add(id);
    }

    private void AddKnownPurchase(long? purchase)
    {
        if (purchase is { } id && memory.Purchases.ContainsKey(id))
            _purchases.Add(id);
    }

    /// <summary>Stock of a product nothing names concerns nobody.</summary>
    private void AddProduct(long? product)
    {
        if (product is { } id && memory.Rows.Find(OdooModels.Product, id) is not null)
            _products.Add(id);
    }
}
