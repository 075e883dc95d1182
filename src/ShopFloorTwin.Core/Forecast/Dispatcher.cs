using ShopFloorTwin.Core.Learning.Queues;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>
/// The deterministic pass: event-driven list scheduling of the whole site with median durations.
/// Dispatching rule: running operations first; then priority, then the site's discipline (slack, unless another was seen), then planned start;
/// an operation that is not ready lets the next one pass. Keeps its memory between runs: a schedule holds until the next one.
/// </summary>
internal sealed partial class Dispatcher
{
    // Two starts closer than this, in minutes, are the same moment.
    private const double Moment = 1e-6;

    private readonly PriorityQueue<Happening, When> _agenda = new();
    private readonly List<Machine> _machines = [];
    private readonly List<int> _sequence = [];
    private readonly List<int> _look = [];
    private readonly OrderGates _gates = new();
    private Floor _floor = null!;
    private readonly Successors _successors = new();
    private DispatchRow[] _rows = [];
    private Path[] _paths = [];
    private bool _withPaths;
    private Rank[] _rank = [];
    private Path[] _orderPath = [];
    private float[] _start = [], _finish = [], _startInPassing = [], _finishInPassing = [];
    private int[] _finishedBy = [];
    private int _number;
    private double _now;

    /// <param name="floor">To be planned.</param>
    /// <param name="withPaths">What lateness is put down to is noted: not needed to say when work is done. Without, nothing of the schedule is to be kept.</param>
    public Schedule Run(Floor floor, bool withPaths = true)
    {
        _withPaths = withPaths;
        Prepare(floor);
        Open();
        Work();
        return new Schedule { Sequence = _sequence, Successors = _successors, Start = _start, Finish = _finish, FinishedBy = _finishedBy, Paths = _withPaths ? _orderPath : [], Rows = _rows, Gates = _gates };
    }

    private void Prepare(Floor floor)
    {
        (_floor, _number, _now) = (floor, 0, 0);
        _successors.Begin(floor);
        _agenda.Clear();
        _sequence.Clear();
        _look.Clear();
        Scratch.Clear(ref _rows, floor.Operations);
        if (_withPaths)
        {
            Scratch.Clear(ref _orderPath, floor.Orders);
            Scratch.Clear(ref _paths, floor.Operations);
        }
        Scratch.Clear(ref _finishedBy, floor.Orders);
        Array.Fill(_finishedBy, -1);
        _start = _withPaths ? new float[floor.Operations] : Zero(ref _startInPassing, floor.Operations);
        _finish = _withPaths ? new float[floor.Operations] : Zero(ref _finishInPassing, floor.Operations);
        Scratch.Clear(ref _rank, floor.Operations);
        Ranking.Of(floor, _successors, _rank);
        while (_machines.Count < floor.Lines.Length)
            _machines.Add(new Machine());
        for (var w = 0; w < floor.Lines.Length; w++)
            _machines[w].Prepare(floor, w);
        _gates.Prepare(floor);
    }

    private static float[] Zero(ref float[] times, int length)
    {
        Array.Clear(Scratch.Exactly(ref times, length));
        return times;
    }

    private void Open()
    {
        for (var w = 0; w < _floor.Lines.Length; w++)
        {
            foreach (var source in _floor.DownSources[w] ?? [])
                Note(HappeningKind.Look, w, _floor.Sources[source].Release);
            foreach (var absence in _floor.AbsencesOf(w))
                Note(HappeningKind.Look, w, absence.To);
        }
        for (var i = 0; i < _floor.Operations; i++)
        {
            _rows[i].Waits = _floor.PredecessorFirst[i + 1] - _floor.PredecessorFirst[i];
            if (_floor.IsRunning[i])
                Begin(i, 0, _machines[_floor.WorkCenter[i]].EarliestUnit());
        }
        OpenStockroom();
        for (var o = 0; o < _floor.Orders; o++)
        {
            if (_gates.IsOpen(o))
                PassGate(o);
        }
    }

    private void PassGate(int order)
    {
        var (time, by) = _gates.Of(order);
        var first = _floor.OperationFirst[order];
        var end = _floor.OperationFirst[order + 1];
        if (first == end)
            Note(HappeningKind.OrderReady, order, Math.Max(time, _floor.Rest[order] is { } rest ? rest[rest.Length / 2] : 0));
        for (var i = first; i < end; i++)
        {
            if (_rows[i].Waits == 0 && !_floor.IsRunning[i])
                Ready(i, AfterWait(i, time), by);
        }
    }

    private void Ready(int operation, double time, Binding by)
    {
        ref var row = ref _rows[operation];
        (row.Ready, row.ReadyBy) = (Math.Max(0, time), by);
        if (row.Ready <= _now + Moment)
            Join(operation);
        else
            Note(HappeningKind.Ready, operation, row.Ready);
    }

    /// <summary>When an operation is taken up that could be now, in the median.</summary>
    private double AfterWait(int operation, double now)
    {
        var w = _floor.WorkCenter[operation];
        if (_floor.Delays[w] is not { } delays || _floor.Waited[operation] < 0)
            return now;
        var rest = WaitSoFar.Rest(delays, _floor.Waited[operation], _floor.WaitAt.Length == 0 ? 0.5f : _floor.WaitAt[operation]);
        return rest <= 0 ? now : _floor.Lines[w].ToFinish(_floor.Lines[w].ToWork(now) + rest);
    }

    private void Join(int operation)
    {
        var w = _floor.WorkCenter[operation];
        var rank = _rank[operation];
        if (_floor.Discipline == QueueDiscipline.FirstCome)
            rank = rank with { Turn = _rows[operation].Ready > 0 ? _rows[operation].Ready : _floor.ReadySince[operation] };
        _machines[w].Waiting.Enqueue(operation, rank);
        _look.Add(w);
    }

    private void Note(HappeningKind kind, int index, double time) => _agenda.Enqueue(new Happening(kind, index), new When(time, _number++));

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
            case HappeningKind.Receipt:
                Serve(_stockroom!.Receive(happening.Index), now);
                break;
            case HappeningKind.Ask:
                Serve(_stockroom!.Ask(happening.Index), now);
                break;
            case HappeningKind.OrderReady:
                _sequence.Add(~happening.Index);
                if (_withPaths)
                    _orderPath[happening.Index] = Path.From(_gates.Of(happening.Index).By, _orderPath, happening.Index);
                Complete(happening.Index, now);
                break;
        }
    }

    private void Dispatch(int workCenter, double now)
    {
        var machine = _machines[workCenter];
        machine.PassTo(now + Moment);
        if (machine.Waiting.Count == 0)
            return;
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
                    Note(HappeningKind.Look, workCenter, machine.OpensAt = opens);
                return;
            }
            Begin(machine.Waiting.Dequeue(), now, unit);
        }
    }

    private void Begin(int operation, double now, int unit)
    {
        ref var row = ref _rows[operation];
        var w = _floor.WorkCenter[operation];
        var machine = _machines[w];
        var line = _floor.Lines[w];
        var free = machine.FreeAt[unit];
        var begin = Math.Max(line.ToWork(now), free);
        var minutes = OperationWork.Median(_floor.Work[operation]);
        var taken = minutes + (_floor.Breakdowns[w]?.Mean(minutes) ?? 0);
        row.Finish = line.ToFinish(begin + taken);
        _start[operation] = (float)Math.Max(now, line.ToStart(begin));
        _finish[operation] = (float)row.Finish;
        if (_withPaths)
        {
            // Running work takes its unit as it stands, whatever it is ready for.
            var ready = line.ToWork(row.Ready);
            var waited = _floor.IsRunning[operation] ? free > Moment : free > ready + 0.01;
            row.Queued = _floor.IsRunning[operation] ? 0 : (float)Math.Max(0, begin - ready);
            _paths[operation] = PathOf(operation, waited ? machine.FreedBy[unit] : row.ReadyBy, row.Finish, minutes);
        }
        machine.FreeAt[unit] = begin + taken;
        machine.FreedBy[unit] = new Binding(BindingKind.Machine, operation);
        _sequence.Add(operation);
        Note(HappeningKind.Finished, operation, row.Finish);
    }

    private void Finished(int operation, double now)
    {
        var order = _floor.OperationOrder[operation];
        foreach (var next in _successors.Of(operation))
        {
            if (--_rows[next].Waits > 0 || _floor.IsRunning[next])
                continue;
            if (_floor.HoldSource[order] is >= 0 and var hold && _floor.Sources[hold].Release > now)
                Ready(next, _floor.Sources[hold].Release, new Binding(BindingKind.Source, hold));
            else
                Ready(next, AfterWait(next, now), new Binding(BindingKind.Predecessor, operation));
        }
        if (!_gates.IsLastOperation(order))
            return;
        _finishedBy[order] = operation;
        if (_withPaths)
            _orderPath[order] = _paths[operation];
        Complete(order, now);
    }

    private void Complete(int order, double now)
    {
        _gates.Complete(order);
        if (_stockroom is not null)
            Serve(_stockroom.Done(order), now);
        foreach (var waiting in _successors.Consumers(order))
        {
            if (_gates.Supplied(waiting, order, now))
                PassGate(waiting);
        }
    }

    /// <summary>
    /// Orders that wait for each other in a circle are let go one at a time; before that, work that waits at a work center
    /// nothing happens at any more is let begin.
    /// </summary>
    private bool ReleaseStuck(double now)
    {
        for (var w = 0; w < _floor.Lines.Length; w++)
        {
            if (_machines[w].Waiting.Count == 0)
                continue;
            var unit = _machines[w].EarliestUnit();
            Begin(_machines[w].Waiting.Dequeue(), Math.Max(now, _floor.Lines[w].ToFinish(_machines[w].FreeAt[unit])), unit);
            return true;
        }
        if (_gates.ReleaseStuck(now) is not { } order)
            return false;
        PassGate(order);
        return true;
    }

    private enum HappeningKind : byte { Look, Ready, Finished, OrderReady, Receipt, Ask }

    private readonly record struct Happening(HappeningKind Kind, int Index);

    /// <summary>Place on the agenda: by time, of the same moment in the order they were noted.</summary>
    private readonly record struct When(double Time, int Number) : IComparable<When>
    {
        public int CompareTo(When other) => Time < other.Time ? -1 : Time > other.Time ? 1 : Number.CompareTo(other.Number);
    }
}
