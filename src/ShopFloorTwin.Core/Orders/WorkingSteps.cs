using System.Collections;

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
    public static WorkingSpans Spans(this OperationTwin operation, DateTimeOffset now) => new(operation, now);

    /// <summary>Minutes of the spans up to <paramref name="now"/>, around the clock.</summary>
    public static double Minutes(this OperationTwin operation, DateTimeOffset now)
    {
        var minutes = 0.0;
        foreach (var span in operation.Spans(now))
            minutes += (span.To - span.From).TotalMinutes;
        return minutes;
    }
}

/// <summary>The spans an operation was worked on, found as they are asked for: the fold of every report walks them.</summary>
public readonly struct WorkingSpans(OperationTwin operation, DateTimeOffset now) : IEnumerable<WorkingSpan>
{
    public Enumerator GetEnumerator() => new(operation, now);

    IEnumerator<WorkingSpan> IEnumerable<WorkingSpan>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Walks the steps once.</summary>
    public struct Enumerator(OperationTwin operation, DateTimeOffset now) : IEnumerator<WorkingSpan>
    {
        private int _next;

        public WorkingSpan Current { get; private set; }

        readonly object IEnumerator.Current => Current;

        public bool MoveNext()
        {
            var steps = operation.Steps;
            DateTimeOffset? since = null;
            while (_next < steps.Length && steps[_next].Time <= now)
            {
                var step = steps[_next++];
                if (OperationTwin.IsWorking(step.Report))
                {
                    since ??= step.Time;
                }
                else if (since is { } from)
                {
                    Current = new WorkingSpan(from, step.Time);
                    return true;
                }
            }
            _next = steps.Length;
            if (since is not { } open || open >= now)
                return false;
            Current = new WorkingSpan(open, now);
            return true;
        }

        public void Reset() => _next = 0;

        public readonly void Dispose()
        {
        }
    }
}
