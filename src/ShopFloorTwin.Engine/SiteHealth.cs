namespace ShopFloorTwin.Engine;

/// <summary>How a site is.</summary>
public sealed record SiteHealth
{
    public required string Site { get; init; }

    /// <summary>There is a picture to answer from.</summary>
    public required bool HasPicture { get; init; }
    public required long JournalPosition { get; init; }
    public required long PicturePosition { get; init; }

    /// <summary>Events that wait for the journal.</summary>
    public required long QueuedEvents { get; init; }

    /// <summary>Position of the newest snapshot.</summary>
    public required long SnapshotPosition { get; init; }

    /// <summary>Why the last forecast failed: the picture is stale. Null: it did not.</summary>
    public required string? ForecastFault { get; init; }

    /// <summary>A record the twins could not take. Null: none since the start.</summary>
    public required string? FoldFault { get; init; }

    /// <summary>Why the journal failed last time. Null: it did not.</summary>
    public required string? StoreFault { get; init; }
    public bool IsWell => HasPicture && ForecastFault is null && FoldFault is null && StoreFault is null;
}
