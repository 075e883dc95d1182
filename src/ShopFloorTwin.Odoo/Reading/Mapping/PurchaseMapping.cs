using System.Globalization;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Reading.Mapping;

/// <summary>The date first promised for a line, as the twin knows it; null for a line it does not know.</summary>
internal delegate DateTimeOffset? PromisedDates(string purchaseOrder, string line);

/// <summary>
/// Confirmed purchase orders with their lines of material. Odoo has one date of a line, <c>date_planned</c>: the first one read is what was
/// promised (due), a later value is what the supplier has confirmed since.
/// </summary>
internal sealed class PurchaseMapping(OdooRows rows, ProductCatalog products, OdooLinks links, PromisedDates promised, FindingList findings)
{
    private readonly ILookup<long, OdooRow> _lines = rows.Of(OdooModels.PurchaseLine).ToLookup(row => row.Ref("order_id") ?? 0);

    public IReadOnlyList<PurchaseOrderSpec> PurchaseOrders() =>
        [.. rows.Of(OdooModels.PurchaseOrder).Where(IsOrdered).Select(PurchaseOrder).OfType<PurchaseOrderSpec>()];

    /// <summary>Confirmed; requests for quotation and cancelled orders are no supply.</summary>
    public static bool IsOrdered(OdooRow order) => order.Text("state") is "purchase" or "done";

    /// <summary>Null when its supplier is not known, or no line of it is material.</summary>
    public PurchaseOrderSpec? PurchaseOrder(OdooRow row)
    {
        var id = links.Name(OdooModels.PurchaseOrder, row.Id, row.Text("name"), findings);
        if (links.NameOf(OdooModels.Partner, row.Ref("partner_id")) is not { } supplier)
        {
            findings.Add("unknownSupplier", OdooModels.PurchaseOrder, row.Id, "partner_id", "names a partner that cannot be read", "the purchase order is left out");
            return null;
        }
        var lines = _lines[row.Id].OrderBy(line => line.Id).Where(IsMaterial).Select(line => Line(id, line)).ToList();
        if (lines.Count > Limits.LinesPerPurchaseOrder)
            findings.Add("tooManyLines", OdooModels.PurchaseOrder, row.Id, "order_line", $"has {lines.Count} lines", $"the first {Limits.LinesPerPurchaseOrder} are taken");
        return lines.Count == 0 ? null : new PurchaseOrderSpec { Id = id, Supplier = supplier, Lines = [.. lines.Take(Limits.LinesPerPurchaseOrder)] };
    }

    /// <summary>Sections, notes and services are no supply.</summary>
    private bool IsMaterial(OdooRow line) => line.Text("display_type") is null && products.IsMaterial(line.Ref("product_id"));

    private PurchaseOrderLineSpec Line(string purchaseOrder, OdooRow line)
    {
        var (id, product, unit) = (line.Id.ToString(CultureInfo.InvariantCulture), line.Ref("product_id"), line.Ref("product_uom_id") ?? line.Ref("product_uom"));
        double Own(string field) => Math.Clamp(products.InOwnUnit(line.Number(field, 0), unit, product, OdooModels.PurchaseLine, line.Id, field), 0, Limits.LargestNumber);
        var planned = line.Instant("date_planned");
        if (planned is null)
            findings.Add("noDate", OdooModels.PurchaseLine, line.Id, "date_planned", "has no expected arrival", "nobody knows when it comes");
        var due = promised(purchaseOrder, id) ?? planned;
        return new PurchaseOrderLineSpec
        {
            Line = id,
            Product = products.NameOf(product)!,
            Quantity = Own("product_qty"),
            Received = Own("qty_received"),
            Due = due,
            Confirmed = planned == due ? null : planned,
        };
    }
}
