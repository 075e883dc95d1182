using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Core.Learning.Queues;

/// <summary>Since when an operation could be worked on.</summary>
internal static class ReadyTimes
{
    /// <summary>
    /// The end of the last operation before it; of a first operation that needs no material the time its order was said.
    /// Null: something before it is not done, or it is not known when its material was there.
    /// </summary>
    public static DateTimeOffset? Of(OrderTwin order, int operation)
    {
        var after = order.Operations[operation].After;
        if (after.IsEmpty)
            return order.Components.IsEmpty ? order.SpecifiedAt : null;
        DateTimeOffset? ready = null;
        foreach (var id in after)
        {
            // Most often it is the operation listed before.
            var place = operation > 0 && order.Operations[operation - 1].Operation == id ? operation - 1 : order.IndexOf(id);
            if (place < 0 || order.Operations[place].State == OperationState.Cancelled)
                continue;
            if (order.Operations[place] is not { State: OperationState.Done, FinishedAt: { } finish })
                return null;
            ready = ready > finish ? ready : finish;
        }
        return ready;
    }
}
