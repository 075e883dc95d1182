using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Forecast.Coming;

namespace ShopFloorTwin.Core.Tests.Forecast;

/// <summary>Where orders keep coming, who gets a component is decided when it comes.</summary>
public sealed class FutureSupplyTests
{
    [Fact]
    public void What_was_to_come_for_an_order_goes_to_a_more_urgent_one_that_comes_before_it()
    {
        var shop = WithRushOrders();
        shop.Event("order.released.v1", "order/MO-1", Order("MO-1", shop.Now.AddDays(9), priority: 0));
        Buy(shop, "PO-1", shop.Now.AddDays(1));
        var alone = shop.Now.AddDays(1).AddHours(1);

        var forecast = shop.Forecast("MO-1");

        // A rush order comes every twelve hours and waits eight for what is bought for it: two times in three one waits when PO-1 comes.
        Assert.True(forecast.P10 < alone.AddHours(1), $"P10 {forecast.P10:o}, alone {alone:o}");
        Assert.True(forecast.P80 > alone.AddHours(3), $"P80 {forecast.P80:o}, alone {alone:o}");
    }

    [Fact]
    public void What_was_to_come_for_the_most_urgent_order_stays_its_own()
    {
        var shop = WithRushOrders();
        shop.Event("order.released.v1", "order/MO-1", Order("MO-1", shop.Now.AddDays(9), priority: 2));
        Buy(shop, "PO-1", shop.Now.AddDays(1));

        var forecast = shop.Forecast("MO-1");

        Assert.True(forecast.P80 < shop.Now.AddDays(1).AddHours(3), $"P80 {forecast.P80:o}");
    }

    [Fact]
    public void Of_what_comes_the_most_urgent_gets_his_whole_demand_first_and_keeps_what_he_was_handed()
    {
        var pool = Pool(out var floor, ("LATER", 0, 5, 0), ("SOONER", 1, 3, 0), ("URGENT", 2, 4, 100));
        var stock = new Stockroom(floor, pool);
        Assert.Empty(stock.Ask(0));
        Assert.Empty(stock.Ask(1));

        Assert.Equal([1], stock.Receive(0));
        Assert.Empty(stock.Ask(2));
        Assert.Empty(stock.Receive(1));
        Assert.Equal([2, 0], stock.Receive(2));
    }

    [Fact]
    public void An_order_that_is_done_brings_what_it_makes()
    {
        var pool = Pool(out var floor, ("MADE", 0, 3, 0));
        var stock = new Stockroom(floor, pool);
        stock.Ask(0);

        Assert.Empty(stock.Done(1));
        Assert.Equal([0], stock.Done(2));
        Assert.Empty(stock.Done(2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Never_is_more_handed_out_than_came_and_all_are_served_once_enough_did(int seed)
    {
        for (var round = 0; round < 200; round++)
        {
            var random = new Random(seed * 1000 + round);
            var demands = Enumerable.Range(0, random.Next(1, 12)).Select(i => ("O", i % 10, (double)random.Next(1, 9), 0.0)).ToArray();
            var pool = Pool(out var floor, demands);
            pool.Receipts.Clear();
            for (var r = 0; r < 40; r++)
                pool.Receipts.Add(new PooledReceipt(0, random.Next(1, 5), -1, r));
            var stock = new Stockroom(floor, pool);
            var (came, served) = (0.0, new List<int>());
            var asked = 0;
            for (var r = 0; r < pool.Receipts.Count; r++)
            {
                if (asked < demands.Length)
                    served.AddRange(stock.Ask(asked++));
                came += pool.Receipts[r].Quantity;
                served.AddRange(stock.Receive(r));
                Assert.True(served.Sum(order => demands[order].Item3) <= came + 1e-6, $"seed {seed}, round {round}");
            }
            Assert.True(came < demands.Sum(demand => demand.Item3) || served.Order().SequenceEqual(Enumerable.Range(0, demands.Length)), $"seed {seed}, round {round}");
        }
    }

    /// <summary>Demands by order, priority, quantity, and when they are known; receipts of 4, 3 and 5 pieces; order 2 makes four.</summary>
    private static SupplyPool Pool(out Floor floor, params (string Name, int Priority, double Quantity, double From)[] demands)
    {
        var shop = new Shop().WorkCenter("ASM").Bought("C").Made("P", "ASM:60", "C:1");
        for (var d = 0; d < Math.Max(3, demands.Length); d++)
            shop.Order($"MO-{d:00}", "P", shop.Now.AddDays(5 - (0.1 * d)), priority: d < demands.Length ? demands[d].Priority : 0);
        shop.Import();
        var settings = new ForecastSettings { Samples = 16 };
        floor = new FloorBuilder(settings, new SampleBook(16, 1)).Build(shop.Twins, shop.Now);
        var pool = SupplyPool.Of(floor);
        pool.Demands.Clear();
        pool.Demands.AddRange(demands.Select((demand, order) => new PooledDemand(order, 0, demand.Quantity, demand.From)));
        pool.Receipts.Clear();
        pool.Receipts.AddRange([new PooledReceipt(0, 4, -1, 0), new PooledReceipt(0, 3, -1, 0), new PooledReceipt(0, 5, -1, 0)]);
        pool.Outputs.Clear();
        pool.Outputs.Add(new PooledOutput(0, 4, 2));
        return pool;
    }

    /// <summary>A site to which two rush orders a day come, each of which waits eight hours for what is bought for it.</summary>
    private static Shop WithRushOrders()
    {
        var shop = new Shop().WorkCenter("ASM", capacity: 4).Bought("C", leadTimeDays: 2).Made("P", "ASM:60", "C:1").Import();
        var start = shop.Now;
        var happenings = new List<(DateTimeOffset At, Action Happens)>();
        foreach (var k in Enumerable.Range(0, 24))
        {
            var (order, purchase, at) = ($"order/RUSH-{k}", $"PO-RUSH-{k}", start.AddHours(1 + (12 * k)));
            happenings.Add((at, () => shop.Event("order.released.v1", order, Order(order["order/".Length..], shop.Now.AddDays(3), priority: 1))));
            happenings.Add((at.AddMinutes(1), () => Buy(shop, purchase, shop.Now.AddHours(8))));
            happenings.Add((at.AddHours(8), () => shop.Event("stock.received.v1", "component/C", $$"""{"quantity":1,"purchaseOrder":"{{purchase}}","line":"1"}""")));
            happenings.Add((at.AddHours(8).AddMinutes(2), () => shop.Event("operation.started.v1", order, """{"operation":"10","workCenter":"ASM"}""")));
            happenings.Add((at.AddHours(8).AddMinutes(62), () => shop.Event("operation.completed.v1", order, """{"operation":"10","workCenter":"ASM","good":1}""")));
            happenings.Add((at.AddHours(8).AddMinutes(63), () => shop.Event("stock.consumed.v1", "component/C", $$"""{"quantity":1,"order":"RUSH-{{k}}"}""")));
            happenings.Add((at.AddHours(8).AddMinutes(64), () => shop.Event("order.done.v1", order)));
        }
        foreach (var (at, happens) in happenings.OrderBy(one => one.At).Where(one => one.At < start.AddDays(12)))
        {
            shop.Now = at;
            happens();
        }
        shop.Now = start.AddDays(12);
        return shop;
    }

    private static void Buy(Shop shop, string purchase, DateTimeOffset due) => shop.Event(
        "supplier.ordered.v1", $"purchase-order/{purchase}", $$"""{"id":"{{purchase}}","supplier":"ACME","lines":[{"line":"1","product":"C","quantity":1,"due":"{{due:o}}"}]}""");

    private static string Order(string id, DateTimeOffset due, int priority) =>
        $$"""{"id":"{{id}}","product":"P","quantity":1,"priority":{{priority}},"due":"{{due:o}}"}""";
}
