namespace ShopFloorTwin.Core.Orders;

/// <summary>A stretch in which an operation was worked on, by its reports; calendar and stops are not taken out.</summary>
public readonly record struct WorkingSpan(DateTimeOffset From, DateTimeOffset To);

/// <summary>When an operation was worked on.</summary>
public static class WorkingSteps
{
    /// <summary>
    /// The spans worked so far by the operation's steps, by time; the last one is open and ends at <paramref name="now"/>.
    /// Steps after <paramref name="now"/> are left out. <see cref="OperationTwin.WorkedMinutes"/> come before the first span.
    /// </summary>
    public static IReadOnlyList<WorkingSpan> Spans(this OperationTwin operation, DateTimeOffset now)
    {
        if (operation.Steps.IsEmpty)
            return [];
        var spans = new List<WorkingSpan>((operation.Steps.Length + 1) / 2);
        DateTimeOffset? since = null;
        foreach (var step in operation.Steps)
        {
            if (step.Time > now)
                break;
            if (OperationTwin.IsWorking(step.Report))
            {
                since ??= step.Time;
            }
            else if (since is { } from)
            {
                spans.Add(new WorkingSpan(from, step.Time));
                since = null;
            }
        }
        if (since is { } open && open < now)
            spans.Add(new WorkingSpan(open, now));
        return spans;
    }

    /// <summary>Minutes of the spans up to <paramref name="now"/>, around the clock.</summary>
    public static double Minutes(this OperationTwin operation, DateTimeOffset now)
    {
        var minutes = 0.0;
        foreach (var span in operation.Spans(now))
            minutes += (span.To - span.From).TotalMinutes;
        return minutes;
    }
}
