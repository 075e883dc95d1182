namespace ShopFloorTwin.Core.Forecast;

/// <summary>
/// Splits an order's lateness over its causes. In a late sample the root of the binding chain is known; its share is what
/// the sample would gain were the fault not there, by moving the finish back along its working time. What is left is
/// split in the same way over what the critical path is made of: planned stops, orders that overtook, the queue,
/// the orders that make its components, closed hours.
/// </summary>
internal sealed class LatenessSplit(Floor floor, Schedule schedule)
{
    // Late samples looked at, evenly spread, at most.
    private const int MostSamples = 16;

    // Shares below this are folded into the largest.
    private const double LeastShare = 0.02;
    private const int MostCauses = 6;

    private readonly List<LatenessShare> _shares = [];

    /// <param name="late">Samples that are.</param>
    /// <param name="latenessMinutes">The mean to be split.</param>
    public LatenessShare[] Of(int order, Samples finish, int late, double latenessMinutes)
    {
        _shares.Clear();
        var due = floor.Due[order];
        var step = Math.Max(1, late / MostSamples);
        var seen = 0;
        for (var s = 0; s < finish.Times.Length; s++)
        {
            if (finish.Times[s] > due + OrderScore.Rounding && seen++ % step == 0)
                Split(order, finish.Times[s], due, finish.Roots[s] - 1, s);
        }
        return Tidy(latenessMinutes);
    }

    private void Split(int order, double finish, double due, int root, int sample)
    {
        var line = LineOf(order);
        var at = finish;
        var path = schedule.Paths[order];
        // A queue that happens to be a little longer in this sample than the wait for the plan's root hides that root.
        if (root < 0)
            root = path.Root;
        if (root >= 0)
        {
            var source = floor.Sources[root];
            var release = line.ToWork(source.Samples[sample]);
            at = Back(line, at, due, release - line.ToWork(source.Without), Kind(source.Kind), root);
            if (source.Kind == SourceKind.Receipt && at > due)
                at = Back(line, at, due, line.ToWork(source.Without), CauseKind.ComponentShortage, root);
        }
        at = Back(line, at, due, path.Slow, CauseKind.SlowOperation, path.SlowOperation);
        at = Back(line, at, due, path.Stops, CauseKind.Maintenance, path.StopAt);
        at = Back(line, at, due, path.Overtaken, CauseKind.Priority, path.OvertakenBy);
        at = Back(line, at, due, DownShare(path, root, sample, out var down), CauseKind.WorkCenterDown, down);
        at = Back(line, at, due, path.Queue, CauseKind.Capacity, path.QueueAt);
        at = Back(line, at, due, path.Supply, CauseKind.LatePredecessor, path.SupplyOrder);
        if (at > due)
            Rest(order, at, due, line, path.Own);
    }

    /// <summary>The part of its queue that units which are down have left to the others.</summary>
    private double DownShare(in Path path, int root, int sample, out int source)
    {
        source = -1;
        if (path.QueueAt < 0 || floor.DownSources[path.QueueAt] is not [var first, ..] down || down.Contains(root))
            return 0;
        source = first;
        var minutes = 0.0;
        foreach (var unit in down)
            minutes += floor.Lines[path.QueueAt].ToWork(floor.Sources[unit].Samples[sample]);
        return Math.Min(path.Queue, minutes / Math.Max(1, floor.Capacity[path.QueueAt] - down.Length));
    }

    /// <summary>Lateness that is the order's own: it overran, closed hours lie in its way, or too little time was left.</summary>
    private void Rest(int order, double at, double due, TimeLine line, double own)
    {
        var last = LastOperation(order);
        var longest = last;
        for (var i = floor.OperationFirst[order]; i < floor.OperationFirst[order + 1]; i++)
        {
            if (floor.Work[i].Worked > floor.Work[i].Minutes)
            {
                Add(CauseKind.SlowOperation, i, at - due);
                return;
            }
            if (floor.Work[i].Minutes > floor.Work[longest].Minutes)
                longest = i;
        }
        var time = Math.Max(0, due);
        if (last < 0)
            Add(CauseKind.SlowOperation, ~order, at - due);
        else if (due > 0 && time >= own && schedule.Finish[last] > due && HasClosedHours(order))
            Add(CauseKind.Calendar, floor.WorkCenter[last], at - due);
        else if (line.ToWork(time) >= own && due > 0)
            Add(at - due > own ? CauseKind.Capacity : CauseKind.SlowOperation, at - due > own ? floor.WorkCenter[longest] : longest, at - due);
        else if (time >= own && due > 0)
            Add(CauseKind.Calendar, floor.WorkCenter[last], at - due);
        else
            Add(CauseKind.Capacity, floor.WorkCenter[longest], at - due);
    }

    private bool HasClosedHours(int order)
    {
        for (var i = floor.OperationFirst[order]; i < floor.OperationFirst[order + 1]; i++)
        {
            if (!floor.CalendarLines[floor.WorkCenter[i]].IsAlways)
                return true;
        }
        return false;
    }

    private double Back(TimeLine line, double at, double due, double minutes, CauseKind kind, int index)
    {
        if (at <= due || minutes <= 1e-3 || index < 0)
            return at;
        var without = line.ToFinish(line.ToWork(at) - minutes);
        var gained = at - Math.Max(due, without);
        Add(kind, index, gained);
        return at - gained > due + 1e-3 ? Math.Max(without, due) : due;
    }

    private void Add(CauseKind kind, int index, double minutes)
    {
        for (var i = 0; i < _shares.Count; i++)
        {
            if (_shares[i].Kind != kind || _shares[i].Index != index)
                continue;
            _shares[i] = _shares[i] with { Minutes = _shares[i].Minutes + minutes };
            return;
        }
        _shares.Add(new LatenessShare(kind, index, minutes));
    }

    private LatenessShare[] Tidy(double latenessMinutes)
    {
        _shares.Sort(static (a, b) => b.Minutes != a.Minutes ? b.Minutes.CompareTo(a.Minutes) : (a.Kind, a.Index).CompareTo((b.Kind, b.Index)));
        var total = 0.0;
        foreach (var share in _shares)
            total += share.Minutes;
        var keep = 0;
        var kept = 0.0;
        while (keep < _shares.Count && keep < MostCauses && (keep == 0 || _shares[keep].Minutes >= LeastShare * total))
            kept += _shares[keep++].Minutes;
        var shares = new LatenessShare[keep];
        for (var i = 0; i < keep; i++)
            shares[i] = _shares[i] with { Minutes = kept > 0 ? _shares[i].Minutes / kept * latenessMinutes : latenessMinutes / keep };
        return shares;
    }

    private TimeLine LineOf(int order) => LastOperation(order) is >= 0 and var last ? floor.Lines[floor.WorkCenter[last]] : TimeLine.Always;

    private int LastOperation(int order) => schedule.FinishedBy[order];

    private static CauseKind Kind(SourceKind kind) => kind switch
    {
        SourceKind.Receipt => CauseKind.SupplierDelay,
        SourceKind.Shortage => CauseKind.ComponentShortage,
        SourceKind.HeldStock or SourceKind.OrderHold => CauseKind.QualityHold,
        SourceKind.ScrapShortage => CauseKind.Scrap,
        _ => CauseKind.WorkCenterDown,
    };
}
