using System.Text.Json.Nodes;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Reading.Calls;

/// <summary>Reads all a site's rows, in the order one model names the records of the next.</summary>
internal sealed class SiteRowReader(RowReader reader, SiteScope scope, OdooRows rows)
{
    /// <summary>Everything.</summary>
    /// <param name="now">Leaves over by then are not read.</param>
    /// <param name="alsoOrders">Names of orders to read though they may be closed: the twin has them open.</param>
    /// <param name="cancellation">Stops between two calls.</param>
    public async Task ReadAsync(DateTimeOffset now, IReadOnlyCollection<string> alsoOrders, CancellationToken cancellation)
    {
        await ReadWorkCentersAsync(now, cancellation);
        await ReadBomsAsync(cancellation);
        await ReadOrdersAsync(alsoOrders, cancellation);
        await ReadPurchasesAsync(cancellation);
        await reader.ReadAsync(rows, Wanted.Quant, SiteDomains.Stock(SiteScopes.StockLocations(rows, scope)), cancellation);
        await ReadLotsAsync(cancellation);
        await ReadProductsAsync(cancellation);
        await ReadNamedWorkCentersAsync(cancellation);
        await ReadSuppliersAsync(cancellation);
    }

    /// <summary>Work orders, components and open time logs of the orders among the rows.</summary>
    public async Task ReadPartsOfOrdersAsync(CancellationToken cancellation)
    {
        var orders = rows.Of(OdooModels.Order).Select(row => row.Id).ToList();
        await reader.ReadByAsync(rows, Wanted.WorkOrder, "production_id", orders, cancellation);
        await reader.ReadByAsync(rows, Wanted.Move, "raw_material_production_id", orders, cancellation);
        var begun = rows.Of(OdooModels.WorkOrder).Where(row => row.Text("state") == "progress").Select(row => row.Id);
        await reader.ReadByAsync(rows, Wanted.TimeLog, "workorder_id", begun, cancellation, also: ("date_end", "=", false));
    }

    private async Task ReadWorkCentersAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        await reader.ReadAsync(rows, Wanted.Unit, OdooDomain.All, cancellation, archivedToo: true);
        await reader.ReadAsync(rows, Wanted.WorkCenter, SiteDomains.OwnOrShared(scope), cancellation);
        await reader.ReadAsync(rows, Wanted.Capacity, OdooDomain.All, cancellation);
        await reader.ReadAsync(rows, Wanted.Leave, SiteDomains.Leaves(scope, now), cancellation);
        if (await reader.ReadAsync(rows, Wanted.Maintenance, SiteDomains.Maintenance(scope), cancellation) && rows.Count(OdooModels.Maintenance) > 0)
        {
            await reader.ReadByAsync(rows, Wanted.Equipment, "id", Refs(OdooModels.Maintenance, "equipment_id"), cancellation, archivedToo: true);
            await reader.ReadAsync(rows, Wanted.MaintenanceStage, OdooDomain.All, cancellation);
        }
    }

    private async Task ReadBomsAsync(CancellationToken cancellation)
    {
        await reader.ReadAsync(rows, Wanted.Bom, SiteDomains.OwnOrShared(scope), cancellation);
        var boms = rows.Of(OdooModels.Bom).Select(row => row.Id).ToList();
        await reader.ReadByAsync(rows, Wanted.BomLine, "bom_id", boms, cancellation);
        await reader.ReadByAsync(rows, Wanted.Operation, "bom_id", boms, cancellation);
        var values = rows.Of(OdooModels.BomLine).Concat(rows.Of(OdooModels.Operation)).SelectMany(row => row.Refs("bom_product_template_attribute_value_ids"));
        await reader.ReadByAsync(rows, Wanted.VariantValue, "id", values, cancellation, archivedToo: true);
    }

    private async Task ReadOrdersAsync(IReadOnlyCollection<string> alsoOrders, CancellationToken cancellation)
    {
        await reader.ReadAsync(rows, Wanted.Order, SiteDomains.OpenOrders(scope), cancellation);
        var open = rows.Of(OdooModels.Order).Select(row => row.Text("name")).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var names in alsoOrders.Where(name => !open.Contains(name)).Order(StringComparer.Ordinal).Chunk(Core.Limits.OdooPageRows))
        {
            var domain = SiteDomains.Orders(scope);
            domain.Add(new JsonArray("name", "in", new JsonArray([.. names.Select(name => (JsonNode)name)])));
            await reader.ReadAsync(rows, Wanted.Order, domain, cancellation);
        }
        await ReadPartsOfOrdersAsync(cancellation);
    }

    private async Task ReadPurchasesAsync(CancellationToken cancellation)
    {
        var hasReceiptStatus = await reader.Catalog.HasAsync(OdooModels.PurchaseOrder, "receipt_status", cancellation);
        await reader.ReadAsync(rows, Wanted.PurchaseOrder, SiteDomains.OpenPurchases(scope, hasReceiptStatus), cancellation);
        await reader.ReadByAsync(rows, Wanted.PurchaseLine, "order_id", rows.Of(OdooModels.PurchaseOrder).Select(row => row.Id), cancellation);
    }

    /// <summary>Lots only where some are named as on hold.</summary>
    private async Task ReadLotsAsync(CancellationToken cancellation)
    {
        if (scope.HoldLots.Count > 0)
            await reader.ReadAsync(rows, Wanted.Lot, OdooDomain.Of(("name", "in", new JsonArray([.. scope.HoldLots.Select(name => (JsonNode)name)]))), cancellation);
    }

    /// <summary>The products something names, archived ones too; and every variant of what has a bill of materials.</summary>
    private async Task ReadProductsAsync(CancellationToken cancellation)
    {
        await reader.ReadByAsync(rows, Wanted.Product, "product_tmpl_id", Refs(OdooModels.Bom, "product_tmpl_id"), cancellation);
        var named = ((string[])[OdooModels.Bom, OdooModels.BomLine, OdooModels.Order, OdooModels.Move, OdooModels.PurchaseLine, OdooModels.Quant])
            .SelectMany(model => Refs(model, "product_id"))
            .Where(id => rows.Find(OdooModels.Product, id) is null);
        await reader.ReadByAsync(rows, Wanted.Product, "id", named, cancellation, archivedToo: true);
    }

    /// <summary>Work centers that are archived, and still named by an operation or a work order; then all their calendars.</summary>
    private async Task ReadNamedWorkCentersAsync(CancellationToken cancellation)
    {
        var archived = Refs(OdooModels.Operation, "workcenter_id").Concat(Refs(OdooModels.WorkOrder, "workcenter_id")).Where(id => rows.Find(OdooModels.WorkCenter, id) is null);
        await reader.ReadByAsync(rows, Wanted.WorkCenter, "id", archived, cancellation, archivedToo: true, ("company_id", "in", new JsonArray(scope.Company, false)));
        var calendars = Refs(OdooModels.WorkCenter, "resource_calendar_id").ToList();
        await reader.ReadByAsync(rows, Wanted.Calendar, "id", calendars, cancellation, archivedToo: true);
        await reader.ReadByAsync(rows, Wanted.Attendance, "calendar_id", calendars, cancellation);
    }

    private async Task ReadSuppliersAsync(CancellationToken cancellation)
    {
        await reader.ReadByAsync(rows, Wanted.SupplierPrice, "product_tmpl_id", Refs(OdooModels.Product, "product_tmpl_id"), cancellation);
        await reader.ReadByAsync(rows, Wanted.Partner, "id", Refs(OdooModels.SupplierPrice, "partner_id").Concat(Refs(OdooModels.PurchaseOrder, "partner_id")), cancellation, archivedToo: true);
    }

    private IEnumerable<long> Refs(string model, string field) => rows.Of(model).Select(row => row.Ref(field)).OfType<long>();
}
