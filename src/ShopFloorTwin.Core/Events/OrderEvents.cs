using System.Text.Json;
using ShopFloorTwin.Core.Json;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Events;

/// <summary>Reads what the ERP says of an order. The order stands in the event as it stands in the plant document.</summary>
internal static class OrderEvents
{
    private static readonly Place DataPlace = Place.Root("data");

    public static IReadOnlyList<EventDefinition> Definitions { get; } =
    [
        new(EventTypes.OrderReleased, SubjectKinds.Order, Released),
        new(EventTypes.OrderChanged, SubjectKinds.Order, Changed),
        new(EventTypes.OrderDone, SubjectKinds.Order, (ref data, subject) => new OrderDoneData { Entity = subject.Entity }),
        new(EventTypes.OrderCancelled, SubjectKinds.Order, (ref data, subject) => new OrderCancelledData { Entity = subject.Entity }),
    ];

    private static EventData? Released(ref DataFields data, Subject subject)
    {
        if (Read<OrderSpec>(ref data) is not { } order)
            return null;
        var problems = new ProblemList(1);
        OrderRules.Check(DataPlace, order, null, problems);
        if (!string.Equals(order.Id, subject.Entity, StringComparison.Ordinal))
            problems.Add(DataPlace, "id", "must be the subject's order");
        Refuse(ref data, problems);
        return new OrderReleasedData(order) { Entity = subject.Entity };
    }

    private static EventData? Changed(ref DataFields data, Subject subject)
    {
        if (Read<OrderChange>(ref data) is not { } change)
            return null;
        var problems = new ProblemList(1);
        OrderRules.CheckValues(DataPlace, change.Quantity, change.Priority, change.Value, change.Customer, problems);
        OrderRules.CheckTimes(DataPlace, change.Due, change.PlannedStart, change.PlannedFinish, problems);
        OrderRules.CheckOperations(DataPlace, change.Operations, null, null, problems);
        OrderRules.CheckComponents(DataPlace, change.Components, null, problems);
        Refuse(ref data, problems);
        return new OrderChangedData(change) { Entity = subject.Entity };
    }

    private static T? Read<T>(ref DataFields data) where T : class
    {
        var raw = data.Raw;
        if (raw.IsEmpty)
        {
            data.RefuseWhole("data must be the order, or a part of it");
            return null;
        }
        try
        {
            return JsonSerializer.Deserialize<T>(raw, PlantJson.Options);
        }
        catch (JsonException fault)
        {
            var (path, detail) = JsonFault.Describe(fault);
            data.RefuseWhole($"data{path[1..]} {detail}");
            return null;
        }
    }

    private static void Refuse(ref DataFields data, ProblemList problems)
    {
        if (problems.Items is [var first, ..])
            data.RefuseWhole(first.ToString());
    }
}
