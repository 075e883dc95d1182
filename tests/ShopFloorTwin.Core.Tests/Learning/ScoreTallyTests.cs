using ShopFloorTwin.Core.Learning.Scores;

namespace ShopFloorTwin.Core.Tests.Learning;

public sealed class ScoreTallyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_right_forecast_is_found_right_though_the_record_ends_before_a_third_has_come(int seed)
    {
        var (tally, random) = (new ScoreTally(), new Random(seed));
        var quantiles = QuantileLevels.All.Select(level => -100 * Math.Log(1 - level)).ToArray();
        for (var i = 0; i < 4_000; i++)
        {
            var actual = -100 * Math.Log(1 - random.NextDouble());
            tally.Add(quantiles, actual <= 110 ? actual : null, 110);
        }

        Assert.Equal(0.5, tally.Coverage(QuantileLevels.P50), 0.03);
        Assert.Equal(0.8, tally.Coverage(QuantileLevels.P80), 0.03);
        Assert.Equal(0.95, tally.Coverage(QuantileLevels.P95), 0.03);
    }

    [Fact]
    public void What_had_not_come_when_the_record_ended_was_not_covered_by_a_quantile_before_it()
    {
        var tally = new ScoreTally();
        tally.Add(QuantileLevels.Point(5), null, 10);

        Assert.Equal(0, tally.Coverage(QuantileLevels.P95));
        Assert.Equal(0.95 * 5, tally.Loss(QuantileLevels.P95), 9);
    }
}
