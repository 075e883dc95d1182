using System.CommandLine;
using System.Diagnostics;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Learning.Calibrating;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.LoadTests.Figures;

namespace ShopFloorTwin.LoadTests.Commands;

/// <summary><c>forecast</c>: the full re-forecast of a site on one thread, at several sizes, with the exponent of its growth.</summary>
internal static class ForecastCommand
{
    private static readonly Promise At10000 = new("full re-forecast, 10,000 orders x 5 operations x 256 samples", 500, 100, "ms");
    private static readonly Promise Growth = new("growth exponent of the forecast's cost", 1.3, 1.05, "");
    private static readonly (string Name, double Load)[] Plants =
        [("light", PlantOptions.LightLoad), ("normal", PlantOptions.NormalLoad), ("overloaded", PlantOptions.Overload)];

    private sealed record Measured(double WallMs, double CpuMs);

    public static Command Create()
    {
        var sizes = LoadOptions.Sizes(1_000, 10_000, 100_000);
        var seconds = LoadOptions.Seconds(10, "Time for each size of each plant.");
        var command = new Command("forecast", "Full re-forecast on one core, and how its cost grows.") { sizes, seconds };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(sizes), TimeSpan.FromSeconds(parsed.GetValue(seconds))));
        return command;
    }

    private static void Run(int[] sizes, TimeSpan budget)
    {
        Console.WriteLine("One thread runs the forecast. cpu is the time of the whole process, garbage collection included: where it is no more than wall, one core did it all.");
        foreach (var (name, load) in Plants)
        {
            var points = new List<(double, double)>();
            foreach (var orders in sizes)
            {
                var twins = LocalSite.Twins(LoadTests.Plants.Make(new PlantOptions(orders, load, PlantOptions.FixedAsOf)));
                var (runs, last) = Measure(twins, budget);
                var wall = new Percentiles(runs.Select(run => run.WallMs));
                var cpu = new Percentiles(runs.Select(run => run.CpuMs));
                points.Add((orders, wall.Median));
                Console.WriteLine($"{name,-10} {orders,7} orders: wall {wall.Text("ms")}; cpu p50 {cpu.Median:0.0} ms; {LocalSite.Risks(last)}");
                Console.WriteLine($"  of that, median: {Stages.Measure(twins, PlantOptions.FixedAsOf, runs.Count, Calibration.None)}");
                if (orders == 10_000)
                {
                    Console.WriteLine($"  {At10000.Line(wall.Median)}");
                    Learned(load, wall.Median, budget);
                }
            }
            if (points.Count > 1)
                Console.WriteLine($"  {Growth.Line(PowerLaw.Exponent(points))}");
        }
    }

    /// <summary>The same plant with a past: with what is learned of durations, waits, breakdowns, yields, and with forecasts corrected.</summary>
    private static void Learned(double load, double fresh, TimeSpan budget)
    {
        var twins = History.Twins(LoadTests.Plants.Make(new PlantOptions(10_000, load, PlantOptions.FixedAsOf)));
        var (runs, last) = Measure(twins, budget, History.Calibration);
        var wall = new Percentiles(runs.Select(run => run.WallMs));
        Console.WriteLine($"  with a past, all that is learned of it, and forecasts corrected: wall {wall.Text("ms")}; {wall.Median / fresh:0.00} of that without; {LocalSite.Risks(last)}");
        Console.WriteLine($"  of that, median: {Stages.Measure(twins, PlantOptions.FixedAsOf, runs.Count, History.Calibration)}");
        Console.WriteLine($"  {At10000.Line(wall.Median)}");
    }

    private static (List<Measured> Runs, SiteForecast Last) Measure(SiteTwins twins, TimeSpan budget, Calibration? calibration = null)
    {
        var forecaster = new Forecaster(new ForecastSettings());
        var asOf = PlantOptions.FixedAsOf;
        var last = forecaster.Run(twins, asOf, calibration);
        var end = Stopwatch.GetTimestamp() + (long)(budget.TotalSeconds * Stopwatch.Frequency);
        using var process = Process.GetCurrentProcess();
        // The first fifth only warms up: tiered compilation settles.
        var warm = Stopwatch.GetTimestamp() + (end - Stopwatch.GetTimestamp()) / 5;
        while (Stopwatch.GetTimestamp() < warm)
            last = forecaster.Run(twins, asOf = asOf.AddSeconds(1), calibration);
        var runs = new List<Measured>();
        do
        {
            process.Refresh();
            var cpu = process.TotalProcessorTime;
            var start = Stopwatch.GetTimestamp();
            last = forecaster.Run(twins, asOf = asOf.AddSeconds(1), calibration);
            var wall = Stopwatch.GetElapsedTime(start);
            process.Refresh();
            runs.Add(new Measured(wall.TotalMilliseconds, (process.TotalProcessorTime - cpu).TotalMilliseconds));
        }
        while (Stopwatch.GetTimestamp() < end || runs.Count < 3);
        return (runs, last);
    }
}
