using System.CommandLine;
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
        var target = new OdooTargetOptions();
        var writes = new Option<int>("--writes") { Description = "Orders written in each round.", DefaultValueFactory = _ => 200 };
        var rounds = new Option<int>("--rounds") { Description = "Rounds of both, behind one that warms up.", DefaultValueFactory = _ => 3 };
        var lost = new Option<int>("--lost") { Description = "Replies that get lost.", DefaultValueFactory = _ => 1_000 };
        var burst = new Option<int>("--burst") { Description = "Machine events of the burst (scripted Odoo only).", DefaultValueFactory = _ => 1_000_000 };
        var command = new Command("writer", "The writer into Odoo: throughput against a plain loop, duplicates under lost replies, calls of a burst. Without --url into the scripted Odoo of the tests, in this process.") { writes, rounds, lost, burst };
        target.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var folder = Directory.CreateTempSubdirectory("twin-writer-load-");
            try
            {
                await using var store = await Stores.OpenAsync(new StoreOptions("sqlite", folder.FullName), TimeProvider.System, cancellation);
                if (target.Of(parsed) is { } real)
                    await RealAsync(real, store, parsed.GetValue(writes), parsed.GetValue(rounds), parsed.GetValue(lost), cancellation);
                else
                    await ScriptedAsync(store, parsed.GetValue(writes), parsed.GetValue(rounds), parsed.GetValue(lost), parsed.GetValue(burst), cancellation);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        });
        return command;
    }

    private static async Task RealAsync(OdooTarget target, IStore store, int writes, int rounds, int lost, CancellationToken cancellation)
    {
        using var odoo = target.Direct();
        if (writes > 0)
            await ThroughputAsync(odoo, store, writes, rounds);
        await using var proxy = await OdooProxy.StartAsync(target.Url);
        using var through = target.Direct(proxy.Url);
        await LostAsync(through, odoo, proxy, store, lost, cancellation);
    }

    private static async Task ScriptedAsync(IStore store, int writes, int rounds, int lost, int burst, CancellationToken cancellation)
    {
        await using var peer = await OdooPeer.StartAsync();
        peer.Add("product.product", new { name = "Pump", default_code = "P-1" });
        peer.Add("mrp.workcenter", new { name = "Mill", code = "MILL" });
        for (var i = 0; i < writes; i++)
            peer.Add("mrp.production", new { name = $"MO-{i}", product_id = 1, product_qty = 1.0, state = "confirmed", priority = "0", date_start = "2026-11-30 07:00:00" });
        // What a call takes at a real Odoo 19, as it was recorded: the scripted one answers in no time, and says nothing about a share.
        peer.Faults.Each(call => new PeerFault.Slow(TimeSpan.FromMilliseconds(call.Method switch { "write" => 25, "web_save_multi" => 80, _ => 15 })));
        using var odoo = Client(peer.Connection(), 100_000);
        await ThroughputAsync(odoo, store, writes, rounds);
        peer.Faults.Clear();
        await using (var proxy = await OdooProxy.StartAsync(peer.Url))
        {
            using var through = Client(peer.Connection() with { Url = proxy.Url }, 100_000);
            await LostAsync(through, odoo, proxy, store, lost, cancellation);
        }
        await BurstAsync(peer, store, burst);
    }

    private static async Task ThroughputAsync(OdooClient odoo, IStore store, int writes, int rounds)
    {
        var load = new WriterLoad(odoo, store);
        var orders = await load.OrdersAsync(writes);
        var (shares, single) = (new List<double>(), new List<double>());
        for (var round = 0; round <= rounds; round++)
        {
            var loop = await load.LoopAsync(orders);
            var writer = await load.WriterAsync(orders, Core.Limits.OdooWritesPerCall);
            var alone = await load.WriterAsync(orders, 1);
            Console.WriteLine($"round {round}: plain loop {loop:0.0}/s, writer {writer:0.0}/s, and with one record in a call {alone:0.0}/s, {orders.Count} orders{(round == 0 ? " (warm-up)" : "")}");
            if (round == 0)
                continue;
            shares.Add(writer / loop);
            single.Add(alone / loop);
        }
        Console.WriteLine(Share.Line(shares.Min()));
        Console.WriteLine($"the same with one record in a call, each looked at before and read back after: {single.Min():0.##} to {single.Max():0.##}");
    }

    private static async Task LostAsync(OdooClient through, OdooClient observer, OdooProxy proxy, IStore store, int replies, CancellationToken cancellation)
    {
        var orders = (await new WriterLoad(observer, store).OrdersAsync(100)).Select(order => order.Name).ToList();
        var centers = (await observer.SearchReadAsync("mrp.workcenter", [], ["name"], "id", limit: 20, cancellation: cancellation)).Require(new OdooCall("mrp.workcenter", "search_read"));
        var (counts, lost) = await new LostReplies(through, observer, proxy, store).RunAsync(replies, orders, [.. centers.EnumerateArray().Select(row => row.GetProperty("name").GetString()!)], cancellation);
        Console.WriteLine($"{lost} replies lost: {counts}");
        Console.WriteLine(Duplicates.Line(counts.Twice.Count));
    }

    private static async Task BurstAsync(OdooPeer peer, IStore store, int events)
    {
        foreach (var machine in EventBurst.WorkCenters)
            peer.Add("mrp.workcenter", new { name = machine, code = machine });
        foreach (var order in EventBurst.OrderNames)
            peer.Add("mrp.production", new { name = order, product_id = 1, product_qty = 4.0, state = "confirmed", priority = "0", date_start = "2020-11-23 06:00:00" });
        peer.Calls.Clear();
        using var odoo = Client(peer.Connection(), Rate);
        var burst = new EventBurst(7);
        var writer = new OdooWriter(odoo, store.Intents, new OdooWriterOptions { Holder = "burst" }, TimeProvider.System);
        var intents = 0;
        await burst.RunAsync(events, async approved => intents += await store.Intents.AddAsync(approved, CancellationToken.None));
        while ((await store.Intents.BacklogAsync("main", CancellationToken.None)).Waiting > 0)
            await writer.RunOnceAsync(CancellationToken.None);
        Console.WriteLine($"{events} machine events in {events / EventBurst.PerSecond} s of the floor's clock: {burst.Decisions} decisions, {intents} intents, {peer.Calls.All.Count} calls, at most {peer.Calls.MostInOneSecond()} in one second (set: {Rate})");
        Console.WriteLine(Calls.Line(peer.Calls.All.Count));
    }

    private static OdooClient Client(OdooConnection connection, double rate) => new(
        connection with { RatePerSecond = rate, Patience = new OdooPatience { Attempts = 1, BreakFor = TimeSpan.FromMilliseconds(500) } }, new FixedKeys(OdooPeer.Key), TimeProvider.System);
}
