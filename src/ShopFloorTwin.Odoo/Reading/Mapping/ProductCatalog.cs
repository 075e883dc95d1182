using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Reading.Mapping;

/// <summary>The products that were read, with their ids in the twin and quantities in their own units.</summary>
internal sealed class ProductCatalog
{
    private readonly OdooRows _rows;
    private readonly UnitTable _units;
    private readonly OdooLinks _links;
    private readonly FindingList _findings;

    public ProductCatalog(OdooRows rows, UnitTable units, OdooLinks links, FindingList findings)
    {
        (_rows, _units, _links, _findings) = (rows, units, links, findings);
        foreach (var row in rows.Of(OdooModels.Product))
            links.Name(OdooModels.Product, row.Id, row.Text("default_code") ?? row.Text("barcode"), findings);
        Variants = rows.Of(OdooModels.Product).ToLookup(row => row.Ref("product_tmpl_id") ?? 0);
    }

    public IReadOnlyCollection<OdooRow> All => _rows.Of(OdooModels.Product);

    /// <summary>By template.</summary>
    public ILookup<long, OdooRow> Variants { get; }

    public OdooRow? Find(long? product) => _rows.Find(OdooModels.Product, product);

    /// <summary>The twin's id; null when the product was not read.</summary>
    public string? NameOf(long? product) => _links.NameOf(OdooModels.Product, product);

    public string? UnitNameOf(OdooRow product) => _units.NameOf(product.Ref("uom_id"));

    /// <summary>Nobody stores or plans a service.</summary>
    public bool IsMaterial(long? product) => Find(product) is { } row && row.Text("type") != "service";

    /// <summary>A quantity of a product in the product's own unit.</summary>
    /// <param name="quantity">In <paramref name="unit"/>.</param>
    /// <param name="unit">Of the record.</param>
    /// <param name="product">Whose unit it becomes.</param>
    /// <param name="model">The record it stands in, for the finding.</param>
    /// <param name="id">Of the record.</param>
    /// <param name="field">Its field.</param>
    public double InOwnUnit(double quantity, long? unit, long? product, string model, long id, string field)
    {
        if (Find(product) is not { } row || unit is null)
            return quantity;
        if (_units.Convert(quantity, unit, row.Ref("uom_id")) is { } converted)
            return converted;
        _findings.Add("unknownUnit", model, id, field,
            $"{_units.NameOf(unit) ?? $"unit {unit}"} does not convert to {UnitNameOf(row) ?? "the product's unit"} of {NameOf(product)}", "the number is taken as it stands");
        return quantity;
    }
}
