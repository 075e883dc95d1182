using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Learning;
using ShopFloorTwin.Core.Learning.Scores;
using ShopFloorTwin.Core.Learning.Queues;
using ShopFloorTwin.Intake.Simulation;
using ShopFloorTwin.Intake.Truth;

namespace ShopFloorTwin.LoadTests.Commands;

/// <summary><c>truth --seeds</c>: the forecast against plants whose truth is known, with standard errors between plants.</summary>
internal static class TruthCommand
{
    public static Command Create()
    {
        var seeds = new Option<int>("--seeds") { Description = "Plants of each kind.", DefaultValueFactory = _ => 50 };
        var first = new Option<ulong>("--first") { Description = "Seed of the first plant.", DefaultValueFactory = _ => 1 };
        var all = new Option<bool>("--all") { Description = "Every open order every 8 hours, in place of each once at half its lead time." };
        var command = new Command("truth", "Coverage and skill of the forecast on simulated plants with known truth.") { seeds, first, all };
        command.SetAction(parsed => Run(parsed.GetValue(seeds), parsed.GetValue(first), !parsed.GetValue(all)));
        return command;
    }

    private static void Run(int seeds, ulong first, bool onlyHalf)
    {
        (string Name, Func<ulong, SimulationOptions> Of)[] kinds =
        [
            ("planned figures exact", SimulationOptions.Exact),
            ("bias, breakdowns, scrap, holds, late suppliers", seed => new SimulationOptions { Seed = seed }),
            ("the same over 120 days", seed => new SimulationOptions { Seed = seed, Orders = 240, Days = 120 }),
            ("the same, first come first served", seed => new SimulationOptions { Seed = seed, Orders = 240, Days = 120, Discipline = QueueDiscipline.FirstCome }),
        ];
        foreach (var (name, of) in kinds)
        {
            foreach (var (beliefs, settings) in new[] { ("stated priors", new ForecastSettings { Beliefs = StatedPriors.Instance }), ("learned", new ForecastSettings()) })
            {
                var clock = Stopwatch.StartNew();
                var plants = Enumerable.Range(0, seeds).Select(seed => of(first + (ulong)seed)).ToList();
                var report = TruthBacktest.OfPlants(plants, new WalkOptions { OnlyHalf = onlyHalf, Settings = settings }, TimeSpan.FromDays(plants[0].Days / 4));
                Print($"{name}; {beliefs}; {seeds} plants from seed {first}; {clock.Elapsed.TotalSeconds:0} s", report);
            }
        }
    }

    private static void Print(string title, BacktestReport report)
    {
        Console.WriteLine(title);
        foreach (var method in report.Methods)
        {
            var (score, late) = (method.All, method.All.Late);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {method.Name,-20} n {score.Count,6}  cover {score.Coverage.P50:0.000} {score.Coverage.P80:0.000} {score.Coverage.P95:0.000}  loss {score.Pinball.P50,6:0} {score.Pinball.P80,6:0} {score.Pinball.P95,6:0} min  skill {late?.Skill:0.000} base {late?.BaseRate:0.00}"));
        }
        if (report.Plants is not { } plants || report.Methods.Count == 0)
            return;
        var covered = report.Methods[0].All.Coverage;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  errors between {plants.Count} plants: {plants.CoverageError.P50:0.000} {plants.CoverageError.P80:0.000} {plants.CoverageError.P95:0.000}, skill {plants.SkillError:0.000}; within two of nominal: {Within(covered.P50, 0.5, plants.CoverageError.P50)} {Within(covered.P80, 0.8, plants.CoverageError.P80)} {Within(covered.P95, 0.95, plants.CoverageError.P95)}"));
    }

    private static string Within(double? covered, double nominal, double? error) => Math.Abs((covered - nominal) ?? 1) <= 2 * error ? "yes" : "NO";
}
