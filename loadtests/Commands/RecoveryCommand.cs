using System.CommandLine;
using System.Diagnostics;
using ShopFloorTwin.LoadTests.Feeds;
using ShopFloorTwin.LoadTests.Figures;
using ShopFloorTwin.LoadTests.Hosting;

namespace ShopFloorTwin.LoadTests.Commands;

/// <summary><c>recovery</c>: kill -9 with a journal tail behind the snapshot, start again, time to ready and to the first orders answer at the old position.</summary>
internal static class RecoveryCommand
{
    public static Command Create()
    {
        var sizes = LoadOptions.Sizes(10_000, 100_000);
        var tail = new Option<int>("--tail") { Description = "Events behind the newest snapshot.", DefaultValueFactory = _ => 20_000 };
        var rounds = new Option<int>("--rounds") { Description = "Kills of each size.", DefaultValueFactory = _ => 3 };
        var command = new Command("recovery", "Time from kill -9 to answers.") { sizes, tail, rounds };
        command.SetAction(async (parsed, cancellation) =>
        {
            var sound = true;
            foreach (var orders in parsed.GetRequiredValue(sizes))
                sound &= await RunAsync(orders, parsed.GetValue(tail), parsed.GetValue(rounds), cancellation);
            return sound ? 0 : 1;
        });
        return command;
    }

    private static async Task<bool> RunAsync(int orders, int tail, int rounds, CancellationToken cancellation)
    {
        var plant = Plants.Make(new PlantOptions(orders, PlantOptions.NormalLoad, PlantOptions.RecentAsOf()));
        await using var place = new SiloPlace();
        await using (var first = await SiloProcess.StartAsync(place, cancellation))
        {
            await first.Client.ImportAsync(plant, cancellation);
            await first.Client.VisibleAsync(plant.Site, 1, cancellation);
            // A stop takes a snapshot: the tail begins behind it.
            await first.StopAsync();
        }

        var (before, sound) = (await FillAsync(), true);
        var (ready, answered) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            await using var silo = await SiloProcess.StartAsync(place, cancellation);
            ready.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            await silo.Client.VisibleAsync(plant.Site, before.JournalPosition, cancellation);
            answered.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            var after = await silo.Client.SiteAsync(plant.Site, withHash: true, cancellation);
            sound &= after.JournalPosition == before.JournalPosition && after.StateHash == before.StateHash && after.StateHash is not null;
            await silo.KillAsync();
        }
        Console.WriteLine($"{orders,7} orders, {tail} events behind the snapshot: ready {new Percentiles(ready).Text("s", "0.00")}; first orders answer at the old position {new Percentiles(answered).Text("s", "0.00")}");
        Console.WriteLine(sound ? $"  position {before.JournalPosition} and state hash {before.StateHash?[..12]}… as before the kill" : "  STATE DIFFERS FROM BEFORE THE KILL");
        var promise = orders > 10_000 ? new Promise($"recovery after kill -9, {orders} orders", 30, 5, "s") : new Promise($"recovery after kill -9, {orders} orders", 10, 2, "s");
        Console.WriteLine(promise.Line(new Percentiles(answered).Max));
        return sound;

        async Task<SiteAnswer> FillAsync()
        {
            await using var silo = await SiloProcess.StartAsync(place, cancellation);
            var sent = await ClosedLoop.SendAsync([silo.Client], plant.Site, new EventFeed(plant, 1, "tail").Take(tail / 500, 500), 2, cancellation);
            await silo.Client.VisibleAsync(plant.Site, sent.Position, cancellation);
            var state = await silo.Client.SiteAsync(plant.Site, withHash: true, cancellation);
            await silo.KillAsync();
            return state;
        }
    }
}
