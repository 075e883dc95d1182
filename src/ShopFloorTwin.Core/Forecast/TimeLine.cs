using System.Numerics;
using System.Runtime.InteropServices;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>
/// The map between wall time and working time of one work center, both in minutes since the forecast's time.
/// Wall 0 is working 0. Closed time has no working minutes. Beyond the last interval the mean rate goes on.
/// </summary>
internal sealed class TimeLine
{
    private const double BucketMinutes = 60;

    // Samples spread over more shifts than this are looked up one by one.
    private const int MostShifts = 40;

    // Boundaries are met within this many minutes: float samples round at the end of a shift.
    public const double Slack = 1e-2;

    private readonly double[] _start;
    private readonly double[] _end;
    private readonly double[] _work;
    private readonly double[] _workEnd;
    private readonly int[] _byWall;
    private readonly int[] _byWork;
    private readonly double _wallOrigin;
    private readonly double _workOrigin;
    private readonly double _wallLimit;
    private readonly double _workLimit;
    private readonly double _rate;

    private TimeLine(double[] start, double[] end, double[] work, double rate)
    {
        (_start, _end, _work, _rate) = (start, end, work, rate);
        _wallOrigin = start[0];
        _workOrigin = work[0];
        _byWall = Buckets(end, _wallOrigin);
        // The end of a shift is met within the slack: work that ends there does not end at the start of the next.
        _workEnd = new double[work.Length];
        for (var i = 0; i < work.Length; i++)
            _workEnd[i] = work[i] + end[i] - start[i] + Slack;
        _byWork = Buckets(_workEnd, _workOrigin);
        _wallLimit = Math.Min(end[^1], _wallOrigin + _byWall.Length * BucketMinutes);
        _workLimit = Math.Min(_workEnd[^1] - Slack, _workOrigin + _byWork.Length * BucketMinutes);
    }

    /// <summary>Open around the clock: wall and working minutes are the same.</summary>
    public static TimeLine Always { get; } = new([-1e9], [1e9], [-1e9], 1);

    public bool IsAlways => ReferenceEquals(this, Always);

    /// <summary>From disjoint ascending intervals; none at all gives a line on which nothing ever ends before the far future.</summary>
    public static TimeLine Of(List<Interval> open, DateTimeOffset asOf)
    {
        if (open.Count == 0)
            return new([1e7], [1e7 + 1e6], [0], 1);
        var start = new double[open.Count];
        var end = new double[open.Count];
        var work = new double[open.Count];
        var sum = 0.0;
        for (var i = 0; i < start.Length; i++)
        {
            start[i] = (open[i].From - asOf).TotalMinutes;
            end[i] = (open[i].To - asOf).TotalMinutes;
            work[i] = sum;
            sum += end[i] - start[i];
        }
        var atZero = 0.0;
        for (var i = 0; i < start.Length && start[i] < 0; i++)
            atZero = work[i] + Math.Min(0, end[i]) - start[i];
        for (var i = 0; i < work.Length; i++)
            work[i] -= atZero;
        var wall = end[^1] - start[0];
        return new(start, end, work, Math.Max(0.01, sum / wall));
    }

    /// <summary>Working minutes until a wall time.</summary>
    public double ToWork(double wall)
    {
        var i = IndexByWall(wall);
        if (i < 0)
            return _work[0] + (wall - _start[0]) * _rate;
        if (i == _start.Length)
            return _work[^1] + _end[^1] - _start[^1] + (wall - _end[^1]) * _rate;
        return wall <= _start[i] ? _work[i] : _work[i] + wall - _start[i];
    }

    /// <summary>The wall time at which work that ends at <paramref name="work"/> working minutes is finished: the end of a shift, not the start of the next.</summary>
    public double ToFinish(double work)
    {
        var i = IndexByWork(work);
        if (i < 0)
            return _start[0] + (work - _work[0]) / _rate;
        if (i == _work.Length)
            return _end[^1] + (work - (_work[^1] + _end[^1] - _start[^1])) / _rate;
        return _start[i] + Math.Max(0, work - _work[i]);
    }

    /// <summary>The wall time at which work that starts at <paramref name="work"/> working minutes begins: the start of the next shift, not the end of this one.</summary>
    public double ToStart(double work)
    {
        var i = IndexByWork(work);
        if (i < 0 || i == _work.Length)
            return ToFinish(work);
        if (work >= _work[i] + (_end[i] - _start[i]) - Slack && i + 1 < _work.Length)
            return _start[i + 1];
        return _start[i] + Math.Max(0, work - _work[i]);
    }

    /// <summary>Working samples to wall samples, finishes. In place is allowed.</summary>
    public void ToFinish(ReadOnlySpan<float> work, Span<float> wall)
    {
        if (IsAlways)
        {
            work.CopyTo(wall);
            return;
        }
        var (low, high) = Extent.Of(work);
        var first = low < _workOrigin ? -1 : IndexByWork(low);
        var last = high >= _workLimit ? int.MaxValue : IndexByWork(high);
        if (first < 0 || last - first > MostShifts)
        {
            for (var s = 0; s < work.Length; s++)
                wall[s] = (float)ToFinish(work[s]);
            return;
        }
        if (first == last)
        {
            Shift(work, (float)(_start[first] - _work[first]), wall);
            return;
        }
        var to = Vectors(wall[..work.Length]);
        for (var s = 0; s < to.Length; s++)
        {
            var time = new Vector<float>(work[(s * Vector<float>.Count)..]);
            var shift = new Vector<float>((float)(_start[first] - _work[first]));
            for (var i = first; i < last; i++)
                shift = Vector.ConditionalSelect(Vector.GreaterThan(time, new Vector<float>((float)_workEnd[i])), new Vector<float>((float)(_start[i + 1] - _work[i + 1])), shift);
            to[s] = time + shift;
        }
        for (var s = to.Length * Vector<float>.Count; s < work.Length; s++)
            wall[s] = (float)ToFinish(work[s]);
    }

    /// <summary>Wall samples to working samples. In place is allowed.</summary>
    public void ToWork(ReadOnlySpan<float> wall, Span<float> work)
    {
        if (IsAlways)
        {
            wall.CopyTo(work);
            return;
        }
        var (low, high) = Extent.Of(wall);
        var first = low < _wallOrigin ? -1 : IndexByWall(low);
        var last = high >= _wallLimit ? int.MaxValue : IndexByWall(high);
        if (first < 0 || last - first > MostShifts)
        {
            for (var s = 0; s < wall.Length; s++)
                work[s] = (float)ToWork(wall[s]);
            return;
        }
        if (first == last && low >= _start[first])
        {
            Shift(wall, (float)(_work[first] - _start[first]), work);
            return;
        }
        var to = Vectors(work[..wall.Length]);
        for (var s = 0; s < to.Length; s++)
        {
            var time = new Vector<float>(wall[(s * Vector<float>.Count)..]);
            var shift = new Vector<float>((float)(_work[first] - _start[first]));
            var least = new Vector<float>((float)_work[first]);
            for (var i = first; i < last; i++)
            {
                var behind = Vector.GreaterThanOrEqual(time, new Vector<float>((float)_end[i]));
                shift = Vector.ConditionalSelect(behind, new Vector<float>((float)(_work[i + 1] - _start[i + 1])), shift);
                least = Vector.ConditionalSelect(behind, new Vector<float>((float)_work[i + 1]), least);
            }
            to[s] = Vector.Max(time + shift, least);
        }
        for (var s = to.Length * Vector<float>.Count; s < wall.Length; s++)
            work[s] = (float)ToWork(wall[s]);
    }

    private static Span<Vector<float>> Vectors(Span<float> samples) => MemoryMarshal.Cast<float, Vector<float>>(samples);

    private static void Shift(ReadOnlySpan<float> from, float by, Span<float> to) =>
        System.Numerics.Tensors.TensorPrimitives.Add(from, by, to);

    // First interval that ends after the wall time; -1 before the line, Length behind it.
    private int IndexByWall(double wall)
    {
        if (wall < _wallOrigin)
            return -1;
        var bucket = (wall - _wallOrigin) / BucketMinutes;
        var i = bucket < _byWall.Length ? _byWall[(int)bucket] : _byWall[^1];
        while (i < _end.Length && _end[i] <= wall)
            i++;
        return i;
    }

    // First interval whose working end reaches the working time.
    private int IndexByWork(double work)
    {
        if (work < _workOrigin)
            return -1;
        var bucket = (work - _workOrigin) / BucketMinutes;
        var i = bucket < _byWork.Length ? _byWork[(int)bucket] : _byWork[^1];
        while (i < _work.Length && _workEnd[i] < work)
            i++;
        return i;
    }

    private static int[] Buckets(double[] ends, double origin)
    {
        var count = (int)Math.Min(100_000, Math.Ceiling((ends[^1] - origin) / BucketMinutes) + 1);
        var buckets = new int[Math.Max(1, count)];
        var i = 0;
        for (var b = 0; b < buckets.Length; b++)
        {
            while (i < ends.Length - 1 && ends[i] < origin + b * BucketMinutes)
                i++;
            buckets[b] = i;
        }
        return buckets;
    }
}
