using System.CommandLine;
using System.Diagnostics;
using ShopFloorTwin.LoadTests.Feeds;
using ShopFloorTwin.LoadTests.Figures;
using ShopFloorTwin.LoadTests.Hosting;
using ShopFloorTwin.LoadTests.Raw;

namespace ShopFloorTwin.LoadTests.Commands;

/// <summary>
/// <c>ingest</c>: durable, de-duplicated events per second through the silo's HTTP into the twins, as a ratio to a raw batched insert
/// of the same rows into the same kind of store, in alternating rounds of the same run. Afterwards everything is counted.
/// </summary>
internal static class IngestCommand
{
    private static readonly Promise Ratio = new("ingest, ratio to a raw batched insert of the same rows", 0.3, 0.6, "", MoreIsBetter: true);

    internal sealed record Options(int Orders, int Events, int Batch, int Connections, int Rounds, TimeSpan Budget, int Seed);

    public static Command Create()
    {
        var orders = LoadOptions.Orders();
        var events = new Option<int>("--events") { Description = "Events of one round.", DefaultValueFactory = _ => 200_000 };
        var batch = LoadOptions.Batch(1_000);
        var connections = LoadOptions.Connections();
        var rounds = new Option<int>("--rounds") { Description = "Rounds of raw insert and ingest, one after the other.", DefaultValueFactory = _ => 5 };
        var seconds = LoadOptions.Seconds(240, "No new round begins after this time.");
        var seed = LoadOptions.Seed();
        var postgres = LoadOptions.Postgres();
        var sqlite = new Option<bool>("--sqlite") { Description = "Measure on SQLite.", DefaultValueFactory = _ => true };
        var command = new Command("ingest", "Durable events per second, against a raw batched insert.") { orders, events, batch, connections, rounds, seconds, seed, postgres, sqlite };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = new Options(
                parsed.GetValue(orders), parsed.GetValue(events), parsed.GetValue(batch), parsed.GetValue(connections),
                parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(seed));
            var sound = true;
            if (parsed.GetValue(sqlite))
                sound &= await RunAsync(options, null, cancellation);
            if (parsed.GetValue(postgres) is { Length: > 0 } server)
                sound &= await RunAsync(options, server, cancellation);
            else
                Console.WriteLine("PostgreSQL: not measured; give --postgres, or eval \"$(tests/postgres.sh start)\" before.");
            return sound ? 0 : 1;
        });
        return command;
    }

    private static async Task<bool> RunAsync(Options options, string? server, CancellationToken cancellation)
    {
        var plant = Plants.Make(new PlantOptions(options.Orders, PlantOptions.NormalLoad, PlantOptions.RecentAsOf()));
        await using var place = new SiloPlace(server);
        Console.WriteLine($"{place.StoreName}: the silo in a child process, {options.Orders} open orders, rounds of {options.Events} events, {options.Batch} a request, {options.Connections} connections");
        await using var raw = server is null ? (IRawStore)new RawSqlite() : await RawPostgres.OpenAsync(server, cancellation);
        await using var silo = await SiloProcess.StartAsync(place, cancellation);
        await silo.Client.ImportAsync(plant, cancellation);
        var tally = new Tally(plant.Site);
        var feed = new EventFeed(plant, options.Seed, "ingest");

        // What compiles late, and what is first touched, is touched before.
        await RoundAsync("warm-up", options, feed, raw, silo, tally, cancellation);
        var ratios = new List<double>();
        var ingested = new List<double>();
        var start = Stopwatch.GetTimestamp();
        for (var round = 1; round <= options.Rounds && Stopwatch.GetElapsedTime(start) < options.Budget; round++)
        {
            var (rawRate, rate) = await RoundAsync($"round {round}", options, feed, raw, silo, tally, cancellation);
            ratios.Add(rate / rawRate);
            ingested.Add(rate);
        }
        var all = new Percentiles(ratios);
        Console.WriteLine($"ingest   {new Percentiles(ingested).Median:0} events/s in the median; ratio min {all.Min:0.000}  median {all.Median:0.000}  max {all.Max:0.000}");
        Console.WriteLine($"{place.StoreName}: {Ratio.Line(all.Median)}");
        return await tally.CheckAsync(silo, place, cancellation);
    }

    private static async Task<(double Raw, double Ingest)> RoundAsync(
        string name, Options options, EventFeed feed, IRawStore raw, SiloProcess silo, Tally tally, CancellationToken cancellation)
    {
        var batches = feed.Take(Math.Max(1, options.Events / options.Batch), options.Batch);
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        foreach (var batch in batches)
            await raw.InsertAsync(batch.Rows, cancellation);
        var rawRate = batches.Sum(batch => batch.Events) / Stopwatch.GetElapsedTime(start).TotalSeconds;

        start = Stopwatch.GetTimestamp();
        var (siloCpu, loadCpu) = (silo.CpuTime, Environment.CpuUsage.TotalTime);
        var sent = await ClosedLoop.SendAsync([silo.Client], tally.Site, batches, options.Connections, cancellation);
        (siloCpu, loadCpu) = (silo.CpuTime - siloCpu, Environment.CpuUsage.TotalTime - loadCpu);
        await silo.Client.VisibleAsync(tally.Site, sent.Position, cancellation);
        var visible = Stopwatch.GetElapsedTime(start).TotalSeconds;
        tally.Add(sent, batches);
        Console.WriteLine(
            $"{name,-9} raw {rawRate,8:0} rows/s   ingest {sent.EventsPerSecond,8:0} events/s   ratio {sent.EventsPerSecond / rawRate:0.000}   visible after {visible:0.00} s   cpu of an event: silo {siloCpu.TotalMicroseconds / sent.Events:0.0} us (forecasts too), load {loadCpu.TotalMicroseconds / sent.Events:0.0} us");
        return (rawRate, sent.EventsPerSecond);
    }
}
