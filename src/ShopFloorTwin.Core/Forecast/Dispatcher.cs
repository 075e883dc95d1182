namespace ShopFloorTwin.Core.Forecast;

/// <summary>
/// The deterministic pass: event-driven list scheduling of the whole site with median durations.
/// Dispatching rule: running operations first; then priority, then latest start (slack), then planned start;
/// an operation that is not ready lets the next one pass.
/// </summary>
internal sealed class Dispatcher
{
    // Two starts closer than this, in minutes, are the same moment.
    private const double Moment = 1e-6;

    private readonly Floor _floor;
    private readonly double[] _start, _finish, _ready;
    private readonly Binding[] _binding, _readyBinding;
    private readonly Path[] _path;
    private readonly Rank[] _rank;
    private readonly int[] _waits;
    private readonly int[] _openOperations;
    private readonly int[] _openSupplies;
    private readonly int[] _finishedBy;
    private readonly Path[] _orderPath;
    private readonly bool[] _complete;
    private readonly double[] _gate;
    private readonly Binding[] _gateBinding;
    private readonly Successors _successors;
    private readonly PriorityQueue<Happening, (double Time, int Number)> _agenda = new();
    private readonly Machine[] _machines;
    private readonly List<int> _sequence;
    private readonly List<int> _look = [];
    private int _number;
    private double _now;

    private Dispatcher(Floor floor)
    {
        _floor = floor;
        var operations = floor.Operations;
        (_start, _finish, _ready) = (new double[operations], new double[operations], new double[operations]);
        (_binding, _readyBinding) = (new Binding[operations], new Binding[operations]);
        _path = new Path[operations];
        _waits = new int[operations];
        _sequence = new List<int>(operations);
        _openOperations = new int[floor.Orders];
        _openSupplies = new int[floor.Orders];
        _finishedBy = new int[floor.Orders];
        _orderPath = new Path[floor.Orders];
        _complete = new bool[floor.Orders];
        _gate = new double[floor.Orders];
        _gateBinding = new Binding[floor.Orders];
        _successors = new Successors(floor);
        _rank = Ranking.Of(floor, _successors);
        _machines = new Machine[floor.Lines.Length];
        for (var w = 0; w < _machines.Length; w++)
            _machines[w] = new Machine(floor, w);
    }

    public static Schedule Run(Floor floor)
    {
        var dispatcher = new Dispatcher(floor);
        dispatcher.Open();
        dispatcher.Work();
        return new Schedule
        {
            Sequence = dispatcher._sequence,
            Start = dispatcher._start,
            Finish = dispatcher._finish,
            Binding = dispatcher._binding,
            FinishedBy = dispatcher._finishedBy,
            Paths = dispatcher._orderPath,
        };
    }

    private void Open()
    {
        for (var w = 0; w < _machines.Length; w++)
        {
            foreach (var source in _floor.DownSources[w] ?? [])
                _agenda.Enqueue(new Happening(HappeningKind.Look, w), (_floor.Sources[source].Release, _number++));
        }
        for (var i = 0; i < _floor.Operations; i++)
        {
            _openOperations[_floor.OperationOrder[i]]++;
            _waits[i] = _floor.PredecessorFirst[i + 1] - _floor.PredecessorFirst[i];
            if (_floor.IsRunning[i])
                Begin(i, 0, _machines[_floor.WorkCenter[i]].EarliestUnit());
        }
        for (var o = 0; o < _floor.Orders; o++)
        {
            _finishedBy[o] = -1;
            OpenGate(o);
        }
        for (var o = 0; o < _floor.Orders; o++)
        {
            if (_openSupplies[o] == 0)
                PassGate(o);
        }
    }

    /// <summary>The gate of an order: its material and its holds.</summary>
    private void OpenGate(int order)
    {
        var pegging = _floor.Pegging;
        var hold = _floor.HoldSource[order];
        if (hold >= 0)
            RaiseGate(order, _floor.Sources[hold].Release, new Binding(BindingKind.Source, hold));
        for (var p = pegging.First[order]; p < pegging.First[order + 1]; p++)
        {
            var peg = pegging.Pegs[p];
            if (!peg.Binds)
                continue;
            if (peg.Supply is SupplyKind.Receipt or SupplyKind.Shortage)
                RaiseGate(order, _floor.Sources[peg.Index].Release, new Binding(BindingKind.Source, peg.Index));
            else if (peg.Supply == SupplyKind.Order)
                _openSupplies[order]++;
        }
    }

    private void RaiseGate(int order, double time, Binding by)
    {
        if (time > _gate[order])
            (_gate[order], _gateBinding[order]) = (time, by);
    }

    private void PassGate(int order)
    {
        var first = _floor.OperationFirst[order];
        var end = _floor.OperationFirst[order + 1];
        if (first == end)
            _agenda.Enqueue(new Happening(HappeningKind.OrderReady, order), (_gate[order], _number++));
        for (var i = first; i < end; i++)
        {
            if (_waits[i] == 0 && !_floor.IsRunning[i])
                Ready(i, _gate[order], _gateBinding[order]);
        }
    }

    private void Ready(int operation, double time, Binding by)
    {
        (_ready[operation], _readyBinding[operation]) = (Math.Max(0, time), by);
        if (_ready[operation] <= _now + Moment)
            Join(operation);
        else
            _agenda.Enqueue(new Happening(HappeningKind.Ready, operation), (_ready[operation], _number++));
    }

    private void Join(int operation)
    {
        var w = _floor.WorkCenter[operation];
        _machines[w].Waiting.Enqueue(operation, _rank[operation]);
        _look.Add(w);
    }

    private void Work()
    {
        do
        {
            DispatchAll();
            while (_agenda.TryPeek(out _, out var next))
            {
                _now = next.Time;
                while (_agenda.TryPeek(out var happening, out var at) && at.Time <= _now + Moment)
                {
                    _agenda.Dequeue();
                    Take(happening, _now);
                }
                DispatchAll();
            }
        }
        while (ReleaseStuck(_now));
    }

    private void DispatchAll()
    {
        foreach (var w in _look)
            Dispatch(w, _now);
        _look.Clear();
    }

    private void Take(Happening happening, double now)
    {
        switch (happening.Kind)
        {
            case HappeningKind.Look:
                _look.Add(happening.Index);
                break;
            case HappeningKind.Ready:
                Join(happening.Index);
                break;
            case HappeningKind.Finished:
                _look.Add(_floor.WorkCenter[happening.Index]);
                Finished(happening.Index, now);
                break;
            case HappeningKind.OrderReady:
                _sequence.Add(~happening.Index);
                _orderPath[happening.Index] = GatePath(happening.Index);
                Complete(happening.Index, now);
                break;
        }
    }

    private void Dispatch(int workCenter, double now)
    {
        var machine = _machines[workCenter];
        var line = _floor.Lines[workCenter];
        var work = line.ToWork(now);
        // Work that ended within the slack behind a shift's end is over when the shift is.
        while (machine.Waiting.Count > 0 && machine.EarliestUnit() is var unit && machine.FreeAt[unit] <= work + (2 * TimeLine.Slack))
        {
            var opens = line.ToStart(work);
            if (opens > now + 0.01)
            {
                // Closed: who goes first is decided when it opens.
                if (machine.OpensAt < opens)
                    _agenda.Enqueue(new Happening(HappeningKind.Look, workCenter), (machine.OpensAt = opens, _number++));
                return;
            }
            Begin(machine.Waiting.Dequeue(), now, unit);
        }
    }

    private void Begin(int operation, double now, int unit)
    {
        var w = _floor.WorkCenter[operation];
        var machine = _machines[w];
        var line = _floor.Lines[w];
        var free = machine.FreeAt[unit];
        var begin = Math.Max(line.ToWork(now), free);
        // Running work takes its unit as it stands, whatever it is ready for.
        var waited = _floor.IsRunning[operation] ? free > Moment : free > line.ToWork(_ready[operation]) + 0.01;
        _binding[operation] = waited ? machine.FreedBy[unit] : _readyBinding[operation];
        var minutes = OperationWork.Median(_floor.Work[operation]);
        _start[operation] = Math.Max(now, line.ToStart(begin));
        _finish[operation] = line.ToFinish(begin + minutes);
        _path[operation] = PathOf(operation, minutes);
        machine.FreeAt[unit] = begin + minutes;
        machine.FreedBy[unit] = new Binding(BindingKind.Machine, operation);
        _sequence.Add(operation);
        _agenda.Enqueue(new Happening(HappeningKind.Finished, operation), (_finish[operation], _number++));
    }

    private Path PathOf(int operation, double minutes)
    {
        var binding = _binding[operation];
        var order = _floor.OperationOrder[operation];
        var path = Path.Empty;
        var from = 0.0;
        switch (binding.Kind)
        {
            case BindingKind.Predecessor:
                (path, from) = (_path[binding.Index], _finish[binding.Index]);
                break;
            case BindingKind.SubOrder:
                path = _orderPath[binding.Index].SuppliedBy(binding.Index);
                from = _gate[order];
                break;
            case BindingKind.Machine:
                var ahead = _floor.OperationOrder[binding.Index];
                path = ahead == order ? _path[binding.Index]
                    : _path[binding.Index].Behind(ahead, _floor.Priority[ahead] > _floor.Priority[order] && _floor.Due[ahead] > _floor.Due[order], _floor.WorkCenter[operation]);
                from = _finish[binding.Index];
                break;
            case BindingKind.Source:
                path.Root = binding.Index;
                from = _floor.Sources[binding.Index].Release;
                break;
        }
        if (_floor.Work[operation].Worked > _floor.Work[operation].Minutes)
            (path.Slow, path.SlowOperation) = (path.Slow + (float)minutes, operation);
        else
            path.Own += (float)minutes;
        var w = _floor.WorkCenter[operation];
        var lost = _machines[w].StopMinutes(from, _finish[operation]);
        if (lost > Moment)
            (path.Stops, path.StopAt) = (path.Stops + (float)lost, w);
        return path;
    }

    private Path GatePath(int order) => _gateBinding[order] switch
    {
        { Kind: BindingKind.SubOrder, Index: var supply } => _orderPath[supply].SuppliedBy(supply),
        { Kind: BindingKind.Source, Index: var source } => Path.Empty with { Root = source },
        _ => Path.Empty,
    };

    private void Finished(int operation, double now)
    {
        var order = _floor.OperationOrder[operation];
        var hold = _floor.HoldSource[order];
        foreach (var next in _successors.Of(operation))
        {
            if (--_waits[next] > 0 || _floor.IsRunning[next])
                continue;
            if (hold >= 0 && _floor.Sources[hold].Release > now)
                Ready(next, _floor.Sources[hold].Release, new Binding(BindingKind.Source, hold));
            else
                Ready(next, now, new Binding(BindingKind.Predecessor, operation));
        }
        if (--_openOperations[order] > 0)
            return;
        _finishedBy[order] = operation;
        _orderPath[order] = _path[operation];
        Complete(order, now);
    }

    private void Complete(int order, double now)
    {
        _complete[order] = true;
        foreach (var waiting in _successors.Consumers(order))
        {
            RaiseGate(waiting, now, new Binding(BindingKind.SubOrder, order));
            if (--_openSupplies[waiting] == 0)
                PassGate(waiting);
        }
    }

    /// <summary>
    /// Orders that wait for each other in a circle are let go one at a time; before that, work that waits at a work center
    /// nothing happens at any more is let begin.
    /// </summary>
    private bool ReleaseStuck(double now)
    {
        for (var w = 0; w < _machines.Length; w++)
        {
            if (_machines[w].Waiting.Count == 0)
                continue;
            var unit = _machines[w].EarliestUnit();
            Begin(_machines[w].Waiting.Dequeue(), Math.Max(now, _floor.Lines[w].ToFinish(_machines[w].FreeAt[unit])), unit);
            return true;
        }
        for (var o = 0; o < _floor.Orders; o++)
        {
            if (_complete[o] || _openSupplies[o] <= 0)
                continue;
            _openSupplies[o] = 0;
            RaiseGate(o, now, new Binding(BindingKind.Now, 0));
            PassGate(o);
            return true;
        }
        return false;
    }

    private enum HappeningKind : byte { Look, Ready, Finished, OrderReady }

    private readonly record struct Happening(HappeningKind Kind, int Index);
}
