using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Events;

/// <summary>A partial order: a null member leaves the order's value as it is.</summary>
public sealed record OrderChange
{
    public double? Quantity { get; init; }
    public OrderState? State { get; init; }
    public int? Priority { get; init; }
    public string? Customer { get; init; }
    public double? Value { get; init; }
    public DateTimeOffset? Due { get; init; }
    public DateTimeOffset? PlannedStart { get; init; }
    public DateTimeOffset? PlannedFinish { get; init; }
    public IReadOnlyList<OperationSpec>? Operations { get; init; }
    public IReadOnlyList<OrderComponentSpec>? Components { get; init; }
}
