namespace ShopFloorTwin.Orleans.Streams;

/// <summary>A record of a site's journal on a stream, or on its way to a twin.</summary>
/// <param name="Position">Its place in the journal; 0 for one that is published to be journalled.</param>
/// <param name="RecordedAt">When it was journalled.</param>
/// <param name="Body">The whole event, UTF-8 JSON. Empty: a plant document, which is not carried; it says everything anew.</param>
[GenerateSerializer, Immutable, Alias("shopfloortwin.twin-event")]
public sealed record TwinEvent([property: Id(0)] long Position, [property: Id(1)] DateTimeOffset RecordedAt, [property: Id(2)] ReadOnlyMemory<byte> Body)
{
    /// <summary>An event to be published.</summary>
    public static TwinEvent ToPublish(ReadOnlyMemory<byte> body) => new(0, default, body);
}
