using Microsoft.Extensions.Logging.Abstractions;
using ShopFloorTwin.Embedded;
using ShopFloorTwin.Engine;
using ShopFloorTwin.KillHost;
using ShopFloorTwin.Storage;

// A plant under load, made to be killed. Arguments: store (sqlite or a connection string), data folder, first event, seed.
// Tells what it does line by line: "open <position> <good>", "sent <from> <to>", "acked <from> <to>".
var (place, folder, first, seed) = (args[0], args[1], long.Parse(args[2]), ulong.Parse(args[3]));
await using var store = await Stores.OpenAsync(new StoreOptions(place, folder), TimeProvider.System, CancellationToken.None);
var options = new EngineOptions { Forecast = new() { Samples = 16 }, MinForecastInterval = TimeSpan.Zero, SnapshotRecords = 300 };
await using var engine = await EmbeddedEngine.StartAsync(store, options, TimeProvider.System, NullLogger<EmbeddedEngine>.Instance, CancellationToken.None);
var site = await engine.OpenAsync(CountingPlant.Site, CancellationToken.None);
if ((await site.HealthAsync(CancellationToken.None)).JournalPosition == 0)
    await site.AcceptAsync([CountingPlant.Imported()], CancellationToken.None);
await site.CatchUpAsync(CancellationToken.None);
var press = await site.WorkCenterAsync(CountingPlant.Press, null, CancellationToken.None);
var tell = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
tell.WriteLine($"open {(await site.HealthAsync(CancellationToken.None)).JournalPosition} {press!.Good}");

var next = first;
await Task.WhenAll(Enumerable.Range(0, 4).Select(sender => Task.Run(async () =>
{
    for (var turn = 0ul; ; turn++)
    {
        var size = 1 + (int)((seed + turn * 7 + (ulong)sender * 13) % 40);
        var to = Interlocked.Add(ref next, size);
        tell.WriteLine($"sent {to - size} {to}");
        await site.AcceptAsync([.. Enumerable.Range(0, size).Select(i => CountingPlant.Counted(to - size + i))], CancellationToken.None);
        tell.WriteLine($"acked {to - size} {to}");
    }
})));
