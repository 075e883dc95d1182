using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Silo.Replays;

namespace ShopFloorTwin.Silo.Tests.Replays;

public sealed class ForecastScoreTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);

    private static MadeForecast Forecast(string order, double p50Hours, double late) => new(
        Monday, 1, order, "P", Due: Monday.AddHours(10), Baseline: Monday.AddHours(4),
        new ForecastView(Monday.AddHours(p50Hours - 2), Monday.AddHours(p50Hours), Monday.AddHours(p50Hours + 2), Monday.AddHours(p50Hours + 4)),
        late, Risk.Watch, Cause: null);

    [Fact]
    public void Orders_that_finished_are_scored_and_those_still_open_are_counted_apart()
    {
        var score = ForecastScore.Of(
            [Forecast("A", 8, 0.2), Forecast("B", 8, 0.6), Forecast("C", 8, 0.5)],
            new Dictionary<string, DateTimeOffset> { ["A"] = Monday.AddHours(7), ["B"] = Monday.AddHours(11) });

        Assert.Equal(2, score.Scored);
        Assert.Equal(1, score.StillOpen);
        Assert.Equal(0, score.P10);
        Assert.Equal(0.5, score.P50);
        Assert.Equal(0.5, score.P80);
        Assert.Equal(1, score.P95);
        Assert.Equal(2, score.ErrorHours);
        Assert.Equal(5, score.BaselineErrorHours);
        Assert.Equal((0.2 * 0.2 + 0.4 * 0.4) / 2, score.Brier!.Value, 10);
    }

    [Fact]
    public void Without_a_finished_order_there_is_no_score()
    {
        var score = ForecastScore.Of([Forecast("A", 8, 0.2)], new Dictionary<string, DateTimeOffset>());

        Assert.Equal(0, score.Scored);
        Assert.Null(score.P80);
        Assert.Null(score.Brier);
    }
}
