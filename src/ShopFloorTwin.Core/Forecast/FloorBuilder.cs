using ShopFloorTwin.Core.Learning.Flow;
using ShopFloorTwin.Core.Learning.Queues;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>Builds the floor of a site from its twins, one at a time: each uses the memory of the one before.</summary>
internal sealed class FloorBuilder(ForecastSettings settings, SampleBook book)
{
    private static readonly List<Interval> NeverStill = [];

    private readonly TimeLines _timeLines = new();
    private readonly FloorMemory _memory = new();

    /// <param name="twins">Of the site.</param>
    /// <param name="asOf">Now.</param>
    /// <param name="inPassing">Nothing of it is kept beyond the next one.</param>
    public Floor Build(SiteTwins twins, DateTimeOffset asOf, bool inPassing = false)
    {
        _memory.IsKept = !inPassing;
        _timeLines.Begin(twins.Plan, asOf);
        var beliefs = settings.BeliefsOf(twins);
        var sources = new SourceBuilder(book, beliefs, asOf);
        var centers = twins.WorkCenters;
        var centerIndex = new Dictionary<string, int>(centers.Count, StringComparer.Ordinal);
        var lines = new TimeLine[centers.Count];
        var capacity = new int[centers.Count];
        var absences = new UnitAbsence[]?[centers.Count];
        var down = new int[]?[centers.Count];
        var stood = new int[]?[centers.Count];
        for (var w = 0; w < lines.Length; w++)
        {
            centerIndex[centers[w].Id] = w;
            lines[w] = _timeLines.Of(centers[w]);
            (capacity[w], absences[w]) = UnitAbsence.Of(centers[w], asOf);
            down[w] = Down(sources, centers[w]);
            stood[w] = Stood(sources, centers[w], asOf);
        }

        var delays = new float[]?[centers.Count];
        var breakdowns = new Breakdowns?[centers.Count];
        for (var w = 0; w < delays.Length; w++)
        {
            delays[w] = beliefs.Waits(centers[w].Id)?.Quantiles(book.Samples);
            // Which of several units an operation stood still with nobody tells: there it is in the durations.
            breakdowns[w] = capacity[w] > 1 ? null : Breakdowns.Of(beliefs.Failures(centers[w].Id), lines[w]);
        }
        var lost = new List<Interval>?[centers.Count];
        var open = OpenOrders(twins);
        var operations = new OperationRows(twins, open, centerIndex, _memory);
        var work = _memory.Rows(ref _memory.Work, operations.Count);
        Scratch.Clear(ref _memory.Waited, operations.Count);
        var waited = _memory.Waited;
        var name = 0UL;
        for (var i = 0; i < work.Length; i++)
        {
            var order = twins.Orders[open[operations.Order[i]]];
            var operation = order.Operations[operations.Twin[i]];
            name = i == 0 || operations.Order[i] != operations.Order[i - 1] ? book.Name("operation", order.Id) : name;
            var center = operations.WorkCenter[i];
            var belief = beliefs.Duration(order.Product, operation.Operation, centers[center].Id, operation.SetupShare);
            waited[i] = delays[center] is null ? -1 : WaitSoFar.Of(order, operation, beliefs.Waits(centers[center].Id)!, capacity[center], lines[center], asOf);
            var still = operation.Steps.IsEmpty ? NeverStill : lost[center] ??= OperationWork.Lost(centers[center], asOf);
            work[i] = OperationWork.Of(order, operation, centers[center].Efficiency, lines[center], still, asOf, belief, book.Place(name, operation.Operation));
        }

        var due = _memory.Rows(ref _memory.Due, open.Length);
        var priority = _memory.Rows(ref _memory.Priority, open.Length);
        var hold = _memory.Rows(ref _memory.HoldSource, open.Length);
        for (var o = 0; o < open.Length; o++)
        {
            var order = twins.Orders[open[o]];
            due[o] = order.Due is { } promised ? (promised - asOf).TotalMinutes : double.PositiveInfinity;
            priority[o] = order.Priority;
            hold[o] = order.Holds.IsEmpty ? -1
                : sources.OrderHold(order.Id, order.Holds[0].Event.Time, order.Holds[0].Event, order.Holds[0].Reason);
        }

        FlowTimes? flows = null;
        var rest = Scratch.Exactly(ref _memory.Rest, open.Length);
        Array.Clear(rest);
        for (var o = 0; o < open.Length; o++)
        {
            if (twins.Orders[open[o]].IsUnrouted)
                rest[o] = (flows ??= new FlowTimes(twins, asOf)).Rest(twins.Orders[open[o]], book.Samples);
        }

        var demand = new DemandAllocation(twins, asOf, open, due, operations, work, lines, sources, beliefs, _memory);
        var pegging = demand.Allocate();
        var discipline = settings.Discipline ?? beliefs.Discipline;
        return new Floor
        {
            Twins = twins,
            AsOf = asOf,
            OrderTwin = open,
            Due = due,
            NeededBy = demand.NeededBy,
            Priority = priority,
            OperationFirst = operations.First,
            HoldSource = hold,
            OperationOrder = operations.Order,
            OperationTwin = operations.Twin,
            WorkCenter = operations.WorkCenter,
            Work = work,
            IsRunning = operations.IsRunning,
            Waited = waited,
            Discipline = discipline,
            ReadySince = discipline == QueueDiscipline.FirstCome ? ReadySince(twins, open, operations, asOf) : [],
            Rest = rest,
            Delays = delays,
            Breakdowns = breakdowns,
            PredecessorFirst = operations.PredecessorFirst,
            Predecessors = operations.Predecessors,
            Lines = lines,
            CalendarLines = [.. centers.Select(c => _timeLines.OfCalendar(c.Calendar))],
            LineOf = Number(lines),
            Capacity = capacity,
            Absences = absences,
            DownSources = down,
            StoodSources = stood,
            Sources = sources.ToArray(),
            Pegging = pegging,
        };
    }

    private static int[]? Stood(SourceBuilder sources, WorkCenterTwin center, DateTimeOffset asOf)
    {
        if (center.Standstills.IsEmpty)
            return null;
        var since = asOf.AddDays(-TimeLines.PastDays);
        int[] stood = [.. center.Standstills.Where(still => still.To > since && still.To <= asOf).Select(still => sources.Stood(center.Id, still))];
        return stood.Length == 0 ? null : stood;
    }

    private static int[]? Down(SourceBuilder sources, WorkCenterTwin center)
    {
        var units = center.DownUnits();
        if (units.IsEmpty)
            return null;
        var indices = new int[units.Length];
        for (var u = 0; u < indices.Length; u++)
        {
            var unit = units[u].Unit is { } name ? center.Units.FirstOrDefault(state => string.Equals(state.Unit, name, StringComparison.Ordinal)) : null;
            indices[u] = sources.Down(center.Id, u, units[u].Since, units[u].Event, unit is null ? center.StateReason : unit.Reason);
        }
        return indices;
    }

    private float[] ReadySince(SiteTwins twins, int[] open, OperationRows operations, DateTimeOffset asOf)
    {
        var since = Scratch.Exactly(ref _memory.ReadySince, operations.Count);
        for (var i = 0; i < since.Length; i++)
            since[i] = ReadyTimes.Of(twins.Orders[open[operations.Order[i]]], operations.Twin[i]) is { } ready ? (float)Math.Min(0, (ready - asOf).TotalMinutes) : 0;
        return since;
    }

    private int[] OpenOrders(SiteTwins twins)
    {
        var count = 0;
        foreach (var order in twins.Orders)
            count += order.IsOpen ? 1 : 0;
        var open = _memory.Rows(ref _memory.OrderTwin, count);
        var next = 0;
        for (var o = 0; o < twins.Orders.Count; o++)
        {
            if (twins.Orders[o].IsOpen)
                open[next++] = o;
        }
        return open;
    }

    private static int[] Number(TimeLine[] lines)
    {
        var numbers = new Dictionary<TimeLine, int>(ReferenceEqualityComparer.Instance);
        var result = new int[lines.Length];
        for (var w = 0; w < lines.Length; w++)
        {
            if (!numbers.TryGetValue(lines[w], out var number))
                numbers[lines[w]] = number = numbers.Count;
            result[w] = number;
        }
        return result;
    }
}
