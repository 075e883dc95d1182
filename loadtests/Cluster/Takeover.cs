using System.Diagnostics;
using ShopFloorTwin.LoadTests.Feeds;
using ShopFloorTwin.LoadTests.Figures;
using ShopFloorTwin.LoadTests.Hosting;

namespace ShopFloorTwin.LoadTests.Cluster;

/// <summary>
/// The silo that carries the site is killed, or stopped, under load: how long the other one gives no at-risk answer and takes no events,
/// and whether what was acknowledged is there once.
/// </summary>
internal static class Takeover
{
    private const int Batch = 100;
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    public static async Task<bool> RunAsync(ClusterOptions options, CancellationToken cancellation)
    {
        var plant = Plants.Make(new PlantOptions(options.Orders, PlantOptions.NormalLoad, PlantOptions.RecentAsOf()));
        Console.WriteLine($"take-over: two silos, {options.Orders} open orders, {options.Connections} senders of {Batch} events, each to the other silo when one fails; an at-risk query every {Watch.Pause.TotalMilliseconds} ms to the silo that stays");
        await using var place = new SiloPlace(options.Server);
        await using var cluster = new SiloCluster(place);
        var first = await cluster.AddAsync(cancellation);
        await first.Client.ImportAsync(plant, cancellation);
        await cluster.AddAsync(cancellation);
        var (feed, tally, random) = (new EventFeed(plant, options.Seed, "takeover"), new Tally(plant.Site), new Random(options.Seed));
        await RepeatAsync("kill -9", options.Kills, silo => silo.KillAsync());
        await RepeatAsync("SIGTERM", options.Stops, silo => silo.StopAsync());
        return await tally.CheckAsync(cluster.Silos[0].Client, cluster.StopAsync, place, cancellation);

        async Task RepeatAsync(string how, int times, Func<SiloProcess, Task> end)
        {
            var (answers, takes) = (new List<double>(), new List<double>());
            for (var time = 1; time <= times; time++)
            {
                var carrier = cluster.CarrierOf(plant.Site);
                var stays = cluster.OthersOf(plant.Site)[0];
                using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                var clock = Stopwatch.StartNew();
                var load = MovingLoad.Start(feed, tally, [carrier.Client, stays.Client], options.Connections, Batch, clock, enough.Token);
                var watch = Watch.Start(stays.Client, plant.Site, clock, enough.Token);
                await Task.Delay(Before + TimeSpan.FromMilliseconds(random.Next(1_000)), cancellation);
                var (at, acknowledged) = (clock.Elapsed, load.Position);
                await end(carrier);
                var ended = clock.Elapsed - at;
                while (!(load.HasTakenSince(at + ended) && watch.HasAnsweredSince(at + ended)))
                {
                    if (clock.Elapsed - at > Deadline)
                        throw new TimeoutException($"{Deadline.TotalSeconds} s after {how} of the silo that carried it, {plant.Site} gives no answer or takes no events: {stays.LastLines()}");
                    await Task.Delay(10, cancellation);
                }
                await Task.Delay(After, cancellation);
                await enough.CancelAsync();
                await load.EndAsync();
                var polls = await watch.EndAsync();
                answers.Add(LongestSilence(at, polls.Where(poll => poll.Position >= acknowledged).Select(poll => poll.Ended)));
                takes.Add(LongestSilence(at, load.TakenAt));
                Console.WriteLine(
                    $"  {how} {time}: no at-risk answer for {answers[^1]:0.0} s, no events taken for {takes[^1]:0.0} s; the process ended after {ended.TotalSeconds:0.0} s; slowest answer {polls.Max(poll => (poll.Ended - poll.Started).TotalSeconds):0.0} s, {polls.Count(poll => poll.Position < 0)} of {polls.Count} questions refused");
                await cluster.RemoveAsync(carrier);
                await cluster.AddAsync(cancellation);
            }
            if (times > 0)
                Console.WriteLine($"{how}: without an at-risk answer {Text(answers)}; without taking events {Text(takes)}");
            await cluster.Silos[0].Client.VisibleAsync(plant.Site, tally.Position, cancellation);
        }
    }

    private static string Text(IEnumerable<double> seconds)
    {
        var all = new Percentiles(seconds);
        return $"median {all.Median:0.0} s, longest {all.Max:0.0} s of {all.Count}";
    }

    private static double LongestSilence(TimeSpan from, IEnumerable<TimeSpan> heard)
    {
        var (last, longest) = (from, TimeSpan.Zero);
        foreach (var at in heard.Where(at => at > from).Order())
            (last, longest) = (at, at - last > longest ? at - last : longest);
        return longest.TotalSeconds;
    }
}
