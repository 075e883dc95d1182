namespace ShopFloorTwin.Core.Forecast;

/// <summary>
/// The deterministic plan: who runs when with median durations, in which order, and what the critical paths are made of.
/// Starts and finishes are the caller's to keep, where paths were asked for; the rest is the dispatcher's memory, good until its next run.
/// </summary>
internal sealed class Schedule
{
    /// <summary>Operations in the order they start; an order without operations stands as ~order.</summary>
    public required List<int> Sequence { get; init; }

    public required Successors Successors { get; init; }

    /// <summary>By operation: wall minutes.</summary>
    public required float[] Start { get; init; }
    public required float[] Finish { get; init; }

    /// <summary>By order: the operation that finishes it, or -1. May be longer than there are orders.</summary>
    public required int[] FinishedBy { get; init; }

    /// <summary>By order: the way of its critical path. May be longer than there are orders; empty where it was not asked for.</summary>
    public required Path[] Paths { get; init; }

    /// <summary>By operation. May be longer than there are operations.</summary>
    public required DispatchRow[] Rows { get; init; }
    public required OrderGates Gates { get; init; }
}

/// <summary>What a start waited for.</summary>
internal enum BindingKind : byte { Now, Source, Predecessor, Machine, SubOrder }

/// <summary>What a start waited for; the index is of a source, an operation, or an order.</summary>
internal readonly record struct Binding(BindingKind Kind, int Index);

/// <summary>
/// What a critical path is made of, in working minutes of the work centers it passes: enough to share out a lateness.
/// </summary>
internal struct Path
{
    /// <summary>The order's own processing.</summary>
    public float Own;

    /// <summary>Processing of other orders it queued behind, at <see cref="QueueAt"/> last.</summary>
    public float Queue;
    public int QueueAt;

    /// <summary>The part of it in the queue it stands in last, and the longest such part with where that was.</summary>
    public float QueueHere;
    public float QueueMost;
    public int QueueMostAt;

    /// <summary>The part of those that stand in the queue as late as they do for a fault of their own, and that fault; of several the largest.</summary>
    public float Displaced;
    public Fault DisplacedBy;

    /// <summary>The part that overtook it: of higher priority though due later.</summary>
    public float Overtaken;
    public int OvertakenBy;

    /// <summary>Processing of the orders that make its components; the deepest one.</summary>
    public float Supply;
    public int SupplyOrder;

    /// <summary>Open minutes lost to planned stops, at <see cref="StopAt"/>.</summary>
    public float Stops;
    public int StopAt;

    /// <summary>What operations took beyond their plan, and still take; the last of them.</summary>
    public float Slow;
    public int SlowOperation;

    /// <summary>Working minutes a work center stood still for, when it would have worked on what is on the path; the source that says so.</summary>
    public float Stood;
    public int StoodFor;

    /// <summary>The source of stock that is missing, which an order on the path stands in for, or -1; from when to when, wall minutes.</summary>
    public int Absence;
    public float AbsentFrom;
    public float AbsentTo;

    /// <summary>The source it starts at, or -1, and the order whose gate that opens, or -1.</summary>
    public int Root;
    public int RootOrder;

    public static Path Empty => new() { Root = -1, RootOrder = -1, StoodFor = -1, Absence = -1, QueueAt = -1, QueueMostAt = -1, OvertakenBy = -1, SupplyOrder = -1, StopAt = -1, SlowOperation = -1 };

    /// <summary>Of a start that waited for a source or for another order.</summary>
    public static Path From(Binding by, Path[] orders, int order) => by.Kind switch
    {
        BindingKind.SubOrder => orders[by.Index].SuppliedBy(by.Index),
        BindingKind.Source => Empty with { Root = by.Index, RootOrder = order },
        _ => Empty,
    };

    /// <summary>As seen by an order that queues behind the end of this path.</summary>
    public readonly Path Behind(int order, bool overtaken, int workCenter)
    {
        var next = this;
        if (overtaken)
            (next.Overtaken, next.OvertakenBy) = (Overtaken + Own + Supply, order);
        else
        {
            next.Queue = Queue + Own + Supply;
            next.QueueHere = (QueueAt == workCenter ? QueueHere : 0) + Own + Supply;
            if (next.QueueHere > QueueMost)
                (next.QueueMost, next.QueueMostAt) = (next.QueueHere, workCenter);
        }
        next.QueueAt = workCenter;
        (next.Own, next.Supply, next.SupplyOrder) = (0, 0, -1);
        return next;
    }

    /// <summary>What went wrong on the way, and how many working minutes of it there are; null: nothing did.</summary>
    public readonly (Fault Fault, double Minutes)? Wrong(Source[] sources)
    {
        (Fault, double)? most = Root >= 0 && Fault.Of(sources, Root) is { } root ? root : null;
        most = More(most, Absence, Absence < 0 ? default : Fault.KindOf(sources[Absence].Kind), AbsentTo - AbsentFrom);
        most = More(most, SlowOperation, CauseKind.SlowOperation, Slow);
        most = More(most, StopAt, CauseKind.Maintenance, Stops);
        return More(most, StoodFor, CauseKind.WorkCenterDown, Stood);
    }

    private static (Fault, double)? More((Fault, double)? most, int index, CauseKind kind, double minutes) =>
        index >= 0 && minutes > (most?.Item2 ?? 1) ? (new Fault(kind, index), minutes) : most;

    /// <summary>As seen by an order that waits for the component this path's order makes.</summary>
    public readonly Path SuppliedBy(int order)
    {
        var next = this;
        (next.Own, next.Supply) = (0, Supply + Own);
        next.SupplyOrder = SupplyOrder >= 0 ? SupplyOrder : order;
        return next;
    }
}
