using ShopFloorTwin.Core.Forecast;

namespace ShopFloorTwin.Core.Tests.Forecast;

public sealed class EveryOrderTests
{
    [Fact]
    public void Work_that_ends_a_moment_behind_the_end_of_a_shift_lets_the_next_one_start()
    {
        // 16 hours to a shift; the first takes 0.3 seconds more, which still counts as the end of the shift.
        var shop = new Shop().WorkCenter("MILL", Shop.TwoShift).Made("P", "MILL:840.005").Made("Q", "MILL:60");
        shop.Order("MO-1", "P", shop.At("20:00")).Order("MO-2", "Q", shop.At("21:00").AddDays(3)).Import();
        Near.Time(shop.At("07:00").AddDays(1), shop.Forecast("MO-2").P50, 30);
    }

    [Theory]
    [InlineData(11, 12)]
    [InlineData(12, 20)]
    public void Every_open_order_is_forecast_however_overloaded_the_shop(int seed, double load)
    {
        var (twins, now) = RandomPlants.Of(seed, load);
        var forecast = new Forecaster(new ForecastSettings { Samples = 16 }).Run(twins, now);
        Assert.Equal(twins.Orders.Count, forecast.Orders.Count);
        Assert.All(forecast.Orders, order => Assert.True(order.P95 >= order.P10 && order.P10 >= now));
    }
}
