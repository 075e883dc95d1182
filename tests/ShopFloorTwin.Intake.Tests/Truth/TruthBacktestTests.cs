using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Learning;
using ShopFloorTwin.Core.Learning.Scores;
using ShopFloorTwin.Intake.Simulation;
using ShopFloorTwin.Intake.Truth;

namespace ShopFloorTwin.Intake.Tests.Truth;

public sealed class TruthBacktestTests
{
    private static readonly WalkOptions AtHalf = new() { OnlyHalf = true };

    private static List<SimulationOptions> Plants(int count, Func<ulong, SimulationOptions> of) => [.. Enumerable.Range(1, count).Select(seed => of((ulong)seed))];

    private static ScoreFigures Twin(BacktestReport report) => report.Methods.Single(method => method.Name == "twin").All;

    [Fact]
    public void Half_way_to_its_date_the_late_probability_of_an_order_is_worth_far_more_than_the_base_rate()
    {
        var report = TruthBacktest.OfPlants(Plants(8, seed => new SimulationOptions { Seed = seed }), AtHalf, TimeSpan.FromDays(10));

        Assert.Equal(0, report.Censored);
        Assert.True(Twin(report).Late!.Skill - 2 * report.Plants!.SkillError > 0.3, $"skill {Twin(report).Late!.Skill} +- {report.Plants.SkillError}");
    }

    [Fact]
    public void With_exact_figures_and_no_orders_to_come_the_quantiles_cover_what_they_say()
    {
        // Everything is in stock and every order is known from the start: only durations are left to chance.
        var scores = new TruthScores();
        for (var seed = 1UL; seed <= 24; seed++)
        {
            var site = RandomPlant.Make(SimulationOptions.Exact(seed) with { Orders = 40, Levels = 1, BoughtShare = 0, LateShare = 0 });
            site = site with { Plant = site.Plant with { Orders = [.. site.Later.Select(later => later.Order)] }, Later = [] };
            scores.Add(TruthWalk.Run(site.Plant, FloorSimulation.Stream(site), AtHalf with { Settings = new ForecastSettings { Beliefs = StatedPriors.Instance } }));
        }

        var report = scores.Report("finish", []);

        Covers(Twin(report).Coverage.P50, 0.5, report.Plants!.CoverageError.P50);
        Covers(Twin(report).Coverage.P80, 0.8, report.Plants.CoverageError.P80);
        Covers(Twin(report).Coverage.P95, 0.95, report.Plants.CoverageError.P95);
    }

    // Three errors: three levels are looked at.
    private static void Covers(double? covered, double nominal, double? error) =>
        Assert.True(Math.Abs(covered!.Value - nominal) <= 3 * error, $"covered {covered}, nominal {nominal}, standard error {error}");

    [Fact]
    public void What_the_twin_learns_makes_it_better_on_a_plant_whose_planned_minutes_are_wrong()
    {
        var plants = Plants(6, seed => new SimulationOptions { Seed = seed, BiasSigma = 0.4 });
        var learned = TruthBacktest.OfPlants(plants, AtHalf, TimeSpan.FromDays(15));
        var prior = TruthBacktest.OfPlants(plants, AtHalf with { Settings = new ForecastSettings { Beliefs = StatedPriors.Instance } }, TimeSpan.FromDays(15));

        Assert.True(Twin(learned).Crps < Twin(prior).Crps);
        Assert.True(Twin(learned).Coverage.P80 > Twin(prior).Coverage.P80);
    }

    [Fact]
    public void The_walk_does_not_look_ahead()
    {
        var site = RandomPlant.Make(new SimulationOptions { Seed = 3, Orders = 30, Days = 20 });
        var events = FloorSimulation.Run(site).Events;
        var middle = site.Start.AddDays(10);
        var options = new WalkOptions { Until = middle };

        var whole = TruthWalk.Run(site.Plant, events, options);
        var cut = TruthWalk.Run(site.Plant, events.TakeWhile(one => one.Time <= middle.AddHours(1)), options);

        Assert.NotEmpty(whole);
        Assert.Equal(
            whole.Select(made => (made.Order, made.MadeAt, string.Join(' ', made.Said.SelectMany(said => said.Minutes)))),
            cut.Select(made => (made.Order, made.MadeAt, string.Join(' ', made.Said.SelectMany(said => said.Minutes)))));
    }

    [Fact]
    public void The_standard_error_is_between_plants_not_between_their_orders()
    {
        // Two plants, all early in the one and all late in the other, a hundred orders each: two observations.
        var scores = new TruthScores();
        foreach (var actual in new[] { 50.0, 150.0 })
            scores.Add(Enumerable.Range(0, 100).Select(order => Made(order, actual)));

        var report = scores.Report("finish", []);

        Assert.Equal(0.5, Twin(report).Coverage.P80);
        Assert.Equal(0.5, report.Plants!.CoverageError.P80!.Value, 9);
    }

    private static TruthForecast Made(int order, double minutes)
    {
        var at = RandomPlant.Start;
        return new TruthForecast($"MO-{order}", at, true, at.AddMinutes(120), [new SaidFinish("twin", QuantileLevels.Point(100), 0.4)]) { Actual = at.AddMinutes(minutes) };
    }

    [Fact]
    public void An_event_of_something_the_plant_does_not_have_stops_the_walk_and_is_named()
    {
        var site = RandomPlant.Make(new SimulationOptions { Seed = 1, Orders = 5, Days = 5 });
        var other = RandomPlant.Make(new SimulationOptions { Seed = 1, Orders = 5, Days = 5, WorkCenters = 9, Products = 20 });

        var fault = Assert.Throws<InvalidDataException>(() => TruthWalk.Run(site.Plant, FloorSimulation.Stream(other), new WalkOptions()));

        Assert.Contains("sim-", fault.Message, StringComparison.Ordinal);
    }
}
