using ShopFloorTwin.Core;

namespace ShopFloorTwin.Storage;

/// <summary>
/// Which snapshots of a site to give up: the newest stay, and of the older ones so many that any past state is near one.
/// </summary>
public static class SnapshotThinning
{
    /// <summary>Positions to give up, from all completed ones, newest first.</summary>
    public static IReadOnlyList<long> Surplus(
        IReadOnlyList<long> newestFirst,
        int recentMax = Limits.RecentSnapshots,
        int olderMax = Limits.OlderSnapshots)
    {
        var older = newestFirst.Skip(recentMax).Reverse().ToList();
        var surplus = new List<long>();
        while (older.Count > olderMax)
        {
            var next = olderMax == 0 ? 0 : LeastMissed(older, newestFirst[recentMax - 1]);
            surplus.Add(older[next]);
            older.RemoveAt(next);
        }
        return surplus;
    }

    /// <summary>The one whose neighbours stand closest together; the oldest of equals, so that the far past thins first.</summary>
    static int LeastMissed(List<long> oldestFirst, long recent)
    {
        var least = 0;
        var leastGap = long.MaxValue;
        for (var i = 0; i < oldestFirst.Count; i++)
        {
            var before = i == 0 ? 0 : oldestFirst[i - 1];
            var behind = i == oldestFirst.Count - 1 ? recent : oldestFirst[i + 1];
            if (behind - before >= leastGap)
                continue;
            least = i;
            leastGap = behind - before;
        }
        return least;
    }
}
