using Orleans.Runtime;
using Orleans.Streams;

namespace ShopFloorTwin.Orleans.Streams;

/// <summary>Consecutive events of one stream. Its token stands for the last of them.</summary>
[GenerateSerializer, Immutable, Alias("shopfloortwin.twin-events")]
internal sealed class TwinEventBatch(StreamId stream, long last, TwinEvent[] events) : IBatchContainer
{
    private const int BytesBesideBody = 96;

    [Id(0)] public StreamId StreamId { get; } = stream;

    /// <summary>Everything of the stream up to here is in it, or in one before.</summary>
    [Id(1)] public long Last { get; } = last;

    [Id(2)] public TwinEvent[] Events { get; } = events;

    public StreamSequenceToken SequenceToken => TwinStreams.Behind(Last);

    public long Bytes => Events.Sum(one => (long)one.Body.Length + BytesBesideBody);

    /// <summary>No events, and the token of a position.</summary>
    public static TwinEventBatch At(StreamId stream, long position) => new(stream, position, []);

    /// <summary>The events behind a position.</summary>
    public TwinEventBatch Behind(long position) =>
        Events.Length == 0 || Events[0].Position > position ? this : new TwinEventBatch(StreamId, Last, [.. Events.SkipWhile(one => one.Position <= position)]);

    public IEnumerable<Tuple<T, StreamSequenceToken>> GetEvents<T>() =>
        Events.OfType<T>().Select((one, i) => Tuple.Create(one, TwinStreams.Behind(Events[i].Position)));

    public bool ImportRequestContext() => false;
}
