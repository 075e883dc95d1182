using System.Collections.Immutable;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Orders;

public sealed partial record OrderTwin
{
    /// <summary>
    /// The order after a change of a part of it. Of two changes of one field the newer by time stands.
    /// Operations and components listed are changed or added, the others stay;
    /// a new quantity scales what depends on it, unless the change says that too.
    /// </summary>
    internal OrderTwin Changed(OrderChange change, ProductSpec? product, DateTimeOffset time, NamePool names)
    {
        var next = this;
        if (change.Quantity is { } quantity && Takes(OrderField.Quantity, time))
            next = next.Scaled(quantity, isOperations: change.Operations is null, isComponents: change.Components is null).Marked(OrderField.Quantity, time);
        if (change.Priority is { } priority && Takes(OrderField.Priority, time))
            next = (next with { Priority = priority }).Marked(OrderField.Priority, time);
        if (change.Customer is { } customer && Takes(OrderField.Customer, time))
            next = (next with { Customer = names.Name(customer) }).Marked(OrderField.Customer, time);
        if (change.Value is { } value && Takes(OrderField.Value, time))
            next = (next with { Value = value }).Marked(OrderField.Value, time);
        if (change.Due is { } due && Takes(OrderField.Due, time))
            next = (next with { Due = due }).Marked(OrderField.Due, time);
        if (change.PlannedStart is { } plannedStart && Takes(OrderField.PlannedStart, time))
            next = (next with { PlannedStart = plannedStart }).Marked(OrderField.PlannedStart, time);
        if (change.PlannedFinish is { } plannedFinish && Takes(OrderField.PlannedFinish, time))
            next = (next with { PlannedFinish = plannedFinish, Baseline = Baseline ?? plannedFinish }).Marked(OrderField.PlannedFinish, time);
        if (change.Operations is { } operations && Takes(OrderField.Operations, time))
            next = next.WithOperations(next.Filled(operations, product, names), operations, time, isWhole: false).Marked(OrderField.Operations, time);
        if (change.Components is { } components && Takes(OrderField.Components, time))
            next = next.WithComponents(PlannedOperations.Components(components, product, next.Quantity, names), isWhole: false).Marked(OrderField.Components, time);
        if (change.State is { } state && Takes(OrderField.State, time))
            next = next.Stated(state, time, mayReopen: true).Marked(OrderField.State, time);
        return next.Settled();
    }

    private bool Takes(OrderField field, DateTimeOffset time) => time >= SpecifiedAt && !IsOlder(field, time);

    /// <summary>A newer change of the field is known.</summary>
    private bool IsOlder(OrderField field, DateTimeOffset time) => !ChangedAt.IsEmpty && ChangedAt[(int)field] > time;

    private OrderTwin Marked(OrderField field, DateTimeOffset time) => this with
    {
        ChangedAt = (ChangedAt.IsEmpty ? NeverChanged : ChangedAt).SetItem((int)field, time),
    };

    private static readonly ImmutableArray<DateTimeOffset> NeverChanged = ImmutableArray.Create(new DateTimeOffset[Enum.GetValues<OrderField>().Length]);

    /// <summary>What a changed operation leaves out stays as it is known.</summary>
    private ImmutableArray<OperationTwin> Filled(IReadOnlyList<OperationSpec> said, ProductSpec? product, NamePool names)
    {
        var planned = PlannedOperations.Of(said, product, Quantity, names).ToBuilder();
        for (var i = 0; i < planned.Count; i++)
        {
            if (IndexOf(planned[i].Operation) is not (>= 0 and var known))
                continue;
            planned[i] = planned[i] with
            {
                Name = said[i].Name is null ? Operations[known].Name : planned[i].Name,
                WorkCenter = said[i].WorkCenter is null ? Operations[known].WorkCenter : planned[i].WorkCenter,
                PlannedMinutes = said[i].PlannedMinutes is null ? Operations[known].PlannedMinutes : planned[i].PlannedMinutes,
                SetupMinutes = said[i].PlannedMinutes is null ? Operations[known].SetupMinutes : planned[i].SetupMinutes,
                After = said[i].After is { } after ? [.. after.Select(names.Name)] : Operations[known].After,
            };
        }
        return planned.DrainToImmutable();
    }

    private OrderTwin Scaled(double quantity, bool isOperations, bool isComponents)
    {
        if (Quantity <= 0 || quantity == Quantity)
            return this with { Quantity = quantity };
        var ratio = quantity / Quantity;
        return this with
        {
            Quantity = quantity,
            Operations = isOperations
                ? [.. Operations.Select(operation => operation with { PlannedMinutes = operation.SetupMinutes + ((operation.PlannedMinutes - operation.SetupMinutes) * ratio) })]
                : Operations,
            Components = isComponents ? [.. Components.Select(component => component with { Quantity = component.Quantity * ratio })] : Components,
        };
    }
}
