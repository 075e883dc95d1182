using System.CommandLine;
using System.Diagnostics;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.LoadTests.Figures;

namespace ShopFloorTwin.LoadTests.Commands;

/// <summary><c>suggestions</c>: twenty changes tried for one order of a large site, on one thread.</summary>
internal static class SuggestionsCommand
{
    private const int Asked = 9;
    private static readonly Promise Twenty = new("20 suggestions tried for one order, 10,000 orders", 3_000, 1_500, "ms");

    public static Command Create()
    {
        var sizes = LoadOptions.Sizes(10_000);
        var seconds = LoadOptions.Seconds(30, "Time for each turn, with --beside.");
        var beside = new Option<bool>("--beside") { Description = "A running silo instead, that searches while it is idle, and one that does not." };
        var command = new Command("suggestions", "Time for 20 suggestions for one order, on one core; or what searches while idle cost the live site.") { sizes, seconds, beside };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(beside))
                await IdleSearchBeside.RunAsync(parsed.GetRequiredValue(sizes)[0], parsed.GetValue(seconds), cancellation);
            else
                Run(parsed.GetRequiredValue(sizes));
        });
        return command;
    }

    private static void Run(int[] sizes)
    {
        foreach (var orders in sizes)
        {
            var picture = LocalSite.Picture(Plants.Make(new PlantOptions(orders, PlantOptions.NormalLoad, PlantOptions.FixedAsOf)));
            var late = picture.Forecast.Orders.Where(o => o.LateProbability is > 0.3).Take(Asked).ToList();
            var (times, cpu) = (new List<double>(), new List<double>());
            foreach (var order in late)
            {
                var id = picture.Twins.Orders[order.Order].Id;
                var tries = SuggestionBasis.Of(picture, id, Limits.Suggestions)!.Changes;
                var (started, processor) = (Stopwatch.GetTimestamp(), ProcessorClock.ThreadNanoseconds());
                var found = Suggestions.Of(picture, id, Limits.Suggestions, () => true)!;
                var (took, used) = (Stopwatch.GetElapsedTime(started).TotalMilliseconds, (ProcessorClock.ThreadNanoseconds() - processor) / 1e6);
                cpu.Add(used / Math.Max(1, tries) * Limits.Suggestions);
                Console.WriteLine($"{id}: {tries} tried in {took:0} ms (processor {used:0} ms), {found.Count} help{(found.Count > 0 ? "; best: " + found[0].Text : "")}");
                times.Add(took / Math.Max(1, tries) * Limits.Suggestions);
            }
            Console.WriteLine($"{orders} orders, for 20 tries: {new Percentiles(times).Text("ms")}");
            Console.WriteLine($"of this thread's processor time: {new Percentiles(cpu).Text("ms")}");
            if (orders == 10_000)
                Console.WriteLine(Twenty.Line(new Percentiles(times).Median));
        }
    }
}
