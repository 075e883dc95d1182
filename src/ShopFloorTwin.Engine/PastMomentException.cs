namespace ShopFloorTwin.Engine;

/// <summary>Why a past moment cannot be shown.</summary>
public enum PastMomentFault
{
    /// <summary>It is behind the journal's end, or before its first record.</summary>
    OutsideJournal,

    /// <summary>Too many records would have to be folded to reach it.</summary>
    TooFar,
}

/// <summary>A past moment that cannot be shown.</summary>
public sealed class PastMomentException(PastMomentFault fault, string message) : Exception(message)
{
    public PastMomentFault Fault { get; } = fault;
}
