using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Learning.Scores.Ledger;
using ShopFloorTwin.Core.Learning.Variance;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Engine.Changes;
using ShopFloorTwin.Engine.Decisions;
using ShopFloorTwin.Engine.Pictures;
using ShopFloorTwin.Engine.Recovery;
using ShopFloorTwin.Engine.Scenarios;
using ShopFloorTwin.Engine.Scores;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Engine.Live;

/// <summary>
/// One site that is live here. An event's way: <see cref="IntakeQueue"/>, <see cref="Writer"/> (check, journal, fold, answer),
/// <see cref="ForecastLoop"/> (picture, changes). Everything shown is read from the picture.
/// </summary>
public sealed partial class LiveSite : PicturedSite, IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SiteClock _clock;
    private readonly LiveTwins _twins;
    private readonly IntakeQueue _queue;
    private readonly Writer _writer;
    private readonly ChangeRing _ring;
    private readonly LiveScores _scores;
    private readonly ForecastLoop _forecasts;
    private readonly SnapshotKeeper _snapshots;
    private readonly PastPictures _past;
    private readonly ScenarioUpkeep _upkeep;
    private readonly RootTraces _traces = new();
    private DecisionLoop? _decisions;
    private IdleSearch? _search;
    private IdleMemory? _memory;
    private Task _running = Task.CompletedTask;

    private LiveSite(RecoveredSite recovered, IStore store, EngineOptions options, TimeProvider time, long epoch, ILogger logger)
    {
        (_time, _logger, _twins) = (time, logger, recovered.Twins);
        Thresholds = options.ThresholdsOf(Site);
        Rules = options.RulesOf(Site);
        _clock = new SiteClock(options.Clock, time);
        _clock.Resume(recovered.RecordedAt);
        var visibility = new VisibilityTracker(Site, time);
        _queue = new IntakeQueue(Site, options.QueueEvents, time);
        _writer = new Writer(store.Journal, _twins, _clock, visibility, logger);
        _ring = new ChangeRing(epoch);
        _scores = new LiveScores(Site, SiteRecovery.Ledger(recovered, logger), options.Forecast, logger);
        _forecasts = new ForecastLoop(Site, options, time, _clock, _twins.Publish, recovered.Risks, _scores, _ring, visibility, logger);
        _snapshots = new SnapshotKeeper(store.Snapshots, options, time, _twins, () => _forecasts.Risks, _scores, _clock, recovered.SnapshotPosition, logger);
        _past = new PastPictures(Site, store, options, logger);
        _upkeep = new ScenarioUpkeep(Site, store.Scenarios, options.SnapshotInterval, time, logger);
    }

    /// <summary>Recovers the site and makes its first picture.</summary>
    /// <param name="epoch">Names this run of the process in the ids of changes.</param>
    public static async Task<LiveSite> OpenAsync(
        string name, IStore store, EngineOptions options, TimeProvider time, long epoch, ILogger logger, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var recovered = await SiteRecovery.RecoverAsync(name, store, logger, long.MaxValue, long.MaxValue, cancellation);
        var site = new LiveSite(recovered, store, options, time, epoch, logger);
        await site._forecasts.StartAsync();
        site._running = site.RunAsync();
        if (options.DecisionInterval is { } interval)
            site._decisions = new DecisionLoop(site, options.RulesOf(name), () => site._forecasts.Picture.Current, () => site._scores.Drift, site._traces, interval, time, logger);
        if (options.IdleSuggestions > TimeSpan.Zero)
            site._search = new IdleSearch(site, options.IdleSuggestions, site._forecasts, time, logger);
        if (options.GivesMemoryBack)
            site._memory = IdleMemory.OfProcess(LiveGauges.RestAt, time);
        LiveGauges.Add(site);
        LogOpen(logger, name, recovered.Twins.Position, recovered.SnapshotPosition, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        return site;
    }

    public override string Site => _twins.Site;
    public override long JournalPosition => _writer.JournalPosition;

    /// <summary>Events waiting for the journal.</summary>
    public long QueuedEvents => _queue.Waiting;

    public override SiteHealth Health => new()
    {
        Site = Site,
        HasPicture = _forecasts.Picture.Current is not null,
        JournalPosition = JournalPosition,
        PicturePosition = _forecasts.Picture.Current?.Position ?? 0,
        QueuedEvents = _queue.Waiting,
        SnapshotPosition = _snapshots.Position,
        ForecastFault = _forecasts.Fault,
        FoldFault = _twins.Fault,
        StoreFault = _writer.StoreFault,
    };

    public override async ValueTask<IntakeResult> AcceptAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellation)
    {
        if (events.Count == 0)
            return new IntakeResult([], JournalPosition);
        _traces.Add(events);
        using var span = Telemetry.StartAccept(Site, events);
        var request = new IntakeRequest(events, _time.GetTimestamp(), span?.Context ?? default);
        _queue.Add(request);
        // A caller who goes away does not undo: the request is journalled all the same.
        return await request.Answer.Task.WaitAsync(cancellation);
    }

    public override ValueTask WaitForAsync(long position, CancellationToken cancellation) => _forecasts.Picture.WaitForAsync(position, cancellation);

    public override IAsyncEnumerable<SiteChange> ChangesAsync(string? lastEventId, CancellationToken cancellation) => _ring.FollowAsync(lastEventId, cancellation);

    public override async ValueTask<ScorecardView> ScorecardAsync(ScorecardQuery query, CancellationToken cancellation) =>
        _scores.Card(query, await PictureAsync(null, cancellation));

    /// <summary>Beside the site's own turn: it measures every open order.</summary>
    public override async ValueTask<Page<VarianceView>> VarianceAsync(VarianceQuery query, CancellationToken cancellation)
    {
        var picture = await PictureAsync(null, cancellation);
        return await Task.Run(() => VarianceQueries.List(picture, _scores.Basis(), query), cancellation);
    }

    /// <summary>Takes a snapshot now, so that whoever opens the site next has little to fold.</summary>
    public Task SaveAsync() => _snapshots.SaveAsync();

    /// <summary>Id of the newest change: whoever resumes behind it follows from now on.</summary>
    public string NewestChange => _ring.NewestId;

    /// <summary>The journal is known to go as far as this, whoever wrote it: what is missing here is read.</summary>
    public async ValueTask FollowAsync(long head, CancellationToken cancellation)
    {
        if (head <= JournalPosition)
            return;
        _writer.IsBehind();
        var request = new IntakeRequest([], _time.GetTimestamp(), default);
        _queue.Add(request);
        await request.Answer.Task.WaitAsync(cancellation);
    }

    /// <summary>One twin as it stands, to be folded apart; null when the site has none of it.</summary>
    public TwinSlice? Slice(TwinRef twin)
    {
        TwinSlice? slice = null;
        _twins.Read(state => slice = TwinSlice.Of(state, twin));
        return slice;
    }

    /// <summary>The suppliers of purchase orders, one each, in order; null for one that is not known.</summary>
    public string?[] SuppliersOf(IReadOnlyList<string> purchaseOrders)
    {
        string?[] suppliers = [];
        _twins.Read(state => suppliers = [.. purchaseOrders.Select(state.SupplierIdOf)]);
        return suppliers;
    }

    /// <summary>Serves what waits, takes a last snapshot, stops.</summary>
    public async ValueTask DisposeAsync()
    {
        LiveGauges.Remove(this);
        _memory?.Dispose();
        if (_search is not null)
            await _search.DisposeAsync();
        if (_decisions is not null)
            await _decisions.DisposeAsync();
        _queue.Close();
        await _running;
        await _forecasts.DisposeAsync();
        await _snapshots.DisposeAsync();
        await _upkeep.DisposeAsync();
        _past.Dispose();
    }

    protected override ValueTask<SitePicture> PictureAsync(PastMoment? past, CancellationToken cancellation) =>
        past is { } moment ? _past.AtAsync(moment, JournalPosition, cancellation)
        : _forecasts.Picture.Current is { } picture ? ValueTask.FromResult(picture)
        : throw new PictureUnavailableException($"There is no forecast of {Site} yet: {_forecasts.Fault}");

    protected override RiskThresholds Thresholds { get; }

    protected override TimeProvider Clock => _time;

    protected override DecisionRules Rules { get; }

    protected override DateTimeOffset Now(SiteTwins twins) => _clock.Now(twins);

    /// <summary>Nothing waits to be taken, and the picture is the newest there can be.</summary>
    internal bool IsIdle => _queue.Waiting == 0 && !_forecasts.IsBusy;

    /// <summary>By the site's clock.</summary>
    internal DateTimeOffset NowOf(SitePicture picture) => _clock.Now(picture.Twins);

    internal double AtRisk => Thresholds.AtRisk;

    private async Task RunAsync()
    {
        while (await _queue.TakeAsync() is { Count: > 0 } requests)
        {
            var started = _time.GetTimestamp();
            try
            {
                var results = await _writer.CommitAsync(requests);
                Answer(requests, results);
            }
            catch (Exception failure)
            {
                LogCommitFailure(_logger, failure, Site);
                foreach (var request in requests)
                    request.Answer.TrySetException(failure);
            }
            _queue.Done(requests.Sum(request => request.Events.Count), started);
        }
    }

    private void Answer(IReadOnlyList<IntakeRequest> requests, IReadOnlyList<IntakeResult> results)
    {
        _forecasts.Touch();
        _snapshots.Folded(requests.Sum(request => request.Bytes));
        for (var i = 0; i < requests.Count; i++)
        {
            requests[i].Answer.TrySetResult(results[i]);
            Count(results[i].Outcomes);
        }
    }

    private void Count(IReadOnlyList<EventOutcome> outcomes)
    {
        if (!Telemetry.Accepted.Enabled && !Telemetry.Duplicate.Enabled && !Telemetry.Refused.Enabled)
            return;
        var tag = Telemetry.SiteTag(Site);
        foreach (var kind in outcomes.CountBy(outcome => outcome.Kind))
            (kind.Key switch { OutcomeKind.Accepted => Telemetry.Accepted, OutcomeKind.Duplicate => Telemetry.Duplicate, _ => Telemetry.Refused }).Add(kind.Value, tag);
    }

    [LoggerMessage(7, LogLevel.Information, "{Site} is open at position {Position} (snapshot {Snapshot}) after {Milliseconds:0} ms")]
    private static partial void LogOpen(ILogger logger, string site, long position, long snapshot, double milliseconds);

    [LoggerMessage(8, LogLevel.Error, "A group of events could not be taken by {Site}; its callers are told")]
    private static partial void LogCommitFailure(ILogger logger, Exception failure, string site);
}
