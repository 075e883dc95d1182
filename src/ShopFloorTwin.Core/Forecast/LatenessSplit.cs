namespace ShopFloorTwin.Core.Forecast;

/// <summary>
/// Splits an order's lateness over its causes. Late samples with the same root that are about as late are looked at as one,
/// by their means, so that every late sample counts and a small move of one changes little. Of each, what went wrong comes
/// first: the share of a fault is what the finish would gain were it not there, by moving back along the working time.
/// What is left is split in the same way over what the plan itself asks too much of: the queue, receipts that are due
/// too late, the orders that make its components, closed hours.
/// </summary>
internal sealed class LatenessSplit(Floor floor, Schedule schedule)
{
    // Shares below this are folded into the largest.
    private const double LeastShare = 0.02;
    private const int MostCauses = 6;

    private readonly List<LatenessShare> _shares = [];
    private readonly LateGroups _groups = new();
    private readonly GateFaults _gates = new(floor);
    private readonly OwnWay _way = new(floor, schedule);
    private double _weight;

    /// <param name="latenessMinutes">The mean to be split.</param>
    public LatenessShare[] Of(int order, Samples finish, double latenessMinutes)
    {
        _shares.Clear();
        var due = floor.Due[order];
        _way.Walk(order);
        foreach (ref readonly var group in _groups.Of(finish, due, floor.Sources))
        {
            _weight = group.Count;
            Split(order, group.Finish / group.Count, due, group.Root - 1, group.Release / group.Count);
        }
        return Tidy(latenessMinutes);
    }

    private void Split(int order, double finish, double due, int root, double release)
    {
        var line = LineOf(order);
        var at = finish;
        ref readonly var path = ref schedule.Paths[order];
        // A queue that happens to be a little longer in this sample than the wait for the plan's root hides that root.
        if (root < 0 && path.Root >= 0)
            (root, release) = (path.Root, floor.Sources[path.Root].Release);
        // What holds back others only costs what the order itself waits for them, and what is later in this sample than in the plan.
        var isOwn = root < 0 || root == _way.Root || Fault.KindOf(floor.Sources[root].Kind) == CauseKind.WorkCenterDown || IsAtGateOf(order, root) || IsAtGateOf(_way.RootOrder, root);
        var waits = isOwn ? double.PositiveInfinity : _way.Waits + Math.Max(0, line.ToWork(release) - line.ToWork(floor.Sources[root].Release));
        if (root >= 0)
            at = BackOfFaults(line, at, due, root, release, root == path.Root ? path.RootOrder : -1, ref waits);
        if (path.Absence >= 0)
            at = Back(line, at, due, line.ToWork(path.AbsentTo) - line.ToWork(path.AbsentFrom), Fault.KindOf(floor.Sources[path.Absence].Kind), path.Absence);
        at = Back(line, at, due, path.Slow, CauseKind.SlowOperation, path.SlowOperation);
        at = Back(line, at, due, path.Stops, CauseKind.Maintenance, path.StopAt);
        at = Back(line, at, due, path.Overtaken, CauseKind.Priority, path.OvertakenBy);
        at = Back(line, at, due, DownShare(path, root, out var down), CauseKind.WorkCenterDown, down);
        at = Back(line, at, due, path.Stood, CauseKind.WorkCenterDown, path.StoodFor);
        if (path.Displaced > 0)
            at = Back(line, at, due, Math.Min(path.Displaced, path.Queue), path.DisplacedBy.Kind, path.DisplacedBy.Index);
        at = BackOfQueues(line, at, due, Math.Min(path.Queue, waits));
        var own = isOwn ? root : _way.Root;
        var all = double.PositiveInfinity;
        if (!isOwn && own >= 0)
            at = BackOfFaults(line, at, due, own, floor.Sources[own].Release, _way.RootOrder, ref all);
        if (own >= 0 && floor.Sources[own] is { Kind: SourceKind.Receipt } receipt)
            at = Back(line, at, due, line.ToWork(receipt.Without), CauseKind.ComponentShortage, Fault.Named(floor.Sources, own));
        at = Back(line, at, due, _way.Supply, CauseKind.LatePredecessor, _way.SupplyOrder);
        if (at > due)
            Rest(order, at, due, line, _way.Own);
    }

    /// <param name="order">Whose gate the root opens; -1: that is not known.</param>
    /// <param name="most">Working minutes that can be gained at most, and afterwards those that still can.</param>
    private double BackOfFaults(TimeLine line, double at, double due, int root, double release, int order, ref double most)
    {
        foreach (ref readonly var layer in _gates.Of(root, release, order, line))
        {
            if (at <= due)
                break;
            var gained = Math.Min(layer.Minutes, most);
            most -= gained;
            if (gained > 1e-3)
                at = Back(line, at, due, gained, _gates.Sharing(layer));
        }
        return at;
    }

    private bool IsAtGateOf(int order, int source)
    {
        if (order < 0 || floor.HoldSource[order] == source)
            return order >= 0;
        for (var p = floor.Pegging.First[order]; p < floor.Pegging.First[order + 1]; p++)
        {
            if (floor.Pegging.Pegs[p] is { Binds: true, Supply: SupplyKind.Receipt or SupplyKind.Shortage } peg && peg.Index == source)
                return true;
        }
        return false;
    }

    /// <summary>
    /// What further units would gain: the order's own waits, at most as much as others worked meanwhile. The rest of what those before
    /// it took was over when the order was ready.
    /// </summary>
    private double BackOfQueues(TimeLine line, double at, double due, double worked)
    {
        foreach (var (workCenter, minutes) in _way.Queues)
        {
            at = Back(line, at, due, Math.Min(minutes, worked), CauseKind.Capacity, workCenter);
            worked -= minutes;
        }
        return at;
    }

    /// <summary>The part of its queue that units which are down have left to the others.</summary>
    private double DownShare(in Path path, int root, out int source)
    {
        source = -1;
        if (path.QueueAt < 0 || floor.DownSources[path.QueueAt] is not [var first, ..] down || down.Contains(root))
            return 0;
        source = first;
        var minutes = 0.0;
        foreach (var unit in down)
            minutes += floor.Lines[path.QueueAt].ToWork(floor.Sources[unit].Release);
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
        else if (line.ToWork(time) >= own && due > 0 && at - due <= own)
            Add(CauseKind.SlowOperation, longest, at - due);
        else if (line.ToWork(time) < own && time >= own && due > 0)
            Add(CauseKind.Calendar, floor.WorkCenter[last], at - due);
        else
            Add(CauseKind.Calendar, ~order, at - due);
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
        var without = Earlier(line, at, due, minutes);
        Add(kind, index, at - without);
        return without;
    }

    /// <summary>Back by minutes that several faults share: each would have to go for them to be gained.</summary>
    private double Back(TimeLine line, double at, double due, double minutes, ReadOnlySpan<Fault> faults)
    {
        var without = Earlier(line, at, due, minutes);
        foreach (var fault in faults)
            Add(fault.Kind, fault.Index, (at - without) / faults.Length);
        return without;
    }

    private static double Earlier(TimeLine line, double at, double due, double minutes)
    {
        var without = Math.Max(due, line.ToFinish(line.ToWork(at) - minutes));
        return without > due + 1e-3 ? without : due;
    }

    private void Add(CauseKind kind, int index, double minutes)
    {
        minutes *= _weight;
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
}
