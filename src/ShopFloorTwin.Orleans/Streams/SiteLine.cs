using Orleans.Runtime;

namespace ShopFloorTwin.Orleans.Streams;

/// <summary>The streams of one site, as far as they are in memory.</summary>
internal sealed class SiteLine(string site)
{
    /// <summary>Where the line begins is not known yet.</summary>
    private const long Unplaced = -1;

    private readonly Dictionary<StreamId, StreamLine> _streams = [];

    public string Site => site;

    /// <summary>The journal has been read up to here.</summary>
    public long Read { get; set; } = Unplaced;

    /// <summary>What lies up to here may be in the journal alone, for a stream nothing is known of.</summary>
    public long EvictedTo { get; private set; } = Unplaced;

    public PurchaseOrderBook PurchaseOrders { get; } = new();

    public bool IsPlaced => Read != Unplaced;

    /// <summary>Begins to read behind a position, for those too who asked before that was known.</summary>
    public void Place(long start)
    {
        Read = EvictedTo = start;
        foreach (var stream in _streams.Values)
        {
            stream.EvictedTo = start;
            foreach (var cursor in stream.Cursors)
                cursor.Placed(start);
        }
    }

    public StreamLine Of(StreamId stream)
    {
        if (!_streams.TryGetValue(stream, out var line))
            _streams.Add(stream, line = new StreamLine(EvictedTo));
        return line;
    }

    public void Add(TwinEventBatch batch) => Of(batch.StreamId).Batches.AddLast(batch);

    /// <summary>Everybody who reads the stream has gone past the batch.</summary>
    public bool IsTaken(TwinEventBatch batch) => Of(batch.StreamId).Cursors.TrueForAll(cursor => cursor.After >= batch.Last);

    /// <summary>Gives up the stream's oldest batch.</summary>
    public void Evict(TwinEventBatch batch)
    {
        var line = Of(batch.StreamId);
        line.Batches.Remove(batch);
        line.EvictedTo = batch.Last;
        EvictedTo = Math.Max(EvictedTo, batch.Last);
        Forget(batch.StreamId);
    }

    /// <summary>Nothing is kept of a stream that has no batch and no reader.</summary>
    public void Forget(StreamId stream)
    {
        if (_streams.TryGetValue(stream, out var line) && line.Batches.Count == 0 && line.Cursors.Count == 0)
            _streams.Remove(stream);
    }
}

/// <summary>One stream's batches in memory, oldest first, and who reads them.</summary>
internal sealed class StreamLine(long evictedTo)
{
    public LinkedList<TwinEventBatch> Batches { get; } = new();
    public List<JournalCursor> Cursors { get; } = [];

    /// <summary>Behind this position everything of the stream is in <see cref="Batches"/>.</summary>
    public long EvictedTo { get; set; } = evictedTo;
}
