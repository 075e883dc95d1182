using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Scenarios.Kept;

namespace ShopFloorTwin.Core.Tests.Scenarios.Kept;

public sealed class ComparisonTests
{
    [Fact]
    public void Each_order_that_one_scenario_changes_stands_beside_what_the_others_leave_it_at()
    {
        var picture = KeptShop.New().Picture();
        var answers = KeptReading.Of(
            picture,
            new KeptQuestion([
                KeptShop.Edits("""[{"kind":"cancelOrder","order":"MO-3"}]"""),
                KeptShop.Edits("""[{"kind":"addOrder","order":{"id":"MO-9","product":"PUMP","quantity":1}}]"""),
                KeptShop.Edits("""[{"kind":"cancelOrder","order":"MO-X"}]"""),
            ]),
            RiskThresholds.Default).Items.Select(item => item.Answer).ToList();
        var orders = Comparison.Orders(answers).ToDictionary(one => one.Order);

        Assert.Null(answers[2]);
        Assert.Equal(picture.Forecast.Orders[2].P50, orders["MO-3"].Base!.P50);
        Assert.Null(orders["MO-3"].Scenarios[0]);
        Assert.NotNull(orders["MO-3"].Scenarios[1]);
        Assert.Null(orders["MO-9"].Base);
        Assert.Equal([false, true, false], orders["MO-9"].Scenarios.Select(one => one is not null));
        Assert.All(orders.Values, one => Assert.Null(one.Scenarios[2]));
    }
}
