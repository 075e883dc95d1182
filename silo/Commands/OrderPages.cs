using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Silo.Commands;

/// <summary>Every order a query finds, page by page.</summary>
public static class OrderPages
{
    private const int PageSize = 500;

    public static async Task<IReadOnlyList<OrderView>> AllOrdersAsync(this ISiteTwin twin, OrderQuery query, CancellationToken cancellation)
    {
        var orders = new List<OrderView>();
        string? after = null;
        do
        {
            var page = await twin.OrdersAsync(query with { After = after, Limit = PageSize }, cancellation);
            orders.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        return orders;
    }
}
