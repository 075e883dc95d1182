using FsCheck;
using FsCheck.Fluent;
using ShopFloorTwin.Core;

namespace ShopFloorTwin.Storage.Tests;

public sealed class SnapshotThinningTests
{
    [Fact]
    public void Few_snapshots_are_all_kept() =>
        Assert.Empty(SnapshotThinning.Surplus([.. Enumerable.Range(1, 15).Select(i => (long)i).Reverse()]));

    [Fact]
    public void The_one_that_is_least_missed_goes_first() =>
        Assert.Equal([510L], SnapshotThinning.Surplus([900, 700, 510, 500, 100], recentMax: 1, olderMax: 3));

    [Fact]
    public void Any_history_keeps_its_newest_and_stays_within_the_limit() => Prop.ForAll(
        ArbMap.Default.ArbFor<PositiveInt[]>(),
        steps =>
        {
            var held = new List<long>();
            long position = 0;
            foreach (var step in steps)
            {
                position += step.Get;
                held.Insert(0, position);
                var surplus = SnapshotThinning.Surplus(held);
                held.RemoveAll(surplus.Contains);
                Assert.True(held.Count <= Limits.RecentSnapshots + Limits.OlderSnapshots);
                Assert.Equal(position, held[0]);
            }
            // The recent ones are the last taken, without exception.
            var taken = steps.Aggregate(new List<long> { 0 }, (all, step) => [.. all, all[^1] + step.Get]).Skip(1).Reverse().ToList();
            Assert.Equal(taken.Take(Limits.RecentSnapshots), held.Take(Limits.RecentSnapshots));
        }).QuickCheckThrowOnFailure();
}
