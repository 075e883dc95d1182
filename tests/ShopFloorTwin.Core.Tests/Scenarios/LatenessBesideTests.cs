using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Learning.Calibrating;
using ShopFloorTwin.Core.Scenarios;

namespace ShopFloorTwin.Core.Tests.Scenarios;

/// <summary>A change is judged by a shorter run than a forecast is: both must say the same.</summary>
public sealed class LatenessBesideTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_change_that_is_tried_makes_orders_as_late_as_its_forecast_says_to_the_last_digit(bool isCorrected)
    {
        var (tried, changed) = (0, 0);
        for (var seed = 1; seed <= 24; seed++)
        {
            var floor = new RandomFloor(seed);
            var edits = new RandomEdits(new Random(seed), floor);
            var twins = floor.State().Publish();
            var forecaster = new Forecaster(new ForecastSettings { Samples = 64, FutureOperations = 8_000 });
            var before = forecaster.Run(twins, floor.Now, isCorrected ? TooHopeful() : null);
            // One forecaster for all: what one run leaves behind must not be seen by the next.
            for (var kind = 0; kind < RandomEdits.Kinds; kind++)
            {
                if (Overlay.Of(twins, [edits.Of(kind, twins)], floor.Now).Twins is not { } edited)
                    continue;
                var whole = forecaster.RunBeside(before, edited).Orders.Select(o => new OrderLateness(o.Order, o.LateProbability, o.ExpectedLatenessMinutes)).ToList();
                Assert.True(whole.SequenceEqual(forecaster.LatenessBeside(before, edited).Orders), $"seed {seed}, edit {kind}");
                (tried, changed) = (tried + 1, changed + (whole.SequenceEqual(before.Orders.Select(o => new OrderLateness(o.Order, o.LateProbability, o.ExpectedLatenessMinutes))) ? 0 : 1));
            }
        }
        Assert.True(tried > 200 && changed > 100, $"{changed} of {tried} changes changed something");
    }

    /// <summary>What a search tries one after the other must not fill the heap of an idle site.</summary>
    [Fact]
    public void A_floor_in_passing_is_built_in_the_memory_of_the_one_before_and_one_that_is_kept_in_its_own()
    {
        var (floor, settings) = (new RandomFloor(3), new ForecastSettings());
        var (twins, builder) = (floor.State().Publish(), new FloorBuilder(settings, new SampleBook(settings.Samples, settings.Seed)));
        var before = builder.Build(twins, floor.Now, inPassing: true);
        var passing = builder.Build(twins, floor.Now, inPassing: true);
        var kept = builder.Build(twins, floor.Now);
        Assert.NotEmpty(kept.Work);
        Assert.Same(before.Work, passing.Work);
        Assert.Same(before.OperationOrder, passing.OperationOrder);
        Assert.Same(before.Pegging.Pegs, passing.Pegging.Pegs);
        Assert.NotSame(passing.Work, kept.Work);
        Assert.NotSame(passing.OperationOrder, kept.OperationOrder);
        Assert.Equal(passing.Work, kept.Work);
        Assert.Equal(passing.Pegging.Pegs, kept.Pegging.Pegs);
    }

    /// <summary>Orders came later than was said.</summary>
    private static Calibration TooHopeful()
    {
        var random = new Random(7);
        return Calibration.Of([.. Enumerable.Range(0, 300).Select(_ => new ForecastResidual(600, 0.3, 600 * Math.Exp(0.2 + (0.6 * (random.NextDouble() - 0.3)))))], 300);
    }
}
