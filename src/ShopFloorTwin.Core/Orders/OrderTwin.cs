using System.Collections.Immutable;
using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Core.Orders;

/// <summary>Live state of one manufacturing order: a pure fold of what the plant documents and events say of it.</summary>
public sealed partial record OrderTwin
{
    public required string Id { get; init; }
    public required string Product { get; init; }
    public double Quantity { get; init; }
    public OrderState State { get; init; }
    public int Priority { get; init; }
    public string? Customer { get; init; }
    public double? Value { get; init; }

    /// <summary>Promised.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>First agreed plan: the planned finish of the document or event that first had one. Never overwritten.</summary>
    public DateTimeOffset? Baseline { get; init; }
    public DateTimeOffset? PlannedStart { get; init; }
    public DateTimeOffset? PlannedFinish { get; init; }

    /// <summary>When it was done.</summary>
    public DateTimeOffset? Actual { get; init; }

    /// <summary>In routing order; <see cref="OperationTwin.After"/> names predecessors.</summary>
    public ImmutableArray<OperationTwin> Operations { get; init; } = [];
    public ImmutableArray<OrderComponent> Components { get; init; } = [];

    /// <summary>Quality holds on the order that are not released.</summary>
    public ImmutableArray<Hold> Holds { get; init; } = [];

    /// <summary>The last releases, so that a hold older than its release does not hold when it comes late.</summary>
    public ImmutableArray<HoldRelease> Releases { get; init; } = [];

    /// <summary>The newest word that closed the order as a whole; null while only its operations speak.</summary>
    public OrderClosing? Closing { get; init; }

    /// <summary>When the whole order was last said: as of its document, or the time of its release.</summary>
    public DateTimeOffset SpecifiedAt { get; init; }

    /// <summary>Times of the newest change by <see cref="OrderField"/>; empty: never changed since.</summary>
    public ImmutableArray<DateTimeOffset> ChangedAt { get; init; } = [];

    /// <summary>Nobody planned its operations: they come as they are reported, and only a word on the order ends it.</summary>
    public bool IsUnrouted { get; init; }

    /// <summary>Position of the last record folded in.</summary>
    public long Position { get; init; }

    /// <summary>Open orders are planned and forecast.</summary>
    public bool IsOpen => State is OrderState.Confirmed or OrderState.InProgress;
}

/// <summary>One operation of an order.</summary>
public sealed partial record OperationTwin
{
    public required string Operation { get; init; }
    public string? Name { get; init; }
    public required string WorkCenter { get; init; }
    public OperationState State { get; init; }

    /// <summary>For the whole order quantity, at efficiency 1, set-up included.</summary>
    public double PlannedMinutes { get; init; }

    /// <summary>The part of <see cref="PlannedMinutes"/> that does not depend on quantity.</summary>
    public double SetupMinutes { get; init; }

    /// <summary>Worked before the first of <see cref="Steps"/>, as the plant document said.</summary>
    public double WorkedMinutes { get; init; }
    public double Done { get; init; }
    public double Scrap { get; init; }

    /// <summary>The last event that reported scrap.</summary>
    public EventRef? ScrapEvent { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Operations of the same order that must be done before.</summary>
    public ImmutableArray<string> After { get; init; } = [];

    /// <summary>Reports so far, by time; the state follows from them whatever order they came in.</summary>
    public ImmutableArray<OperationStep> Steps { get; init; } = [];

    /// <summary>What quantities and steps rest on; null before the first report.</summary>
    public OperationBasis? Basis { get; init; }
    public bool IsClosed => State is OperationState.Done or OperationState.Cancelled;

    /// <summary>Part of the planned minutes that is set-up, 0 to 1.</summary>
    public double SetupShare => PlannedMinutes > 0 ? SetupMinutes / PlannedMinutes : 0;
}

/// <summary>What an operation's quantities and steps rest on.</summary>
public sealed record OperationBasis
{
    /// <summary>Good units reported: the highest total said, plus machine counts.</summary>
    public double Reported { get; init; }

    /// <summary>The order's quantity when a completion named no quantity: all but the scrap is then good. 0: there was none.</summary>
    public double CompletedQuantity { get; init; }

    /// <summary>Up to here <see cref="OperationTwin.WorkedMinutes"/> says it all: an older step changes nothing but the start.</summary>
    public DateTimeOffset? WorkedUntil { get; init; }

    /// <summary>When a report last named the work center.</summary>
    public DateTimeOffset? PlacedAt { get; init; }
}

/// <summary>A word that closed an order: done or cancelled, and when.</summary>
public sealed record OrderClosing(OrderState State, DateTimeOffset At);

/// <summary>The parts of an order that change on their own.</summary>
public enum OrderField { Quantity, State, Priority, Customer, Value, Due, PlannedStart, PlannedFinish, Operations, Components }

/// <summary>One report of an operation.</summary>
public readonly record struct OperationStep(DateTimeOffset Time, OperationReport Report);

/// <summary>A component the order needs in all.</summary>
public sealed record OrderComponent(string Product, double Quantity, double Consumed);

/// <summary>A release of a lot's holds, or of all when <paramref name="Lot"/> is null.</summary>
public readonly record struct HoldRelease(string? Lot, DateTimeOffset Time);

/// <summary>A quality hold that is not released.</summary>
public sealed record Hold(string? Lot, double? Quantity, string? Reason, EventRef Event);
