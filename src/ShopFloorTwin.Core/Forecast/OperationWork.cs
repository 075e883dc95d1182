using ShopFloorTwin.Core.Learning;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>How long an open operation still takes, from what is planned, counted and worked.</summary>
internal static class OperationWork
{
    // An operation reported complete by count but not by its report still needs its report.
    private const double LeastShare = 0.01;

    /// <summary>
    /// With a count, the share not yet made of the run part. Without, the whole, of which the time worked is known to have passed.
    /// </summary>
    /// <param name="stood">When the work center could not work, up to now: time that passed without work.</param>
    public static Work Of(OrderTwin order, OperationTwin operation, double efficiency, TimeLine line, List<Interval> stood, DateTimeOffset asOf, LogNormalFactor belief, int place)
    {
        var whole = operation.PlannedMinutes / Math.Max(0.001, efficiency) * belief.Median;
        if (operation.Done > 0 && order.Quantity > 0)
        {
            var run = operation.PlannedMinutes > 0 ? Math.Max(0, operation.PlannedMinutes - operation.SetupMinutes) / operation.PlannedMinutes : 0;
            var left = Math.Clamp(1 - operation.Done / order.Quantity, 0, 1);
            return new Work((float)(whole * Math.Max(LeastShare, run * left)), (float)belief.Sigma, 0, place);
        }
        return new Work((float)whole, (float)belief.Sigma, (float)Worked(operation, line, stood, asOf), place);
    }

    /// <summary>Stretches up to now in which the work center stood still: down as a whole, or stopped as planned.</summary>
    public static List<Interval> Lost(WorkCenterTwin center, DateTimeOffset asOf)
    {
        var lost = center.Standstills.Select(still => new Interval(still.From, still.To)).ToList();
        if (center.StillSince() is { } since && since < asOf)
            lost.Add(new Interval(since, asOf));
        lost.AddRange(center.PlannedStops.Where(stop => stop.From < asOf && stop.To > stop.From).Select(stop => new Interval(stop.From, stop.To)));
        return Intervals.Merge(lost);
    }

    /// <summary>Working minutes spent so far.</summary>
    private static double Worked(OperationTwin operation, TimeLine line, List<Interval> stood, DateTimeOffset asOf)
    {
        var worked = operation.WorkedMinutes;
        // Most have not begun.
        if (operation.Steps.IsEmpty)
            return worked;
        var spans = operation.Spans(asOf).Select(span => new Interval(span.From, span.To)).ToList();
        foreach (var span in Intervals.Subtract(spans, stood))
            worked += Between(line, span.From, span.To, asOf);
        return worked;
    }

    /// <summary>Working minutes between two instants of the past.</summary>
    public static double Between(TimeLine line, DateTimeOffset from, DateTimeOffset to, DateTimeOffset asOf) =>
        Math.Max(0, line.ToWork((to - asOf).TotalMinutes) - line.ToWork((from - asOf).TotalMinutes));

    /// <summary>The <paramref name="u"/> quantile of what remains.</summary>
    public static double Remains(in Work work, double u)
    {
        var remains = Remaining.LogNormal(work.Minutes, work.Sigma, work.Worked, u);
        // Overdue work is not about to end: its end is at least as far as a tenth of the plan, on average.
        return work.Worked > work.Minutes ? Math.Max(remains, -Math.Log(1 - u) * 0.1 * work.Minutes) : remains;
    }

    /// <summary>Median of what remains.</summary>
    public static double Median(in Work work) => work.Worked > 0 ? Remains(work, 0.5) : work.Minutes;
}
