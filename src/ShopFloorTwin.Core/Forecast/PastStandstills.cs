using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>
/// What a fault that is over has left behind: an operation that could have run while its work center stood still
/// is behind by the working minutes of that, and so is all that waits for it.
/// </summary>
internal static class PastStandstills
{
    private const double Rounding = 1e-3;

    /// <summary>Notes on a path the longest loss of an operation on it.</summary>
    /// <param name="path">Of the operation.</param>
    /// <param name="stood">Sources of the standstills of its work center.</param>
    public static void Credit(ref Path path, Floor floor, int operation, int[] stood)
    {
        if (ReadySince(floor, operation) is not { } ready)
            return;
        var line = floor.Lines[floor.WorkCenter[operation]];
        foreach (var source in stood)
        {
            var still = floor.Sources[source];
            // Never more than it lasted: most are too short, or were over by then.
            if (still.To <= ready || still.To - still.From < path.Stood - Rounding)
                continue;
            var lost = line.ToWork(still.To) - line.ToWork(Math.Max(ready, still.From));
            if (lost > path.Stood)
                (path.Stood, path.StoodFor) = ((float)lost, source);
        }
    }

    /// <summary>
    /// When it was started, or could have been: as planned, behind what was done before it. Null: not before now.
    /// Without a planned start that is when it would have had to be at the latest.
    /// </summary>
    private static double? ReadySince(Floor floor, int operation)
    {
        if (floor.PredecessorFirst[operation] < floor.PredecessorFirst[operation + 1])
            return null;
        var order = floor.Twins.Orders[floor.OrderTwin[floor.OperationOrder[operation]]];
        var twin = order.Operations[floor.OperationTwin[operation]];
        if (twin.StartedAt is { } started)
            return (started - floor.AsOf).TotalMinutes;
        var ready = order.PlannedStart;
        foreach (var before in twin.After.IsEmpty ? [] : order.Operations)
        {
            if (before is { State: OperationState.Done, FinishedAt: { } finished } && twin.After.Contains(before.Operation) && !(ready > finished))
                ready = finished;
        }
        if (ready is { } since)
            return (since - floor.AsOf).TotalMinutes;
        var needed = floor.NeededBy[floor.OperationOrder[operation]];
        var line = floor.Lines[floor.WorkCenter[operation]];
        return double.IsPositiveInfinity(needed) ? null : line.ToFinish(line.ToWork(needed) - floor.Work[operation].Minutes);
    }
}
