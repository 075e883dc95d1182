using System.Numerics.Tensors;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>
/// The sampled pass: every operation's start and finish as N samples, in the order the deterministic pass gave,
/// <c>start = max(material ready, predecessors' finish, work center free)</c> in working time, with the root that bound it.
/// </summary>
/// <typeparam name="TRoots">Whether samples carry their roots.</typeparam>
internal sealed partial class SampleRun<TRoots>
    where TRoots : struct, IRoots
{
    // Durations drift from the plan by some of the time until then; what comes later than that was kept from starting.
    private const double BlockedMinutes = 60, BlockedShare = 0.05;

    private readonly Floor _floor;
    private readonly Schedule _schedule;
    private readonly SampleBook _book;
    private readonly SamplePool _pool;
    private readonly Successors _successors;
    private readonly UnitSamples<TRoots>[] _units;
    private readonly Samples?[] _operation;
    private readonly Samples?[] _order;
    private readonly int[] _openOperations;
    private readonly int[] _readers;
    private readonly int[] _firstOfLine;
    private readonly float[] _remains, _converted;
    private readonly IFinishScore _score;

    public SampleRun(Floor floor, Schedule schedule, SampleBook book, SamplePool pool, IFinishScore score)
    {
        (_floor, _schedule, _book, _pool) = (floor, schedule, book, pool);
        _successors = schedule.Successors;
        _units = new UnitSamples<TRoots>[floor.Lines.Length];
        for (var w = 0; w < _units.Length; w++)
            _units[w] = new UnitSamples<TRoots>(floor, w, pool);
        (_operation, _order, _openOperations, _readers) = pool.Rows(floor.Operations, floor.Orders);
        for (var o = 0; o < floor.Orders; o++)
            _openOperations[o] = floor.OperationFirst[o + 1] - floor.OperationFirst[o];
        (_remains, _converted) = (new float[book.Samples], new float[book.Samples]);
        CountReaders(floor, _readers);
        _firstOfLine = new int[floor.Lines.Length];
        for (var w = floor.Lines.Length - 1; w >= 0; w--)
            _firstOfLine[floor.LineOf[w]] = w;
        _score = score;
        FreeP50 = new double[floor.Lines.Length];
        FreeP80 = new double[floor.Lines.Length];
    }

    public int SampleCount => _book.Samples;

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
        // Orders that wait for each other in a circle are not looked at as often as was thought.
        for (var o = 0; o < _floor.Orders; o++)
        {
            if (_order[o] is { } left)
                _pool.Return(left);
            _order[o] = null;
        }
        foreach (var units in _units)
            units.Return(_pool);
    }

    private void Run(int operation)
    {
        var order = _floor.OperationOrder[operation];
        var w = _floor.WorkCenter[operation];
        var samples = Ready(operation, order, w);
        Wait(operation, w, samples);
        var factors = Takes(_floor.Work[operation], w, out var minutes);
        if (!_floor.IsRunning[operation])
            _units[w].PassTo(_schedule.Start[operation]);
        _units[w].Run(samples, factors, minutes, BlockedFrom(operation, w));
        var next = _successors.Of(operation);
        if (next.Length > 0)
        {
            _operation[operation] = samples;
            samples.Readers = next.Length;
        }
        else
        {
            ToWall(samples);
            Merge(order, samples);
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
        SampleMath.Later<TRoots>(known, wall.Times, wall.Roots);
        _pool.Release(wall);
    }

    /// <summary>What an operation takes, with the breakdowns on the way, as factors by sample and the minutes they multiply.</summary>
    private ReadOnlySpan<float> Takes(in Work work, int w, out float minutes)
    {
        var factors = Factors(work, out minutes);
        if (_floor.Breakdowns[w] is not { } breakdowns)
            return factors;
        TensorPrimitives.Multiply(factors, minutes, _remains);
        breakdowns.Add(OperationWork.Median(work), _book, _book.Third(work.Place), _remains);
        minutes = 1;
        return _remains;
    }

    /// <summary>Without breakdowns.</summary>
    private ReadOnlySpan<float> Factors(in Work work, out float minutes)
    {
        minutes = work.Worked > 0 ? 1 : work.Minutes;
        if (work.Worked <= 0)
            return _book.Factor(work.Place, work.Sigma);
        var uniform = _book.Uniform(work.Place);
        for (var s = 0; s < _remains.Length; s++)
            _remains[s] = (float)OperationWork.Remains(work, uniform[s]);
        return _remains;
    }

    /// <summary>What is ready is not always taken up at once.</summary>
    private void Wait(int operation, int w, Samples ready)
    {
        if (_floor.Delays[w] is not { } delays || _floor.Waited[operation] is not (>= 0 and var waited))
            return;
        var place = _book.Other(_floor.Work[operation].Place);
        var times = ready.Times.AsSpan();
        if (waited == 0 && delays.Length == times.Length)
        {
            var strata = _book.Strata(place)[..times.Length];
            for (var s = 0; s < times.Length; s++)
                times[s] += delays[strata[s]];
            return;
        }
        var uniform = _book.Uniform(place);
        for (var s = 0; s < times.Length; s++)
            times[s] += WaitSoFar.Rest(delays, waited, uniform[s]);
    }

    /// <summary>An order nobody planned operations of takes what others took.</summary>
    private void Flow(int order, Samples finish)
    {
        if (_floor.Rest[order] is not { } rest)
            return;
        var uniform = _book.Uniform(_book.Place("flow", _floor.Twins.Orders[_floor.OrderTwin[order]].Id));
        for (var s = 0; s < finish.Times.Length; s++)
        {
            var takes = rest[(int)(uniform[s] * rest.Length)];
            if (takes > finish.Times[s])
                (finish.Times[s], finish.Roots[s]) = (takes, 0);
        }
    }

    private void Finish(int order, Samples finish)
    {
        Flow(order, finish);
        _score.Note(order, finish);
        if ((finish.Readers = _readers[order]) > 0)
            _order[order] = finish;
        else
            _pool.Release(finish);
    }

    /// <summary>By order: how often a gate will look at its finish.</summary>
    private static void CountReaders(Floor floor, int[] readers)
    {
        for (var o = 0; o < floor.Orders; o++)
        {
            var gates = floor.OperationFirst[o] == floor.OperationFirst[o + 1] ? 1 : 0;
            for (var i = floor.OperationFirst[o]; i < floor.OperationFirst[o + 1]; i++)
                gates += floor.PredecessorFirst[i] == floor.PredecessorFirst[i + 1] && !floor.IsRunning[i] ? 1 : 0;
            for (var p = floor.Pegging.First[o]; p < floor.Pegging.First[o + 1]; p++)
            {
                if (floor.Pegging.Pegs[p] is { Binds: true, Supply: SupplyKind.Order } peg)
                    readers[peg.Index] += gates;
            }
        }
    }

    private void NoteFree()
    {
        Span<float> free = stackalloc float[2];
        for (var w = 0; w < _units.Length; w++)
        {
            _units[w].PassTo(0);
            Quantiles.Of(_units[w].FirstFree, [0.5, 0.8], free);
            (FreeP50[w], FreeP80[w]) = (_floor.Lines[w].ToStart(free[0]), _floor.Lines[w].ToStart(free[1]));
        }
    }
}
