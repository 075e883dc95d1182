using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Reading.Mapping;

/// <summary>Part of what a product is made of: so much of a component in one unit of it, kits already taken apart.</summary>
internal readonly record struct BomPart(long Product, double Quantity, long Line);

/// <summary>
/// Which bill of materials makes a product, and what is in it, as Odoo chooses (<c>mrp.bom._bom_find</c>): of the company or of none,
/// for one of the site's operation types or for any, by sequence, the variant's own before the template's, then id.
/// </summary>
internal sealed class BomBook(OdooRows rows, SiteScope scope, ProductCatalog products, FindingList findings)
{
    private readonly ILookup<long, OdooRow> _byTemplate = rows.Of(OdooModels.Bom).ToLookup(row => row.Ref("product_tmpl_id") ?? 0);
    private readonly ILookup<long, OdooRow> _lines = rows.Of(OdooModels.BomLine).ToLookup(row => row.Ref("bom_id") ?? 0);
    private readonly ILookup<long, OdooRow> _operations = rows.Of(OdooModels.Operation).ToLookup(row => row.Ref("bom_id") ?? 0);

    /// <summary>The BOM an order of the product would take; null: it is bought.</summary>
    public OdooRow? Making(OdooRow product) => Choose(product, "normal");

    /// <summary>What one BOM makes, in the product's unit; 1 when it says nothing sound.</summary>
    public double QuantityOf(OdooRow bom, OdooRow product)
    {
        var quantity = products.InOwnUnit(bom.Number("product_qty", 1), bom.Ref("product_uom_id"), product.Id, OdooModels.Bom, bom.Id, "product_uom_id");
        if (quantity > 0)
            return quantity;
        findings.Add("badQuantity", OdooModels.Bom, bom.Id, "product_qty", $"makes {quantity} of {products.NameOf(product.Id)}", "1 is taken");
        return 1;
    }

    /// <summary>Components of one unit of the product; a component that is a kit stands as what is in it.</summary>
    public IReadOnlyList<BomPart> Parts(OdooRow product, OdooRow bom)
    {
        var parts = new List<BomPart>();
        Collect(product, bom, 1, [bom.Id], parts, null);
        return parts;
    }

    /// <summary>The BOM's own operations, then those of the kits in it, each list by sequence and id.</summary>
    public IReadOnlyList<OdooRow> Operations(OdooRow product, OdooRow bom)
    {
        var boms = new List<(OdooRow Bom, OdooRow Product)>();
        Collect(product, bom, 1, [bom.Id], [], boms);
        return [.. boms.SelectMany(entry => _operations[entry.Bom.Id]
            .Where(operation => Applies(operation, entry.Product))
            .OrderBy(operation => operation.Number("sequence", 0)).ThenBy(operation => operation.Id))];
    }

    private void Collect(OdooRow product, OdooRow bom, double times, HashSet<long> above, List<BomPart> parts, List<(OdooRow, OdooRow)>? boms)
    {
        boms?.Add((bom, product));
        var makes = QuantityOf(bom, product);
        foreach (var line in _lines[bom.Id].OrderBy(line => line.Number("sequence", 0)).ThenBy(line => line.Id))
        {
            if (!Applies(line, product) || products.Find(line.Ref("product_id")) is not { } component || !products.IsMaterial(component.Id))
                continue;
            var quantity = times * products.InOwnUnit(line.Number("product_qty", 0), line.Ref("product_uom_id"), component.Id, OdooModels.BomLine, line.Id, "product_uom_id") / makes;
            if (Choose(component, "phantom") is not { } kit)
                parts.Add(new BomPart(component.Id, quantity, line.Id));
            else if (above.Add(kit.Id))
            {
                Collect(component, kit, quantity, above, parts, boms);
                above.Remove(kit.Id);
            }
            else
                findings.Add("kitInItself", OdooModels.BomLine, line.Id, "product_id", $"kit {products.NameOf(component.Id)} is a part of itself", "the line is left out");
        }
    }

    private OdooRow? Choose(OdooRow product, string type)
    {
        OdooRow? best = null;
        foreach (var bom in _byTemplate[product.Ref("product_tmpl_id") ?? 0])
            if (bom.Text("type") == type && Fits(bom, product) && (best is not { } known || IsBefore(bom, known)))
                best = bom;
        return best;
    }

    private bool Fits(OdooRow bom, OdooRow product) =>
        (bom.Ref("product_id") is not { } variant || variant == product.Id)
        && (bom.Ref("company_id") is not { } company || company == scope.Company)
        && (bom.Ref("picking_type_id") is not { } pickingType || rows.Find(OdooModels.PickingType, pickingType) is not null);

    private static bool IsBefore(OdooRow a, OdooRow b) => Key(a).CompareTo(Key(b)) < 0;

    private static (double, bool, long) Key(OdooRow bom) => (bom.Number("sequence", 0), bom.Ref("product_id") is null, bom.Id);

    /// <summary>A line for some variants only applies when, for every attribute it names, the variant has one of its values.</summary>
    private bool Applies(OdooRow line, OdooRow product)
    {
        var wanted = line.Refs("bom_product_template_attribute_value_ids");
        if (wanted.Count == 0)
            return true;
        var has = product.Refs("product_template_attribute_value_ids").ToHashSet();
        return wanted.GroupBy(value => rows.Find(OdooModels.VariantValue, value)?.Ref("attribute_id") ?? -value).All(values => values.Any(has.Contains));
    }
}
