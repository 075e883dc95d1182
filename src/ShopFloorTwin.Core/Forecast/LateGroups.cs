using System.Runtime.InteropServices;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>The late samples of an order by root and by how late they are, as sums.</summary>
internal sealed class LateGroups
{
    private readonly List<LateGroup> _groups = [];

    /// <param name="finish">Wall minutes.</param>
    /// <param name="due">Wall minutes.</param>
    /// <param name="sources">Of the floor.</param>
    public ReadOnlySpan<LateGroup> Of(Samples finish, double due, Source[] sources)
    {
        _groups.Clear();
        var last = -1;
        for (var s = 0; s < finish.Times.Length; s++)
        {
            var late = finish.Times[s] - due;
            if (late <= LateBatches.Rounding)
                continue;
            var (root, size) = (finish.Roots[s], Size(late));
            if (last < 0 || _groups[last].Root != root || _groups[last].Size != size)
                last = Place(root, size);
            ref var group = ref CollectionsMarshal.AsSpan(_groups)[last];
            group.Count++;
            group.Finish += finish.Times[s];
            group.Release += root > 0 ? sources[root - 1].Samples[s] : 0;
        }
        return CollectionsMarshal.AsSpan(_groups);
    }

    // Within an hour, four, sixteen, three days, and more.
    private static int Size(double minutes) => minutes < 60 ? 0 : minutes < 240 ? 1 : minutes < 960 ? 2 : minutes < 3840 ? 3 : 4;

    private int Place(int root, int size)
    {
        for (var i = 0; i < _groups.Count; i++)
        {
            if (_groups[i].Root == root && _groups[i].Size == size)
                return i;
        }
        _groups.Add(new LateGroup { Root = root, Size = size });
        return _groups.Count - 1;
    }
}

/// <summary>Late samples with one root: how many, and the sums of their finish and of the root's release, wall minutes.</summary>
internal struct LateGroup
{
    public int Root;
    public int Size;
    public int Count;
    public double Finish;
    public double Release;
}
