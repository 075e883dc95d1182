using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Reading.Mapping;

/// <summary>
/// Who supplies a product, and how long it takes: the <c>product.supplierinfo</c> Odoo would take for a first order of any size,
/// which is valid by its dates, for this variant or for all, by sequence, then smallest least quantity, price and id.
/// </summary>
internal sealed class SupplierChoice(OdooRows rows, SiteScope scope, DateOnly today, OdooLinks links, FindingList findings)
{
    private readonly ILookup<long, OdooRow> _byTemplate = rows.Of(OdooModels.SupplierPrice).ToLookup(row => row.Ref("product_tmpl_id") ?? 0);

    /// <summary>Every partner that was read, as suppliers; call first, so that they have ids.</summary>
    public IReadOnlyList<SupplierSpec> Suppliers() =>
    [
        .. rows.Of(OdooModels.Partner).Select(partner => new SupplierSpec
        {
            Id = links.Name(OdooModels.Partner, partner.Id, partner.Text("ref") ?? partner.Text("name"), findings),
            Name = partner.Text("name"),
        }),
    ];

    /// <summary>The supplier's id and the lead time in days; null when nobody is named.</summary>
    public (string Supplier, double LeadTimeDays)? Of(OdooRow product)
    {
        var candidates = _byTemplate[product.Ref("product_tmpl_id") ?? 0].Where(row => Fits(row, product)).ToList();
        if (candidates.Count == 0)
            return null;
        var chosen = candidates
            .OrderBy(row => row.Number("sequence", 0)).ThenBy(row => row.Number("min_qty", 0)).ThenBy(row => row.Number("price", 0)).ThenBy(row => row.Id)
            .First();
        if (links.NameOf(OdooModels.Partner, chosen.Ref("partner_id")) is not { } supplier)
        {
            findings.Add("unknownSupplier", OdooModels.SupplierPrice, chosen.Id, "partner_id", "names a partner that cannot be read", "the product has no supplier here");
            return null;
        }
        return (supplier, Math.Clamp(chosen.Number("delay", 0), 0, Limits.LargestNumber));
    }

    private bool Fits(OdooRow row, OdooRow product) =>
        (row.Ref("product_id") is not { } variant || variant == product.Id)
        && (row.Ref("company_id") is not { } company || company == scope.Company)
        && !(row.Date("date_start") > today) && !(row.Date("date_end") < today);
}
