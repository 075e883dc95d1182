using System.Runtime.InteropServices;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>A fault as an order's lateness names it.</summary>
/// <param name="Index">Of the source.</param>
internal readonly record struct Fault(CauseKind Kind, int Index)
{
    public static CauseKind KindOf(SourceKind kind) => kind switch
    {
        SourceKind.Receipt => CauseKind.SupplierDelay,
        SourceKind.Shortage or SourceKind.LostStock or SourceKind.CancelledReceipt => CauseKind.ComponentShortage,
        SourceKind.HeldStock or SourceKind.OrderHold => CauseKind.QualityHold,
        SourceKind.ScrapShortage => CauseKind.Scrap,
        _ => CauseKind.WorkCenterDown,
    };

    /// <summary>What a source is at fault for by its median, in wall minutes; null: nothing, as of a receipt that is expected when due.</summary>
    public static (Fault, double)? Of(Source[] sources, int source)
    {
        var by = sources[source];
        var minutes = by.Release - by.Without;
        if (by.Kind == SourceKind.Receipt && minutes <= 1 && by.Absence >= 0)
            return (new Fault(KindOf(sources[by.Absence].Kind), by.Absence), by.Release - by.Covered);
        return minutes > 1 ? (new Fault(KindOf(by.Kind), Named(sources, source)), minutes) : null;
    }

    /// <summary>The source that stands for one in the causes: of a receipt that stands in for something, the receipt.</summary>
    public static int Named(Source[] sources, int source) => sources[source].Receipt is >= 0 and var receipt ? receipt : source;
}

/// <summary>
/// The faults that hold an order's gate shut, from the last that opens it back: what several of them hold shut together
/// is shared by all (the airport game: Littlechild and Owen 1973, the Shapley value of a maximum).
/// Asked for each late order many times: it keeps its memory, and what it said holds until it is asked again.
/// </summary>
internal sealed class GateFaults(Floor floor)
{
    private readonly List<(Fault Fault, double From, double To)> _faults = [];
    private readonly List<double> _ends = [];
    private readonly List<Fault> _sharing = [];
    private readonly List<GateLayer> _layers = [];

    /// <summary>Layers from the latest back.</summary>
    /// <param name="root">The source that opens the gate last.</param>
    /// <param name="release">When, wall minutes.</param>
    /// <param name="order">Whose gate it is; -1: not known, then the root is taken by itself.</param>
    /// <param name="line">Of the order's last work center.</param>
    public ReadOnlySpan<GateLayer> Of(int root, double release, int order, TimeLine line)
    {
        _faults.Clear();
        Note(root, release, line);
        if (order >= 0)
        {
            if (floor.HoldSource[order] is >= 0 and var hold && hold != root)
                Note(hold, Math.Min(release, floor.Sources[hold].Release), line);
            for (var p = floor.Pegging.First[order]; p < floor.Pegging.First[order + 1]; p++)
            {
                var peg = floor.Pegging.Pegs[p];
                if (peg.Binds && peg.Supply is SupplyKind.Receipt or SupplyKind.Shortage && peg.Binds && peg.Index != root)
                    Note(peg.Index, Math.Min(release, floor.Sources[peg.Index].Release), line);
            }
        }
        Layer();
        return CollectionsMarshal.AsSpan(_layers);
    }

    /// <summary>The faults that share a layer.</summary>
    public ReadOnlySpan<Fault> Sharing(in GateLayer layer) => CollectionsMarshal.AsSpan(_sharing).Slice(layer.First, layer.Count);

    /// <summary>The stretches of time a source is at fault for: a receipt from when it was due, or from when what it stands in for would have been there.</summary>
    private void Note(int index, double release, TimeLine line)
    {
        var source = floor.Sources[index];
        var to = line.ToWork(release);
        if (source.Kind != SourceKind.Receipt)
        {
            Note(new Fault(Fault.KindOf(source.Kind), index), line.ToWork(source.Without), to);
            return;
        }
        var receipt = new Fault(CauseKind.SupplierDelay, Fault.Named(floor.Sources, index));
        if (source.Absence < 0)
        {
            Note(receipt, line.ToWork(source.Without), to);
            return;
        }
        // A delay that is known is the supplier's; a receipt that may come late would not have been needed.
        var absence = new Fault(Fault.KindOf(floor.Sources[source.Absence].Kind), source.Absence);
        var known = source.Release > source.Without + 1 ? line.ToWork(Math.Min(release, source.Without)) : to;
        Note(receipt, known, to);
        Note(absence, line.ToWork(source.Covered), known);
    }

    private void Note(Fault fault, double from, double to)
    {
        if (to <= from + 1e-3)
            return;
        foreach (ref var known in CollectionsMarshal.AsSpan(_faults))
        {
            if (known.Fault != fault)
                continue;
            known = (fault, Math.Min(known.From, from), Math.Max(known.To, to));
            return;
        }
        _faults.Add((fault, from, to));
    }

    private void Layer()
    {
        _ends.Clear();
        _sharing.Clear();
        _layers.Clear();
        foreach (var (_, from, to) in _faults)
        {
            _ends.Add(from);
            _ends.Add(to);
        }
        _ends.Sort();
        for (var e = _ends.Count - 1; e > 0; e--)
        {
            if (_ends[e] > _ends[e - 1])
                Layer(_ends[e - 1], _ends[e]);
        }
    }

    private void Layer(double from, double to)
    {
        var first = _sharing.Count;
        foreach (var fault in _faults)
        {
            if (fault.From <= from && fault.To >= to)
                _sharing.Add(fault.Fault);
        }
        if (_sharing.Count > first)
            _layers.Add(new GateLayer(first, _sharing.Count - first, to - from));
    }
}

/// <summary>A stretch of time that the same faults hold a gate shut.</summary>
/// <param name="First">Of the faults that share it, among all.</param>
/// <param name="Count">Of them.</param>
/// <param name="Minutes">Working minutes.</param>
internal readonly record struct GateLayer(int First, int Count, double Minutes);
