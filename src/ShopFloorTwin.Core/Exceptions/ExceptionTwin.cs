namespace ShopFloorTwin.Core.Exceptions;

/// <summary>Something a person must look at, from when it was raised until it is cleared.</summary>
public sealed record ExceptionTwin
{
    public required string Id { get; init; }

    /// <summary>Stable name of what went wrong, as <c>erpConflict</c> or <c>unmappedRecord</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is about, in the form of an event's subject where it has one.</summary>
    public required string About { get; init; }
    public required string Text { get; init; }

    /// <summary>Role that looks after it; null: the planner.</summary>
    public string? Owner { get; init; }

    /// <summary>0 the most urgent.</summary>
    public int Priority { get; init; }

    /// <summary>First raised.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Last raised.</summary>
    public DateTimeOffset HeardAt { get; init; }

    /// <summary>Position of the last record folded in.</summary>
    public long Position { get; init; }
}
