using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Learning.Queues;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>
/// A site's plan model, built from its twins for one time: what the forecast runs on. Arrays by index; times in minutes
/// since <see cref="AsOf"/>, wall time unless said otherwise. It holds until its builder builds the next one; what is
/// <see cref="Kept"/> of it holds beyond that, unless it was built in passing.
/// </summary>
internal sealed record Floor
{
    public required SiteTwins Twins { get; init; }
    public required DateTimeOffset AsOf { get; init; }

    // Open orders
    public required int[] OrderTwin { get; init; }
    public required double[] Due { get; init; }

    /// <summary>Due, or earlier where an order it supplies needs it earlier.</summary>
    public required double[] NeededBy { get; init; }
    public required int[] Priority { get; init; }

    /// <summary>Operations of order o are [OperationFirst[o], OperationFirst[o + 1]).</summary>
    public required int[] OperationFirst { get; init; }

    /// <summary>The source that holds the order back (a quality hold), or -1.</summary>
    public required int[] HoldSource { get; init; }

    /// <summary>Of an order nobody planned operations of: minutes it still takes, by stratum of probability, ascending.</summary>
    public required float[]?[] Rest { get; init; }

    // Open operations
    public required int[] OperationOrder { get; init; }

    /// <summary>Index into the order twin's operations.</summary>
    public required int[] OperationTwin { get; init; }
    public required int[] WorkCenter { get; init; }
    public required Work[] Work { get; init; }

    /// <summary>What is expected of it by those who decide who goes first; set apart where <see cref="Work"/> is what it really takes.</summary>
    public Work[] Expected { get => field ?? Work; init; }
    public required bool[] IsRunning { get; init; }

    /// <summary>Working minutes it has waited, ready and with a unit free; negative: no such wait is sampled for it. May be longer than there are operations.</summary>
    public required float[] Waited { get; init; }

    /// <summary>By operation: the probability its wait is taken at in the deterministic pass; empty: the median.</summary>
    public float[] WaitAt { get; init; } = [];

    /// <summary>Who goes first where work waits.</summary>
    public required QueueDiscipline Discipline { get; init; }

    /// <summary>Minutes since which it has waited, negative; 0: it does not, or that is not known. Empty where nobody goes by it.</summary>
    public required float[] ReadySince { get; init; }

    /// <summary>Predecessors of operation i within its order are Predecessors[PredecessorFirst[i] .. PredecessorFirst[i + 1]).</summary>
    /// <remarks>Both may be longer than there are operations and edges.</remarks>
    public required int[] PredecessorFirst { get; init; }
    public required int[] Predecessors { get; init; }

    // Work centers, aligned with the twins
    public required TimeLine[] Lines { get; init; }

    /// <summary>The same without planned stops.</summary>
    public required TimeLine[] CalendarLines { get; init; }

    /// <summary>Equal for work centers that share a time line.</summary>
    public required int[] LineOf { get; init; }
    public required int[] Capacity { get; init; }

    /// <summary>By work center: when not all of its units are there, by start; null: they always are. Empty: at all of them.</summary>
    public UnitAbsence[]?[] Absences { get; init; } = [];

    /// <summary>Of one work center.</summary>
    public UnitAbsence[] AbsencesOf(int workCenter) => Absences.Length == 0 ? [] : Absences[workCenter] ?? [];

    /// <summary>Waits neither queue nor stop explains, in working minutes, by stratum of probability, ascending; null: none.</summary>
    public required float[]?[] Delays { get; init; }

    /// <summary>Breakdowns still to come; null: none are reckoned with.</summary>
    public required Breakdowns?[] Breakdowns { get; init; }

    /// <summary>Sources of the units that are down, by work center; null: none is.</summary>
    public required int[]?[] DownSources { get; init; }

    /// <summary>By work center: what it stood still for and is over, as sources that hold nothing back any more; null: nothing.</summary>
    public required int[]?[] StoodSources { get; init; }

    // Material
    public required Source[] Sources { get; init; }
    public required Pegging Pegging { get; init; }

    /// <summary>In a future, instead of pegs; else null.</summary>
    public Coming.SupplyPool? Pool { get; init; }

    public int Orders => OrderTwin.Length;
    public int Operations => OperationOrder.Length;

    /// <summary>Without what only making the forecast needs, to be kept beside it.</summary>
    public Floor Kept() => this with { IsRunning = [], Waited = [], ReadySince = [], Rest = [], Delays = [], Breakdowns = [], Predecessors = [], PredecessorFirst = [] };
}

/// <summary>How long an operation still takes, in working minutes.</summary>
/// <param name="Minutes">Median of the whole when <paramref name="Worked"/> is known to be a part of it, else of what remains.</param>
/// <param name="Sigma">Of the logarithm.</param>
/// <param name="Worked">Minutes already worked, of <paramref name="Minutes"/>.</param>
/// <param name="Place">In the sample book.</param>
internal readonly record struct Work(float Minutes, float Sigma, float Worked, int Place);

/// <summary>Something that keeps work from starting before a time: a receipt, a repair, a hold, a shortage.</summary>
internal sealed record Source
{
    public required SourceKind Kind { get; init; }

    /// <summary>Of the entity, in the form of an event's subject.</summary>
    public required string Subject { get; init; }
    public EventRef? Event { get; init; }

    /// <summary>Median release.</summary>
    public required double Release { get; init; }

    /// <summary>Release by sample, wall minutes.</summary>
    public required Draws Samples { get; init; }

    /// <summary>When it would have been without the fault: the due date of a receipt, 0 for a breakdown.</summary>
    public double Without { get; init; }

    /// <summary>Index of the supplier twin and the line, of a receipt.</summary>
    public int Supplier { get; init; } = -1;
    public int Line { get; init; } = -1;

    /// <summary>Of a receipt: what comes.</summary>
    public double Quantity { get; init; }

    /// <summary>
    /// Of a receipt that stands in for stock which is held, lost or not coming: the source that says so, or -1; the receipt
    /// itself is <see cref="Receipt"/>, and with that stock the demand would have been covered at <see cref="Covered"/>.
    /// </summary>
    public int Absence { get; init; } = -1;
    public int Receipt { get; init; } = -1;
    public double Covered { get; init; }

    /// <summary>From when to when a work center stood still, wall minutes.</summary>
    public double From { get; init; }
    public double To { get; init; }

    /// <summary>The component, of a receipt or a shortage.</summary>
    public string? Component { get; init; }
    public string? Reason { get; init; }
}

/// <summary>What a source is.</summary>
internal enum SourceKind { Receipt, Shortage, HeldStock, ScrapShortage, LostStock, CancelledReceipt, Down, OrderHold, Stood }
