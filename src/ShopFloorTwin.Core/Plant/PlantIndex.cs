namespace ShopFloorTwin.Core.Plant;

/// <summary>The ids a document defines, for checking what refers to them.</summary>
internal sealed class PlantIndex
{
    public HashSet<string> Calendars { get; } = [];
    public HashSet<string> WorkCenters { get; } = [];
    public HashSet<string> Suppliers { get; } = [];
    public HashSet<string> Products { get; } = [];

    /// <summary>What can be a component: products, and bought articles that stand in the stock list alone.</summary>
    public HashSet<string> Articles { get; } = [];

    /// <summary>Operations of each product's routing that name a work center.</summary>
    public Dictionary<string, HashSet<string>> RoutedOperations { get; } = [];

    public static PlantIndex Of(PlantDocument document)
    {
        var index = new PlantIndex();
        foreach (var calendar in document.Calendars)
            Add(index.Calendars, calendar?.Id);
        foreach (var workCenter in document.WorkCenters)
            Add(index.WorkCenters, workCenter?.Id);
        foreach (var supplier in document.Suppliers)
            Add(index.Suppliers, supplier?.Id);
        foreach (var product in document.Products)
        {
            Add(index.Products, product?.Id);
            if (product is { Id: not null, Routing.Count: > 0 })
                index.RoutedOperations[product.Id] = [.. product.Routing.Where(step => step?.Operation is not null).Select(step => step.Operation)];
        }
        index.Articles.UnionWith(index.Products);
        foreach (var stock in document.Stock)
            Add(index.Articles, stock?.Product);
        return index;
    }

    private static void Add(HashSet<string> ids, string? id)
    {
        if (id is not null)
            ids.Add(id);
    }
}
