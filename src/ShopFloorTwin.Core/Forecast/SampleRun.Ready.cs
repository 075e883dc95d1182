namespace ShopFloorTwin.Core.Forecast;

/// <summary>When work could begin: its predecessors, its material, its holds, on the time line of its work center.</summary>
internal sealed partial class SampleRun<TRoots>
{
    /// <summary>When an operation could start were its work center free, in working minutes of that.</summary>
    private Samples Ready(int operation, int order, int w)
    {
        var ready = Behind(operation, w);
        if (ready is null)
        {
            ready = _floor.IsRunning[operation] ? Now() : Gate(order);
            ToLine(ready, w);
        }
        else if (_floor.HoldSource[order] is >= 0 and var hold)
        {
            _floor.Sources[hold].Samples.CopyTo(_converted);
            _floor.Lines[w].ToWork(_converted, _converted);
            SampleMath.Later<TRoots>(ready, new Draws(0, 1, _converted, 0), hold + 1);
        }
        return ready;
    }

    /// <summary>When the predecessors are finished; null: there are none. The last reader of a predecessor takes its samples over.</summary>
    private Samples? Behind(int operation, int w)
    {
        Samples? ready = null;
        for (var p = _floor.PredecessorFirst[operation]; p < _floor.PredecessorFirst[operation + 1]; p++)
        {
            var predecessor = _floor.Predecessors[p];
            if (_operation[predecessor] is not { } before)
                continue;
            var isLastReader = --before.Readers == 0;
            if (isLastReader)
                _operation[predecessor] = null;
            if (ready is null)
            {
                ready = isLastReader ? before : Copy(before);
                ToLine(ready, w);
                continue;
            }
            SampleMath.Later<TRoots>(ready, InLine(before, w), before.Roots);
            if (isLastReader)
                _pool.Release(before);
        }
        return ready ?? (_floor.PredecessorFirst[operation] < _floor.PredecessorFirst[operation + 1] ? Now(_floor.LineOf[w]) : null);
    }

    /// <summary>Material and holds of an order, wall minutes.</summary>
    private Samples Gate(int order)
    {
        var gate = Now();
        if (_floor.HoldSource[order] is >= 0 and var hold)
            SampleMath.Later<TRoots>(gate, _floor.Sources[hold].Samples, hold + 1);
        var pegging = _floor.Pegging;
        for (var p = pegging.First[order]; p < pegging.First[order + 1]; p++)
        {
            var peg = pegging.Pegs[p];
            if (!peg.Binds)
                continue;
            if (peg.Supply is SupplyKind.Receipt or SupplyKind.Shortage)
                SampleMath.Later<TRoots>(gate, _floor.Sources[peg.Index].Samples, peg.Index + 1);
            else if (peg.Supply == SupplyKind.Order && _openOperations[peg.Index] == 0 && _order[peg.Index] is { } made)
            {
                SampleMath.Later<TRoots>(gate, made.Times, made.Roots);
                if (made.Readers == 1)
                    _order[peg.Index] = null;
                _pool.Release(made);
            }
        }
        return gate;
    }

    /// <summary>Now is 0 on every line.</summary>
    private Samples Now(int line = -1)
    {
        var now = _pool.Take(1, line);
        Array.Clear(now.Times);
        if (TRoots.Carried)
            Array.Clear(now.Roots);
        return now;
    }

    private Samples Copy(Samples samples)
    {
        var copy = _pool.Take(1, samples.Line);
        samples.Times.CopyTo(copy.Times, 0);
        if (TRoots.Carried)
            samples.Roots.CopyTo(copy.Roots, 0);
        return copy;
    }

    private void ToLine(Samples samples, int w)
    {
        if (samples.Line == _floor.LineOf[w])
            return;
        ToWall(samples);
        _floor.Lines[w].ToWork(samples.Times, samples.Times);
        samples.Line = _floor.LineOf[w];
    }

    private void ToWall(Samples samples)
    {
        if (samples.Line < 0)
            return;
        _floor.Lines[_firstOfLine[samples.Line]].ToFinish(samples.Times, samples.Times);
        samples.Line = -1;
    }

    private ReadOnlySpan<float> InLine(Samples samples, int w)
    {
        if (samples.Line == _floor.LineOf[w])
            return samples.Times;
        _floor.Lines[_firstOfLine[samples.Line]].ToFinish(samples.Times, _converted);
        _floor.Lines[w].ToWork(_converted, _converted);
        return _converted;
    }
}
