namespace ShopFloorTwin.Core.Forecast;

/// <summary>
/// The sampled pass: every operation's start and finish as N samples, in the order the deterministic pass gave,
/// <c>start = max(material ready, predecessors' finish, work center free)</c> in working time, with the root that bound it.
/// </summary>
internal sealed class SampleRun
{
    // Durations drift from the plan by some of the time until then; what comes later than that was kept from starting.
    private const double BlockedMinutes = 60, BlockedShare = 0.05;

    private readonly Floor _floor;
    private readonly Schedule _schedule;
    private readonly SampleBook _book;
    private readonly SamplePool _pool;
    private readonly Successors _successors;
    private readonly UnitSamples[] _units;
    private readonly Samples?[] _operation;
    private readonly Samples?[] _order;
    private readonly int[] _openOperations;
    private readonly float[] _minutes, _converted;
    private readonly OrderScore _score;

    public SampleRun(Floor floor, Schedule schedule, SampleBook book, SamplePool pool)
    {
        (_floor, _schedule, _book, _pool) = (floor, schedule, book, pool);
        _successors = new Successors(floor);
        _units = new UnitSamples[floor.Lines.Length];
        for (var w = 0; w < _units.Length; w++)
            _units[w] = new UnitSamples(floor, w, book.Samples);
        _operation = new Samples?[floor.Operations];
        _order = new Samples?[floor.Orders];
        _openOperations = new int[floor.Orders];
        for (var o = 0; o < floor.Orders; o++)
            _openOperations[o] = floor.OperationFirst[o + 1] - floor.OperationFirst[o];
        (_minutes, _converted) = (new float[book.Samples], new float[book.Samples]);
        _score = new OrderScore(floor, schedule, book.Samples);
        Scores = new OrderResult[floor.Orders];
        FreeP50 = new double[floor.Lines.Length];
        FreeP80 = new double[floor.Lines.Length];
    }

    /// <summary>By order.</summary>
    public OrderResult[] Scores { get; }

    /// <summary>By work center: wall minutes until a unit is free of what runs now.</summary>
    public double[] FreeP50 { get; }
    public double[] FreeP80 { get; }

    public void Run()
    {
        var running = true;
        foreach (var item in _schedule.Sequence)
        {
            if (running && (item < 0 || !_floor.IsRunning[item]))
            {
                running = false;
                NoteFree();
            }
            if (item < 0)
                Finish(~item, Gate(~item));
            else
                Run(item);
        }
        if (running)
            NoteFree();
        foreach (var left in _order)
        {
            if (left is not null)
                _pool.Release(left);
        }
    }

    private void Run(int operation)
    {
        var order = _floor.OperationOrder[operation];
        var w = _floor.WorkCenter[operation];
        var samples = Ready(operation, order, w);
        _units[w].Run(samples, Minutes(_floor.Work[operation]), BlockedFrom(operation, w));
        var next = _successors.Of(operation);
        if (next.Length > 0)
        {
            _operation[operation] = samples;
            samples.Readers = next.Length;
        }
        if (_floor.IsLast[operation])
        {
            var wall = _pool.Take(1, -1);
            _floor.Lines[w].ToFinish(samples.Times, wall.Times);
            samples.Roots.CopyTo(wall.Roots, 0);
            if (next.Length == 0)
                _pool.Release(samples);
            Merge(order, wall);
        }
        if (--_openOperations[order] == 0 && _order[order] is { } finish)
        {
            _order[order] = null;
            Finish(order, finish);
        }
    }

    /// <summary>An operation that becomes ready this late, in working minutes, was passed by those planned behind it.</summary>
    private float BlockedFrom(int operation, int w)
    {
        var planned = _floor.Lines[w].ToWork(_schedule.Start[operation]);
        return (float)(planned + BlockedMinutes + (BlockedShare * planned));
    }

    private void Merge(int order, Samples wall)
    {
        if (_order[order] is not { } known)
        {
            _order[order] = wall;
            return;
        }
        SampleMath.Later(known, wall.Times, wall.Roots);
        _pool.Release(wall);
    }

    /// <summary>When an operation could start were its work center free, in working minutes of that.</summary>
    private Samples Ready(int operation, int order, int w)
    {
        var line = _floor.LineOf[w];
        var first = _floor.PredecessorFirst[operation];
        var end = _floor.PredecessorFirst[operation + 1];
        Samples ready;
        if (first == end)
        {
            ready = _floor.IsRunning[operation] ? Now() : Gate(order);
            ToLine(ready, w);
            return ready;
        }
        ready = _pool.Take(1, line);
        Array.Clear(ready.Times);
        Array.Clear(ready.Roots);
        for (var p = first; p < end; p++)
        {
            if (_operation[_floor.Predecessors[p]] is not { } before)
                continue;
            SampleMath.Later(ready, InLine(before, w), before.Roots);
            if (before.Readers == 1)
                _operation[_floor.Predecessors[p]] = null;
            _pool.Release(before);
        }
        if (_floor.HoldSource[order] is >= 0 and var hold)
        {
            _floor.Lines[w].ToWork(_floor.Sources[hold].Samples, _converted);
            SampleMath.Later(ready, _converted, hold + 1);
        }
        return ready;
    }

    /// <summary>Material and holds of an order, wall minutes.</summary>
    private Samples Gate(int order)
    {
        var gate = Now();
        if (_floor.HoldSource[order] is >= 0 and var hold)
            SampleMath.Later(gate, _floor.Sources[hold].Samples, hold + 1);
        var pegging = _floor.Pegging;
        for (var p = pegging.First[order]; p < pegging.First[order + 1]; p++)
        {
            var peg = pegging.Pegs[p];
            if (!peg.Binds)
                continue;
            if (peg.Supply is SupplyKind.Receipt or SupplyKind.Shortage)
                SampleMath.Later(gate, _floor.Sources[peg.Index].Samples, peg.Index + 1);
            else if (peg.Supply == SupplyKind.Order && _openOperations[peg.Index] == 0 && _order[peg.Index] is { } made)
                SampleMath.Later(gate, made.Times, made.Roots);
        }
        return gate;
    }

    private Samples Now()
    {
        var now = _pool.Take(1, -1);
        Array.Clear(now.Times);
        Array.Clear(now.Roots);
        return now;
    }

    private void ToLine(Samples samples, int w)
    {
        _floor.Lines[w].ToWork(samples.Times, samples.Times);
        samples.Line = _floor.LineOf[w];
    }

    private ReadOnlySpan<float> InLine(Samples samples, int w)
    {
        if (samples.Line == _floor.LineOf[w])
            return samples.Times;
        var from = Array.IndexOf(_floor.LineOf, samples.Line);
        _floor.Lines[from].ToFinish(samples.Times, _converted);
        _floor.Lines[w].ToWork(_converted, _converted);
        return _converted;
    }

    private ReadOnlySpan<float> Minutes(in Work work)
    {
        if (work.Worked > 0)
        {
            var uniform = _book.Uniform(work.Place);
            for (var s = 0; s < _minutes.Length; s++)
                _minutes[s] = (float)OperationWork.Remains(work, uniform[s]);
            return _minutes;
        }
        System.Numerics.Tensors.TensorPrimitives.Multiply(_book.Factor(work.Place, work.Sigma), work.Minutes, _minutes);
        return _minutes;
    }

    private void Finish(int order, Samples finish)
    {
        Scores[order] = _score.Of(order, finish);
        if (!_successors.Consumers(order).IsEmpty)
            _order[order] = finish;
        else
            _pool.Release(finish);
    }

    private void NoteFree()
    {
        var sorted = new float[_book.Samples];
        for (var w = 0; w < _units.Length; w++)
        {
            _units[w].FirstFree.CopyTo(sorted);
            Array.Sort(sorted);
            FreeP50[w] = _floor.Lines[w].ToStart(Quantiles.Of(sorted, 0.5));
            FreeP80[w] = _floor.Lines[w].ToStart(Quantiles.Of(sorted, 0.8));
        }
    }
}
