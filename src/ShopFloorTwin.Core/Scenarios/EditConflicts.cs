using ShopFloorTwin.Core.Json;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Scenarios;

/// <summary>Two edits that say two things of the same: which of them is meant cannot be known, so both are named.</summary>
internal static class EditConflicts
{
    public static void Find(IReadOnlyList<Edit> edits, ProblemList problems)
    {
        var said = new Dictionary<string, int>(StringComparer.Ordinal);
        var cancelled = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < edits.Count; i++)
        {
            if (Order(edits[i]) is { } order && cancelled.TryGetValue(order, out var by))
                Add(problems, i, $"is of order '{Excerpt.Of(order)}', which $.edits[{by}] cancels");
            else if (Subject(edits[i]) is { } subject && !said.TryAdd(subject, i))
                Add(problems, i, $"says {Excerpt.Of(subject)}, as $.edits[{said[subject]}] does");
            if (edits[i] is CancelOrder cancel && cancelled.TryAdd(cancel.Order, i))
            {
                for (var before = 0; before < i; before++)
                {
                    if (Order(edits[before]) == cancel.Order)
                        Add(problems, i, $"cancels order '{Excerpt.Of(cancel.Order)}', which $.edits[{before}] changes");
                }
            }
        }
        Hours(edits, problems);
    }

    /// <summary>What an edit sets, where it can be set once.</summary>
    private static string? Subject(Edit edit) => edit switch
    {
        DelaySupply said => $"when line {said.Line} of {said.PurchaseOrder} comes",
        ExpediteSupply { IsBought: true } said => $"what line {said.Line} of {said.PurchaseOrder} is",
        ExpediteSupply said => $"when line {said.Line} of {said.PurchaseOrder} comes",
        CancelSupply said => $"when line {said.Line} of {said.PurchaseOrder} comes",
        // Those for a time may come after each other.
        SetCapacity { From: null, To: null } said => $"the capacity of {said.WorkCenter}",
        SetEfficiency said => $"the efficiency of {said.WorkCenter}",
        MoveOperation said => $"where operation {said.Operation} of {said.Order} is done",
        SetPriority said => $"the priority of {said.Order}",
        SetQuantity said => $"the quantity of {said.Order}",
        SetDue said => $"when {said.Order} is due",
        ReleaseHold { Order: { } order } => $"the hold of order {order}",
        ReleaseHold { Component: { } component } => $"the hold of component {component}",
        _ => null,
    };

    private static string? Order(Edit edit) => edit switch
    {
        MoveOperation said => said.Order,
        SetPriority said => said.Order,
        SetQuantity said => said.Order,
        SetDue said => said.Order,
        CancelOrder said => said.Order,
        AddOrder said => said.Order.Id,
        SplitOrder said => said.Order,
        ReleaseHold said => said.Order,
        _ => null,
    };

    /// <summary>Open and stopped at once.</summary>
    private static void Hours(IReadOnlyList<Edit> edits, ProblemList problems)
    {
        for (var i = 0; i < edits.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (stop, shift) = (edits[i] as StopWorkCenter ?? edits[j] as StopWorkCenter, edits[i] as AddShift ?? edits[j] as AddShift);
                if (stop is not null && shift is not null && stop.WorkCenter == shift.WorkCenter && stop.From < shift.To && shift.From < stop.To)
                    Add(problems, i, $"{(edits[i] is AddShift ? "opens" : "stops")} {Excerpt.Of(stop.WorkCenter)} while $.edits[{j}] {(edits[i] is AddShift ? "stops" : "opens")} it");
            }
        }
    }

    private static void Add(ProblemList problems, int edit, string detail) => problems.Add(Place.Root().Item("edits", edit), null, detail);
}
