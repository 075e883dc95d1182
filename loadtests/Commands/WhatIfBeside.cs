using System.Diagnostics;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.LoadTests.Feeds;
using ShopFloorTwin.LoadTests.Figures;
using ShopFloorTwin.LoadTests.Hosting;

namespace ShopFloorTwin.LoadTests.Commands;

/// <summary>A silo under a steady load, by turns undisturbed and with a hundred questions a minute: what these cost the live answer.</summary>
internal static class WhatIfBeside
{
    private const int Batch = 500, Turns = 2;
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1) / 100;
    private static readonly Promise Ratio = new("accepted -> visible p99 with 100 what-ifs a minute, by the undisturbed", 1.2, 1.0, "");

    public static async Task RunAsync(int orders, int rate, int seconds, CancellationToken cancellation)
    {
        var plant = Plants.Make(new PlantOptions(orders, PlantOptions.NormalLoad, PlantOptions.RecentAsOf()));
        var questions = WhatIfCommand.Questions(LocalSite.Picture(plant)).Select(one => new { one.Name, Edits = one.Edits.Select(EditReader.Write) }).ToList();
        await using var place = new SiloPlace(null);
        await using var silo = await SiloProcess.StartAsync(place, cancellation);
        await silo.Client.ImportAsync(plant, cancellation);
        var feed = new EventFeed(plant, 1, "beside");
        // Compiled and warm before anything is measured.
        await OfferAsync(silo, plant.Site, feed, rate, Math.Min(8, seconds), cancellation);
        for (var i = 0; i < questions.Count; i++)
            await silo.Client.AskAsync($"/api/v1/sites/{plant.Site}/what-if", questions[i], cancellation);

        var (quiet, asked, answers) = (new List<double>(), new List<double>(), new List<double>());
        for (var turn = 0; turn < Turns; turn++)
        {
            quiet.AddRange(await OfferAsync(silo, plant.Site, feed, rate, seconds, cancellation));
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var asking = AskAsync(silo.Client, plant.Site, [.. questions], answers, enough.Token);
            asked.AddRange(await OfferAsync(silo, plant.Site, feed, rate, seconds, cancellation));
            await enough.CancelAsync();
            await asking;
        }
        var (without, with) = (new Percentiles(quiet), new Percentiles(asked));
        Console.WriteLine($"{orders} open orders, {rate} events/s in requests of {Batch}, {Turns} turns of {seconds} s each way");
        Console.WriteLine($"accepted -> visible, undisturbed      {without.Text("ms")}");
        Console.WriteLine($"accepted -> visible, with questions   {with.Text("ms")}");
        Console.WriteLine($"{answers.Count} questions answered over HTTP, whole     {new Percentiles(answers).Text("ms")}");
        Console.WriteLine(Ratio.Line(with.P99 / without.P99));
    }

    private static async Task<IReadOnlyList<double>> OfferAsync(SiloProcess silo, string site, EventFeed feed, int rate, int seconds, CancellationToken cancellation)
    {
        var perSecond = (double)rate / Batch;
        return (await VisibleLoad.RunAsync(silo.Client, site, feed.Take((int)Math.Max(1, perSecond * seconds), Batch), perSecond, cancellation)).Visible;
    }

    private static async Task AskAsync(SiloClient client, string site, object[] questions, List<double> answers, CancellationToken enough)
    {
        try
        {
            for (var i = 0; ; i++)
            {
                var started = Stopwatch.GetTimestamp();
                var (status, _) = await client.AskAsync($"/api/v1/sites/{site}/what-if", questions[i % questions.Length], enough);
                var took = Stopwatch.GetElapsedTime(started);
                if (status != 200)
                    throw new InvalidDataException($"a question was answered with {status}");
                answers.Add(took.TotalMilliseconds);
                if (took < Between)
                    await Task.Delay(Between - took, enough);
            }
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
            // Enough was measured.
        }
    }
}
