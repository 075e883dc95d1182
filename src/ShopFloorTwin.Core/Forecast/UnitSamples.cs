using System.Numerics;
using System.Runtime.InteropServices;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>
/// The units of one work center by sample, in working minutes of its line. In each sample the soonest free unit takes the
/// next operation; in each sample what is blocked lets the next one pass, in two ways. When an operation is not ready yet, the
/// time before it stays open as a gap in which a later one may start; what runs out of the gap takes its time from what
/// comes after. When it is ready long after its planned start, it runs then, and the unit gives its minutes now, to
/// what is planned behind it: work is conserved, and only the wait of the one that was passed is understated.
/// </summary>
internal sealed class UnitSamples<TRoots>
    where TRoots : struct, IRoots
{
    private readonly Samples[] _buffers;
    private readonly float[][] _free;
    private readonly int[][] _roots;
    private readonly float[] _gapFrom, _gapTo;
    private readonly int[] _gapRoots;
    private readonly UnitAbsence[] _absences;
    private readonly TimeLine _line;
    private int _gone;

    public UnitSamples(Floor floor, int workCenter, SamplePool pool)
    {
        var units = floor.Capacity[workCenter];
        // One for each unit, and two for the gaps.
        _buffers = new Samples[units + 2];
        for (var b = 0; b < _buffers.Length; b++)
            _buffers[b] = pool.TakeZero();
        (_free, _roots) = (new float[units][], new int[units][]);
        for (var u = 0; u < units; u++)
            (_free[u], _roots[u]) = (_buffers[u].Times, _buffers[u].Roots);
        (_gapFrom, _gapRoots, _gapTo) = (_buffers[units].Times, _buffers[units].Roots, _buffers[units + 1].Times);
        var samples = _gapFrom.Length;
        (_absences, _line) = (floor.AbsencesOf(workCenter), floor.Lines[workCenter]);
        var down = floor.DownSources[workCenter] ?? [];
        for (var d = 0; d < down.Length && d < units; d++)
        {
            // Units are kept sorted by time in each sample; the free ones come first.
            var release = new float[samples];
            floor.Sources[down[d]].Samples.CopyTo(release);
            floor.Lines[workCenter].ToWork(release, release);
            Replace(release, Enumerable.Repeat(down[d] + 1, samples).ToArray());
        }
    }

    /// <summary>The run is over: its buffers serve others.</summary>
    public void Return(SamplePool pool)
    {
        foreach (var buffer in _buffers)
            pool.Return(buffer);
    }

    /// <summary>When the first unit is free, by sample.</summary>
    public ReadOnlySpan<float> FirstFree => _free[0];

    /// <summary>
    /// Runs an operation: <paramref name="ready"/> comes in as when it could start and goes out as when it is finished,
    /// each with its root.
    /// </summary>
    /// <param name="ready">Working minutes.</param>
    /// <param name="factors">By sample.</param>
    /// <param name="minutes">It takes, times the factor.</param>
    /// <param name="blockedFrom">Ready later than this is passed by what is planned behind it.</param>
    public void Run(Samples ready, ReadOnlySpan<float> factors, float minutes, float blockedFrom)
    {
        var blockedAt = new Vector<float>(blockedFrom);
        var samples = (nuint)_gapFrom.Length;
        ArgumentOutOfRangeException.ThrowIfNotEqual(ready.Times.Length, _gapFrom.Length);
        ref var factor = ref MemoryMarshal.GetReference(factors[..ready.Times.Length]);
        ref var time = ref ready.Times[0];
        ref var timeRoot = ref ready.Roots[0];
        ref var free = ref _free[0][0];
        ref var freeRoot = ref _roots[0][0];
        ref var gapFirst = ref _gapFrom[0];
        ref var gapLast = ref _gapTo[0];
        ref var gapCause = ref _gapRoots[0];
        for (nuint s = 0; s < samples; s += (nuint)Vector<float>.Count)
        {
            var can = Vector.LoadUnsafe(ref time, s);
            var takes = Vector.LoadUnsafe(ref factor, s) * minutes;
            var unit = Vector.LoadUnsafe(ref free, s);
            var gapFrom = Vector.LoadUnsafe(ref gapFirst, s);
            var gapTo = Vector.LoadUnsafe(ref gapLast, s);

            var inGap = Vector.Max(can, gapFrom);
            var fits = Vector.LessThan(inGap, gapTo);
            var blocked = Vector.AndNot(Vector.GreaterThan(can, Vector.Max(unit, blockedAt)), fits);
            var start = Vector.ConditionalSelect(fits, inGap, Vector.Max(can, unit));
            var finish = start + takes;
            finish.StoreUnsafe(ref time, s);

            // The gap shrinks from its front, or a longer one before this start takes its place.
            var opens = Vector.AndNot(Vector.GreaterThan(start - unit, gapTo - gapFrom), fits | blocked);
            Vector.ConditionalSelect(fits, finish, Vector.ConditionalSelect(opens, unit, gapFrom)).StoreUnsafe(ref gapFirst, s);
            Vector.ConditionalSelect(opens, start, gapTo).StoreUnsafe(ref gapLast, s);

            // The unit's next hour: of what was passed its minutes, of what ran in the gap what runs over.
            var until = Vector.ConditionalSelect(fits, unit + Vector.Max(Vector<float>.Zero, finish - gapTo), Vector.ConditionalSelect(blocked, unit + takes, finish));
            var untilRoot = Vector<int>.Zero;
            if (TRoots.Carried)
            {
                var canRoot = Vector.LoadUnsafe(ref timeRoot, s);
                var unitRoot = Vector.LoadUnsafe(ref freeRoot, s);
                var gapRoot = Vector.LoadUnsafe(ref gapCause, s);
                var before = Vector.ConditionalSelect(fits, gapFrom, unit);
                var beforeRoot = Vector.ConditionalSelect(fits, gapRoot, unitRoot);
                var root = Vector.ConditionalSelect(Vector.GreaterThanOrEqual(can, before), canRoot, beforeRoot);
                root.StoreUnsafe(ref timeRoot, s);
                Vector.ConditionalSelect(fits, root, Vector.ConditionalSelect(opens, unitRoot, gapRoot)).StoreUnsafe(ref gapCause, s);
                untilRoot = Vector.ConditionalSelect(fits | blocked, unitRoot, root);
            }
            if (_free.Length > 1)
            {
                Insert(s, until, untilRoot);
                continue;
            }
            until.StoreUnsafe(ref free, s);
            if (TRoots.Carried)
                untilRoot.StoreUnsafe(ref freeRoot, s);
        }
    }

    /// <summary>
    /// Units that go up to a moment, in wall minutes, are busy until they come back: in each sample those that are free first.
    /// Asked with the planned start of an operation before it runs.
    /// </summary>
    public void PassTo(float planned)
    {
        for (; _gone < _absences.Length && (float)_absences[_gone].From <= planned; _gone++)
        {
            var back = new Vector<float>((float)_line.ToWork(_absences[_gone].To));
            for (var u = 0; u < _absences[_gone].Units; u++)
            {
                for (nuint s = 0; s < (nuint)_gapFrom.Length; s += (nuint)Vector<float>.Count)
                    Insert(s, Vector.Max(back, Vector.LoadUnsafe(ref _free[0][0], s)), Vector.LoadUnsafe(ref _roots[0][0], s));
            }
        }
    }

    private void Replace(float[] times, int[] roots)
    {
        for (nuint s = 0; s < (nuint)times.Length; s += (nuint)Vector<float>.Count)
            Insert(s, Vector.LoadUnsafe(ref times[0], s), Vector.LoadUnsafe(ref roots[0], s));
    }

    // Puts a time in the place of the first unit and restores the order.
    private void Insert(nuint s, Vector<float> carry, Vector<int> carryRoot)
    {
        var last = _free.Length - 1;
        for (var u = 1; u <= last; u++)
        {
            var next = Vector.LoadUnsafe(ref _free[u][0], s);
            var smaller = Vector.LessThanOrEqual(next, carry);
            Vector.ConditionalSelect(smaller, next, carry).StoreUnsafe(ref _free[u - 1][0], s);
            carry = Vector.ConditionalSelect(smaller, carry, next);
            if (!TRoots.Carried)
                continue;
            var nextRoot = Vector.LoadUnsafe(ref _roots[u][0], s);
            Vector.ConditionalSelect(smaller, nextRoot, carryRoot).StoreUnsafe(ref _roots[u - 1][0], s);
            carryRoot = Vector.ConditionalSelect(smaller, carryRoot, nextRoot);
        }
        carry.StoreUnsafe(ref _free[last][0], s);
        if (TRoots.Carried)
            carryRoot.StoreUnsafe(ref _roots[last][0], s);
    }
}
