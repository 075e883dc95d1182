using Orleans.Runtime;
using Orleans.Streams;

namespace ShopFloorTwin.Orleans.Streams;

/// <summary>
/// A consumer's place in a stream. Behind what is in memory it asks for pages of the journal, which come with the queue's next reading;
/// what could not be delivered is delivered again.
/// </summary>
internal sealed class JournalCursor : IQueueCacheCursor
{
    private readonly SiteLine _site;
    private readonly StreamLine _stream;
    private readonly Action<JournalCursor> _askJournal;
    private TwinEventBatch? _greeting;
    private TwinEventBatch? _current;
    private TwinEventBatch? _page;
    private long _pageTo;
    private long _before;

    /// <param name="seen">Position of the token; null: from now on.</param>
    public JournalCursor(StreamId id, SiteLine site, long? seen, Action<JournalCursor> askJournal)
    {
        (Id, _site, _stream, _askJournal) = (id, site, site.Of(id), askJournal);
        After = _before = seen ?? site.Read;
        // Who resumes with a token passes over one batch, the one it has seen: it stands in for that.
        _greeting = seen is null ? null : TwinEventBatch.At(id, After);
        _stream.Cursors.Add(this);
    }

    public StreamId Id { get; }
    public SiteLine Site => _site;

    /// <summary>Everything up to here has been handed out.</summary>
    public long After { get; private set; }
    public bool IsDisposed { get; private set; }

    public IBatchContainer? GetCurrent(out Exception? exception)
    {
        exception = null;
        return _current;
    }

    public bool MoveNext()
    {
        _current = _greeting ?? Next();
        _greeting = null;
        return _current is not null;
    }

    /// <summary>The line's beginning is known: who wants something from before it asks the journal, who wants nothing begins there.</summary>
    public void Placed(long start)
    {
        After = _before = After < 0 ? start : After;
        if (After < start)
            _askJournal(this);
    }

    /// <summary>The stream's events behind <see cref="After"/>, up to a position, from the journal.</summary>
    public void Give(TwinEventBatch? page, long upTo) => (_page, _pageTo) = (page, upTo);

    public void RecordDeliveryFailure()
    {
        After = _before;
        (_page, _pageTo) = (null, 0);
    }

    public void Refresh(StreamSequenceToken token)
    {
        // Where it stands does not depend on what comes in.
    }

    public void Dispose()
    {
        IsDisposed = true;
        _stream.Cursors.Remove(this);
        _site.Forget(Id);
    }

    private TwinEventBatch? Next()
    {
        _before = After;
        if (_page is { } page)
        {
            _page = null;
            After = page.Last;
            return page;
        }
        After = Math.Max(After, _pageTo);
        if (!_site.IsPlaced)
            return null;
        if (After < _stream.EvictedTo)
        {
            _askJournal(this);
            return null;
        }
        var node = _stream.Batches.Last;
        while (node?.Previous is { } previous && previous.Value.Last > After)
            node = previous;
        if (node is null || node.Value.Last <= After)
        {
            After = Math.Max(After, _site.Read);
            return null;
        }
        var next = node.Value.Behind(After);
        After = next.Last;
        return next;
    }
}
