using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Tests.Forecast;

/// <summary>What lateness is put down to a work center that has more work than time: what another unit would take away.</summary>
public sealed class CapacityCauseTests(ITestOutputHelper output)
{
    [Fact]
    public void An_order_that_waits_for_one_before_it_would_gain_its_minutes_by_another_unit()
    {
        var shop = new Shop().WorkCenter("SAW").WorkCenter("TEST").Made("P", "SAW:300 TEST:120").Made("Q", "TEST:400");
        // It is sawn in time, and then waits for the bench, 100 minutes.
        shop.Order("LONG", "Q", shop.At("14:00")).Order("MO-1", "P", shop.At("15:10")).Import();
        var (before, after) = (shop.Forecast("MO-1"), WithUnit(shop, "TEST"));

        var cause = Assert.Single(before.Causes, c => c.Kind == CauseKind.Capacity && c.Share > 0.2);
        Assert.Equal("work-center/TEST", cause.Subject);
        Assert.InRange(cause.Minutes, 0.8 * (before.ExpectedLatenessMinutes - after), 1.2 * (before.ExpectedLatenessMinutes - after));
    }

    [Fact]
    public void An_order_with_more_work_than_time_until_it_is_due_has_too_little_time_and_no_unit_would_help_it()
    {
        var shop = new Shop().WorkCenter("SAW").WorkCenter("TEST").Made("P", "SAW:300 TEST:120").Made("Q", "TEST:320");
        // Ready for the bench at 13:00, it waits for 20 minutes; its work alone lasts until 15:00.
        shop.Order("LONG", "Q", shop.At("13:30")).Order("MO-1", "P", shop.At("10:00")).Import();
        var before = shop.Forecast("MO-1");

        var first = before.Causes[0];
        Assert.Equal((CauseKind.Calendar, "order/MO-1"), (first.Kind, first.Subject));
        Assert.Equal("MO-1 is due in 2 h and has 7 h of work left: too little time, whatever waits", first.Text);
        Assert.True(first.Share > 0.7, $"{first.Share}");
        Assert.InRange(before.Causes.Where(c => c.Kind == CauseKind.Capacity).Sum(c => c.Minutes), 0, 60);
        Assert.Equal(before.ExpectedLatenessMinutes, before.Causes.Sum(c => c.Minutes), 3);
    }

    [Theory]
    [InlineData(0.7)]
    [InlineData(0.9)]
    [InlineData(1.2)]
    public void Another_unit_takes_about_the_minutes_away_that_were_put_down_to_its_work_center(double load)
    {
        var (orders, centers, named, gained) = (new List<double>(), new List<double>(), 0.0, 0.0);
        for (var seed = 1; seed <= 12; seed++)
        {
            var (random, now) = RandomPlants.Of(seed, load);
            // Orders that stand for themselves: of two that one waits for, each unit gains only as much as the other lets it.
            var twins = random with { Orders = [.. random.Orders.Select(order => order with { Components = [] })] };
            var forecaster = new Forecaster(new ForecastSettings());
            var before = forecaster.Run(twins, now);
            for (var w = 0; w < twins.WorkCenters.Count; w++)
            {
                var minutes = before.Orders.Select(order => order.Causes.Where(c => c.Kind == CauseKind.Capacity && c.Subject == "work-center/" + twins.WorkCenters[w].Id).Sum(c => c.Minutes)).ToList();
                if (minutes.Sum() < 500)
                    continue;
                var after = forecaster.LatenessBeside(before, WithUnit(twins, w)).Orders;
                centers.Add(Enumerable.Range(0, minutes.Count).Sum(o => before.Orders[o].ExpectedLatenessMinutes - after[o].ExpectedLatenessMinutes) / minutes.Sum());
                for (var o = 0; o < minutes.Count; o++)
                {
                    var gain = before.Orders[o].ExpectedLatenessMinutes - after[o].ExpectedLatenessMinutes;
                    (named, gained) = (named + minutes[o], gained + gain);
                    if (minutes[o] > 60)
                        orders.Add(gain / minutes[o]);
                }
            }
        }
        orders.Sort();
        centers.Sort();
        var told = $"load {load}, {orders.Count} orders, minutes gained / named: p10 {orders[orders.Count / 10]:0.00} p50 {orders[orders.Count / 2]:0.00} p90 {orders[orders.Count * 9 / 10]:0.00}, of {centers.Count} work centers p50 {centers[centers.Count / 2]:0.00}, of all {gained / named:0.00}";
        output.WriteLine(told);
        Assert.True(orders[orders.Count / 2] is > 0.9 and < 1.15, told);
        Assert.True(centers[centers.Count / 2] is > 0.7 and < 1.3, told);
        Assert.True(gained / named is > 0.7 and < 1.3, told);
    }

    private static double WithUnit(Shop shop, string workCenter)
    {
        var forecast = shop.Forecast();
        var twins = forecast.Twins;
        var place = twins.WorkCenters.Index().First(center => center.Item.Id == workCenter).Index;
        var order = forecast.Orders.Index().First(one => twins.Orders[one.Item.Order].Id == "MO-1").Index;
        return new Forecaster(new ForecastSettings()).LatenessBeside(forecast, WithUnit(twins, place)).Orders[order].ExpectedLatenessMinutes;
    }

    private static SiteTwins WithUnit(SiteTwins twins, int workCenter) => twins with
    {
        WorkCenters = [.. twins.WorkCenters.Select((center, w) => w == workCenter ? center with { Capacity = center.Capacity + 1 } : center)],
    };
}
