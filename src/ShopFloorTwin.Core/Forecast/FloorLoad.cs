using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>What the plan of a forecast asks of the site in the days ahead: work, time, material. Medians; worked out when asked.</summary>
/// <param name="floor">Kept.</param>
/// <param name="start">By operation, wall minutes.</param>
/// <param name="finish">By operation, wall minutes.</param>
internal sealed class FloorLoad(Floor floor, float[] start, float[] finish)
{
    private readonly Lazy<Dictionary<int, int>> _centerOfSource = new(() => CentersOfSources(floor));

    /// <summary>By work center: minutes its units are open until then, stops taken off, and minutes of these that are planned for work.</summary>
    public (double[] Open, double[] Busy) Work(double untilMinutes)
    {
        var (open, busy, end) = (new double[floor.Lines.Length], new double[floor.Lines.Length], new double[floor.Lines.Length]);
        for (var w = 0; w < open.Length; w++)
        {
            end[w] = floor.Lines[w].ToWork(untilMinutes);
            open[w] = floor.Capacity[w] * end[w];
            foreach (var away in floor.AbsencesOf(w))
                open[w] -= away.Units * (floor.Lines[w].ToWork(Math.Min(away.To, untilMinutes)) - floor.Lines[w].ToWork(Math.Min(away.From, untilMinutes)));
        }
        for (var i = 0; i < start.Length; i++)
        {
            if (!(start[i] < untilMinutes))
                continue;
            var (w, line) = (floor.WorkCenter[i], floor.Lines[floor.WorkCenter[i]]);
            busy[w] += Math.Max(0, Math.Min(end[w], line.ToWork(finish[i])) - line.ToWork(Math.Max(0, start[i])));
        }
        return (open, busy);
    }

    /// <summary>By open order: wall minutes until its first operation starts; 0 when it is in progress.</summary>
    public double[] Starts()
    {
        var starts = new double[floor.Orders];
        for (var o = 0; o < starts.Length; o++)
        {
            if (floor.Twins.Orders[floor.OrderTwin[o]].State == OrderState.InProgress)
                continue;
            var first = double.PositiveInfinity;
            for (var i = floor.OperationFirst[o]; i < floor.OperationFirst[o + 1]; i++)
                first = Math.Min(first, start[i]);
            starts[o] = Math.Max(0, first);
        }
        return starts;
    }

    /// <summary>By component twin: what is there, what is expected of purchases, what open orders are still to make of it for no customer, what of all this open orders need, and whether that is enough.</summary>
    public (double[] OnHand, double[] Bought, double[] Made, double[] Needed, bool[] IsShort) Material()
    {
        var count = floor.Twins.Components.Count;
        var (bought, made, needed, isShort) = (new double[count], new double[count], new double[count], new bool[count]);
        var pegging = floor.Pegging;
        for (var c = 0; c < count; c++)
        {
            foreach (var receipt in pegging.ReceiptsOf[c] ?? [])
                bought[c] += floor.Sources[receipt].Quantity;
            foreach (var maker in pegging.MakersOf[c] ?? [])
                made[c] += floor.Twins.Orders[floor.OrderTwin[maker]].Customer is null ? pegging.OutputOf[maker] : 0;
        }
        for (var p = 0; p < pegging.First[floor.Orders]; p++)
        {
            var peg = pegging.Pegs[p];
            if (peg.Product >= count)
                continue;
            isShort[peg.Product] |= peg.Supply == SupplyKind.Shortage && peg.Quantity > 0;
            needed[peg.Product] += peg.Supply == SupplyKind.Shortage ? 0 : peg.Quantity;
        }
        return (pegging.OnHand, bought, made, needed, isShort);
    }

    /// <summary>The supplier a share of lateness goes back to; -1: none.</summary>
    public int SupplierOf(in LatenessShare share) => share.Kind == CauseKind.SupplierDelay ? floor.Sources[share.Index].Supplier : -1;

    /// <summary>The work center a share of lateness goes back to; -1: none.</summary>
    public int WorkCenterOf(in LatenessShare share) => share.Kind switch
    {
        CauseKind.Capacity or CauseKind.Maintenance => share.Index,
        // Too little time from the start is no work center's.
        CauseKind.Calendar => Math.Max(-1, share.Index),
        CauseKind.WorkCenterDown => _centerOfSource.Value.GetValueOrDefault(share.Index, -1),
        CauseKind.SlowOperation when share.Index >= 0 => floor.WorkCenter[share.Index],
        _ => -1,
    };

    private static Dictionary<int, int> CentersOfSources(Floor floor)
    {
        var centers = new Dictionary<int, int>();
        for (var w = 0; w < floor.DownSources.Length; w++)
        {
            foreach (var source in (int[])[.. floor.DownSources[w] ?? [], .. floor.StoodSources[w] ?? []])
                centers[source] = w;
        }
        return centers;
    }
}
