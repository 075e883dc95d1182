using System.Collections.Immutable;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Orders;

/// <summary>The operations and components of an order as planned: what it says itself, the rest from the product's routing and bill of materials.</summary>
internal static class PlannedOperations
{
    /// <summary>Operations without progress, in the order listed.</summary>
    public static ImmutableArray<OperationTwin> Of(IReadOnlyList<OperationSpec>? said, ProductSpec? product, double quantity, NamePool names)
    {
        var routing = product?.Routing ?? [];
        var count = said?.Count ?? routing.Count;
        var planned = ImmutableArray.CreateBuilder<OperationTwin>(count);
        for (var i = 0; i < count; i++)
        {
            var spec = said?[i];
            var id = spec?.Operation ?? routing[i].Operation;
            var place = spec is null ? i : PlaceIn(routing, id);
            var step = place < 0 ? null : routing[place];
            var minutes = spec?.PlannedMinutes ?? (step is null ? 0 : step.SetupMinutes + (step.MinutesPerUnit * quantity));
            planned.Add(new OperationTwin
            {
                Operation = names.Name(id),
                Name = names.NameOrNull(spec?.Name ?? step?.Name),
                WorkCenter = names.Name(spec?.WorkCenter ?? step?.WorkCenter ?? ""),
                PlannedMinutes = minutes,
                SetupMinutes = Math.Min(minutes, step?.SetupMinutes ?? 0),
                After = After(spec?.After ?? step?.After ?? (place > 0 ? [routing[place - 1].Operation] : null), planned, step is null || place > 0, said, names),
            });
        }
        return WithoutCircle(planned.MoveToImmutable(), names);
    }

    /// <summary>Components without consumption.</summary>
    public static ImmutableArray<OrderComponent> Components(IReadOnlyList<OrderComponentSpec>? said, ProductSpec? product, double quantity, NamePool names) => said is null
        ? [.. (product?.Bom ?? []).Select(line => new OrderComponent(names.Name(line.Component), line.Quantity * quantity, 0))]
        : [.. said.Select(spec => new OrderComponent(names.Name(spec.Product), spec.Quantity, spec.Consumed))];

    public static int PlaceIn(IReadOnlyList<RoutingStepSpec> routing, string operation)
    {
        for (var i = 0; i < routing.Count; i++)
            if (routing[i].Operation == operation)
                return i;
        return -1;
    }

    /// <summary>An order's own sequence and its routing's may contradict each other: then the order listed is the sequence.</summary>
    private static ImmutableArray<OperationTwin> WithoutCircle(ImmutableArray<OperationTwin> planned, NamePool names)
    {
        var behind = new HashSet<string>(StringComparer.Ordinal);
        var waiting = planned.Where(operation => !(operation.After.All(behind.Contains) && behind.Add(operation.Operation))).ToList();
        while (waiting.RemoveAll(operation => operation.After.All(behind.Contains) && behind.Add(operation.Operation)) > 0)
        {
        }
        return waiting.Count == 0
            ? planned
            : [.. planned.Select((operation, i) => operation with { After = i == 0 ? [] : names.Single(planned[i - 1].Operation) })];
    }

    /// <summary>Predecessors the order has. Where nothing is said, or what is said is not among its operations, the one listed before.</summary>
    private static ImmutableArray<string> After(
        IReadOnlyList<string>? after, ImmutableArray<OperationTwin>.Builder before, bool isBehind, IReadOnlyList<OperationSpec>? said, NamePool names)
    {
        if (after is { Count: 0 })
            return [];
        var present = after?.Where(id => said is null || said.Any(spec => spec.Operation == id)).ToArray() ?? [];
        return present.Length switch
        {
            0 => isBehind && before.Count > 0 ? names.Single(before[^1].Operation) : [],
            1 => names.Single(present[0]),
            _ => [.. present.Select(names.Name)],
        };
    }
}
