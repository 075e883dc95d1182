using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Scenarios.Sampling;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.Tests.Forecast;
using ShopFloorTwin.Core.Tests.Scenarios.Kept;

namespace ShopFloorTwin.Core.Tests.Scenarios.Sampling;

public sealed class MonteCarloTests
{
    /// <summary>One order whose finish is log-normal and due somewhere in the middle of it.</summary>
    private static Shop Solo(double dueMinutes)
    {
        var shop = new Shop().WorkCenter("MILL").Made("P", "MILL:600");
        shop.Order("MO-1", "P", shop.Now.AddMinutes(dueMinutes)).Import();
        return shop;
    }

    /// <summary>Four orders one behind the other: the samples of the last are not stratified any more.</summary>
    private static Shop Queue()
    {
        var shop = new Shop().WorkCenter("MILL").Made("P", "MILL:300");
        for (var i = 1; i <= 4; i++)
            shop.Order($"MO-{i}", "P", shop.Now.AddMinutes(300 * i));
        return shop.Import();
    }

    private static MonteCarloAnswer Run(SitePicture picture, int samples, string edits = "[]")
    {
        var (run, problems) = MonteCarlo.Of(picture, KeptShop.Edits(edits), samples);
        Assert.Empty(problems);
        while (run!.Next())
            Assert.Equal(run.Done * MonteCarlo.BatchSamples, run.Progress().Samples);
        return run.Answer();
    }

    [Fact]
    public void Batches_are_drawn_in_the_same_memory_as_each_would_be_in_its_own()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var (twins, now) = RandomPlants.Of(seed, 0.5);
            var settings = new ForecastSettings();
            var picture = new SitePicture(new Forecaster(settings).Run(twins, now), RiskBoard.Empty, settings);
            var alone = Enumerable.Range(0, 4).Select(batch => new Forecaster(settings with { Seed = settings.Seed + (ulong)batch * 0x9E3779B97F4A7C15UL }).Run(twins, now)).ToList();

            var orders = Run(picture, 4 * MonteCarlo.BatchSamples).Orders;
            for (var o = 0; o < orders.Count; o++)
            {
                var expected = alone.Average(forecast => (forecast.Orders[o].P80 - now).TotalMinutes);
                Assert.True(Math.Abs((orders[o].Before!.P80.At - now).TotalMinutes - expected) < 1e-6, $"seed {seed}: {orders[o].Order}");
                Assert.Equal(alone.Average(forecast => forecast.Orders[o].LateProbability), orders[o].Before!.LateProbability.Value, 9);
            }
        }
    }

    [Fact]
    public void The_late_probability_of_a_lone_operation_is_that_of_its_distribution_within_the_error_said()
    {
        var picture = Solo(640).Picture();
        var belief = picture.Settings.BeliefsOf(picture.Twins).Duration("P", "10", "MILL", 0);
        var expected = 1 - Phi(Math.Log(640.0 / 600 / belief.Median) / belief.Sigma);

        var late = Run(picture, 10_000).Orders[0].Before!.LateProbability;
        Assert.InRange(expected, 0.1, 0.6);
        Assert.InRange(late.Value, expected - (5 * late.Error) - 0.002, expected + (5 * late.Error) + 0.002);
        Assert.InRange(late.Error, 0, 0.005);
    }

    [Fact]
    public void The_error_said_is_the_spread_of_what_other_seeds_say()
    {
        var forecast = Queue().Forecast();
        var runs = Enumerable.Range(1, 40).Select(seed => Run(new SitePicture(forecast, RiskBoard.Empty, new ForecastSettings { Seed = (ulong)seed * 977 }), 8 * MonteCarlo.BatchSamples))
            .Select(answer => answer.Orders[3].Before!.LateProbability).ToList();

        var spread = Math.Sqrt(runs.Sum(one => Math.Pow(one.Value - runs.Average(other => other.Value), 2)) / (runs.Count - 1));
        var said = Math.Sqrt(runs.Average(one => one.Error * one.Error));
        Assert.InRange(said / spread, 0.7, 1.4);
    }

    [Fact]
    public void More_samples_make_the_error_smaller_and_the_samples_are_whole_batches()
    {
        var picture = KeptShop.New().Picture();
        var (few, many) = (Run(picture, 1_000), Run(picture, 10_000));
        Assert.Equal((1_024, 10_240), (few.Samples, many.Samples));
        Assert.True(many.Before.TardinessMinutes.Error < few.Before.TardinessMinutes.Error);
        Assert.InRange(many.Before.TardinessMinutes.Value, few.Before.TardinessMinutes.Value - (5 * few.Before.TardinessMinutes.Error), few.Before.TardinessMinutes.Value + (5 * few.Before.TardinessMinutes.Error));
    }

    [Fact]
    public void An_edit_that_changes_nothing_has_a_difference_of_nothing_and_no_error()
    {
        var answer = Run(KeptShop.New().Picture(), 1_024, """[{"kind":"setPriority","order":"MO-1","priority":0}]""");
        Assert.Equal(new SampledSite(new Sampled(0, 0), new Sampled(0, 0)), answer.Change);
        Assert.All(answer.Orders, one => Assert.Equal(one.Before, one.After));
    }

    [Fact]
    public void The_difference_of_a_scenario_is_surer_than_the_two_by_themselves()
    {
        var answer = Run(Queue().Picture(), 4_096, """[{"kind":"setEfficiency","workCenter":"MILL","efficiency":1.02}]""");
        Assert.True(answer.Change!.TardinessMinutes.Value < 0);
        Assert.True(answer.Change.TardinessMinutes.Error < answer.Before.TardinessMinutes.Error);
    }

    [Fact]
    public void Orders_that_the_scenario_brings_or_takes_are_on_one_side_alone()
    {
        var answer = Run(KeptShop.New().Picture(), 512, """[{"kind":"cancelOrder","order":"MO-1"},{"kind":"addOrder","order":{"id":"MO-9","product":"PUMP","quantity":1}}]""");
        var orders = answer.Orders.ToDictionary(one => one.Order);
        Assert.Null(orders["MO-1"].After);
        Assert.NotNull(orders["MO-1"].Before);
        Assert.Null(orders["MO-9"].Before);
        Assert.NotNull(orders["MO-9"].After);
    }

    [Fact]
    public void Edits_that_do_not_fit_are_refused_and_the_floor_is_left_as_it_is()
    {
        var shop = KeptShop.New();
        var before = StateHash.Of(shop.Twins);
        Run(shop.Picture(), 512, """[{"kind":"cancelOrder","order":"MO-1"}]""");
        Assert.Equal(before, StateHash.Of(shop.Twins));
        Assert.Equal("$.edits[0].order refers to an unknown order 'MO-X'", Assert.Single(MonteCarlo.Of(shop.Picture(), [new CancelOrder { Order = "MO-X" }], 512).Problems).ToString());
    }

    // Abramowitz and Stegun 7.1.26, within 1.5e-7.
    private static double Phi(double z)
    {
        var x = Math.Abs(z) / Math.Sqrt(2);
        var t = 1 / (1 + (0.3275911 * x));
        var erf = 1 - (((((((((1.061405429 * t) - 1.453152027) * t) + 1.421413741) * t) - 0.284496736) * t) + 0.254829592) * t * Math.Exp(-x * x));
        return z < 0 ? (1 - erf) / 2 : (1 + erf) / 2;
    }
}
