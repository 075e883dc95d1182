using FsCheck;
using FsCheck.Fluent;
using ShopFloorTwin.Core.Learning;
using ShopFloorTwin.Core.Learning.Machines;

namespace ShopFloorTwin.Core.Tests.Learning.Machines;

public sealed class FailureTimesTests
{
    private static readonly FailureTimes Table = new(0.7);

    private static FailureBelief Of(double perHour) => new(perHour, new LogNormalMinutes(60, 0.7));

    [Fact]
    public void The_mean_is_breakdowns_times_mean_repair_whatever_the_duration() =>
        Prop.ForAll(Gen.Choose(1, 200_000).Select(x => x / 10.0).ToArbitrary(), minutes =>
        {
            var belief = Of(0.05);
            var mean = Enumerable.Range(0, FailureTimes.Strata).Average(s => Table.Minutes(belief, minutes, (s + 0.5) / FailureTimes.Strata));
            var expected = belief.Expected(minutes) * 60 * Math.Exp(0.7 * 0.7 / 2);
            return Math.Abs(mean - expected) <= 0.001 * expected + 1e-6;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Theory]
    [InlineData(0.1, 1)]
    [InlineData(1, 2)]
    [InlineData(5, 3)]
    public void Quantiles_are_those_of_a_simulation(double expected, int seed)
    {
        var random = new Random(seed);
        var simulated = new double[200_000];
        for (var i = 0; i < simulated.Length; i++)
        {
            for (var t = -Math.Log(1 - random.NextDouble()); t < expected; t -= Math.Log(1 - random.NextDouble()))
                simulated[i] += 60 * Math.Exp(0.7 * Control.RunLengths.Normal(random));
        }
        Array.Sort(simulated);
        foreach (var level in new[] { 0.5, 0.8, 0.95, 0.99 })
        {
            var found = Table.Minutes(Of(1), expected * 60, level);
            var stratum = ((int)(level * FailureTimes.Strata) + 0.5) / FailureTimes.Strata;
            Assert.InRange(found, simulated[(int)(stratum * simulated.Length)] * 0.93 - 4, simulated[(int)(stratum * simulated.Length)] * 1.07 + 4);
        }
    }

    [Fact]
    public void More_luck_needed_never_costs_less() =>
        Assert.All(Enumerable.Range(1, FailureTimes.Strata - 1), s =>
            Assert.True(Table.Minutes(Of(0.5), 300, (s + 0.5) / 256) >= Table.Minutes(Of(0.5), 300, (s - 0.5) / 256)));

    [Fact]
    public void A_work_center_that_never_fails_adds_nothing() => Assert.Equal(0, Table.Minutes(Of(0), 1e6, 0.999));
}
