namespace ShopFloorTwin.Intake.EventLogs;

/// <summary>A stretch of uninterrupted work.</summary>
internal readonly record struct Stretch(DateTimeOffset Start, DateTimeOffset End)
{
    public double Minutes => (End - Start).TotalMinutes;
}

/// <summary>
/// One operation of a case: all its lines of one activity, laid together. Lines that overlap or touch are one stretch,
/// as the operation runs while anyone works on it; lines without length leave no trace unless there is nothing else.
/// </summary>
internal sealed record WorkedOperation(string Activity, IReadOnlyList<Stretch> Stretches)
{
    public DateTimeOffset Start => Stretches[0].Start;
    public DateTimeOffset End => Stretches[^1].End;
    public double Minutes => Stretches.Sum(stretch => stretch.Minutes);

    /// <summary>Minutes worked up to an instant.</summary>
    public double MinutesBefore(DateTimeOffset instant) =>
        Stretches.Where(stretch => stretch.Start < instant).Sum(stretch => stretch.End <= instant ? stretch.Minutes : (instant - stretch.Start).TotalMinutes);

    public static WorkedOperation Of(string activity, IEnumerable<EventLogRow> rows)
    {
        var sorted = rows.OrderBy(row => row.Start).ThenBy(row => row.End).ToList();
        var worked = sorted.Where(row => row.End > row.Start).ToList();
        var stretches = new List<Stretch>();
        foreach (var row in worked.Count > 0 ? worked : sorted[..1])
        {
            if (stretches.Count > 0 && row.Start <= stretches[^1].End)
                stretches[^1] = new Stretch(stretches[^1].Start, row.End > stretches[^1].End ? row.End : stretches[^1].End);
            else
                stretches.Add(new Stretch(row.Start, row.End));
        }
        return new WorkedOperation(activity, stretches);
    }
}

/// <summary>A case of the log: its operations in order of first start.</summary>
internal sealed record WorkedCase(string Id, IReadOnlyList<WorkedOperation> Operations)
{
    public DateTimeOffset Start => Operations[0].Start;
    public DateTimeOffset End => Operations.Max(operation => operation.End);

    /// <summary>The operation that was worked on last.</summary>
    public WorkedOperation Last => Operations.MaxBy(operation => operation.End)!;

    /// <summary>The routing as one text, to tell routings apart.</summary>
    public string Routing => string.Join('\n', Operations.Select(operation => operation.Activity));

    /// <summary>All cases, in order of first start.</summary>
    public static List<WorkedCase> Of(IEnumerable<EventLogRow> rows) =>
    [
        .. rows.GroupBy(row => row.Case)
            .Select(lines => new WorkedCase(
                lines.Key,
                [.. lines.GroupBy(line => line.Activity).Select(pieces => WorkedOperation.Of(pieces.Key, pieces)).OrderBy(operation => operation.Start).ThenBy(operation => operation.End)]))
            .OrderBy(worked => worked.Start).ThenBy(worked => worked.Id, StringComparer.Ordinal),
    ];
}
