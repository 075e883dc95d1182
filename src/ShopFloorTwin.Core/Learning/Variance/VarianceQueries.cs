using System.Globalization;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Learning.Variance;

/// <summary>Variances over a picture and what was foreseen: a pure function of both.</summary>
public static class VarianceQueries
{
    private const string WorstFirst = "variance";
    private const string ById = "id";

    /// <exception cref="QueryException">Limit or cursor is wrong.</exception>
    public static Page<VarianceView> List(SitePicture picture, VarianceBasis basis, VarianceQuery query)
    {
        Paging.CheckLimit(query.Limit);
        var items = new VarianceItems(picture, basis);
        return query.By switch
        {
            VarianceBy.Order => Orders(picture, items, query),
            VarianceBy.WorkCenter => Groups(picture, items.Operations(), query, picture.Twins.WorkCenters.ToDictionary(one => one.Id, one => one.Name, StringComparer.Ordinal)),
            VarianceBy.Supplier => Groups(picture, items.Lines(), query, picture.Twins.Suppliers.ToDictionary(one => one.Id, one => one.Name, StringComparer.Ordinal)),
            VarianceBy.Product => Groups(picture, items.Orders((order, _) => order.Product), query, picture.Twins.Plan.Products.ToDictionary(one => one.Key, one => one.Value.Name, StringComparer.Ordinal)),
            _ => Groups(picture, items.Orders((_, finished) => finished is { } at ? WeekOf(at) : null), query, new Dictionary<string, string?>(StringComparer.Ordinal)),
        };
    }

    /// <summary>One row an order, those furthest off their plan first.</summary>
    private static Page<VarianceView> Orders(SitePicture picture, VarianceItems items, VarianceQuery query)
    {
        var cursor = Cursor.Decode(query.After, WorstFirst, keys: 1);
        var found = items.Orders((order, _) => order.Id).Select(item => (Item: item, Off: Off(item)))
            .Where(one => cursor is null || one.Off < cursor.Keys[0] || (one.Off == cursor.Keys[0] && string.CompareOrdinal(one.Item.Key, cursor.Id) > 0))
            .OrderByDescending(one => one.Off).ThenBy(one => one.Item.Key, StringComparer.Ordinal)
            .Take(query.Limit + 1).ToList();
        var last = found.Count > query.Limit ? found[query.Limit - 1] : default;
        return new Page<VarianceView>(
            [.. found.Take(query.Limit).Select(one => View(VarianceBy.Order, one.Item.Key, null, [one.Item]))],
            last.Item is null ? null : new Cursor(WorstFirst, [last.Off], last.Item.Key).Encode(), picture.Position, picture.AsOf);
    }

    private static Page<VarianceView> Groups(SitePicture picture, IEnumerable<VarianceItem> items, VarianceQuery query, IReadOnlyDictionary<string, string?> names)
    {
        var cursor = Cursor.Decode(query.After, ById, keys: 0);
        var groups = items.GroupBy(item => item.Key, StringComparer.Ordinal)
            .Where(group => cursor is null || string.CompareOrdinal(group.Key, cursor.Id) > 0)
            .OrderBy(group => group.Key, StringComparer.Ordinal).Take(query.Limit + 1).ToList();
        var next = groups.Count > query.Limit ? new Cursor(ById, [], groups[query.Limit - 1].Key).Encode() : null;
        return new Page<VarianceView>(
            [.. groups.Take(query.Limit).Select(group => View(query.By, group.Key, names.GetValueOrDefault(group.Key), [.. group]))], next, picture.Position, picture.AsOf);
    }

    private static VarianceView View(VarianceBy by, string id, string? name, IReadOnlyList<VarianceItem> items)
    {
        var done = items.Where(item => item.At is not null).OrderBy(item => item.At).ToList();
        return new VarianceView
        {
            By = by,
            Id = id,
            Name = name,
            Done = VarianceItem.Sum(done),
            Open = VarianceItem.Sum([.. items.Where(item => item.At is null)]),
            New = by == VarianceBy.Week ? null : NewVariances.Of(done),
        };
    }

    // Whole minutes, so that a cursor names the place exactly.
    private static long Off(VarianceItem item) => (long)Math.Min(1e15, Math.Abs(item.Finish?.Figures().Variance ?? 0));

    private static string WeekOf(DateTimeOffset time) =>
        string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(time.UtcDateTime):0000}-W{ISOWeek.GetWeekOfYear(time.UtcDateTime):00}");
}
