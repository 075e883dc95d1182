using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Orders;

/// <summary>The at-risk query, and one order, over a picture.</summary>
public static class OrderQueries
{
    /// <summary>One page of orders. A filter value nobody knows gives an empty page.</summary>
    /// <exception cref="QueryException">Sort, limit or cursor is wrong.</exception>
    public static Page<OrderView> List(SitePicture picture, OrderQuery query)
    {
        Paging.CheckLimit(query.Limit);
        var sort = OrderSort.Parse(query.Sort);
        var after = Cursor.Decode(query.After, sort.Name, sort.CursorKeys);
        var index = query.States.All(s => s is OrderState.Confirmed or OrderState.InProgress) ? picture.OpenOrders : picture.AllOrders;
        var entries = new OrderSelection(index, picture.OrderIds, query).Page(sort, after, query.Limit + 1);
        var count = Math.Min(entries.Count, query.Limit);
        var items = new OrderView[count];
        for (var i = 0; i < count; i++)
            items[i] = OrderViews.Of(picture, index.Entries[entries[i]]);
        var next = entries.Count > count ? After(picture, sort, index, entries[count - 1]).Encode() : null;
        return new Page<OrderView>(items, next, picture.Position, picture.AsOf);
    }

    /// <summary>One order with its operations; null when there is none of that id.</summary>
    public static OrderView? Find(SitePicture picture, string id)
    {
        var twin = picture.OrderIds.Find(id);
        if (twin < 0)
            return null;
        var forecast = ForecastOf(picture, twin);
        var entry = forecast < 0 ? OrderEntry.OfClosed(picture, twin) : OrderEntry.OfOpen(picture, forecast);
        return OrderViews.Of(picture, entry) with { Operations = OrderViews.Operations(picture, twin) };
    }

    // The forecast's orders stand in the order of the twins.
    private static int ForecastOf(SitePicture picture, int twin)
    {
        int low = 0, high = picture.Forecast.Orders.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = picture.Forecast.Orders[middle].Order;
            if (order == twin)
                return middle;
            (low, high) = order < twin ? (middle + 1, high) : (low, middle - 1);
        }
        return -1;
    }

    private static Cursor After(SitePicture picture, OrderSort sort, OrderIndex index, int last)
    {
        var entry = index.Entries[last];
        IReadOnlyList<long> keys = sort.By == OrderSort.Worst
            ? [(long)entry.Risk, OrderEntry.Key(entry.LatenessMinutes), OrderEntry.Key(entry.LateProbability)]
            : [sort.Key(sort.Column(index), last)];
        return new Cursor(sort.Name, keys, picture.Twins.Orders[entry.Twin].Id);
    }
}
