using System.Collections.Immutable;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Orders;

public sealed partial record OrderTwin
{
    /// <summary>An order nothing is known of yet.</summary>
    internal static OrderTwin New(OrderSpec spec, NamePool names) =>
        new() { Id = spec.Id, Product = names.Name(spec.Product), State = OrderState.Confirmed };

    /// <summary>
    /// The order as a document or a release says it in full. Fields changed since by an event stay;
    /// progress, baseline, holds and what closed it are kept.
    /// </summary>
    internal OrderTwin Specified(OrderSpec spec, ProductSpec? product, DateTimeOffset asOf, NamePool names)
    {
        if (SpecifiedAt > asOf)
            return this;
        var quantity = IsOlder(OrderField.Quantity, asOf) ? Quantity : spec.Quantity;
        var next = this with
        {
            SpecifiedAt = asOf,
            Product = names.Name(spec.Product),
            Quantity = quantity,
            Priority = IsOlder(OrderField.Priority, asOf) ? Priority : spec.Priority,
            Customer = IsOlder(OrderField.Customer, asOf) ? Customer : names.NameOrNull(spec.Customer),
            Value = IsOlder(OrderField.Value, asOf) ? Value : spec.Value,
            Due = IsOlder(OrderField.Due, asOf) ? Due : spec.Due,
            PlannedStart = IsOlder(OrderField.PlannedStart, asOf) ? PlannedStart : spec.PlannedStart,
            PlannedFinish = IsOlder(OrderField.PlannedFinish, asOf) ? PlannedFinish : spec.PlannedFinish,
            Baseline = Baseline ?? spec.PlannedFinish,
            IsUnrouted = spec.Operations is null or { Count: 0 } && product?.Routing is null or { Count: 0 },
        };
        if (!next.IsUnrouted && !IsOlder(OrderField.Operations, asOf))
            next = next.WithOperations(PlannedOperations.Of(spec.Operations, product, quantity, names), spec.Operations, asOf, isWhole: true);
        if (!IsOlder(OrderField.Components, asOf))
            next = next.WithComponents(PlannedOperations.Components(spec.Components, product, quantity, names), isWhole: true);
        return next.Stated(spec.State, asOf, mayReopen: false).Settled();
    }

    /// <summary>The state a document or change says. Done comes back to open only when a change says so.</summary>
    private OrderTwin Stated(OrderState state, DateTimeOffset asOf, bool mayReopen)
    {
        if (IsOlder(OrderField.State, asOf))
            return this;
        if (state is OrderState.Done or OrderState.Cancelled)
            return State == state ? this : Closed(state, asOf);
        var isReopened = Closing is { } closing && closing.At <= asOf && (mayReopen || closing.State == OrderState.Cancelled);
        var next = isReopened ? this with { Closing = null, State = state } : this;
        return next.State is OrderState.Draft or OrderState.Confirmed ? next with { State = state } : next;
    }

    private OrderTwin WithOperations(ImmutableArray<OperationTwin> planned, IReadOnlyList<OperationSpec>? said, DateTimeOffset asOf, bool isWhole)
    {
        var operations = isWhole ? ImmutableArray.CreateBuilder<OperationTwin>(planned.Length) : Operations.ToBuilder();
        for (var i = 0; i < planned.Length; i++)
        {
            var known = IndexOf(planned[i].Operation);
            var operation = known < 0 ? planned[i] : Operations[known].Replanned(planned[i], isWhole ? null : asOf);
            if (said is not null)
                operation = operation.Said(said[i], asOf, Quantity);
            if (isWhole || known < 0)
                operations.Add(operation);
            else
                operations[known] = operation;
        }
        return this with { Operations = operations.DrainToImmutable() };
    }

    private OrderTwin WithComponents(ImmutableArray<OrderComponent> planned, bool isWhole)
    {
        var components = isWhole ? ImmutableArray.CreateBuilder<OrderComponent>(planned.Length) : Components.ToBuilder();
        foreach (var component in planned)
        {
            var known = PlaceOf(component.Product);
            var next = known < 0 ? component : component with { Consumed = Math.Max(component.Consumed, Components[known].Consumed) };
            if (isWhole || known < 0)
                components.Add(next);
            else
                components[known] = next;
        }
        return this with { Components = components.DrainToImmutable() };
    }

    private int PlaceOf(string product)
    {
        for (var i = 0; i < Components.Length; i++)
            if (Components[i].Product == product)
                return i;
        return -1;
    }
}
