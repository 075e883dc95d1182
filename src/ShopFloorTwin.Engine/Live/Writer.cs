using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Engine.Pictures;
using ShopFloorTwin.Engine.Recovery;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Engine.Live;

/// <summary>
/// A site's single writer: checks a group of requests, journals what is accepted in one transaction, folds it.
/// A failure is the answer of that group alone; the next one is tried afresh.
/// </summary>
internal sealed partial class Writer(IJournal journal, LiveTwins twins, SiteClock clock, VisibilityTracker visibility, ILogger logger)
{
    private readonly string _site = twins.Site;
    private long _journalled = twins.Position;
    private volatile string? _storeFault;

    // After a failed append the journal may hold more than was folded: a commit whose answer was lost.
    private volatile bool _mayBeBehind;

    /// <summary>Position of the journal's last known record.</summary>
    public long JournalPosition => Interlocked.Read(ref _journalled);

    /// <summary>Why the journal failed last time; null: it did not.</summary>
    public string? StoreFault => _storeFault;

    /// <summary>The journal holds more than was folded here: it is read before the next group.</summary>
    public void IsBehind() => _mayBeBehind = true;

    /// <summary>Commits one group; one result per request.</summary>
    /// <exception cref="StoreUnavailableException">Nothing of the group was taken, as far as the store could tell.</exception>
    public async Task<IReadOnlyList<IntakeResult>> CommitAsync(IReadOnlyList<IntakeRequest> requests)
    {
        try
        {
            if (_mayBeBehind)
            {
                _mayBeBehind = false;
                await CatchUpAsync(long.MaxValue);
            }
            var group = new CommitGroup(requests);
            twins.Read(state => group.Check(state, (candidate, failure) => LogCheckFailure(logger, failure, _site, candidate.Type, candidate.Id)));
            await group.FindDuplicatesAsync(_site, journal);
            if (group.Accepted.Count > 0)
                await AppendAsync(group);
            _storeFault = null;
            return group.Results(JournalPosition);
        }
        catch (Exception failure)
        {
            _mayBeBehind = true;
            _storeFault = failure.Message;
            throw;
        }
    }

    private async Task AppendAsync(CommitGroup group)
    {
        var recordedAt = clock.Record(group.NewestEventTime);
        var contexts = group.Contexts;
        IReadOnlyList<AppendResult> appended;
        var started = Stopwatch.GetTimestamp();
        using (Telemetry.StartBelow("twin.commit", _site, contexts))
            appended = await journal.AppendAsync(_site, group.Entries(recordedAt), CancellationToken.None);
        Telemetry.CommitDuration.Record(Stopwatch.GetElapsedTime(started).TotalMilliseconds, Telemetry.SiteTag(_site));
        Telemetry.CommitSize.Record(appended.Count, Telemetry.SiteTag(_site));

        var records = group.Appended(appended, recordedAt);
        // Another process wrote too: what it wrote is read, and ours with it, for they may have been recorded later than asked.
        if (appended.Max(result => result.Position) is var last && last > twins.Position + records.Count)
        {
            group.Track(visibility, last);
            await CatchUpAsync(last);
            return;
        }
        if (records.Count == 0)
            return;
        // Before the fold: a forecast may take the new twins the moment they are there.
        group.Track(visibility, records[^1].Position);
        using (Telemetry.StartBelow("twin.fold", _site, contexts))
            twins.Fold(records);
        Interlocked.Exchange(ref _journalled, records[^1].Position);
    }

    private async Task CatchUpAsync(long upTo)
    {
        await foreach (var page in journal.ReadEventsAsync(_site, twins.Position, upTo, logger, CancellationToken.None))
        {
            clock.Resume(page.RecordedAt);
            twins.Fold(page);
            Interlocked.Exchange(ref _journalled, page.Position);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The check of {Type} {Id} at {Site} failed; the event is refused")]
    private static partial void LogCheckFailure(ILogger logger, Exception failure, string site, string type, string id);
}
