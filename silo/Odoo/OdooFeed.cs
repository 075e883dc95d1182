using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Reading;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Silo.Odoo;

/// <summary>
/// Keeps one site as its Odoo has it: everything at the start, then what changes. While Odoo is away the twin goes on with what it has;
/// that, and since when, is one line in the log and one exception of the site, not one for every try.
/// </summary>
internal sealed partial class OdooFeed(
    IOdooClient odoo, OdooSiteOptions options, OdooRhythm rhythm, ITwinEngine engine, IQuarantine quarantine, TimeProvider time, ILogger log)
{
    /// <summary>Events given to the site at once.</summary>
    private const int BatchEvents = 1_000;

    private readonly SiteReader _reader = new(odoo, options, time, rhythm.Overlap);
    private DateTimeOffset? _lastWhole, _lastMasterData, _lastReconcile, _lastRead, _awaySince;
    private bool _wantsWhole, _isAwayTold;
    private int _failures;

    public string Site => options.Site;

    /// <summary>Since when Odoo does not answer; null while it does.</summary>
    public DateTimeOffset? AwaySince => _awaySince;

    /// <summary>When it was last read, changes or all of it.</summary>
    public DateTimeOffset? LastRead => _lastRead;

    /// <summary>Reads until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
            await Task.Delay(await StepAsync(cancellation), time, cancellation);
    }

    /// <summary>One reading, into the site's journal.</summary>
    /// <returns>How long to wait for the next.</returns>
    public async Task<TimeSpan> StepAsync(CancellationToken cancellation)
    {
        try
        {
            var now = time.GetUtcNow();
            var look = Due(now);
            await TakeAsync(await ReadAsync(look, cancellation), cancellation);
            Done(look, now);
            await BackAsync(cancellation);
            return rhythm.Changes;
        }
        catch (OdooFault fault)
        {
            // That nothing answers there the client says itself, once for all who call.
            var isSaid = fault.Answer.Outcome.IsOutage() || fault.Answer.Outcome == OdooOutcome.Unknown;
            return await AwayAsync(isSaid ? LogLevel.Information : LogLevel.Warning, fault.Message, fault.Answer.RetryAfter, cancellation);
        }
        catch (SiteScopeFault fault)
        {
            return await AwayAsync(LogLevel.Warning, $"Odoo:{odoo.Instance}:{fault.Message}", null, cancellation);
        }
        catch (OverloadedException busy)
        {
            return busy.RetryAfter;
        }
        catch (Exception e) when (e is StoreUnavailableException or PictureUnavailableException or SiteUnreachableException)
        {
            // The engine says so itself; what was read is read again.
            return Wait();
        }
        catch (Exception unexpected) when (unexpected is not OperationCanceledException)
        {
            if (_failures == 0)
                LogFailed(log, odoo.Instance, Site, unexpected);
            return Wait();
        }
    }

    private enum Look { Changes, MasterData, Reconcile, Whole }

    private Look Due(DateTimeOffset now) =>
        IsDue(_lastWhole, _wantsWhole ? rhythm.BetweenWhole : rhythm.Whole, now) ? Look.Whole
        : IsDue(_lastReconcile, rhythm.Reconcile, now) ? Look.Reconcile
        : IsDue(_lastMasterData, rhythm.MasterData, now) ? Look.MasterData
        : Look.Changes;

    private async Task<SiteReading> ReadAsync(Look look, CancellationToken cancellation) => look switch
    {
        Look.Whole => await _reader.ReadAllAsync(await TwinMemory.KnowledgeAsync(await engine.FindAsync(Site, cancellation), cancellation), cancellation),
        Look.Reconcile => await _reader.ReconcileAsync(cancellation),
        _ => await _reader.ReadChangesAsync(withMasterData: look == Look.MasterData, cancellation),
    };

    /// <summary>Each look is a part of the next larger one.</summary>
    private void Done(Look look, DateTimeOffset at)
    {
        if (look >= Look.MasterData)
            _lastMasterData = at;
        if (look >= Look.Reconcile)
            _lastReconcile = at;
        if (look == Look.Whole)
            _lastWhole = at;
    }

    private async Task TakeAsync(SiteReading reading, CancellationToken cancellation)
    {
        var twin = await engine.OpenAsync(Site, cancellation);
        // The document first and alone: what comes behind speaks of it.
        foreach (var batch in reading.Events.TakeWhile(one => one.Data is PlantImportedData).Select(one => (CloudEvent[])[one])
            .Concat(reading.Events.SkipWhile(one => one.Data is PlantImportedData).Chunk(BatchEvents)))
            await OfferAsync(twin, batch, cancellation);
        _reader.Accept(reading);
        _lastRead = time.GetUtcNow();
        _wantsWhole = reading.Plant is null ? _wantsWhole || reading.WantsAll : reading.WantsAll;
        if (reading.Plant is { } plant)
        {
            LogRead(log, odoo.Instance, Site, plant.Orders.Count, reading.Calls, reading.Rows, _reader.Findings.Counts.Values.Sum());
            await TellFindingsAsync(twin, cancellation);
        }
    }

    private async Task TellFindingsAsync(ISiteTwin twin, CancellationToken cancellation)
    {
        var known = await TwinMemory.ExceptionsAsync(twin, odoo.Instance, cancellation);
        foreach (var batch in FindingEvents.Changes(odoo.Instance, _reader.Findings.Items, known, time.GetUtcNow()).Chunk(BatchEvents))
            await OfferAsync(twin, batch, cancellation);
    }

    /// <summary>What the site refuses is kept in its quarantine, and the rest goes on.</summary>
    private async Task OfferAsync(ISiteTwin twin, CloudEvent[] events, CancellationToken cancellation)
    {
        var result = await twin.AcceptAsync(events, cancellation);
        var now = time.GetUtcNow();
        var refused = result.Outcomes.Zip(events)
            .Where(pair => pair.First.Kind == OutcomeKind.Refused)
            .Select(pair => new QuarantineEntry(now, pair.Second.Id, pair.First.Refusal!.Type, pair.First.Refusal.Detail, pair.Second.Body)).ToList();
        if (refused.Count == 0)
            return;
        LogRefused(log, odoo.Instance, Site, refused.Count, refused[0].Detail);
        await quarantine.AddAsync(Site, refused, cancellation);
    }

    private async Task<TimeSpan> AwayAsync(LogLevel level, string reason, TimeSpan? retryAfter, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (_awaySince is null)
        {
            _awaySince = now;
            LogAway(log, level, odoo.Instance, Site, reason);
        }
        if (!_isAwayTold && now - _awaySince >= rhythm.AwayAfter && await engine.FindAsync(Site, cancellation) is { } twin)
            _isAwayTold = await TellAsync(twin, FindingEvents.Away(odoo.Instance, _awaySince.Value, _lastRead, reason, now), cancellation);
        var wait = Wait();
        return retryAfter > wait ? retryAfter.Value : wait;
    }

    private async Task BackAsync(CancellationToken cancellation)
    {
        _failures = 0;
        if (_awaySince is not { } since)
            return;
        var now = time.GetUtcNow();
        if (_isAwayTold && await engine.FindAsync(Site, cancellation) is { } twin)
            await TellAsync(twin, FindingEvents.Back(odoo.Instance, since, now), cancellation);
        LogBack(log, odoo.Instance, Site, (now - since).TotalMinutes);
        (_awaySince, _isAwayTold) = (null, false);
    }

    /// <summary>False when the site cannot take it now: it is told with the next try.</summary>
    private static async Task<bool> TellAsync(ISiteTwin twin, CloudEvent told, CancellationToken cancellation)
    {
        try
        {
            await twin.AcceptAsync([told], cancellation);
            return true;
        }
        catch (Exception e) when (e is OverloadedException or StoreUnavailableException or SiteUnreachableException)
        {
            return false;
        }
    }

    /// <summary>Twice as long with every failure, up to the longest.</summary>
    private TimeSpan Wait() => TimeSpan.FromSeconds(Math.Min(rhythm.LongestWait.TotalSeconds, rhythm.Changes.TotalSeconds * Math.Pow(2, Math.Min(_failures++, 10))));

    private static bool IsDue(DateTimeOffset? last, TimeSpan every, DateTimeOffset now) => last is not { } at || now - at >= every;

    [LoggerMessage(60, LogLevel.Information, "Odoo {Instance}: site {Site} read, {Orders} orders in {Calls} calls and {Rows} rows, {Findings} findings")]
    private static partial void LogRead(ILogger log, string instance, string site, int orders, int calls, int rows, int findings);

    [LoggerMessage(EventId = 61, Message = "Odoo {Instance}: site {Site} is not read ({Reason}); the twin goes on with what it has")]
    private static partial void LogAway(ILogger log, LogLevel level, string instance, string site, string reason);

    [LoggerMessage(62, LogLevel.Information, "Odoo {Instance}: site {Site} is read again after {Minutes:0.0} minutes")]
    private static partial void LogBack(ILogger log, string instance, string site, double minutes);

    [LoggerMessage(63, LogLevel.Warning, "Odoo {Instance}: site {Site} refused {Count} events into its quarantine; the first: {Reason}")]
    private static partial void LogRefused(ILogger log, string instance, string site, int count, string reason);

    [LoggerMessage(64, LogLevel.Error, "Odoo {Instance}: reading site {Site} failed; it is tried again")]
    private static partial void LogFailed(ILogger log, string instance, string site, Exception failure);
}
