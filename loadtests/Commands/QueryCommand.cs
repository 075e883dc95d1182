using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.LoadTests.Figures;
using ShopFloorTwin.LoadTests.Hosting;

namespace ShopFloorTwin.LoadTests.Commands;

/// <summary><c>query</c>: the at-risk query over HTTP, and the same call alone in this process.</summary>
internal static class QueryCommand
{
    private const int Pages = 20;
    private static readonly (string Name, string Query, OrderQuery Call)[] Kinds =
    [
        ("unfiltered", "", new OrderQuery()),
        ("late, at risk", "risk=late,atRisk", new OrderQuery { Risks = [Risk.Late, Risk.AtRisk] }),
        ("work center", "workCenter=WC-0002", new OrderQuery { WorkCenter = "WC-0002" }),
        ("supplier", "supplier=SUP-003", new OrderQuery { Supplier = "SUP-003" }),
        ("supplier, risk", "supplier=SUP-003&risk=late,atRisk", new OrderQuery { Supplier = "SUP-003", Risks = [Risk.Late, Risk.AtRisk] }),
        ("sorted by due", "sort=due", new OrderQuery { Sort = "due" }),
    ];

    public static Command Create()
    {
        var sizes = LoadOptions.Sizes(10_000, 100_000);
        var seconds = LoadOptions.Seconds(4, "Time for each kind of query.");
        var command = new Command("query", "The at-risk query, over HTTP and alone.") { sizes, seconds };
        command.SetAction(async (parsed, cancellation) =>
        {
            foreach (var orders in parsed.GetRequiredValue(sizes))
                await RunAsync(orders, TimeSpan.FromSeconds(parsed.GetValue(seconds)), cancellation);
        });
        return command;
    }

    private static async Task RunAsync(int orders, TimeSpan budget, CancellationToken cancellation)
    {
        var plant = Plants.Make(new PlantOptions(orders, PlantOptions.NormalLoad, PlantOptions.RecentAsOf()));
        await using var place = new SiloPlace();
        await using (var silo = await SiloProcess.StartAsync(place, cancellation))
        {
            await silo.Client.ImportAsync(plant, cancellation);
            await silo.Client.VisibleAsync(plant.Site, 1, cancellation);
            var worst = 0.0;
            foreach (var (name, query, _) in Kinds)
                worst = Math.Max(worst, await MeasureAsync(name, silo.Client, $"/api/v1/sites/{plant.Site}/orders?{query}", isPaging: false));
            worst = Math.Max(worst, await MeasureAsync("paging", silo.Client, $"/api/v1/sites/{plant.Site}/orders?", isPaging: true));
            var promise = orders > 10_000
                ? new Promise($"at-risk query over HTTP, {orders} open orders, p99 of the slowest kind", 25, 3, "ms")
                : new Promise($"at-risk query over HTTP, {orders} open orders, p99 of the slowest kind", 10, 2, "ms");
            Console.WriteLine(promise.Line(worst));
        }

        var picture = LocalSite.Picture(plant);
        foreach (var (name, _, call) in Kinds)
        {
            var times = new List<double>();
            Repeat(budget / 4, () => times.Add(Time(() => OrderQueries.List(picture, call).Items.Count)));
            Console.WriteLine($"{orders,7} orders, the call alone, {name,-14} {Tail(times).Text("ms", "0.000")}");
        }

        async Task<double> MeasureAsync(string name, SiloClient client, string path, bool isPaging)
        {
            var (times, bytes) = (new List<double>(), 0);
            var end = Stopwatch.GetTimestamp() + (long)(budget.TotalSeconds * Stopwatch.Frequency);
            var next = path;
            for (var n = 1; Stopwatch.GetTimestamp() < end; n++)
            {
                var start = Stopwatch.GetTimestamp();
                var answer = await client.BytesAsync(next, cancellation);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                bytes = answer.Length;
                next = isPaging && n % Pages != 0 && After(answer) is { } after ? $"{path}&after={Uri.EscapeDataString(after)}" : path;
            }
            var tail = Tail(times);
            Console.WriteLine($"{orders,7} orders, HTTP,           {name,-14} {tail.Text("ms", "0.000")}, {bytes} bytes an answer");
            return tail.P99;
        }
    }

    // The first fifth warms up.
    private static Percentiles Tail(List<double> times) => new(times.Skip(times.Count / 5));

    private static string? After(byte[] page)
    {
        using var json = JsonDocument.Parse(page);
        return json.RootElement.GetProperty("next").GetString();
    }

    private static void Repeat(TimeSpan budget, Action action)
    {
        var end = Stopwatch.GetTimestamp() + (long)(budget.TotalSeconds * Stopwatch.Frequency);
        while (Stopwatch.GetTimestamp() < end)
            action();
    }

    private static double Time(Func<int> call)
    {
        var start = Stopwatch.GetTimestamp();
        var count = call();
        var milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return count >= 0 ? milliseconds : throw new InvalidOperationException("a page has a negative length");
    }
}
