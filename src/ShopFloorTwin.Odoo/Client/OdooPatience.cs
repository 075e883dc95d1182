using ShopFloorTwin.Core;

namespace ShopFloorTwin.Odoo.Client;

/// <summary>How long an Odoo is waited for, and how often it is asked again.</summary>
public sealed record OdooPatience
{
    /// <summary>Tries of one call, the first included.</summary>
    public int Attempts { get; init; } = Limits.OdooAttempts;

    /// <summary>About the wait before the second try; it doubles from there, with jitter.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>For a whole answer to a call that changes nothing.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(Limits.OdooReadSeconds);

    /// <summary>
    /// For a whole answer to a call that changes something. Longer than Odoo lets a request run (120 s): a write that was
    /// given up earlier may still be committed after somebody looked for it in vain.
    /// </summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromSeconds(Limits.OdooWriteSeconds);

    /// <summary>A <c>Retry-After</c> up to this long is waited for behind a call; a longer one is its answer.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromSeconds(Limits.OdooRetryAfterSeconds);

    /// <summary>How long nothing is sent once (nearly) every try fails; then one try decides. At least half a second.</summary>
    public TimeSpan BreakFor { get; init; } = TimeSpan.FromSeconds(15);

    public static OdooPatience Default { get; } = new();

    internal TimeSpan TimeoutOf(OdooCall call) => call.Safety == CallSafety.Read ? ReadTimeout : WriteTimeout;
}
