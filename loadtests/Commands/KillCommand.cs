using System.CommandLine;
using System.Diagnostics;
using ShopFloorTwin.LoadTests.Feeds;
using ShopFloorTwin.LoadTests.Hosting;

namespace ShopFloorTwin.LoadTests.Commands;

/// <summary>
/// <c>kill</c>: kill -9 under load at seeded random moments. After each, everything that was sent is sent again:
/// what was acknowledged must be there, and the good pieces must add up to what was sent once.
/// </summary>
internal static class KillCommand
{
    private sealed record Options(int Orders, int Times, int Seed, int Batch, int Connections, TimeSpan Budget, string? Postgres);

    public static Command Create()
    {
        var orders = LoadOptions.Orders(500);
        var times = new Option<int>("--times") { Description = "Kills; the promise's floor is 200.", DefaultValueFactory = _ => 10 };
        var seed = LoadOptions.Seed();
        var batch = LoadOptions.Batch(100);
        var connections = LoadOptions.Connections(4);
        var seconds = LoadOptions.Seconds(1_800, "No new kill after this time.");
        var postgres = new Option<string?>("--postgres") { Description = "On this PostgreSQL server instead of SQLite." };
        var command = new Command("kill", "kill -9 under load: nothing acknowledged is lost, nothing is counted twice.") { orders, times, seed, batch, connections, seconds, postgres };
        command.SetAction((parsed, cancellation) => RunAsync(
            new Options(
                parsed.GetValue(orders), parsed.GetValue(times), parsed.GetValue(seed), parsed.GetValue(batch), parsed.GetValue(connections),
                TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(postgres)),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Options options, CancellationToken cancellation)
    {
        Console.WriteLine($"seed {options.Seed}: {options.Times} kills under load of {options.Connections} connections, {options.Batch} events a request, {options.Orders} orders");
        var random = new Random(options.Seed);
        var plant = Plants.Make(new PlantOptions(options.Orders, PlantOptions.NormalLoad, PlantOptions.RecentAsOf()));
        var feed = new EventFeed(plant, options.Seed, "kill");
        var clock = Stopwatch.StartNew();
        var (kills, events, lost, doubled) = (0, 0L, 0L, 0.0);
        var (sentGood, alreadyDoubled) = (0.0, 0.0);
        await using var place = new SiloPlace(options.Postgres);
        var silo = await SiloProcess.StartAsync(place, cancellation);
        try
        {
            await silo.Client.ImportAsync(plant, cancellation);
            while (kills < options.Times && clock.Elapsed < options.Budget)
            {
                var moment = TimeSpan.FromMilliseconds(random.Next(20, 1_500));
                var load = new KilledLoad(feed, plant.Site, options.Batch);
                await load.RunAsync(silo, options.Connections, moment, cancellation);
                kills++;
                await silo.DisposeAsync();
                silo = await SiloProcess.StartAsync(place, cancellation);

                var again = await load.SendAgainAsync(silo.Client, cancellation);
                lost += again.Lost;
                events += again.Events;
                sentGood += again.Good;
                await silo.Client.VisibleAsync(plant.Site, again.Position, cancellation);
                doubled = await silo.Client.GoodAsync(plant.Site, cancellation) - sentGood;
                if (again.Lost > 0 || Math.Abs(doubled - alreadyDoubled) > 0.5)
                    Console.WriteLine($"  kill {kills} after {moment.TotalMilliseconds} ms: {again.Lost} acknowledged events lost, good pieces off by {doubled - alreadyDoubled}");
                alreadyDoubled = doubled;
                if (kills % 10 == 0)
                    Console.WriteLine($"  {kills} kills in {clock.Elapsed.TotalSeconds:0} s, {events} events");
            }
        }
        finally
        {
            await silo.DisposeAsync();
        }
        Console.WriteLine($"kills {kills}, events {events}: acknowledged events lost {lost}; good pieces in the twins beyond those sent {doubled}  (floor 0 / 0 in 200, aim 0 / 0 in 1,000)  seed {options.Seed}");
        return lost == 0 && Math.Abs(doubled) < 0.5 ? 0 : 1;
    }
}
