using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Learning.Calibrating;
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
public delegate SiteForecast ForecastFunction(SiteTwins twins, DateTimeOffset asOf, Calibration? calibration);

/// <summary>How an engine runs its sites. What is not configured stands in <see cref="Limits"/>.</summary>
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

    /// <summary>A forecast is followed by a rest of this share of its own time, so that events still find a core to be taken on.</summary>
    public double RestShare { get; init; } = 0.05;

    /// <summary>On the wall clock, a forecast is made anew after this time even when nothing happened.</summary>
    public TimeSpan IdleForecastInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A snapshot is taken after this many records…</summary>
    public int SnapshotRecords { get; init; } = 500_000;

    /// <summary>…or this many bytes of events…</summary>
    public long SnapshotBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>…or this time, whichever comes first, and only when something changed.</summary>
    public TimeSpan SnapshotInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Events waiting for the journal, per site; beyond it the caller is told to come back.</summary>
    public int QueueEvents { get; init; } = Limits.SiteQueueEvents;

    /// <summary>Spent on searching for suggestions behind each forecast while the site is idle; zero: they are searched for when asked alone.</summary>
    public TimeSpan IdleSuggestions { get; init; }

    /// <summary>Spare memory of the process is given back to the system when its sites have come to rest.</summary>
    public bool GivesMemoryBack { get; init; }

    /// <summary>From one look of the rules at a site to the next; null: nothing is decided here, as in replays.</summary>
    public TimeSpan? DecisionInterval { get; init; }

    /// <summary>Rules of sites without their own.</summary>
    public DecisionRules Rules { get; init; } = DecisionRules.Default;

    /// <summary>Rules by site.</summary>
    public IReadOnlyDictionary<string, DecisionRules> SiteRules { get; init; } = new Dictionary<string, DecisionRules>(StringComparer.Ordinal);

    /// <summary>Makes the forecaster of a site.</summary>
    public Func<ForecastSettings, ForecastFunction> NewForecaster { get; init; } = settings => new Forecaster(settings).Run;

    public DecisionRules RulesOf(string site) => SiteRules.TryGetValue(site, out var own) ? own : Rules;

    public RiskThresholds ThresholdsOf(string site) => SiteThresholds.TryGetValue(site, out var own) ? own : Thresholds;
}
