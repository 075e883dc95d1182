using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Events;

/// <summary>Reads what the ERP says of an order. The order stands in the event as it stands in the plant document.</summary>
internal static class OrderEvents
{
    private const string Order = "the order, or a part of it";

    public static IReadOnlyList<EventDefinition> Definitions { get; } =
    [
        new(EventTypes.OrderReleased, SubjectKinds.Order, Released),
        new(EventTypes.OrderChanged, SubjectKinds.Order, Changed),
        new(EventTypes.OrderDone, SubjectKinds.Order, (ref data, subject) => new OrderDoneData { Entity = subject.Entity }),
        new(EventTypes.OrderCancelled, SubjectKinds.Order, (ref data, subject) => new OrderCancelledData { Entity = subject.Entity }),
    ];

    private static EventData? Released(ref DataFields data, Subject subject)
    {
        if (SpecData.Read<OrderSpec>(ref data, Order) is not { } order)
            return null;
        var problems = new ProblemList(1);
        OrderRules.Check(SpecData.Place, order, null, problems);
        if (!string.Equals(order.Id, subject.Entity, StringComparison.Ordinal))
            problems.Add(SpecData.Place, "id", "must be the subject's order");
        SpecData.Refuse(ref data, problems);
        return new OrderReleasedData(order) { Entity = subject.Entity };
    }

    private static EventData? Changed(ref DataFields data, Subject subject)
    {
        if (SpecData.Read<OrderChange>(ref data, Order) is not { } change)
            return null;
        var problems = new ProblemList(1);
        OrderRules.CheckValues(SpecData.Place, change.Quantity, change.Priority, change.Value, change.Customer, problems);
        OrderRules.CheckTimes(SpecData.Place, change.Due, change.PlannedStart, change.PlannedFinish, problems);
        OrderRules.CheckOperations(SpecData.Place, change.Operations, null, null, problems);
        OrderRules.CheckComponents(SpecData.Place, change.Components, null, problems);
        SpecData.Refuse(ref data, problems);
        return new OrderChangedData(change) { Entity = subject.Entity };
    }
}
