using ShopFloorTwin.Core.Json;

namespace ShopFloorTwin.Core.Plant;

/// <summary>Checks the bills of materials together: no product is a part of itself, and none goes too deep.</summary>
internal static class BomRules
{
    public static void Check(PlantDocument document, Place root, ProblemList problems)
    {
        var products = document.Products;
        var positions = new Dictionary<string, int>(products.Count);
        for (var i = 0; i < products.Count; i++)
        {
            if (products[i]?.Id is { } id)
                positions.TryAdd(id, i);
        }

        var levels = new int[products.Count];
        var visits = new Visit[products.Count];
        for (var i = 0; i < products.Count && !problems.IsFull; i++)
        {
            if (visits[i] == Visit.None)
                Measure(i, products, positions, levels, visits, root, problems);
        }
    }

    private enum Visit : byte { None, Open, Done }

    /// <summary>Levels under one product, depth first with its own stack, as a chain may be as long as the document.</summary>
    private static void Measure(
        int start, IReadOnlyList<ProductSpec> products, Dictionary<string, int> positions, int[] levels, Visit[] visits, Place root, ProblemList problems)
    {
        var path = new List<(int Product, int NextLine)> { (start, 0) };
        visits[start] = Visit.Open;
        while (path.Count > 0)
        {
            var (product, line) = path[^1];
            var bom = products[product]?.Bom ?? [];
            if (line >= bom.Count)
            {
                Close(product, path, levels, visits, root, problems);
                continue;
            }
            path[^1] = (product, line + 1);
            if (bom[line]?.Component is not { } component || !positions.TryGetValue(component, out var part))
                continue;
            if (visits[part] == Visit.Open)
                ReportCycle(root.Item("products", product).Item("bom", line), part, path, products, problems);
            else if (visits[part] == Visit.None)
            {
                visits[part] = Visit.Open;
                path.Add((part, 0));
            }
            else
                levels[product] = Math.Max(levels[product], levels[part] + 1);
        }
    }

    private static void Close(int product, List<(int Product, int NextLine)> path, int[] levels, Visit[] visits, Place root, ProblemList problems)
    {
        visits[product] = Visit.Done;
        path.RemoveAt(path.Count - 1);
        if (levels[product] == Limits.BomDepth + 1)
            problems.Add(root.Item("products", product), "bom", $"has more than {Limits.BomDepth} levels");
        if (path.Count > 0)
            levels[path[^1].Product] = Math.Max(levels[path[^1].Product], levels[product] + 1);
    }

    private static void ReportCycle(Place line, int part, List<(int Product, int NextLine)> path, IReadOnlyList<ProductSpec> products, ProblemList problems)
    {
        const int Shown = 10;
        var from = path.FindIndex(step => step.Product == part);
        var names = path.Skip(from).Select(step => Excerpt.Of(products[step.Product].Id, 40)).ToList();
        var circle = names.Count <= Shown ? names : [.. names.Take(Shown), "…"];
        problems.Add(line, "component", $"makes a circle: {string.Join(" → ", circle)} → {names[0]}");
    }
}
