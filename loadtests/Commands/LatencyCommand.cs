using System.CommandLine;
using System.Diagnostics;
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
    private static readonly TimeSpan PollPause = TimeSpan.FromMilliseconds(2);

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
        var reached = await ReachAsync(silo.Client, plant.Site, feed, options, cancellation);
        var rate = options.Rate > 0 ? options.Rate : reached / 2;
        var perSecond = rate / options.Batch;
        var batches = feed.Take((int)Math.Max(1, perSecond * options.Seconds), options.Batch);
        Console.WriteLine($"{place.StoreName}: {options.Orders} open orders; a closed loop reached {reached:0} events/s; offering {rate:0} events/s in requests of {options.Batch} for {options.Seconds} s");
        GC.Collect();

        var clock = Stopwatch.StartNew();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var polling = PollAsync(silo.Client, plant.Site, clock, enough.Token);
        var requests = await OpenLoop.SendAsync(silo.Client, plant.Site, batches, perSecond, clock, cancellation);
        await silo.Client.VisibleAsync(plant.Site, requests.Max(request => request.Position), cancellation);
        await enough.CancelAsync();
        var polls = await polling;

        var shown = requests.Select(request => (request, At: polls.First(poll => poll.Position >= request.Position).At)).ToList();
        var visible = new Percentiles(shown.Select(one => Math.Max(0, one.At - one.request.Answered) * 1000));
        Console.WriteLine($"offered -> accepted (durable)   {new Percentiles(requests.Select(request => (request.Answered - request.Due) * 1000)).Text("ms")}");
        Console.WriteLine($"accepted -> visible             {visible.Text("ms")}");
        Console.WriteLine($"offered -> visible              {new Percentiles(shown.Select(one => (one.At - one.request.Due) * 1000)).Text("ms")}");
        Console.WriteLine($"the polls that looked           {new Percentiles(polls.SkipLast(1).Select(poll => poll.Milliseconds)).Text("ms")}");
        var bySecond = shown.GroupBy(one => (int)one.request.Answered).OrderBy(group => group.Key)
            .Select(group => $"{group.Max(one => (one.At - one.request.Answered) * 1000):0}");
        Console.WriteLine($"longest of each second (ms)     {string.Join(' ', bySecond)}");
        Console.WriteLine(Visible.Line(visible.P99));
    }

    /// <summary>What the silo takes when it is asked for all it can.</summary>
    private static async Task<double> ReachAsync(SiloClient client, string site, EventFeed feed, Options options, CancellationToken cancellation)
    {
        await ClosedLoop.SendAsync(client, site, feed.Take(50, 1_000), options.Connections, cancellation);
        var sent = await ClosedLoop.SendAsync(client, site, feed.Take(200, 1_000), options.Connections, cancellation);
        await client.VisibleAsync(site, sent.Position, cancellation);
        return sent.EventsPerSecond;
    }

    private static async Task<List<(double At, long Position, double Milliseconds)>> PollAsync(SiloClient client, string site, Stopwatch clock, CancellationToken cancellation)
    {
        var polls = new List<(double, long, double)>();
        try
        {
            while (true)
            {
                var start = clock.Elapsed;
                if (await client.OrdersPositionAsync(site, cancellation) is { } position)
                    polls.Add((clock.Elapsed.TotalSeconds, position, (clock.Elapsed - start).TotalMilliseconds));
                await Task.Delay(PollPause, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // A last look, now that everything is visible.
            polls.Add((clock.Elapsed.TotalSeconds, long.MaxValue, 0));
            return polls;
        }
    }
}
