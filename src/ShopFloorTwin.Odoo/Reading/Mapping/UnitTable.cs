using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Reading.Mapping;

/// <summary>
/// Units of measure and how they convert. Until Odoo 18 a unit's <c>factor</c> says how many of it make one of its category's reference
/// (a dozen: 1/12); since Odoo 19 a unit says with <c>relative_factor</c> how many of its <c>relative_uom_id</c> it is (a dozen: 12), in a chain.
/// Source: <c>uom.uom._compute_quantity</c> of the two.
/// </summary>
public sealed class UnitTable
{
    /// <summary>Links of a chain; Odoo has three or four.</summary>
    private const int ChainMax = 32;

    private readonly Dictionary<long, Unit> _units = [];

    /// <summary>Size in the smallest common terms: the family's root is 1.</summary>
    private readonly record struct Unit(string Name, long Family, double Size);

    /// <param name="rows">Of <c>uom.uom</c>, all of them, archived ones too.</param>
    /// <param name="findings">Takes units that make no sense.</param>
    public static UnitTable Of(IReadOnlyCollection<OdooRow> rows, FindingList findings)
    {
        var table = new UnitTable();
        var byId = rows.ToDictionary(row => row.Id);
        foreach (var row in rows)
        {
            var (family, size) = row.Has("relative_factor") ? Chain(row, byId) : Category(row);
            if (size > 0 && double.IsFinite(size))
                table._units[row.Id] = new Unit(row.Text("name") ?? $"unit-{row.Id}", family, size);
            else
                findings.Add("badUnit", OdooModels.Unit, row.Id, row.Has("relative_factor") ? "relative_factor" : "factor",
                    $"'{row.Text("name")}' has no size", "quantities in it are taken as they stand");
        }
        return table;
    }

    /// <summary>Null when it was not read.</summary>
    public string? NameOf(long? unit) => unit is { } id && _units.TryGetValue(id, out var known) ? known.Name : null;

    /// <summary>A quantity in another unit; null when the two do not measure the same thing, or one is not known.</summary>
    public double? Convert(double quantity, long? from, long? to)
    {
        if (from == to)
            return quantity;
        return from is { } source && to is { } target && _units.TryGetValue(source, out var a) && _units.TryGetValue(target, out var b) && a.Family == b.Family
            ? quantity * (a.Size / b.Size)
            : null;
    }

    private static (long Family, double Size) Category(OdooRow row) =>
        (row.Ref("category_id") ?? 0, row.Number("factor") is { } factor && factor != 0 ? 1 / factor : 0);

    private static (long Family, double Size) Chain(OdooRow row, Dictionary<long, OdooRow> byId)
    {
        var size = 1.0;
        var at = row;
        for (var i = 0; i < ChainMax; i++)
        {
            if (at.Ref("relative_uom_id") is not { } parent)
                return (at.Id, size * at.Number("relative_factor", 1));
            size *= at.Number("relative_factor", 0);
            if (!byId.TryGetValue(parent, out at))
                return (parent, size);
        }
        return (0, 0);
    }
}
