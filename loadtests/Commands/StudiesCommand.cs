using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Scenarios.Sampling;
using ShopFloorTwin.Core.Scenarios.Stress;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.LoadTests.Figures;

namespace ShopFloorTwin.LoadTests.Commands;

/// <summary><c>studies</c>: a stress test, a sweep and a Monte Carlo run of a large site, on one thread; or what they cost the live site.</summary>
internal static class StudiesCommand
{
    private const double AtRisk = 0.3;
    private static readonly Promise Variant = new("one variant of a stress test, 10,000 orders", 1_000, 150, "ms");

    public static Command Create()
    {
        var sizes = LoadOptions.Sizes(10_000);
        var seconds = LoadOptions.Seconds(20, "Time of each turn, with --beside.");
        var beside = new Option<bool>("--beside") { Description = "A running silo under load instead: with studies and without." };
        var rate = new Option<int>("--rate") { Description = "Events a second to offer, with --beside.", DefaultValueFactory = _ => 5_000 };
        var samples = new Option<int>("--samples") { Description = "Of the Monte Carlo run.", DefaultValueFactory = _ => Limits.MonteCarloSamples };
        var command = new Command("studies", "A stress test, a sweep and a Monte Carlo run: alone, or what they cost the live site.") { sizes, seconds, beside, rate, samples };
        command.SetAction(async (parsed, cancellation) =>
        {
            var plants = parsed.GetRequiredValue(sizes);
            if (parsed.GetValue(beside))
            {
                await WhatIfBeside.StudiesAsync(plants[0], parsed.GetValue(rate), parsed.GetValue(seconds), cancellation);
                return;
            }
            foreach (var orders in plants)
                Run(orders, parsed.GetValue(samples));
        });
        return command;
    }

    private static void Run(int orders, int samples)
    {
        var picture = LocalSite.Picture(Plants.Make(new PlantOptions(orders, PlantOptions.NormalLoad, PlantOptions.FixedAsOf)));
        Console.WriteLine($"{orders} orders, {picture.Twins.Suppliers.Count} suppliers, {picture.Twins.WorkCenters.Count} work centers");
        for (var round = 0; round < 2; round++)
        {
            // The first round compiles.
            var isWarm = round == 1;
            var stress = Measure(isWarm, "stress test", () => StudyRun.Stress(picture, Enum.GetValues<StressKind>(), isWarm ? Limits.StressBlows : 3, AtRisk, () => true), study => (study.Items.Count, "variant"));
            var sweep = Measure(isWarm, "sweep of a capacity", () => StudyRun.Sweep(picture, Capacities(picture), AtRisk, () => true).Study!, study => (study.Items.Count, "variant"));
            var drawn = Measure(isWarm, $"Monte Carlo of {(isWarm ? samples : 512)} samples, with edits", () => Draw(picture, isWarm ? samples : 512), run => (run.Done, "batch"));
            if (!isWarm)
                continue;
            var tied = stress.Result.Items.Count(one => one.TiedWithNext);
            Console.WriteLine($"  stress: {stress.Result.Items.Count} of {stress.Result.Of}, worst {stress.Result.Items[0].Text} {stress.Result.Items[0].Difference.ExpectedTardinessMinutes}; {tied} cannot be told from the next");
            Console.WriteLine($"  sweep: {string.Join("; ", sweep.Result.Items.Select(one => $"{one.Label}: {one.Change.TardinessMinutes:+0;-0;0} min"))}");
            var answer = drawn.Result.Answer();
            Console.WriteLine($"  Monte Carlo: late orders {answer.Before.LateOrders.Value:0.00} (error {answer.Before.LateOrders.Error:0.000}), change {answer.Change!.LateOrders.Value:0.00} ({answer.Change.LateOrders.Error:0.000}); answer {JsonSerializer.SerializeToUtf8Bytes(answer, JsonSerializerOptions.Web).Length / 1024} KiB");
            if (orders == 10_000)
                Console.WriteLine(Variant.Line(stress.Each));
        }
    }

    private static (T Result, double Each) Measure<T>(bool isShown, string what, Func<T> work, Func<T, (int Count, string Of)> parts)
    {
        GC.Collect();
        var (bytes, collections) = (GC.GetAllocatedBytesForCurrentThread(), GC.CollectionCount(2));
        var (started, processor) = (Stopwatch.GetTimestamp(), ProcessorClock.ThreadNanoseconds());
        var result = work();
        var (took, used) = (Stopwatch.GetElapsedTime(started).TotalMilliseconds, (ProcessorClock.ThreadNanoseconds() - processor) / 1e6);
        var (count, of) = parts(result);
        if (isShown)
        {
            Console.WriteLine(
                $"{what}: {took:0} ms, processor {used:0} ms; a {of} {took / count:0.0} ms, processor {used / count:0.0} ms, "
                + $"{(GC.GetAllocatedBytesForCurrentThread() - bytes) / 1024 / count} KiB allocated; {GC.CollectionCount(2) - collections} full collections; live heap {GC.GetTotalMemory(false) >> 20} MB");
        }
        return (result, took / count);
    }

    private static MonteCarlo Draw(SitePicture picture, int samples)
    {
        var run = MonteCarlo.Of(picture, WhatIfCommand.Questions(picture).First().Edits, samples).Run!;
        while (run.Next())
        {
        }
        return run;
    }

    public static IReadOnlyList<Variant> Capacities(SitePicture picture)
    {
        var busiest = picture.Twins.WorkCenters[Enumerable.Range(0, picture.Twins.WorkCenters.Count).MaxBy(w => picture.Forecast.WorkCenters[w].Queue.Count)];
        return [.. Enumerable.Range(1, 4).Select(units => new Variant($"{units}", $"{busiest.Id} with {units}", [new SetCapacity { WorkCenter = busiest.Id, Capacity = units }]))];
    }
}
