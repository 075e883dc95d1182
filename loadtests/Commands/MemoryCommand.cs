using System.CommandLine;
using System.Diagnostics;
using ShopFloorTwin.LoadTests.Feeds;
using ShopFloorTwin.LoadTests.Figures;
using ShopFloorTwin.LoadTests.Hosting;

namespace ShopFloorTwin.LoadTests.Commands;

/// <summary>
/// <c>memory</c>: what an open order costs the silo's process, all in: its memory with a large plant less its memory with a tiny one,
/// after import, events and forecasts. With <c>--minutes</c>: memory over time under load.
/// </summary>
internal static class MemoryCommand
{
    private const int TinyOrders = 10;
    private static readonly TimeSpan SoakPause = TimeSpan.FromSeconds(10);

    private sealed record Held(long Resident, long Peak, long Live, long ResidentAfter);

    public static Command Create()
    {
        var sizes = LoadOptions.Sizes(10_000, 100_000);
        var events = new Option<int>("--events") { Description = "Events before the reading.", DefaultValueFactory = _ => 20_000 };
        var seconds = LoadOptions.Seconds(25, "Rest before the reading; the plant is forecast anew every ten seconds.");
        var minutes = new Option<int>("--minutes") { Description = "Instead: load for so long, memory every 10 s." };
        var rate = new Option<int>("--rate") { Description = "Events a second of --minutes.", DefaultValueFactory = _ => 5_000 };
        var command = new Command("memory", "Bytes for an open order, all in; or memory over time under load.") { sizes, events, seconds, minutes, rate };
        command.SetAction((parsed, cancellation) => parsed.GetValue(minutes) > 0
            ? SoakAsync(parsed.GetRequiredValue(sizes)[0], TimeSpan.FromMinutes(parsed.GetValue(minutes)), parsed.GetValue(rate), cancellation)
            : RunAsync(parsed.GetRequiredValue(sizes), parsed.GetValue(events), TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellation));
        return command;
    }

    private static async Task RunAsync(int[] sizes, int events, TimeSpan rest, CancellationToken cancellation)
    {
        var tiny = await MeasureAsync(TinyOrders, events, rest, cancellation);
        foreach (var orders in sizes)
        {
            var held = await MeasureAsync(orders, events, rest, cancellation);
            var promise = new Promise($"memory per open order, all in, {orders} orders: resident memory at rest", 8, 3, "KB");
            Console.WriteLine(promise.Line(Each(held.Resident, tiny.Resident)));
            Console.WriteLine($"  the same of the live managed heap {Each(held.Live, tiny.Live):0.00} KB, of resident memory after a full collection {Each(held.ResidentAfter, tiny.ResidentAfter):0.00} KB, at its peak {Each(held.Peak, tiny.Peak):0.00} KB");

            double Each(long large, long small) => (large - small) / 1024.0 / (orders - TinyOrders);
        }
    }

    private static async Task<Held> MeasureAsync(int orders, int events, TimeSpan rest, CancellationToken cancellation)
    {
        var plant = Plants.Make(new PlantOptions(orders, PlantOptions.NormalLoad, PlantOptions.RecentAsOf()));
        await using var place = new SiloPlace();
        await using var silo = await SiloProcess.StartAsync(place, cancellation);
        await silo.Client.ImportAsync(plant, cancellation);
        var sent = await ClosedLoop.SendAsync([silo.Client], plant.Site, new EventFeed(plant, 1, "memory").Take(events / 500, 500), 2, cancellation);
        await silo.Client.VisibleAsync(plant.Site, sent.Position, cancellation);
        await Task.Delay(rest, cancellation);
        var (resident, peak) = (ProcessMemory.Resident(silo.Id), ProcessMemory.ResidentPeak(silo.Id));
        var live = await ProcessMemory.LiveHeapAsync(silo.Id, cancellation);
        var held = new Held(resident, peak, live, ProcessMemory.Resident(silo.Id));
        Console.WriteLine($"{orders,7} orders: resident {Mb(resident)}, peak {Mb(peak)}; live managed heap {Mb(live)}; resident after a full collection {Mb(held.ResidentAfter)}");
        return held;
    }

    private static async Task SoakAsync(int orders, TimeSpan duration, int rate, CancellationToken cancellation)
    {
        const int batch = 500;
        var plant = Plants.Make(new PlantOptions(orders, PlantOptions.NormalLoad, PlantOptions.RecentAsOf()));
        await using var place = new SiloPlace();
        await using var silo = await SiloProcess.StartAsync(place, cancellation);
        await silo.Client.ImportAsync(plant, cancellation);
        var feed = new EventFeed(plant, 1, "soak");
        var clock = Stopwatch.StartNew();
        long events = 0;
        while (clock.Elapsed < duration)
        {
            var batches = feed.Take(Math.Max(1, (int)(rate * SoakPause.TotalSeconds / batch)), batch);
            var requests = await OpenLoop.SendAsync(silo.Client, plant.Site, batches, (double)rate / batch, clock, cancellation);
            events += batches.Count * batch;
            var shown = await silo.Client.OrdersPositionAsync(plant.Site, cancellation);
            Console.WriteLine($"{clock.Elapsed.TotalMinutes,6:0.0} min  {events,10} events  behind {requests.Max(request => request.Position) - shown,6}  resident {Mb(ProcessMemory.Resident(silo.Id))}  peak {Mb(ProcessMemory.ResidentPeak(silo.Id))}");
        }
        Console.WriteLine($"live managed heap at the end {Mb(await ProcessMemory.LiveHeapAsync(silo.Id, cancellation))}");
    }

    private static string Mb(long bytes) => $"{bytes / 1048576.0:0.0} MB";
}
