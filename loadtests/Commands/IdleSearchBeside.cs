using ShopFloorTwin.LoadTests.Feeds;
using ShopFloorTwin.LoadTests.Figures;
using ShopFloorTwin.LoadTests.Hosting;

namespace ShopFloorTwin.LoadTests.Commands;

/// <summary>Two silos with little to do, by turns: one searches for suggestions whenever it is idle, the other never. What that costs the live answer.</summary>
internal static class IdleSearchBeside
{
    private const int Batch = 5, Turns = 3;
    private const string Never = "--Twin:Suggestions:IdleSeconds=0", Always = "--Twin:Suggestions:IdleSeconds=60";
    private static readonly Promise Ratio = new("accepted -> visible p99 beside searches while idle, by that without", 1.2, 1.0, "");

    public static async Task RunAsync(int orders, int seconds, CancellationToken cancellation)
    {
        var plant = Plants.Make(new PlantOptions(orders, PlantOptions.NormalLoad, PlantOptions.RecentAsOf()));
        await using var still = new SiloPlace(null);
        await using var searching = new SiloPlace(null);
        var visible = new Dictionary<string, List<double>> { [Never] = [], [Always] = [] };
        var feed = new EventFeed(plant, 1, "idle");
        for (var turn = 0; turn < 2 * Turns; turn++)
        {
            var (place, setting) = turn % 2 == 0 ? (still, Never) : (searching, Always);
            await using var silo = await SiloProcess.StartAsync(place, cancellation, setting);
            if (turn < 2)
                await silo.Client.ImportAsync(plant, cancellation);
            await OfferAsync(silo, plant.Site, feed, 5, cancellation);
            visible[setting].AddRange(await OfferAsync(silo, plant.Site, feed, seconds, cancellation));
        }
        var (without, with) = (new Percentiles(visible[Never]), new Percentiles(visible[Always]));
        Console.WriteLine($"{orders} open orders, a request of {Batch} events a second, {Turns} turns of {seconds} s each way");
        Console.WriteLine($"accepted -> visible, nothing beside it        {without.Text("ms")}");
        Console.WriteLine($"accepted -> visible, beside searches          {with.Text("ms")}");
        Console.WriteLine(Ratio.Line(with.P99 / without.P99));
    }

    // One request a second: the site is idle in between.
    private static async Task<IReadOnlyList<double>> OfferAsync(SiloProcess silo, string site, EventFeed feed, int seconds, CancellationToken cancellation) =>
        (await VisibleLoad.RunAsync(silo.Client, site, feed.Take(seconds, Batch), 1, cancellation)).Visible;
}
