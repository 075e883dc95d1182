using System.CommandLine;
using ShopFloorTwin.LoadTests.Feeds;
using ShopFloorTwin.LoadTests.Figures;
using ShopFloorTwin.LoadTests.Hosting;

namespace ShopFloorTwin.LoadTests.Commands;

/// <summary>
/// <c>latency</c>: from the answer that an event is accepted to the first at-risk answer whose position has reached it,
/// while events are offered at half the rate the silo can take.
/// </summary>
internal static class LatencyCommand
{
    private static readonly Promise Visible = new("event accepted -> visible in the at-risk answer, p99", 500, 250, "ms");

    private sealed record Options(int Orders, int Rate, int Batch, int Connections, int Seconds, int Seed, string? Postgres);

    public static Command Create()
    {
        var orders = LoadOptions.Orders();
        var rate = new Option<int>("--rate") { Description = "Events a second to offer; 0: half of what a closed loop reaches first." };
        var batch = LoadOptions.Batch(500);
        var connections = LoadOptions.Connections();
        var seconds = LoadOptions.Seconds(20, "Time to offer events.");
        var seed = LoadOptions.Seed();
        var postgres = new Option<string?>("--postgres") { Description = "Measure on this PostgreSQL server instead of SQLite." };
        var command = new Command("latency", "From an accepted event to the at-risk answer that shows it.") { orders, rate, batch, connections, seconds, seed, postgres };
        command.SetAction((parsed, cancellation) => RunAsync(
            new Options(
                parsed.GetValue(orders), parsed.GetValue(rate), parsed.GetValue(batch), parsed.GetValue(connections),
                parsed.GetValue(seconds), parsed.GetValue(seed), parsed.GetValue(postgres)),
            cancellation));
        return command;
    }

    private static async Task RunAsync(Options options, CancellationToken cancellation)
    {
        var plant = Plants.Make(new PlantOptions(options.Orders, PlantOptions.NormalLoad, PlantOptions.RecentAsOf()));
        await using var place = new SiloPlace(options.Postgres);
        await using var silo = await SiloProcess.StartAsync(place, cancellation);
        await silo.Client.ImportAsync(plant, cancellation);
        var feed = new EventFeed(plant, options.Seed, "latency");
        var reached = await ClosedLoop.ReachAsync(silo.Client, plant.Site, feed, options.Connections, cancellation);
        var rate = options.Rate > 0 ? options.Rate : reached / 2;
        var perSecond = rate / options.Batch;
        var batches = feed.Take((int)Math.Max(1, perSecond * options.Seconds), options.Batch);
        Console.WriteLine($"{place.StoreName}: {options.Orders} open orders; a closed loop reached {reached:0} events/s; offering {rate:0} events/s in requests of {options.Batch} for {options.Seconds} s");
        var load = await VisibleLoad.RunAsync(silo.Client, plant.Site, batches, perSecond, cancellation);
        var visible = new Percentiles(load.Visible);
        Console.WriteLine($"offered -> accepted (durable)   {new Percentiles(load.Accepted).Text("ms")}");
        Console.WriteLine($"accepted -> visible             {visible.Text("ms")}");
        Console.WriteLine($"offered -> visible              {new Percentiles(load.Shown).Text("ms")}");
        Console.WriteLine($"the polls that looked           {new Percentiles(load.Polls).Text("ms")}");
        Console.WriteLine($"longest of each second (ms)     {string.Join(' ', load.LongestBySecond.Select(longest => $"{longest:0}"))}");
        Console.WriteLine(Visible.Line(visible.P99));
    }
}
