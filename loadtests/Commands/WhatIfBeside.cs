using System.Diagnostics;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.LoadTests.Feeds;
using ShopFloorTwin.LoadTests.Figures;
using ShopFloorTwin.LoadTests.Hosting;

namespace ShopFloorTwin.LoadTests.Commands;

/// <summary>A silo under a steady load, by turns undisturbed and with a hundred questions a minute, or with one study after the other: what these cost the live answer.</summary>
internal static class WhatIfBeside
{
    private const int Batch = 500, Turns = 2;
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1) / 100;
    private static readonly Promise Ratio = new("accepted -> visible p99 with 100 what-ifs a minute, by the undisturbed", 1.2, 1.0, "");
    private static readonly Promise Studies = new("accepted -> visible p99 with {0} without a pause, by the undisturbed", 1.2, 1.0, "");

    /// <summary>A call that goes on until it is cancelled, and the time each of its answers took.</summary>
    private sealed record Asking(string What, Func<SiloClient, List<double>, CancellationToken, Task> Loop);

    public static async Task RunAsync(int orders, int rate, int seconds, CancellationToken cancellation)
    {
        var plant = Plants.Make(new PlantOptions(orders, PlantOptions.NormalLoad, PlantOptions.RecentAsOf()));
        object[] questions = [.. WhatIfCommand.Questions(LocalSite.Picture(plant)).Select(one => new { one.Name, Edits = one.Edits.Select(EditReader.Write) })];
        await RunAsync(plant, rate, seconds, [new Asking("questions", (client, answers, enough) => AskAsync(client, $"/api/v1/sites/{plant.Site}/what-if", questions, Between, answers, enough))], Ratio, cancellation);
    }

    /// <summary>The same with studies one after the other, each kind in a turn of its own.</summary>
    public static async Task StudiesAsync(int orders, int rate, int seconds, CancellationToken cancellation)
    {
        var plant = Plants.Make(new PlantOptions(orders, PlantOptions.NormalLoad, PlantOptions.RecentAsOf()));
        var picture = LocalSite.Picture(plant);
        var capacities = StudiesCommand.Capacities(picture);
        var edits = WhatIfCommand.Questions(picture).First().Edits.Select(EditReader.Write).ToList();
        var path = $"/api/v1/sites/{plant.Site}";
        var sweep = new { Edit = EditReader.Write(capacities[0].Edits[0]), Parameter = "capacity", Values = new[] { 1, 2, 3, 4 } };
        Asking Of(string what, string call, object body) => new(what, (client, answers, enough) => AskAsync(client, $"{path}/{call}", [body], TimeSpan.Zero, answers, enough));
        await RunAsync(
            plant, rate, seconds,
            [Of("stress tests", "stress", new { }), Of("sweeps", "sweep", sweep), Of("Monte Carlo runs", "monte-carlo", new { Edits = edits, Samples = Limits.MonteCarloSamples })],
            Studies, cancellation);
    }

    private static async Task RunAsync(PlantDocument plant, int rate, int seconds, IReadOnlyList<Asking> askings, Promise promise, CancellationToken cancellation)
    {
        await using var place = new SiloPlace(null);
        await using var silo = await SiloProcess.StartAsync(place, cancellation);
        await silo.Client.ImportAsync(plant, cancellation);
        var feed = new EventFeed(plant, 1, "beside");
        // Compiled and warm before anything is measured.
        await OfferAsync(silo, plant.Site, feed, rate, Math.Min(8, seconds), cancellation);
        foreach (var asking in askings)
            await BesideAsync(silo, asking, [], async () => { await Task.Delay(TimeSpan.FromSeconds(Math.Min(8, seconds)), cancellation); return []; }, cancellation);

        var quiet = new List<double>();
        var (asked, answers) = (askings.Select(_ => new List<double>()).ToList(), askings.Select(_ => new List<double>()).ToList());
        for (var turn = 0; turn < Turns; turn++)
        {
            quiet.AddRange(await OfferAsync(silo, plant.Site, feed, rate, seconds, cancellation));
            for (var i = 0; i < askings.Count; i++)
                asked[i].AddRange(await BesideAsync(silo, askings[i], answers[i], () => OfferAsync(silo, plant.Site, feed, rate, seconds, cancellation), cancellation));
        }
        var without = new Percentiles(quiet);
        Console.WriteLine($"{plant.Orders.Count} open orders, {rate} events/s in requests of {Batch}, {Turns} turns of {seconds} s each way");
        Console.WriteLine($"accepted -> visible, undisturbed           {without.Text("ms")}");
        for (var i = 0; i < askings.Count; i++)
        {
            Console.WriteLine($"accepted -> visible, with {askings[i].What,-16} {new Percentiles(asked[i]).Text("ms")}");
            Console.WriteLine($"{answers[i].Count} {askings[i].What} answered over HTTP, whole  {new Percentiles(answers[i]).Text("ms")}");
            Console.WriteLine((promise with { Name = string.Format(System.Globalization.CultureInfo.InvariantCulture, promise.Name, askings[i].What) }).Line(new Percentiles(asked[i]).P99 / without.P99));
        }
    }

    private static async Task<IReadOnlyList<double>> BesideAsync(SiloProcess silo, Asking asking, List<double> answers, Func<Task<IReadOnlyList<double>>> load, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var loop = asking.Loop(silo.Client, answers, enough.Token);
        var measured = await load();
        await enough.CancelAsync();
        await loop;
        return measured;
    }

    private static async Task<IReadOnlyList<double>> OfferAsync(SiloProcess silo, string site, EventFeed feed, int rate, int seconds, CancellationToken cancellation)
    {
        var perSecond = (double)rate / Batch;
        return (await VisibleLoad.RunAsync(silo.Client, site, feed.Take((int)Math.Max(1, perSecond * seconds), Batch), perSecond, cancellation)).Visible;
    }

    private static async Task AskAsync(SiloClient client, string path, object[] questions, TimeSpan between, List<double> answers, CancellationToken enough)
    {
        try
        {
            for (var i = 0; ; i++)
            {
                var started = Stopwatch.GetTimestamp();
                var (status, _) = await client.AskAsync(path, questions[i % questions.Length], enough);
                var took = Stopwatch.GetElapsedTime(started);
                if (status != 200)
                    throw new InvalidDataException($"a question was answered with {status}");
                answers.Add(took.TotalMilliseconds);
                if (took < between)
                    await Task.Delay(between - took, enough);
            }
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
            // Enough was measured.
        }
    }
}
