using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Odoo.Reading.Changes;

/// <summary>
/// An order as it was last told the twin, in a few words: its head, and a fingerprint of each operation and component.
/// Enough to tell what changed, at some 200 bytes an order.
/// </summary>
internal sealed record KnownOrder
{
    public required string Id { get; init; }
    public required string Product { get; init; }
    public required double Quantity { get; init; }
    public required OrderState State { get; init; }
    public required int Priority { get; init; }
    public required DateTimeOffset? Due { get; init; }
    public required DateTimeOffset? PlannedStart { get; init; }
    public required DateTimeOffset? PlannedFinish { get; init; }

    /// <summary>Null: the routing gives them.</summary>
    public required Part[]? Operations { get; init; }
    public required Part[] Components { get; init; }

    /// <summary>Time of what was told last: nothing told later may be older.</summary>
    public required DateTimeOffset At { get; init; }

    public bool IsClosed => State is OrderState.Done or OrderState.Cancelled;

    /// <summary>Fingerprints of what a part is called and of what it says.</summary>
    public readonly record struct Part(ulong Name, ulong Content);

    public static KnownOrder Of(OrderSpec order, DateTimeOffset at) => new()
    {
        Id = order.Id,
        Product = order.Product,
        Quantity = order.Quantity,
        State = order.State,
        Priority = order.Priority,
        Due = order.Due,
        PlannedStart = order.PlannedStart,
        PlannedFinish = order.PlannedFinish,
        Operations = order.Operations?.Select(PartOf).ToArray(),
        Components = [.. (order.Components ?? []).Select(PartOf)],
        At = at,
    };

    /// <summary>
    /// What to tell the twin now; nothing when nothing changed. Only what changed is told: what Odoo says unchanged
    /// is older than what the machines have said since.
    /// </summary>
    public static IReadOnlyList<EventData> Changes(KnownOrder? known, OrderSpec order)
    {
        if (known is null)
            return order.State is OrderState.Done or OrderState.Cancelled ? [] : [new OrderReleasedData(order) { Entity = order.Id }];
        if (order.State == OrderState.Cancelled)
            return known.State == OrderState.Cancelled ? [] : [new OrderCancelledData { Entity = order.Id }];
        if (order.State == OrderState.Done)
            return known.State == OrderState.Done ? [] : [.. known.Progress(order), new OrderDoneData { Entity = order.Id }];
        if (known.IsAnother(order))
            return [new OrderReleasedData(order) { Entity = order.Id }];
        return known.Change(order) is { } change ? [new OrderChangedData(change) { Entity = order.Id }] : [];
    }

    /// <summary>How far an order got that is done: its dates are no plan any more.</summary>
    private IEnumerable<EventData> Progress(OrderSpec order) =>
        IsAnother(order) || Changed(Operations, order.Operations, PartOf) is not { } operations
            ? []
            : [new OrderChangedData(new OrderChange { Operations = operations }) { Entity = order.Id }];

    /// <summary>A change cannot say this: something is gone, or it is the order of another product.</summary>
    private bool IsAnother(OrderSpec order) =>
        Product != order.Product
        || (Due is not null && order.Due is null) || (PlannedStart is not null && order.PlannedStart is null) || (PlannedFinish is not null && order.PlannedFinish is null)
        || Operations is null != order.Operations is null
        || IsGone(Operations, order.Operations, PartOf) || IsGone(Components, order.Components, PartOf);

    private OrderChange? Change(OrderSpec order)
    {
        var change = new OrderChange
        {
            Quantity = Quantity == order.Quantity ? null : order.Quantity,
            State = State == order.State ? null : order.State,
            Priority = Priority == order.Priority ? null : order.Priority,
            Due = Due == order.Due ? null : order.Due,
            PlannedStart = PlannedStart == order.PlannedStart ? null : order.PlannedStart,
            PlannedFinish = PlannedFinish == order.PlannedFinish ? null : order.PlannedFinish,
            Operations = Changed(Operations, order.Operations, PartOf),
            Components = Changed(Components, order.Components, PartOf),
        };
        return change == new OrderChange() ? null : change;
    }

    private static bool IsGone<T>(Part[]? known, IReadOnlyList<T>? said, Func<T, Part> partOf) =>
        known is not null && said is not null && known.Select(part => part.Name).Except(said.Select(part => partOf(part).Name)).Any();

    private static IReadOnlyList<T>? Changed<T>(Part[]? known, IReadOnlyList<T>? said, Func<T, Part> partOf)
    {
        if (known is null || said is null)
            return null;
        var changed = said.Where(part => !known.Contains(partOf(part))).ToList();
        return changed.Count == 0 ? null : changed;
    }

    private static Part PartOf(OperationSpec operation)
    {
        var content = new Fingerprint().Add(operation.WorkCenter).Add((long)operation.State).Add(operation.PlannedMinutes).Add(operation.WorkedMinutes)
            .Add(operation.Done).Add(operation.StartedAt).Add(operation.After?.Count ?? -1);
        foreach (var before in operation.After ?? [])
            content.Add(before);
        return new Part(Fingerprint.Of(operation.Operation), content.Value);
    }

    private static Part PartOf(OrderComponentSpec component) =>
        new(Fingerprint.Of(component.Product), new Fingerprint().Add(component.Quantity).Add(component.Consumed).Value);
}
