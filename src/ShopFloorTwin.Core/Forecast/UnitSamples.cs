using System.Numerics;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>
/// The units of one work center by sample, in working minutes of its line. In each sample the soonest free unit takes the
/// next operation; in each sample what is blocked lets the next one pass, in two ways. When an operation is not ready yet, the
/// time before it stays open as a gap in which a later one may start; what runs out of the gap takes its time from what
/// comes after. When it is ready long after its planned start, it runs then, and the unit gives its minutes now, to
/// what is planned behind it: work is conserved, and only the wait of the one that was passed is understated.
/// </summary>
internal sealed class UnitSamples
{
    private readonly float[][] _free;
    private readonly int[][] _roots;
    private readonly float[] _gapFrom, _gapTo;
    private readonly int[] _gapRoots;

    public UnitSamples(Floor floor, int workCenter, int samples)
    {
        var units = floor.Capacity[workCenter];
        (_free, _roots) = (new float[units][], new int[units][]);
        for (var u = 0; u < units; u++)
            (_free[u], _roots[u]) = (new float[samples], new int[samples]);
        (_gapFrom, _gapTo, _gapRoots) = (new float[samples], new float[samples], new int[samples]);
        var down = floor.DownSources[workCenter] ?? [];
        for (var d = 0; d < down.Length && d < units; d++)
        {
            // Units are kept sorted by time in each sample; the free ones come first.
            var release = new float[samples];
            floor.Lines[workCenter].ToWork(floor.Sources[down[d]].Samples, release);
            Replace(release, Enumerable.Repeat(down[d] + 1, samples).ToArray());
        }
    }

    /// <summary>When the first unit is free, by sample.</summary>
    public ReadOnlySpan<float> FirstFree => _free[0];

    /// <summary>
    /// Runs an operation: <paramref name="ready"/> comes in as when it could start and goes out as when it is finished,
    /// each with its root.
    /// </summary>
    /// <param name="ready">Working minutes.</param>
    /// <param name="minutes">It takes, by sample.</param>
    /// <param name="blockedFrom">Ready later than this is passed by what is planned behind it.</param>
    public void Run(Samples ready, ReadOnlySpan<float> minutes, float blockedFrom)
    {
        var blockedAt = new Vector<float>(blockedFrom);
        var (times, roots) = (ready.Times, ready.Roots);
        var (free, freeRoots) = (_free[0], _roots[0]);
        var last = _free.Length - 1;
        for (var s = 0; s < times.Length; s += Vector<float>.Count)
        {
            var can = new Vector<float>(times, s);
            var canRoot = new Vector<int>(roots, s);
            var takes = new Vector<float>(minutes[s..]);
            var unit = new Vector<float>(free, s);
            var unitRoot = new Vector<int>(freeRoots, s);
            var gapFrom = new Vector<float>(_gapFrom, s);
            var gapTo = new Vector<float>(_gapTo, s);
            var gapRoot = new Vector<int>(_gapRoots, s);

            var inGap = Vector.Max(can, gapFrom);
            var fits = Vector.LessThan(inGap, gapTo);
            var blocked = Vector.GreaterThan(can, Vector.Max(unit, blockedAt)) & ~fits;
            var start = Vector.ConditionalSelect(fits, inGap, Vector.Max(can, unit));
            var before = Vector.ConditionalSelect(fits, gapFrom, unit);
            var beforeRoot = Vector.ConditionalSelect(fits, gapRoot, unitRoot);
            var root = Vector.ConditionalSelect(Vector.GreaterThanOrEqual(can, before), canRoot, beforeRoot);
            var finish = start + takes;
            finish.CopyTo(times, s);
            root.CopyTo(roots, s);

            // The gap shrinks from its front, or a longer one before this start takes its place.
            var opens = Vector.GreaterThan(start - unit, gapTo - gapFrom) & ~fits & ~blocked;
            Vector.ConditionalSelect(fits, finish, Vector.ConditionalSelect(opens, unit, gapFrom)).CopyTo(_gapFrom, s);
            Vector.ConditionalSelect(opens, start, gapTo).CopyTo(_gapTo, s);
            Vector.ConditionalSelect(fits, root, Vector.ConditionalSelect(opens, unitRoot, gapRoot)).CopyTo(_gapRoots, s);

            // Sorted insertion of the finish among the units; from the gap, of what runs over.
            var carry = Vector.ConditionalSelect(fits, unit + Vector.Max(Vector<float>.Zero, finish - gapTo), finish);
            var carryRoot = Vector.ConditionalSelect(fits | blocked, unitRoot, root);
            carry = Vector.ConditionalSelect(blocked, unit + takes, carry);
            Insert(s, last, carry, carryRoot);
        }
    }

    private void Replace(ReadOnlySpan<float> times, ReadOnlySpan<int> roots)
    {
        for (var s = 0; s < times.Length; s += Vector<float>.Count)
            Insert(s, _free.Length - 1, new Vector<float>(times[s..]), new Vector<int>(roots[s..]));
    }

    // Puts a time in the place of the first unit and restores the order.
    private void Insert(int s, int last, Vector<float> carry, Vector<int> carryRoot)
    {
        for (var u = 1; u <= last; u++)
        {
            var next = new Vector<float>(_free[u], s);
            var nextRoot = new Vector<int>(_roots[u], s);
            var smaller = Vector.LessThanOrEqual(next, carry);
            Vector.ConditionalSelect(smaller, next, carry).CopyTo(_free[u - 1], s);
            Vector.ConditionalSelect(smaller, nextRoot, carryRoot).CopyTo(_roots[u - 1], s);
            carry = Vector.ConditionalSelect(smaller, carry, next);
            carryRoot = Vector.ConditionalSelect(smaller, carryRoot, nextRoot);
        }
        carry.CopyTo(_free[last], s);
        carryRoot.CopyTo(_roots[last], s);
    }
}
