using System.Globalization;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Odoo.Reading.Mapping;

/// <summary>
/// The last check of a mapped document, by the same rules every plant document goes through: an entry that breaks one is left out and is a finding,
/// so that one odd record never keeps the other ten thousand out of the twin.
/// </summary>
internal static class PlantSieve
{
    /// <summary>Leaving out an entry can break a reference of another: it is checked again, at most so often.</summary>
    private const int RoundsMax = 50;

    /// <exception cref="InvalidOperationException">The document as a whole is not sound, or does not become so.</exception>
    public static PlantDocument Sound(PlantDocument document, FindingList findings)
    {
        for (var round = 0; round < RoundsMax; round++)
        {
            var problems = PlantValidator.Validate(document);
            if (problems.Count == 0)
                return document;
            var bad = new Dictionary<string, SortedSet<int>>(StringComparer.Ordinal);
            foreach (var problem in problems)
            {
                if (PlaceOf(problem.Path) is not { } place)
                    throw new InvalidOperationException($"what was read of Odoo makes no plant: {problem}");
                var isFirst = (bad.TryGetValue(place.List, out var items) ? items : bad[place.List] = []).Add(place.Index);
                if (isFirst)
                    findings.Add("notSound", Model(place.List), 0, null, $"{Name(document, place.List, place.Index)}: {problem}", "it is left out");
            }
            document = Without(document, bad);
        }
        throw new InvalidOperationException($"what was read of Odoo makes no plant: entries still contradict each other after {RoundsMax} rounds of leaving some out");
    }

    /// <summary><c>$.orders[12].operations[3]</c> is item 12 of orders.</summary>
    private static (string List, int Index)? PlaceOf(string path)
    {
        var (open, close) = (path.IndexOf('[', StringComparison.Ordinal), path.IndexOf(']', StringComparison.Ordinal));
        return open > 2 && close > open && int.TryParse(path.AsSpan((open + 1)..close), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? (path[2..open], index)
            : null;
    }

    private static PlantDocument Without(PlantDocument document, Dictionary<string, SortedSet<int>> bad)
    {
        IReadOnlyList<T> Kept<T>(string list, IReadOnlyList<T> items) => bad.TryGetValue(list, out var gone) ? [.. items.Where((_, i) => !gone.Contains(i))] : items;
        return document with
        {
            Calendars = Kept("calendars", document.Calendars),
            WorkCenters = Kept("workCenters", document.WorkCenters),
            Suppliers = Kept("suppliers", document.Suppliers),
            Products = Kept("products", document.Products),
            Stock = Kept("stock", document.Stock),
            PurchaseOrders = Kept("purchaseOrders", document.PurchaseOrders),
            Orders = Kept("orders", document.Orders),
        };
    }

    private static string Name(PlantDocument document, string list, int index) => list switch
    {
        "calendars" => document.Calendars[index].Id,
        "workCenters" => document.WorkCenters[index].Id,
        "suppliers" => document.Suppliers[index].Id,
        "products" => document.Products[index].Id,
        "stock" => document.Stock[index].Product,
        "purchaseOrders" => document.PurchaseOrders[index].Id,
        _ => document.Orders[index].Id,
    };

    private static string Model(string list) => list switch
    {
        "calendars" => OdooModels.Calendar,
        "workCenters" => OdooModels.WorkCenter,
        "suppliers" => OdooModels.Partner,
        "products" => OdooModels.Product,
        "stock" => OdooModels.Quant,
        "purchaseOrders" => OdooModels.PurchaseOrder,
        _ => OdooModels.Order,
    };
}
