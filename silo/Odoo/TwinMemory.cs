using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Odoo.Reading;

namespace ShopFloorTwin.Silo.Odoo;

/// <summary>Asks a site what it knows before Odoo is read for it.</summary>
internal static class TwinMemory
{
    private static readonly IReadOnlyList<OrderState> NotClosed = [OrderState.Draft, OrderState.Confirmed, OrderState.InProgress];

    /// <summary>Orders that are not closed, and what was promised of the open purchase order lines.</summary>
    public static async Task<TwinKnowledge> KnowledgeAsync(ISiteTwin? twin, CancellationToken cancellation)
    {
        if (twin is null)
            return TwinKnowledge.Nothing;
        await twin.CatchUpAsync(cancellation);
        var orders = new List<string>();
        await foreach (var order in AllAsync(after => twin.OrdersAsync(new OrderQuery { States = NotClosed, Sort = "id", After = after, Limit = Limits.PageItemsMax }, cancellation)))
            orders.Add(order.Id);
        var promised = new Dictionary<(string, string), DateTimeOffset>();
        await foreach (var supplier in AllAsync(after => twin.SuppliersAsync(new ListQuery(after, Limits.PageItemsMax), null, cancellation)))
            foreach (var line in supplier.OpenLines)
                if (line.Due is { } due)
                    promised[(line.PurchaseOrder, line.Line)] = due;
        return new TwinKnowledge(orders, promised);
    }

    /// <summary>Text of the open exceptions that stem from an instance, by id.</summary>
    public static async Task<Dictionary<string, string>> ExceptionsAsync(ISiteTwin twin, string instance, CancellationToken cancellation)
    {
        await twin.CatchUpAsync(cancellation);
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var one in AllAsync(after => twin.ExceptionsAsync(new ListQuery(after, Limits.PageItemsMax), cancellation)))
            if (one.Id.StartsWith(FindingEvents.Prefix(instance), StringComparison.Ordinal))
                known[one.Id] = one.Text;
        return known;
    }

    private static async IAsyncEnumerable<T> AllAsync<T>(Func<string?, ValueTask<Page<T>>> page)
    {
        string? after = null;
        do
        {
            var items = await page(after);
            foreach (var item in items.Items)
                yield return item;
            after = items.Next;
        }
        while (after is not null);
    }
}
