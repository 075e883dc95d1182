using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Reading.Mapping;

/// <summary>
/// How long an operation takes at a work center, as Odoo computes it (<c>mrp.workorder._get_duration_expected</c>):
/// set-up and clean-up, and <c>time_cycle</c> for every cycle begun, at the work center's efficiency.
/// Pieces of a cycle: the work center's capacity for the product, or for any; else until Odoo 18 its <c>default_capacity</c>, since 19 the BOM's quantity.
/// </summary>
internal sealed class CycleTime(OdooRows rows)
{
    private readonly ILookup<long, OdooRow> _capacities = rows.Of(OdooModels.Capacity).ToLookup(row => row.Ref("workcenter_id") ?? 0);

    /// <summary>Set-up and minutes of a unit, at efficiency 1, as a plant document has them.</summary>
    /// <param name="operation">Row of <c>mrp.routing.workcenter</c>.</param>
    /// <param name="workCenter">Row of <c>mrp.workcenter</c>.</param>
    /// <param name="product">Row of the product made.</param>
    /// <param name="bomQuantity">What the BOM makes, in the product's unit; more than 0.</param>
    /// <param name="efficiency">Of the work center.</param>
    public (double SetupMinutes, double MinutesPerUnit) Of(OdooRow operation, OdooRow workCenter, OdooRow product, double bomQuantity, double efficiency)
    {
        var (pieces, setup) = Capacity(workCenter, product, bomQuantity);
        var cycle = operation.Number("time_cycle", 0) is > 0 and var measured ? measured : operation.Number("time_cycle_manual", 0);
        // The twin divides all minutes by the efficiency; Odoo divides the cycles only.
        return (Math.Max(0, setup) * efficiency, Math.Max(0, cycle) / pieces);
    }

    private (double Pieces, double Setup) Capacity(OdooRow workCenter, OdooRow product, double bomQuantity)
    {
        var unit = product.Ref("uom_id");
        var known = _capacities[workCenter.Id].Where(row => row.Ref("product_uom_id") is not { } own || own == unit).ToList();
        foreach (var row in known.Where(row => row.Ref("product_id") == product.Id).Concat(known.Where(row => row.Ref("product_id") is null)))
            if (row.Number("capacity", 0) is > 0 and var capacity)
                return (capacity, row.Number("time_start", 0) + row.Number("time_stop", 0));
        var pieces = workCenter.Has("default_capacity") ? workCenter.Number("default_capacity", 1) : bomQuantity;
        return (pieces > 0 ? pieces : 1, workCenter.Number("time_start", 0) + workCenter.Number("time_stop", 0));
    }
}
