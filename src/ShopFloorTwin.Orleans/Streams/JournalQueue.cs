using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Streams;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Orleans.Streams;

/// <summary>
/// The streams of a group of sites, as the silo that carries the queue reads them: receiver and cache in one, since both are the journal.
/// All of it runs in the turns of the queue's pulling agent, except <see cref="Wake"/>. What is read is kept up to a limit, for those
/// who follow; who is further behind is given pages of the journal, shared by all who need the same.
/// </summary>
internal sealed partial class JournalQueue(
    IJournal journal, StreamReader reader, Func<string, bool> isMine, JournalNudges nudges, StreamLimits limits, TimeProvider time, ILogger logger) : IQueueAdapterReceiver, IQueueCache
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, SiteLine> _lines = new(StringComparer.Ordinal);
    private readonly HashSet<string> _grown = new(StringComparer.Ordinal);
    private readonly HashSet<JournalCursor> _behind = [];
    private readonly Queue<(TwinEventBatch Batch, SiteLine Line, long ArrivedAt)> _kept = new();
    private readonly SemaphoreSlim _woken = new(0);
    private List<IBatchContainer> _arrived = [];
    private TimeSpan _wait = ShortestWait;
    private long _bytes;
    private bool _hasStarted;

    /// <summary>Bytes of events in memory.</summary>
    internal long Bytes => _bytes;

    /// <summary>The agent has taken the queue, and not given it back.</summary>
    internal bool IsRead { get; private set; }

    public Task Initialize(TimeSpan timeout)
    {
        IsRead = true;
        nudges.Add(this, Wake);
        return Task.CompletedTask;
    }

    public Task Shutdown(TimeSpan timeout)
    {
        IsRead = false;
        nudges.Remove(this);
        return Task.CompletedTask;
    }

    public Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount) => GetQueueMessagesAsync(maxCount, CancellationToken.None);

    /// <summary>What came in: for each stream its place before the new events, for the cursors have the events themselves. Waits for a while when nothing did.</summary>
    public async Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount, CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The silo stops: what was read is given, and the rest is read elsewhere.
        }
        while (_woken.Wait(0, CancellationToken.None)) { }
        var arrived = _arrived;
        _arrived = [];
        return arrived;
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        if (_grown.Count == 0)
            await FindGrownAsync(cancellationToken);
        await ReadBackAsync(cancellationToken);
        foreach (var site in _grown.ToArray())
            await TryReadOnAsync(_lines[site], cancellationToken);
        if (_arrived.Count > 0 || await _woken.WaitAsync(_wait, cancellationToken))
            _wait = ShortestWait;
        else
            _wait = _wait * 2 < LongestWait ? _wait * 2 : LongestWait;
    }

    public Task MessagesDeliveredAsync(IList<IBatchContainer> messages) => Task.CompletedTask;

    public int GetMaxAddCount() => QueueAdapterConstants.UNLIMITED_GET_QUEUE_MSG;

    /// <summary>The events were kept when they were read.</summary>
    public void AddToCache(IList<IBatchContainer> messages) { }

    public bool TryPurgeFromCache(out IList<IBatchContainer> purgedItems)
    {
        purgedItems = [];
        while (_bytes > limits.CacheBytes && _kept.TryPeek(out var oldest)
            && (oldest.Line.IsTaken(oldest.Batch) || time.GetElapsedTime(oldest.ArrivedAt).TotalSeconds >= limits.WaitSeconds))
        {
            _kept.Dequeue();
            _bytes -= oldest.Batch.Bytes;
            oldest.Line.Evict(oldest.Batch);
            purgedItems.Add(oldest.Batch);
        }
        return purgedItems.Count > 0;
    }

    public bool IsUnderPressure() => _bytes > limits.CacheBytes && _behind.Count == 0;

    public IQueueCacheCursor GetCacheCursor(StreamId streamId, StreamSequenceToken? token) =>
        new JournalCursor(streamId, LineOf(TwinStreams.Split(streamId.GetKeyAsString()).Site), token?.SequenceNumber, AskJournal);

    /// <summary>A site's journal has grown; from any thread.</summary>
    private void Wake(string site)
    {
        if (isMine(site) && _woken.CurrentCount == 0)
            _woken.Release();
    }

    private void AskJournal(JournalCursor cursor)
    {
        if (_behind.Add(cursor))
            _woken.Release();
    }

    private SiteLine LineOf(string site)
    {
        if (!_lines.TryGetValue(site, out var line))
            _lines.Add(site, line = new SiteLine(site));
        return line;
    }

    private async Task FindGrownAsync(CancellationToken cancellation)
    {
        foreach (var head in await journal.HeadsAsync(cancellation))
        {
            if (!isMine(head.Site))
                continue;
            var line = LineOf(head.Site);
            if (!line.IsPlaced)
                line.Place(_hasStarted ? 0 : await TakeoverAsync(head, cancellation));
            if (head.Position > line.Read)
                _grown.Add(head.Site);
        }
        _hasStarted = true;
    }

    /// <summary>Far enough back to hold what a silo that was lost had read and not delivered.</summary>
    private async ValueTask<long> TakeoverAsync(JournalHead head, CancellationToken cancellation) => Math.Max(head.Position - limits.TakeoverRecords,
        Math.Min(await journal.PositionAtAsync(head.Site, time.GetUtcNow().AddSeconds(-limits.TakeoverSeconds), cancellation), Math.Max(0, head.Position - limits.TakeoverRecordsLeast)));

    /// <summary>A site that cannot be read now does not hold up the others.</summary>
    private async Task TryReadOnAsync(SiteLine line, CancellationToken cancellation)
    {
        try
        {
            if (_bytes <= limits.CacheBytes)
                await ReadOnAsync(line, cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            LogUnreadable(logger, failure, line.Site, line.Read);
        }
    }

    private async Task ReadOnAsync(SiteLine line, CancellationToken cancellation)
    {
        var page = await reader.ReadAsync(line, line.Read, isNew: true, cancellation);
        if (page.Last == 0)
        {
            _grown.Remove(line.Site);
            return;
        }
        foreach (var batch in page.Batches.Values)
        {
            line.Add(batch);
            _kept.Enqueue((batch, line, time.GetTimestamp()));
            _bytes += batch.Bytes;
            _arrived.Add(TwinEventBatch.At(batch.StreamId, batch.Events[0].Position - 1));
        }
        line.Read = page.Last;
    }

    /// <summary>Reads a page for the one who is furthest behind, and for all of its site whom it serves too.</summary>
    private async Task ReadBackAsync(CancellationToken cancellation)
    {
        _behind.RemoveWhere(cursor => cursor.IsDisposed);
        if (_behind.MinBy(cursor => cursor.After) is not { } last)
            return;
        var page = await reader.ReadAsync(last.Site, last.After, isNew: false, cancellation);
        var upTo = page.Last == 0 ? last.Site.Read : page.Last;
        foreach (var cursor in _behind.Where(cursor => cursor.Site == last.Site && cursor.After < upTo).ToArray())
        {
            _behind.Remove(cursor);
            var missed = page.Batches.GetValueOrDefault(cursor.Id)?.Behind(cursor.After);
            cursor.Give(missed?.Events.Length > 0 ? missed : null, upTo);
            _arrived.Add(TwinEventBatch.At(cursor.Id, cursor.After));
        }
    }

    [LoggerMessage(20, LogLevel.Warning, "The journal of {Site} behind {Position} cannot be read onto its streams now; it is tried again")]
    private static partial void LogUnreadable(ILogger logger, Exception failure, string site, long position);
}
