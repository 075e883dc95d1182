using System.Numerics;
using System.Runtime.Intrinsics;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>The late samples of an order by root and by how late they are, as sums.</summary>
internal sealed class LateGroups
{
    // Within an hour, four, sixteen, three days, and more.
    private const int Sizes = 5;

    private readonly List<int> _roots = [];
    private LateGroup[] _bySize = new LateGroup[Sizes];
    private LateGroup[] _groups = new LateGroup[Sizes];

    /// <summary>In the order their first samples come in.</summary>
    /// <param name="finish">Wall minutes.</param>
    /// <param name="due">Wall minutes.</param>
    /// <param name="sources">Of the floor.</param>
    public ReadOnlySpan<LateGroup> Of(Samples finish, double due, Source[] sources)
    {
        _roots.Clear();
        var (root, place, count, draws) = (-1, 0, 0, default(Draws));
        var from = Vector256.Create(LateFrom(due));
        for (var first = 0; first < finish.Times.Length; first += Vector256<float>.Count)
        {
            // Which samples are late cannot be foreseen: they are taken from a mask, one by one.
            var late = Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(ref finish.Times[first]), from).ExtractMostSignificantBits();
            for (; late != 0; late &= late - 1)
            {
                var s = first + BitOperations.TrailingZeroCount(late);
                if (finish.Roots[s] != root)
                {
                    root = finish.Roots[s];
                    place = Place(root);
                    draws = root > 0 ? sources[root - 1].Samples : default;
                }
                ref var group = ref _bySize[place + Size(finish.Times[s] - due)];
                if (group.Count++ == 0)
                    (group.Root, group.Turn) = (root, count++);
                group.Finish += finish.Times[s];
                group.Release += root > 0 ? draws[s] : 0;
            }
        }
        return InTurn(count);
    }

    /// <summary>The earliest finish that is late.</summary>
    private static float LateFrom(double due)
    {
        var from = (float)(due + LateBatches.Rounding);
        while (from - due <= LateBatches.Rounding)
            from = MathF.BitIncrement(from);
        while (MathF.BitDecrement(from) - due > LateBatches.Rounding)
            from = MathF.BitDecrement(from);
        return from;
    }

    // Without a branch, as it cannot be foreseen either.
    private static int Size(double minutes) =>
        (minutes >= 60 ? 1 : 0) + (minutes >= 240 ? 1 : 0) + (minutes >= 960 ? 1 : 0) + (minutes >= 3840 ? 1 : 0);

    /// <summary>Where the groups of a root begin.</summary>
    private int Place(int root)
    {
        var known = _roots.IndexOf(root);
        if (known >= 0)
            return known * Sizes;
        var place = _roots.Count * Sizes;
        _roots.Add(root);
        if (place + Sizes > _bySize.Length)
            Array.Resize(ref _bySize, 2 * _bySize.Length);
        Array.Clear(_bySize, place, Sizes);
        return place;
    }

    private ReadOnlySpan<LateGroup> InTurn(int count)
    {
        if (_groups.Length < count)
            _groups = new LateGroup[_bySize.Length];
        foreach (ref readonly var group in _bySize.AsSpan(0, _roots.Count * Sizes))
        {
            if (group.Count > 0)
                _groups[group.Turn] = group;
        }
        return _groups.AsSpan(0, count);
    }
}

/// <summary>Late samples with one root: how many, and the sums of their finish and of the root's release, wall minutes.</summary>
internal struct LateGroup
{
    public int Root;
    public int Count;
    public double Finish;
    public double Release;

    /// <summary>How many groups came in before.</summary>
    public int Turn;
}
