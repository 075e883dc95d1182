using ShopFloorTwin.Core;

namespace ShopFloorTwin.Odoo.Writing;

/// <summary>How the writer of one Odoo works. Rate and calls at once are the client's, which the reader shares.</summary>
public sealed record OdooWriterOptions
{
    /// <summary>Names this writer among those that may ask for the lease: one of the process is enough.</summary>
    public required string Holder { get; init; }

    /// <summary>How long a writer that died keeps the others waiting.</summary>
    public TimeSpan LeaseLife { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>From one look for work to the next while there is none.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// After a lost answer, before what was sent is looked for. Odoo tries a conflicting write again for up to 22 s, and commits also
    /// when nobody waits for the answer any more.
    /// </summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The first wait after something that may pass; it doubles up to <see cref="LongestWait"/>.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(2);
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Records written by one call.</summary>
    public int WritesPerCall { get; init; } = Limits.OdooWritesPerCall;

    /// <summary>Only the most urgent lane is written then; null: always.</summary>
    public QuietHours? Quiet { get; init; }

    /// <summary>Between two comparisons of what was written with what is there.</summary>
    public TimeSpan ReconcileEvery { get; init; } = TimeSpan.FromHours(1);

    /// <summary>What was finished longer ago is forgotten.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromDays(90);
}

/// <summary>Hours of the day, in a time zone, in which an Odoo is left alone; over midnight when they end before they begin.</summary>
public sealed record QuietHours(TimeOnly From, TimeOnly To, TimeZoneInfo Zone)
{
    public bool Hold(DateTimeOffset now)
    {
        var clock = TimeOnly.FromTimeSpan(TimeZoneInfo.ConvertTime(now, Zone).TimeOfDay);
        return clock.IsBetween(From, To);
    }
}
