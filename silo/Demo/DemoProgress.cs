using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Silo.Demo;

/// <summary>How far the plant's orders have come: by their planned dates, within what each work center can run at once.</summary>
internal sealed class DemoProgress(DateTimeOffset now, Random random)
{
    private const double PausedShare = 0.15;
    private const double LeastShareBegun = 0.1;

    private readonly Dictionary<string, int> _running = new(StringComparer.Ordinal);

    /// <summary>Operations done, and the share done of the one that follows; nothing for an order not begun.</summary>
    public (int Done, double Share) Of(DemoOrder order)
    {
        if (order.Start > now)
            return (0, 0);
        var count = order.Product.Routing.Count;
        var progress = Math.Clamp((now - order.Start) / (order.Finish - order.Start), 0, 0.97) * count;
        return ((int)progress, Math.Round(progress - Math.Truncate(progress), 2));
    }

    /// <summary>The order's operations with their progress; null for an order not begun.</summary>
    public IReadOnlyList<OperationSpec>? Operations(DemoOrder order, IReadOnlyList<RoutingStepSpec> routing)
    {
        if (order.Start > now)
            return null;
        var (done, share) = Of(order);
        return [.. routing.Select((step, i) => i < done ? Finished(step, order) : i == done ? Present(step, order, share) : new OperationSpec { Operation = step.Operation })];
    }

    private static OperationSpec Finished(RoutingStepSpec step, DemoOrder order) => new()
    {
        Operation = step.Operation, State = OperationState.Done, Done = order.Quantity, WorkedMinutes = Minutes(step, order.Quantity),
    };

    private OperationSpec Present(RoutingStepSpec step, DemoOrder order, double share)
    {
        var made = Math.Floor(order.Quantity * share);
        var capacity = DemoCatalog.WorkCenter(step.WorkCenter).Capacity;
        var running = _running.GetValueOrDefault(step.WorkCenter);
        if (share < LeastShareBegun || running >= capacity && random.NextDouble() >= PausedShare)
            return new OperationSpec { Operation = step.Operation, State = OperationState.Ready };
        if (running < capacity)
            _running[step.WorkCenter] = running + 1;
        var worked = Math.Round(step.SetupMinutes + step.MinutesPerUnit * made, 1);
        return new OperationSpec
        {
            Operation = step.Operation,
            State = running < capacity ? OperationState.Running : OperationState.Paused,
            Done = made,
            WorkedMinutes = worked,
            StartedAt = now.AddMinutes(-Math.Round(worked * 1.1)),
        };
    }

    private static double Minutes(RoutingStepSpec step, double quantity) => Math.Round(step.SetupMinutes + step.MinutesPerUnit * quantity, 1);
}
