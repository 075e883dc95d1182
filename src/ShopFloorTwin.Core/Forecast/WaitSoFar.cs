using ShopFloorTwin.Core.Learning.Waiting;
using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>How long an operation has waited though it could have started.</summary>
internal static class WaitSoFar
{
    /// <summary>
    /// Working minutes up to now; 0 when something it needs is still to come; negative for work that runs, and for the first
    /// of an order, whose start is planned and not waited for.
    /// </summary>
    public static float Of(OrderTwin order, OperationTwin operation, WorkCenterWaits waits, int capacity, TimeLine line, DateTimeOffset asOf)
    {
        if (operation.State == OperationState.Running || order.IsUnrouted)
            return -1;
        if (operation.State == OperationState.Paused)
            return operation.Steps.IsEmpty ? 0 : (float)OperationWork.Between(line, operation.Steps[^1].Time, asOf, asOf);
        if (operation.After.IsEmpty)
            return -1;
        var ready = waits.FullUntil ?? DateTimeOffset.MinValue;
        foreach (var id in operation.After)
        {
            if (order.IndexOf(id) is not (>= 0 and var place) || order.Operations[place].State == OperationState.Cancelled)
                continue;
            if (order.Operations[place].FinishedAt is not { } finish)
                return 0;
            ready = finish > ready ? finish : ready;
        }
        return waits.Running >= capacity || ready == DateTimeOffset.MinValue ? 0 : (float)OperationWork.Between(line, ready, asOf, asOf);
    }

    /// <summary>What is left of a wait of which some has passed, at a probability.</summary>
    /// <param name="waits">By stratum of probability, ascending.</param>
    /// <param name="waited">So far.</param>
    /// <param name="u">0 to 1.</param>
    public static float Rest(float[] waits, float waited, float u)
    {
        var passed = 0;
        if (waited > 0)
        {
            passed = Array.BinarySearch(waits, waited);
            for (passed = passed < 0 ? ~passed : passed; passed < waits.Length && waits[passed] <= waited; passed++)
            {
            }
        }
        // Longer than any that is believed in: the longer it lasts, the longer it will.
        return passed == waits.Length
            ? -MathF.Log(1 - u) * 0.5f * waited
            : waits[passed + (int)(u * (waits.Length - passed))] - waited;
    }
}
