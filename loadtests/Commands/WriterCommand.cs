using System.CommandLine;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.LoadTests.Figures;
using ShopFloorTwin.LoadTests.Writing;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Tests.Peer;
using ShopFloorTwin.Odoo.Writing;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.LoadTests.Commands;

/// <summary><c>writer</c>: the writer against a plain loop on the same Odoo, what lost replies duplicate, and what a burst of events comes to.</summary>
internal static class WriterCommand
{
    private const double Rate = 50;
    private static readonly Promise Share = new("writer's throughput as a share of a plain loop's, same writes, same Odoo", 0.8, 1, "", MoreIsBetter: true);
    private static readonly Promise Duplicates = new("duplicates over lost replies", 0, 0, "");
    private static readonly Promise Calls = new("calls to Odoo for a burst of machine events", 500, 300, "calls");

    public static Command Create()
    {
        var url = new Option<string?>("--url") { Description = "A real Odoo; left out: the scripted one of the tests, in this process." };
        var database = new Option<string?>("--database") { Description = "Of the real Odoo." };
        var key = new Option<string?>("--key-file") { Description = "File with the API key of its user." };
        var writes = new Option<int>("--writes") { Description = "Orders written in each round.", DefaultValueFactory = _ => 200 };
        var lost = new Option<int>("--lost") { Description = "Replies that get lost (scripted Odoo only).", DefaultValueFactory = _ => 1_000 };
        var burst = new Option<int>("--burst") { Description = "Machine events of the burst (scripted Odoo only).", DefaultValueFactory = _ => 1_000_000 };
        var command = new Command("writer", "The writer into Odoo: throughput against a plain loop, duplicates under lost replies, calls of a burst.") { url, database, key, writes, lost, burst };
        command.SetAction(async parsed =>
        {
            var folder = Directory.CreateTempSubdirectory("twin-writer-load-");
            await using var store = await Stores.OpenAsync(new StoreOptions("sqlite", folder.FullName), TimeProvider.System, CancellationToken.None);
            if (parsed.GetValue(url) is { } address)
            {
                var connection = new OdooConnection { Instance = "main", Url = new Uri(address), Database = parsed.GetValue(database), RatePerSecond = 1_000 };
                using var odoo = new OdooClient(connection, new FixedKeys((await File.ReadAllTextAsync(parsed.GetValue(key)!)).Trim()), TimeProvider.System);
                await ThroughputAsync(odoo, store, parsed.GetValue(writes));
                return;
            }
            await using var peer = await OdooPeer.StartAsync();
            peer.Add("product.product", new { name = "Pump", default_code = "P-1" });
            for (var i = 0; i < parsed.GetValue(writes); i++)
                peer.Add("mrp.production", new { name = $"MO-{i}", product_id = 1, product_qty = 1.0, state = "confirmed", priority = "0", date_start = "2026-11-30 07:00:00" });
            // What a call takes at a real Odoo 19, as it was recorded: the scripted one answers in no time, and says nothing about a share.
            peer.Faults.Each(call => new PeerFault.Slow(TimeSpan.FromMilliseconds(call.Method switch { "write" => 25, "web_save_multi" => 80, _ => 15 })));
            using (var odoo = Client(peer, 100_000))
                await ThroughputAsync(odoo, store, parsed.GetValue(writes));
            peer.Faults.Clear();
            await LostAsync(peer, store, parsed.GetValue(lost));
            await BurstAsync(peer, store, parsed.GetValue(burst));
        });
        return command;
    }

    private static async Task ThroughputAsync(OdooClient odoo, IStore store, int writes)
    {
        var load = new WriterLoad(odoo, store);
        var orders = await load.OrdersAsync(writes);
        var shares = new List<double>();
        for (var round = 0; round < 4; round++)
        {
            var loop = await load.LoopAsync(orders);
            var writer = await load.WriterAsync(orders);
            Console.WriteLine($"round {round}: plain loop {loop:0.0}/s, writer {writer:0.0}/s, {orders.Count} orders{(round == 0 ? " (warm-up)" : "")}");
            if (round > 0)
                shares.Add(writer / loop);
        }
        Console.WriteLine(Share.Line(shares.Min()));
    }

    private static async Task LostAsync(OdooPeer peer, IStore store, int replies)
    {
        using var odoo = Client(peer, 100_000);
        var now = TimeProvider.System.GetUtcNow();
        var (before, lost, random) = (peer.Count("mail.activity"), 0, new Random(1));
        peer.Faults.Each(call => call.Method == "load" && lost < replies && random.Next(10) < 7 && ++lost > 0 ? new PeerFault.LoseReply() : null);
        var order = peer.Find("mrp.production")[0];
        var made = 0;
        var writer = new OdooWriter(odoo, store.Intents, new OdooWriterOptions { Holder = "lost", LeaseLife = TimeSpan.FromMinutes(5), WritesPerCall = 1, Settle = TimeSpan.Zero }, TimeProvider.System);
        while (lost < replies)
        {
            await store.Intents.AddAsync([.. Enumerable.Range(0, 50).SelectMany(i => DecisionIntents.Of("main", "load", WriterLoad.Decision($"D-lost-{made + i}", now, new DecisionAction
            {
                Kind = ActionKind.Activity, Target = "order/MO-0", Values = [new("summary", "Look"), new("note", "n"), new("deadline", "2026-11-24"), new("user", null)],
            })))], CancellationToken.None);
            made += 50;
            while ((await store.Intents.BacklogAsync("main", CancellationToken.None)).Waiting > 0)
                await writer.RunOnceAsync(CancellationToken.None);
        }
        await writer.ReleaseAsync();
        peer.Faults.Clear();
        Console.WriteLine($"{lost} replies lost, {made} activities wanted on order {order}, {peer.Count("mail.activity") - before} made");
        Console.WriteLine(Duplicates.Line(Math.Abs(peer.Count("mail.activity") - before - made)));
    }

    private static async Task BurstAsync(OdooPeer peer, IStore store, int events)
    {
        foreach (var machine in EventBurst.WorkCenters)
            peer.Add("mrp.workcenter", new { name = machine, code = machine });
        foreach (var order in EventBurst.OrderNames)
            peer.Add("mrp.production", new { name = order, product_id = 1, product_qty = 4.0, state = "confirmed", priority = "0", date_start = "2020-11-23 06:00:00" });
        peer.Calls.Clear();
        using var odoo = Client(peer, Rate);
        var burst = new EventBurst(7);
        var writer = new OdooWriter(odoo, store.Intents, new OdooWriterOptions { Holder = "burst" }, TimeProvider.System);
        var intents = 0;
        await burst.RunAsync(events, async approved => intents += await store.Intents.AddAsync(approved, CancellationToken.None));
        while ((await store.Intents.BacklogAsync("main", CancellationToken.None)).Waiting > 0)
            await writer.RunOnceAsync(CancellationToken.None);
        Console.WriteLine($"{events} machine events in {events / EventBurst.PerSecond} s of the floor's clock: {burst.Decisions} decisions, {intents} intents, {peer.Calls.All.Count} calls, at most {peer.Calls.MostInOneSecond()} in one second (set: {Rate})");
        Console.WriteLine(Calls.Line(peer.Calls.All.Count));
    }

    private static OdooClient Client(OdooPeer peer, double rate) => new(
        peer.Connection() with { RatePerSecond = rate, Patience = new OdooPatience { Attempts = 1, BreakFor = TimeSpan.FromMilliseconds(500) } }, new FixedKeys(OdooPeer.Key), TimeProvider.System);
}
