using ShopFloorTwin.Core;

namespace ShopFloorTwin.Orleans.Streams;

/// <summary>The limits of the streams, which a test makes small.</summary>
internal sealed record StreamLimits
{
    public long CacheBytes { get; init; } = Limits.StreamCacheBytes;
    public int WaitSeconds { get; init; } = Limits.StreamWaitSeconds;
    public int TakeoverSeconds { get; init; } = Limits.StreamTakeoverSeconds;
    public int TakeoverRecords { get; init; } = Limits.StreamTakeoverRecords;

    /// <summary>However long ago they were recorded: a page.</summary>
    public int TakeoverRecordsLeast { get; init; } = Limits.JournalPageRecords;
}
