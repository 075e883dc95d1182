using System.CommandLine;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Intake;
using ShopFloorTwin.LoadTests.Feeds;
using ShopFloorTwin.LoadTests.Figures;
using ShopFloorTwin.LoadTests.Folding;

namespace ShopFloorTwin.LoadTests.Commands;

/// <summary><c>learning</c>: what learning adds to the fold of an event, kind by kind, and what it keeps.</summary>
internal static class LearningCommand
{
    private const string Mixed = "mixed feed";
    private const int WalkRounds = 120, MixedRuns = 60, MixedEvents = 500, RunsPerPublish = 24;
    private static readonly Promise Event = new("learning, an event of the mixed feed", 1_000, 1_000, "ns");
    private static readonly Promise Key = new("learning, a key", 200, 200, "bytes");

    public static Command Create()
    {
        var orders = LoadOptions.Orders();
        var rounds = new Option<int>("--rounds") { Description = "Folds with and without, in turn.", DefaultValueFactory = _ => 21 };
        var command = new Command("learning", "What learning costs an event: the same events folded with and without, in turn, in one process.") { orders, rounds };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(orders), parsed.GetRequiredValue(rounds)));
        return command;
    }

    private static void Run(int orders, int rounds)
    {
        var plant = Plants.Make(new PlantOptions(orders, PlantOptions.NormalLoad, PlantOptions.FixedAsOf));
        var learning = LocalSite.State(plant);
        var bare = learning.WithoutLearning();
        var walk = ShopWalk.Of(plant, WalkRounds, seed: 1);
        Table(Measure(learning, bare, walk, walk.Count / 3, rounds, withCollections: false));
        var feed = new EventFeed(plant, 1, "learning");
        EventRun[] mixed = [.. Enumerable.Range(0, MixedRuns).Select(_ =>
            new EventRun(Mixed, [.. EventBatchReader.Read(feed.Next(MixedEvents).Body, EventFormat.Batch).Items.Select(item => item.Reading.Event!)]))];
        Console.WriteLine(Event.Line(Table(Measure(learning, bare, mixed, MixedRuns / 3, rounds, withCollections: true))));
        Console.WriteLine(Key.Line(LearnedBytes.Print(LocalSite.State(plant), walk)));
    }

    private static List<(FoldTimes With, FoldTimes Without)> Measure(SiteState learning, SiteState bare, IReadOnlyList<EventRun> runs, int from, int rounds, bool withCollections)
    {
        const int warm = 3;
        var measured = new List<(FoldTimes, FoldTimes)>();
        for (var round = 0; round < rounds + warm; round++)
        {
            var (with, without) = (default(FoldTimes), default(FoldTimes));
            for (var turn = 0; turn < 2; turn++)
            {
                if ((round + turn) % 2 == 0)
                    with = FoldTimes.Of(learning.Copy(), runs, from, RunsPerPublish, withCollections);
                else
                    without = FoldTimes.Of(bare.Copy(), runs, from, RunsPerPublish, withCollections);
                GC.Collect();
            }
            if (round >= warm)
                measured.Add((with!, without!));
        }
        return measured;
    }

    /// <returns>Nanoseconds learning adds, of the last kind.</returns>
    private static double Table(List<(FoldTimes With, FoldTimes Without)> measured)
    {
        var added = double.NaN;
        Console.WriteLine($"{"per event",-28}{"events",8}{"fold ns",10}{"with ns",10}{"learning ns",13}{"p95",8}{"bytes",8}");
        foreach (var kind in measured[0].With.Kinds)
        {
            var more = new Percentiles(measured.Select(one => one.With.Nanoseconds(kind) - one.Without.Nanoseconds(kind)));
            var (with, without) = (new Percentiles(measured.Select(one => one.With.Nanoseconds(kind))), new Percentiles(measured.Select(one => one.Without.Nanoseconds(kind))));
            var bytes = measured[0].With.Bytes(kind) - measured[0].Without.Bytes(kind);
            added = more.Median;
            Console.WriteLine($"{kind,-28}{measured[0].With.Events(kind),8}{without.Median,10:0}{with.Median,10:0}{added,13:0}{more.P95,8:0}{bytes,8:0}");
        }
        return added;
    }
}
