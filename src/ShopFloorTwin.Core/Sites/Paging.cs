using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Core.Sites;

/// <summary>Paging by id, the same for work centers, components and suppliers.</summary>
public static class Paging
{
    private const string Sort = "id";

    /// <summary>The page's items by id.</summary>
    /// <exception cref="QueryException">The limit or the cursor is wrong.</exception>
    public static Page<T> Page<T>(SitePicture picture, IdOrder ids, ListQuery query, Func<int, T> view, Func<T, string> id)
    {
        CheckLimit(query.Limit);
        var cursor = Cursor.Decode(query.After, Sort, keys: 0);
        var first = cursor is null ? 0 : (ids.PlaceOf(cursor.Id) + 1) / 2;
        var items = new List<T>(Math.Min(query.Limit, Math.Max(0, ids.Count - first)));
        for (var rank = first; rank < ids.Count && items.Count < query.Limit; rank++)
            items.Add(view(ids.ItemAt(rank)));
        var next = items.Count > 0 && first + items.Count < ids.Count ? new Cursor(Sort, [], id(items[^1])).Encode() : null;
        return new Page<T>(items, next, picture.Position, picture.AsOf);
    }

    /// <exception cref="QueryException">Not 1 to <see cref="Limits.PageItemsMax"/>.</exception>
    public static void CheckLimit(int limit)
    {
        if (limit is < 1 or > Limits.PageItemsMax)
            throw new QueryException("limit", $"{limit} is out of range: 1 to {Limits.PageItemsMax}.");
    }
}
