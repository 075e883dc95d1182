using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Engine;

/// <summary>What "now" means for a site.</summary>
public enum EngineClock
{
    /// <summary>The machine's clock.</summary>
    Wall,

    /// <summary>The time of the newest event: for replays and simulations.</summary>
    Journal,
}

/// <summary>Computes a site's forecast; may keep scratch memory between calls, so one instance serves one caller at a time.</summary>
public delegate SiteForecast ForecastFunction(SiteTwins twins, DateTimeOffset asOf);

/// <summary>How an engine runs its sites. Limits that are not here stand in <see cref="EngineLimits"/>.</summary>
public sealed record EngineOptions
{
    public EngineClock Clock { get; init; } = EngineClock.Wall;
    public ForecastSettings Forecast { get; init; } = new();

    /// <summary>Thresholds of sites without their own.</summary>
    public RiskThresholds Thresholds { get; init; } = RiskThresholds.Default;

    /// <summary>Thresholds by site.</summary>
    public IReadOnlyDictionary<string, RiskThresholds> SiteThresholds { get; init; } = new Dictionary<string, RiskThresholds>(StringComparer.Ordinal);

    /// <summary>From one forecast's start to the next one's, at least.</summary>
    public TimeSpan MinForecastInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>On the wall clock, a forecast is made anew after this time even when nothing happened.</summary>
    public TimeSpan IdleForecastInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A snapshot is taken after this many records…</summary>
    public int SnapshotRecords { get; init; } = 50_000;

    /// <summary>…or this many bytes of events…</summary>
    public long SnapshotBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>…or this time, whichever comes first, and only when something changed.</summary>
    public TimeSpan SnapshotInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Events waiting for the journal, per site; beyond it the caller is told to come back.</summary>
    public int QueueEvents { get; init; } = EngineLimits.QueueEvents;

    public RiskThresholds ThresholdsOf(string site) => SiteThresholds.TryGetValue(site, out var own) ? own : Thresholds;
}

/// <summary>The engine's own limits, each with its answer beyond it.</summary>
public static class EngineLimits
{
    /// <summary>Events waiting per site; beyond: <see cref="OverloadedException"/>. One request alone is always taken by an empty queue.</summary>
    public const int QueueEvents = 20_000;

    /// <summary>Events of one journal transaction; beyond: the next transaction. A request is never split.</summary>
    public const int GroupCommitEvents = 8_192;

    /// <summary>Bytes of one journal transaction; beyond: the next transaction. A request is never split.</summary>
    public const long GroupCommitBytes = 16L * 1024 * 1024;

    /// <summary>Changes kept for resuming a stream; older ones are answered with a reset.</summary>
    public const int KeptChanges = 10_000;

    /// <summary>Streams per site; beyond: <see cref="OverloadedException"/>.</summary>
    public const int Subscribers = 1_000;

    /// <summary>Sites per engine; beyond: <see cref="OverloadedException"/>.</summary>
    public const int Sites = 1_000;

    /// <summary>Records folded for one past moment; beyond: <see cref="PastMomentException"/>.</summary>
    public const int PastRecords = 1_000_000;

    /// <summary>Past pictures kept per site.</summary>
    public const int PastPictures = 4;

    /// <summary>Past moments computed at once per site; further callers wait.</summary>
    public const int PastComputations = 2;

    /// <summary>Records of one journal page.</summary>
    public const int PageRecords = 5_000;

    /// <summary>Accepted requests remembered until a forecast shows them, for traces and latency; beyond: not measured.</summary>
    public const int TrackedRequests = 10_000;

    /// <summary>Spans linked to a forecast besides its parent; beyond: left out.</summary>
    public const int ForecastLinks = 32;
}
