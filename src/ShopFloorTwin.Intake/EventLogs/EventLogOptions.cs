namespace ShopFloorTwin.Intake.EventLogs;

/// <summary>How an event log (CSV with a header line) is to be read. The defaults fit the public "Production Analysis" log.</summary>
public sealed record EventLogOptions
{
    /// <summary>Column of the work order.</summary>
    public string Case { get; init; } = "case_id";

    /// <summary>Column of the operation; each distinct one becomes a work center.</summary>
    public string Activity { get; init; } = "activity";

    /// <summary>Column of the person or machine; may be missing from the file.</summary>
    public string Resource { get; init; } = "resource";

    /// <summary>Column of the start of a piece of work.</summary>
    public string Start { get; init; } = "start_timestamp";

    /// <summary>Column of its end.</summary>
    public string End { get; init; } = "timestamp";

    /// <summary>Forms of times without offset; ISO 8601 with an offset is always understood.</summary>
    public IReadOnlyList<string> TimeFormats { get; init; } =
        ["yyyy/MM/dd HH:mm:ss", "yyyy/MM/dd HH:mm:ss.fff", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm"];

    /// <summary>Zone of times without offset, and of the site.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Planned figures are learned from what happened before; null: the middle of the log.</summary>
    public DateTimeOffset? SplitAt { get; init; }

    /// <summary>A case whose last work was one of these is finished.</summary>
    public IReadOnlyList<string> FinalActivities { get; init; } = ["Packing", "Final Inspection Q.C."];

    /// <summary>A case not heard of for so many days before the log's end is finished too; any other is cut off and stays open.</summary>
    public double QuietDays { get; init; } = 30;

    /// <summary>The <c>source</c> of the events.</summary>
    public string Source { get; init; } = "/event-log";
}
