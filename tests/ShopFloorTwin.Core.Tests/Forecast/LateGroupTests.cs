using FsCheck;
using FsCheck.Fluent;
using ShopFloorTwin.Core.Forecast;

namespace ShopFloorTwin.Core.Tests.Forecast;

public sealed class LateGroupTests
{
    private const int Count = 64, Roots = 4;
    private static readonly double[] Steps = [60, 240, 960, 3840];

    [Fact]
    public void Late_samples_are_grouped_as_one_by_one_by_root_and_by_how_late_they_are()
    {
        var groups = new LateGroups();
        Prop.ForAll<int>(seed =>
        {
            var (random, finish) = (new Random(seed), new Samples(Count));
            var due = random.NextDouble() * 1e5;
            // Now and then on the very moment, and within its rounding.
            for (var s = 0; s < Count; s++)
                (finish.Times[s], finish.Roots[s]) = ((float)(due + (random.Next(4) == 0 ? (random.Next(5) - 2) * LateBatches.Rounding : (random.NextDouble() - 0.3) * 8000)), random.Next(Roots + 1));
            var sources = Enumerable.Range(0, Roots).Select(_ => SourceOf(random)).ToArray();
            return groups.Of(finish, due, sources).ToArray().Select(Figures).SequenceEqual(OneByOne(finish, due, sources));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Samples_on_time_are_in_no_group()
    {
        var finish = new Samples(Count);
        Array.Fill(finish.Times, 100);
        Assert.Equal(0, new LateGroups().Of(finish, 100, []).Length);
    }

    private static IEnumerable<(int, int, double, double)> OneByOne(Samples finish, double due, Source[] sources) =>
        from s in Enumerable.Range(0, Count)
        let late = finish.Times[s] - due
        where late > LateBatches.Rounding
        group s by (Root: finish.Roots[s], Size: Steps.Count(step => late >= step)) into one
        select (one.Key.Root, one.Count(), one.Sum(s => (double)finish.Times[s]), one.Sum(s => one.Key.Root > 0 ? sources[one.Key.Root - 1].Samples[s] : 0.0));

    private static (int, int, double, double) Figures(LateGroup group) => (group.Root, group.Count, group.Finish, group.Release);

    private static Source SourceOf(Random random) => new()
    {
        Kind = SourceKind.Receipt,
        Subject = "purchase-order/PO-1",
        Release = 0,
        Samples = new Draws(random.Next(1000), 1440, [.. Enumerable.Range(0, Count).Select(_ => random.NextSingle())], 0),
    };
}
