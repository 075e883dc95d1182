namespace ShopFloorTwin.Core.Forecast;

/// <summary>What an order waited for on its way through the deterministic pass.</summary>
internal sealed partial class Dispatcher
{
    private Path PathOf(int operation, Binding by, double finish, double minutes)
    {
        var order = _floor.OperationOrder[operation];
        var w = _floor.WorkCenter[operation];
        var (path, from) = by.Kind switch
        {
            BindingKind.Predecessor => (_paths[by.Index], _rows[by.Index].Finish),
            BindingKind.SubOrder => (BehindSupply(by, order), _gates.Of(order).Time),
            BindingKind.Machine => (BehindMachine(by.Index, operation, w), _rows[by.Index].Finish),
            BindingKind.Source => (Path.From(by, _orderPath, order), _floor.Sources[by.Index].Release),
            _ => (Path.Empty, 0.0),
        };
        // What it has overrun by is lost to those behind it as well.
        if (_floor.Work[operation].Worked > _floor.Work[operation].Minutes)
            (path.Slow, path.SlowOperation) = (path.Slow + (float)minutes + _floor.Work[operation].Worked - _floor.Work[operation].Minutes, operation);
        else
            path.Own += (float)minutes;
        var lost = _machines[w].StopMinutes(from, finish);
        if (lost > Moment)
            (path.Stops, path.StopAt) = (path.Stops + (float)lost, w);
        if (_floor.StoodSources[w] is { } stood)
            PastStandstills.Credit(ref path, _floor, operation, stood);
        return path;
    }

    private Path BehindSupply(Binding by, int order)
    {
        var path = Path.From(by, _orderPath, order);
        if (_floor.Pegging.StandIns.Count > 0 && _floor.Pegging.StandIns.TryGetValue((order, by.Index), out var standIn))
            (path.Absence, path.AbsentFrom, path.AbsentTo) = (standIn.Absence, (float)standIn.Covered, (float)_gates.Of(order).Time);
        return path;
    }

    private Path BehindMachine(int aheadOperation, int operation, int workCenter)
    {
        var (ahead, order) = (_floor.OperationOrder[aheadOperation], _floor.OperationOrder[operation]);
        if (ahead == order)
            return _paths[aheadOperation];
        // By its turn alone it would have come later.
        var isOvertaken = _rank[aheadOperation].Urgency < _rank[operation].Urgency && _rank[aheadOperation].Turn > _rank[operation].Turn;
        var path = _paths[aheadOperation].Behind(ahead, isOvertaken, workCenter);
        // It would have been done by now, or sooner, but for what went wrong before it was ready.
        if (!isOvertaken && ReadyPath(aheadOperation).Wrong(_floor.Sources) is { } wrong)
        {
            var minutes = (float)Math.Min(wrong.Minutes, OperationWork.Median(_floor.Work[aheadOperation]));
            if (path.Displaced > 0 && path.DisplacedBy == wrong.Fault)
                path.Displaced += minutes;
            else if (minutes > path.Displaced)
                (path.Displaced, path.DisplacedBy) = (minutes, wrong.Fault);
        }
        return path;
    }

    /// <summary>The way to when an operation was ready, whatever it waited for then.</summary>
    private Path ReadyPath(int operation)
    {
        var by = _rows[operation].ReadyBy;
        var path = by.Kind switch
        {
            BindingKind.Predecessor => _paths[by.Index],
            BindingKind.SubOrder or BindingKind.Source => Path.From(by, _orderPath, _floor.OperationOrder[operation]),
            _ => Path.Empty,
        };
        if (_floor.StoodSources[_floor.WorkCenter[operation]] is { } stood)
            PastStandstills.Credit(ref path, _floor, operation, stood);
        return path;
    }
}
