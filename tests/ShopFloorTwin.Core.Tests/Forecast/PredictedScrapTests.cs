using ShopFloorTwin.Core.Forecast;

namespace ShopFloorTwin.Core.Tests.Forecast;

public sealed class PredictedScrapTests
{
    /// <summary>Twenty pumps of twenty bodies that MO-2 makes; of earlier orders of bodies so many of twenty were scrapped.</summary>
    private static OrderForecast Pumps(int scrapped, int earlier = 12)
    {
        var shop = new Shop().WorkCenter("A").WorkCenter("B").Made("BODY", "A:1", leadTimeDays: 5).Made("PUMP", "B:1", "BODY:1");
        shop.Order("MO-1", "PUMP", shop.Now.AddDays(2), quantity: 20, customer: "Smith").Order("MO-2", "BODY", null, quantity: 20);
        for (var i = 0; i < earlier; i++)
            shop.Order($"OLD-{i}", "BODY", shop.Now.AddDays(1), quantity: 20, customer: "Jones");
        shop.Import();
        for (var i = 0; i < earlier; i++)
        {
            shop.Event("operation.started.v1", $"order/OLD-{i}", """{"operation":"10"}""");
            shop.Event("operation.completed.v1", $"order/OLD-{i}", $$"""{"operation":"10","good":{{20 - scrapped}},"scrap":{{scrapped}}}""");
        }
        return shop.Forecast("MO-1");
    }

    [Fact]
    public void Parts_that_will_be_scrapped_leave_what_needs_them_short()
    {
        var forecast = Pumps(scrapped: 5);
        Assert.True(forecast.LateProbability > 0.9);
        Assert.Equal((CauseKind.Scrap, "component/BODY"), (forecast.Causes[0].Kind, forecast.Causes[0].Subject));
    }

    [Fact]
    public void A_piece_that_may_be_scrapped_or_not_is_no_shortage() => Assert.True(Pumps(scrapped: 1).LateProbability < 0.1);

    [Fact]
    public void Too_little_history_predicts_no_scrap() => Assert.True(Pumps(scrapped: 5, earlier: 3).LateProbability < 0.1);
}
