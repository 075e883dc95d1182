using ShopFloorTwin.Core.Learning.Calibrating;
using ShopFloorTwin.Core.Learning.Queues;
using ShopFloorTwin.Core.Learning.Scores.Ledger;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.Tests.Forecast;

namespace ShopFloorTwin.Core.Tests.Learning;

/// <summary>What a planner is told of what is believed.</summary>
public sealed class ToldBeliefsTests
{
    /// <summary>Lids of an hour each on one press, of which so many took half as long again.</summary>
    private static Shop Lids(int done)
    {
        var shop = new Shop().WorkCenter("A").Made("LID", "A:60");
        shop.Order("MO-1", "LID", shop.Now.AddDays(60));
        for (var i = 0; i < done; i++)
            shop.Order($"OLD-{i}", "LID", shop.Now.AddDays(1));
        shop.Import();
        for (var i = 0; i < done; i++)
        {
            shop.Event("operation.started.v1", $"order/OLD-{i}", """{"operation":"10"}""");
            shop.Now = shop.Now.AddMinutes(90);
            shop.Event("operation.completed.v1", $"order/OLD-{i}", """{"operation":"10","good":1}""");
        }
        return shop;
    }

    private static OperationView Operation(Shop shop)
    {
        var forecast = shop.Forecast();
        var picture = new SitePicture(forecast, RiskBoard.Empty.After(forecast, RiskThresholds.Default).Board, new());
        return OrderQueries.Find(picture, "MO-1")!.Operations![0];
    }

    [Fact]
    public void An_operation_that_took_half_as_long_again_each_time_is_believed_to_and_says_from_how_many()
    {
        var belief = Operation(Lids(done: 30)).Belief!;

        Assert.Equal("operation", belief.From);
        Assert.InRange(belief.Observations, 20, 30);
        Assert.InRange(belief.P50, 80, 95);
        Assert.InRange(belief.P80, belief.P50, 1.3 * belief.P50);
        Assert.Contains("times the plan", belief.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void With_too_little_done_the_plan_is_believed_and_that_is_said()
    {
        var belief = Operation(Lids(done: 2)).Belief!;

        Assert.Equal(("plan", 60), (belief.From, Math.Round(belief.P50)));
        Assert.Equal(0, belief.Observations);
    }

    [Fact]
    public void A_correction_says_where_it_puts_the_quantiles()
    {
        var late = Enumerable.Range(0, 300).Select(i => new ForecastResidual(600, 0.3, 600 * Math.Exp(0.3 * (1 + i % 7 * 0.1)))).ToList();

        Assert.Empty(Calibration.None.Told());
        var told = Calibration.Of(late, 300).Told();
        Assert.All(told, one => Assert.True(one.P50 > 0.3 && one.P80 >= one.P50 && one.P95 >= one.P80, $"{one}"));
        Assert.Contains(told, one => one.UpToMinutes == 1_440);
    }

    [Fact]
    public void Where_no_choice_was_seen_yet_the_products_own_rule_is_believed()
    {
        var queue = QueueBeliefView.Of(Lids(done: 0).Forecast().Twins);

        Assert.Equal(("slack", 0, null), (queue.Rule, queue.Choices, queue.Explained));
    }
}
