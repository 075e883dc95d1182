using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.LoadTests.Figures;

namespace ShopFloorTwin.LoadTests.Commands;

/// <summary><c>what-if</c>: one scenario's full answer on a large site, on one thread, beside one forecast of the same site in the same run.</summary>
internal static class WhatIfCommand
{
    private static readonly Promise Answer = new("what-if on 10,000 orders, answer with the difference", 1_000, 150, "ms");

    public static Command Create()
    {
        var sizes = LoadOptions.Sizes(10_000);
        var seconds = LoadOptions.Seconds(20, "Time for each size.");
        var beside = new Option<bool>("--beside") { Description = "A running silo under load instead: with questions and without." };
        var rate = new Option<int>("--rate") { Description = "Events a second to offer, with --beside.", DefaultValueFactory = _ => 5_000 };
        var command = new Command("what-if", "One scenario's full answer, beside one forecast; or what questions cost the live site.") { sizes, seconds, beside, rate };
        command.SetAction(async (parsed, cancellation) =>
        {
            var (plants, time) = (parsed.GetRequiredValue(sizes), parsed.GetValue(seconds));
            if (parsed.GetValue(beside))
                await WhatIfBeside.RunAsync(plants[0], parsed.GetValue(rate), time, cancellation);
            else
                Run(plants, TimeSpan.FromSeconds(time));
        });
        return command;
    }

    private static void Run(int[] sizes, TimeSpan budget)
    {
        foreach (var orders in sizes)
        {
            var picture = LocalSite.Picture(Plants.Make(new PlantOptions(orders, PlantOptions.NormalLoad, PlantOptions.FixedAsOf)));
            var questions = Questions(picture).ToList();
            var forecaster = new Forecaster(picture.Settings);
            var (forecasts, answers, written) = (new List<double>(), new List<double>(), new List<double>());
            var byQuestion = questions.ToDictionary(one => one.Name!, _ => new List<double>());
            var end = Stopwatch.GetTimestamp() + (long)(budget.TotalSeconds * Stopwatch.Frequency);
            for (var round = 0; Stopwatch.GetTimestamp() < end || round < 4; round++)
            {
                var question = questions[round % questions.Count];
                var forecast = Milliseconds(() => forecaster.Run(picture.Twins, picture.AsOf), out _);
                var answered = Milliseconds(() => WhatIf.Of(picture, question, RiskThresholds.Default, forecaster).Answer ?? throw new InvalidDataException("the question is refused"), out var answer);
                var writing = Milliseconds(() => JsonSerializer.SerializeToUtf8Bytes(answer, JsonSerializerOptions.Web), out var bytes);
                if (round < questions.Count)
                {
                    Console.WriteLine($"{question.Name}: {answer.OrdersChanged} orders change, {bytes.Length / 1024} KiB, {answer.CostMinutes:+0;-0} min of lateness ({answer.Difference.ExpectedTardinessMinutes.Low:+0;-0} to {answer.Difference.ExpectedTardinessMinutes.High:+0;-0}) on {answer.Base.Kpis.ExpectedTardinessMinutes:0}");
                    continue;
                }
                forecasts.Add(forecast);
                answers.Add(answered);
                written.Add(writing);
                byQuestion[question.Name!].Add(answered);
            }
            Console.WriteLine($"{orders} orders: answer {new Percentiles(answers).Text("ms")}");
            Console.WriteLine($"  one forecast {new Percentiles(forecasts).Text("ms")}; ratio of medians {new Percentiles(answers).Median / new Percentiles(forecasts).Median:0.00}");
            Console.WriteLine($"  as JSON      {new Percentiles(written).Text("ms")}");
            foreach (var (name, times) in byQuestion)
                Console.WriteLine($"  {name,-28} {new Percentiles(times).Text("ms")}");
            if (orders == 10_000)
                Console.WriteLine(Answer.Line(new Percentiles(answers).Median));
        }
    }

    /// <summary>What an analyst asks before lunch: from an edit that touches little to one that moves the whole site.</summary>
    public static IEnumerable<WhatIfQuestion> Questions(SitePicture picture)
    {
        var twins = picture.Twins;
        var busiest = Enumerable.Range(0, twins.WorkCenters.Count).MaxBy(w => picture.Forecast.WorkCenters[w].Queue.Count);
        var center = twins.WorkCenters[busiest];
        var line = twins.Suppliers.SelectMany(s => s.Lines).First(l => l.Open > 0 && l.Expected > picture.AsOf);
        var order = twins.Orders.Last(o => o.IsOpen);
        yield return new([new DelaySupply { PurchaseOrder = line.PurchaseOrder, Line = line.Line, To = line.Expected!.Value.AddDays(7) }], Name: "a supplier a week late");
        yield return new([new SetPriority { Order = order.Id, Priority = 9 }], Name: "one order first");
        yield return new([new StopWorkCenter { WorkCenter = center.Id, From = picture.AsOf, To = picture.AsOf.AddDays(1) }], Name: "the busiest center down a day");
        yield return new([new SetEfficiency { WorkCenter = center.Id, Efficiency = 0.8 }, new SetCapacity { WorkCenter = center.Id, Capacity = center.Capacity + 1 }, new CancelOrder { Order = order.Id }], Name: "three edits together");
    }

    private static double Milliseconds<T>(Func<T> work, out T result)
    {
        var started = Stopwatch.GetTimestamp();
        result = work();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
