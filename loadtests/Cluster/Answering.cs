using System.Diagnostics;
using ShopFloorTwin.LoadTests.Feeds;
using ShopFloorTwin.LoadTests.Figures;
using ShopFloorTwin.LoadTests.Hosting;

namespace ShopFloorTwin.LoadTests.Cluster;

/// <summary>
/// From an accepted event to the at-risk answer that shows it, and the at-risk query itself: of the embedded engine, of the silo that carries
/// the site, and of one that does not, in turn.
/// </summary>
internal static class Answering
{
    private const int LatencyBatch = 500;
    private const int Turns = 2;
    private static readonly (string Name, string Query)[] Kinds = [("late, at risk", "risk=late,atRisk&limit=20"), ("a page of 50", "")];

    public static async Task RunAsync(ClusterOptions options, CancellationToken cancellation)
    {
        var plant = Plants.Make(new PlantOptions(options.Orders, PlantOptions.NormalLoad, PlantOptions.RecentAsOf()));
        await using var embeddedPlace = new SiloPlace(options.Server);
        await using var clusterPlace = new SiloPlace(options.Server);
        await using var embedded = await SiloProcess.StartAsync(embeddedPlace, cancellation);
        await using var cluster = new SiloCluster(clusterPlace);
        var carrier = await cluster.AddAsync(cancellation);
        await embedded.Client.ImportAsync(plant, cancellation);
        await carrier.Client.ImportAsync(plant, cancellation);
        var other = await cluster.AddAsync(cancellation);
        var feeds = new[] { new EventFeed(plant, options.Seed, "answers"), new EventFeed(plant, options.Seed, "answers") };
        (string Name, SiloProcess Silo, EventFeed Feed)[] asked = [("embedded engine", embedded, feeds[0]), ("carrying silo", carrier, feeds[1]), ("another silo", other, feeds[1])];

        // Before any event, while both sites are the same.
        foreach (var (_, silo, _) in asked)
            await silo.Client.VisibleAsync(plant.Site, 1, cancellation);
        foreach (var (kind, query) in Kinds)
        {
            var (times, bytes) = (asked.Select(_ => new List<double>()).ToList(), new int[asked.Length]);
            for (var end = Stopwatch.StartNew(); end.Elapsed < options.Seconds;)
            {
                for (var a = 0; a < asked.Length; a++)
                {
                    var start = Stopwatch.GetTimestamp();
                    bytes[a] = (await asked[a].Silo.Client.BytesAsync($"/api/v1/sites/{plant.Site}/orders?{query}", cancellation)).Length;
                    times[a].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            }
            // The first fifth warms up.
            for (var a = 0; a < asked.Length; a++)
                Console.WriteLine($"  {asked[a].Name,-16} at-risk query, {kind,-14} {new Percentiles(times[a].Skip(times[a].Count / 5)).Text("ms", "0.00")}, {bytes[a]} bytes an answer");
        }

        var reached = double.MaxValue;
        foreach (var (_, silo, feed) in asked)
            reached = Math.Min(reached, await ClosedLoop.ReachAsync(silo.Client, plant.Site, feed, options.Connections, cancellation));
        var perSecond = reached / 2 / LatencyBatch;
        Console.WriteLine($"accepted -> visible: {options.Orders} open orders; offering {perSecond * LatencyBatch:0} events/s, half of what the slowest of them takes");
        var looks = asked.Select(_ => new List<VisibleLoad>()).ToList();
        for (var turn = 0; turn < Turns; turn++)
        {
            for (var a = 0; a < asked.Length; a++)
            {
                var batches = asked[a].Feed.Take((int)Math.Max(1, perSecond * options.Seconds.TotalSeconds / Turns), LatencyBatch);
                looks[a].Add(await VisibleLoad.RunAsync(asked[a].Silo.Client, plant.Site, batches, perSecond, cancellation));
            }
        }
        for (var a = 0; a < asked.Length; a++)
        {
            Console.WriteLine($"  {asked[a].Name,-16} offered -> accepted {new Percentiles(looks[a].SelectMany(look => look.Accepted)).Text("ms")}");
            Console.WriteLine($"  {asked[a].Name,-16} accepted -> visible {new Percentiles(looks[a].SelectMany(look => look.Visible)).Text("ms")}");
        }
    }
}
