using ShopFloorTwin.LoadTests.Feeds;
using ShopFloorTwin.LoadTests.Figures;
using ShopFloorTwin.LoadTests.Hosting;

namespace ShopFloorTwin.LoadTests.Cluster;

/// <summary>
/// Durable, de-duplicated events per second: the embedded engine, the cluster and the textbook design on one PostgreSQL, round by round in
/// turn; then the cluster through a silo that does not carry the site, and through all three. What was sent is counted afterwards.
/// </summary>
internal static class Throughput
{
    private const int TextbookShare = 10;
    private static readonly Promise ToEmbedded = new("one silo of the cluster, ratio to the embedded engine", 0.5, 0.5, "", MoreIsBetter: true);
    private static readonly Promise ToTextbook = new("one silo of the cluster, ratio to the textbook design", 10, 10, "", MoreIsBetter: true);

    public static async Task<bool> RunAsync(ClusterOptions options, CancellationToken cancellation)
    {
        var plant = Plants.Make(new PlantOptions(options.Orders, PlantOptions.NormalLoad, PlantOptions.RecentAsOf()));
        Console.WriteLine($"events per second: {options.Orders} open orders, rounds of {options.Events} events ({options.Events / TextbookShare} for the textbook design), {options.Batch} a request, {options.Connections} connections");
        await using var embeddedPlace = new SiloPlace(options.Server);
        await using var clusterPlace = new SiloPlace(options.Server);
        await using var embedded = await SiloProcess.StartAsync(embeddedPlace, cancellation);
        await using var cluster = new SiloCluster(clusterPlace);
        var first = await cluster.AddAsync(cancellation);
        await embedded.Client.ImportAsync(plant, cancellation);
        await first.Client.ImportAsync(plant, cancellation);
        var (embeddedFeed, clusterFeed) = (Feed(), Feed());
        var (embeddedTally, clusterTally) = (new Tally(plant.Site), new Tally(plant.Site));
        var isSound = await BesideTextbookAsync();

        var second = await cluster.AddAsync(cancellation);
        var third = await cluster.AddAsync(cancellation);
        var alone = new Contender("embedded engine", [embedded], [embedded], embeddedFeed, embeddedTally);
        var carrying = ToSilos("three silos, to the carrying one", [first]);
        var other = ToSilos("three silos, to another one", [second]);
        var all = ToSilos("three silos, to all", [first, second, third]);
        await RoundsAsync([alone, carrying, other, all]);
        Console.WriteLine($"ratio to the embedded engine in the median: carrying silo {carrying.RatioTo(alone):0.000}, another silo {other.RatioTo(alone):0.000}, all three {all.RatioTo(alone):0.000}");
        Console.WriteLine("the embedded engine");
        isSound &= await embeddedTally.CheckAsync(embedded.Client, embedded.StopAsync, embeddedPlace, cancellation);
        Console.WriteLine("the cluster");
        return isSound & await clusterTally.CheckAsync(third.Client, cluster.StopAsync, clusterPlace, cancellation);

        EventFeed Feed() => new(plant, options.Seed, "cluster");

        Contender ToSilos(string name, IReadOnlyList<SiloProcess> silos) => new(name, silos, cluster.Silos, clusterFeed, clusterTally);

        async Task<bool> BesideTextbookAsync()
        {
            await using var textbookPlace = new SiloPlace(options.Server, connections: 64);
            await using var textbook = await SiloProcess.StartAsync(SiloProcess.LaunchTextbook(textbookPlace), cancellation);
            var embeddedAlone = new Contender("embedded engine", [embedded], [embedded], embeddedFeed, embeddedTally);
            var one = ToSilos("cluster, one silo", [first]);
            var plain = new Contender("textbook design, one silo", [textbook], [textbook], Feed(), new Tally(plant.Site)) { ShowsPositions = false };
            await RoundsAsync([embeddedAlone, one, plain]);
            Console.WriteLine($"medians  embedded {embeddedAlone.Median:0}, cluster of one silo {one.Median:0}, textbook {plain.Median:0} events/s");
            Console.WriteLine($"medians  processor time of an event: embedded {embeddedAlone.Cost:0}, cluster {one.Cost:0}, textbook {plain.Cost:0} us, which is {plain.Cost / one.Cost:0.0} times the cluster's");
            Console.WriteLine(ToEmbedded.Line(one.RatioTo(embeddedAlone)));
            Console.WriteLine(ToTextbook.Line(one.RatioTo(plain)));
            var good = await textbook.Client.GoodAsync(plant.Site, cancellation);
            Console.WriteLine($"the textbook design: {plain.Tally.Summary}, in its grains {good}");
            return plain.Tally.IsAllAccepted && Math.Abs(good - plain.Tally.Good) < 0.5;
        }

        async Task RoundsAsync(IReadOnlyList<Contender> contenders)
        {
            for (var round = 0; round <= options.Rounds; round++)
            {
                foreach (var contender in contenders)
                {
                    var events = contender.ShowsPositions ? options.Events : options.Events / TextbookShare;
                    await contender.RoundAsync(round == 0 ? "warm-up" : $"round {round}", events, options, isCounted: round > 0, cancellation);
                }
            }
        }
    }
}
