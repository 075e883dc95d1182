namespace ShopFloorTwin.Core.Plant;

/// <summary>Checks products: bills of materials line by line, and routings.</summary>
internal static class ProductRules
{
    public static void Check(PlantDocument document, PlantIndex index, Place root, ProblemList problems)
    {
        var known = new HashSet<string>();
        for (var i = 0; i < document.Products.Count && !problems.IsFull; i++)
        {
            var place = root.Item("products", i);
            if (!problems.Present(place, document.Products[i]))
                continue;
            var product = document.Products[i];
            problems.Id(place, "id", product.Id);
            problems.Unique(place, "id", known, product.Id);
            problems.Text(place, "name", product.Name);
            problems.Text(place, "unit", product.Unit);
            problems.Number(place, "cost", product.Cost);
            problems.Number(place, "leadTimeDays", product.LeadTimeDays);
            problems.Reference(place, "supplier", index.Suppliers, product.Supplier, "supplier");
            CheckBom(place, product.Bom, index, problems);
            CheckRouting(place, product.Routing, index, problems);
        }
    }

    private static void CheckBom(Place place, IReadOnlyList<BomLineSpec> bom, PlantIndex index, ProblemList problems)
    {
        problems.Count(place, "bom", bom.Count, Limits.ComponentsPerOrder);
        for (var b = 0; b < bom.Count; b++)
        {
            var linePlace = place.Item("bom", b);
            if (!problems.Present(linePlace, bom[b]))
                continue;
            problems.Reference(linePlace, "component", index.Articles, bom[b].Component, "product");
            problems.Number(linePlace, "quantity", bom[b].Quantity);
        }
    }

    private static void CheckRouting(Place place, IReadOnlyList<RoutingStepSpec> routing, PlantIndex index, ProblemList problems)
    {
        problems.Count(place, "routing", routing.Count, Limits.OperationsPerOrder);
        var operations = new HashSet<string>();
        for (var r = 0; r < routing.Count; r++)
        {
            var stepPlace = place.Item("routing", r);
            if (!problems.Present(stepPlace, routing[r]))
                continue;
            var step = routing[r];
            problems.Id(stepPlace, "operation", step.Operation);
            problems.Unique(stepPlace, "operation", operations, step.Operation);
            problems.Text(stepPlace, "name", step.Name);
            problems.Reference(stepPlace, "workCenter", index.WorkCenters, step.WorkCenter, "work center");
            problems.Number(stepPlace, "setupMinutes", step.SetupMinutes);
            problems.Number(stepPlace, "minutesPerUnit", step.MinutesPerUnit);
        }
        SequenceRules.Check(place, "routing", [.. routing.Select(step => (step?.Operation, step?.After))], problems);
    }
}
