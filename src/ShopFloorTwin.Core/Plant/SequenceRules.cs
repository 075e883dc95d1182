using ShopFloorTwin.Core.Json;

namespace ShopFloorTwin.Core.Plant;

/// <summary>Checks the order of operations: <c>after</c> names operations of the same list, and never in a circle.</summary>
internal static class SequenceRules
{
    /// <param name="place">The product or order.</param>
    /// <param name="list">The member the operations stand in.</param>
    /// <param name="steps">Each operation, and what it comes after; null: after the one listed before it.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Check(Place place, string list, (string? Operation, IReadOnlyList<string>? After)[] steps, ProblemList problems)
    {
        if (Array.TrueForAll(steps, step => step.After is null) || steps.Length > Limits.OperationsPerOrder)
            return;
        var positions = new Dictionary<string, int>();
        for (var s = 0; s < steps.Length; s++)
        {
            if (steps[s].Operation is { } operation)
                positions.TryAdd(operation, s);
        }

        var before = new List<int>[steps.Length];
        for (var s = 0; s < steps.Length; s++)
            before[s] = Predecessors(place.Item(list, s), s, steps[s].After, positions, problems);
        if (FindCycle(before) is { } cycle)
            problems.Add(place, list, $"goes in a circle: {Excerpt.Of(string.Join(" after ", cycle.Select(s => $"'{steps[s].Operation}'")), 400)}");
    }

    private static List<int> Predecessors(Place place, int step, IReadOnlyList<string>? after, Dictionary<string, int> positions, ProblemList problems)
    {
        if (after is null)
            return step == 0 ? [] : [step - 1];
        var found = new List<int>();
        problems.Count(place, "after", after.Count, Limits.OperationsPerOrder);
        for (var a = 0; a < after.Count && a < Limits.OperationsPerOrder; a++)
        {
            if (after[a] is not null && positions.TryGetValue(after[a], out var position))
                found.Add(position);
            else
                problems.Add(place.Item("after", a), null, $"refers to an unknown operation '{Excerpt.Of(after[a] ?? "")}'");
        }
        return found;
    }

    /// <summary>The steps of a circle, the first one again at the end; null when there is none. Depth is bounded by the steps.</summary>
    private static List<int>? FindCycle(List<int>[] before)
    {
        var done = new bool[before.Length];
        var path = new List<int>();
        for (var step = 0; step < before.Length; step++)
        {
            if (Visit(step))
                return path;
        }
        return null;

        bool Visit(int step)
        {
            if (done[step])
                return false;
            var seen = path.IndexOf(step);
            path.Add(step);
            if (seen >= 0)
            {
                path.RemoveRange(0, seen);
                return true;
            }
            foreach (var earlier in before[step])
            {
                if (Visit(earlier))
                    return true;
            }
            path.RemoveAt(path.Count - 1);
            done[step] = true;
            return false;
        }
    }
}
