namespace ShopFloorTwin.Storage;

/// <summary>Limits of the store, and what happens beyond them.</summary>
public static class StoreLimits
{
    /// <summary>Refused inputs kept per site; further ones are dropped, and the caller is told how many were kept.</summary>
    public const int QuarantineEntriesMax = 100_000;

    /// <summary>Bytes of refused input kept per site; as above.</summary>
    public const long QuarantineBytesMax = 256L << 20;

    /// <summary>Bodies of the journal above this many bytes are compressed.</summary>
    public const int PlainBodyBytesMax = 64 << 10;

    /// <summary>Snapshot chunks above this many bytes are compressed.</summary>
    public const int PlainChunkBytesMax = 1 << 10;

    /// <summary>A page of the journal ends behind the record that reaches this many bytes.</summary>
    public const long PageBytes = 8L << 20;

    /// <summary>Snapshot chunks are committed in groups of about this many bytes.</summary>
    public const long SnapshotGroupBytes = 4L << 20;

    /// <summary>The newest snapshots of a site, all kept.</summary>
    public const int RecentSnapshotsMax = 3;

    /// <summary>Older snapshots of a site, kept spread over its history.</summary>
    public const int OlderSnapshotsMax = 12;

    /// <summary>Names of event sources held in memory; beyond it they are looked up anew.</summary>
    public const int SourcesInMemoryMax = 10_000;

    /// <summary>Records of one site; a journal beyond it refuses to grow.</summary>
    public const long PositionMax = (1L << 40) - 1;
}
