using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Reading.Mapping;

/// <summary><c>product.product</c> with its bill of materials, routing and supplier.</summary>
internal sealed class ProductMapping(
    OdooRows rows, ProductCatalog products, BomBook boms, SupplierChoice suppliers, WorkCenterMapping workCenters, FindingList findings)
{
    private readonly CycleTime _cycles = new(rows);

    public IReadOnlyList<ProductSpec> Products() => BomCircles.Cut([.. products.All.Where(row => products.IsMaterial(row.Id)).Select(Product)], findings);

    private (long, ProductSpec) Product(OdooRow row)
    {
        var bom = boms.Making(row);
        var supply = suppliers.Of(row);
        return (row.Id, new ProductSpec
        {
            Id = products.NameOf(row.Id)!,
            Name = row.Text("name"),
            Unit = products.UnitNameOf(row),
            Cost = row.Number("standard_price") is >= 0 and <= Limits.LargestNumber and var cost ? cost : null,
            Bom = bom is { } making ? Bom(row, making) : [],
            Routing = bom is { } made ? Routing(row, made) : [],
            Supplier = supply?.Supplier,
            LeadTimeDays = supply?.LeadTimeDays,
        });
    }

    private List<BomLineSpec> Bom(OdooRow product, OdooRow bom)
    {
        if (bom.Refs("byproduct_ids").Count > 0)
            findings.Add("byProducts", OdooModels.Bom, bom.Id, "byproduct_ids", $"makes {bom.Refs("byproduct_ids").Count} by-products with {products.NameOf(product.Id)}", "they are no supply here");
        var parts = boms.Parts(product, bom);
        foreach (var part in parts.Where(part => products.Find(part.Product) is { } row && row.Has("active") && !row.Flag("active")))
            findings.Add("archivedComponent", OdooModels.BomLine, part.Line, "product_id", $"{products.NameOf(part.Product)} is archived", "it is needed all the same");
        return [.. parts.GroupBy(part => part.Product).Select(group => new BomLineSpec
        {
            Component = products.NameOf(group.Key)!,
            Quantity = Math.Clamp(group.Sum(part => part.Quantity), 0, Limits.LargestNumber),
        })];
    }

    private List<RoutingStepSpec> Routing(OdooRow product, OdooRow bom)
    {
        var operations = boms.Operations(product, bom);
        var names = OperationNames.Of(operations.Select(operation => (operation.Id, operation.Text("name"))));
        var makes = boms.QuantityOf(bom, product);
        var steps = new List<RoutingStepSpec>(operations.Count);
        foreach (var operation in operations.DistinctBy(operation => operation.Id))
        {
            if (rows.Find(OdooModels.WorkCenter, operation.Ref("workcenter_id")) is not { } workCenter)
            {
                findings.Add("unknownWorkCenter", OdooModels.Operation, operation.Id, "workcenter_id", "names a work center that is not of this site", "the operation is left out");
                continue;
            }
            var (setup, perUnit) = _cycles.Of(operation, workCenter, product, makes, workCenters.EfficiencyOf(workCenter.Id));
            steps.Add(new RoutingStepSpec
            {
                Operation = names[operation.Id],
                Name = operation.Text("name"),
                WorkCenter = workCenters.NameOf(workCenter.Id)!,
                SetupMinutes = Math.Min(setup, Limits.LargestNumber),
                MinutesPerUnit = Math.Min(perUnit, Limits.LargestNumber),
                After = bom.Flag("allow_operation_dependencies") ? [.. operation.Refs("blocked_by_operation_ids").Where(names.ContainsKey).Select(id => names[id])] : null,
            });
        }
        return Sound(steps);
    }

    /// <summary>Predecessors that were left out are left out of what comes after, too.</summary>
    private static List<RoutingStepSpec> Sound(List<RoutingStepSpec> steps)
    {
        var present = steps.Select(step => step.Operation).ToHashSet(StringComparer.Ordinal);
        return [.. steps.Select(step => step.After is { } after && !after.All(present.Contains) ? step with { After = [.. after.Where(present.Contains)] } : step)];
    }
}
