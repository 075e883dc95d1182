using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Core.Scenarios.Kept;

/// <summary>An order on the present floor and with each of several scenarios.</summary>
/// <param name="Order">Id.</param>
/// <param name="Base">Null: a scenario brings it.</param>
/// <param name="Scenarios">In the order of the scenarios; null: it is not open there, or the scenario does not fit the floor.</param>
public sealed record ComparedOrder(string Order, ComparedFinish? Base, IReadOnlyList<ComparedFinish?> Scenarios);

/// <summary>What is foreseen of an order, in short.</summary>
public sealed record ComparedFinish(DateTimeOffset P50, DateTimeOffset P80, double LateProbability, double ExpectedLatenessMinutes, Risk Risk);

/// <summary>Sets the orders of several answers on one floor side by side.</summary>
public static class Comparison
{
    /// <summary>Every order that one of them changes, the one whose lateness they change most first.</summary>
    /// <param name="answers">Of one floor; null: the scenario does not fit it.</param>
    public static IReadOnlyList<ComparedOrder> Orders(IReadOnlyList<WhatIfAnswer?> answers)
    {
        var changed = new Dictionary<string, OrderDifference?[]>(StringComparer.Ordinal);
        for (var i = 0; i < answers.Count; i++)
        {
            foreach (var order in answers[i]?.Orders ?? [])
            {
                if (!changed.TryGetValue(order.Order, out var row))
                    changed[order.Order] = row = new OrderDifference?[answers.Count];
                row[i] = order;
            }
        }
        return
        [
            .. changed.OrderByDescending(pair => pair.Value.Max(one => Math.Abs(one?.ExpectedLatenessMinutes.Value ?? 0))).ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => Row(pair.Key, pair.Value, answers)),
        ];
    }

    private static ComparedOrder Row(string order, OrderDifference?[] changed, IReadOnlyList<WhatIfAnswer?> answers)
    {
        // Where a scenario leaves the order as it is, it is as on the present floor.
        var present = Of(changed.Select(one => one?.Before).FirstOrDefault(before => before is not null));
        return new ComparedOrder(order, present, [.. changed.Select((one, i) => one is not null ? Of(one.After) : answers[i] is null ? null : present)]);
    }

    private static ComparedFinish? Of(OrderAnswer? answer) =>
        answer is null ? null : new ComparedFinish(answer.Forecast.P50, answer.Forecast.P80, answer.LateProbability, answer.ExpectedLatenessMinutes, answer.Risk);
}
