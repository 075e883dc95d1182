using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Tests.Forecast;

public sealed class CapacityTests
{
    [Fact]
    public void A_single_order_finishes_after_its_planned_minutes()
    {
        var shop = new Shop().WorkCenter("MILL").Made("P", "MILL:140");
        var forecast = shop.Order("MO-1", "P", shop.At("12:00")).Import().Forecast("MO-1");

        Near.Time(shop.At("10:20"), forecast.P50);
        Assert.True(forecast.P10 < forecast.P50 && forecast.P50 < forecast.P80 && forecast.P80 < forecast.P95);
        Assert.Equal(0, forecast.LateProbability);
        Assert.Empty(forecast.Causes);
    }

    [Fact]
    public void Operations_of_an_order_follow_each_other()
    {
        var shop = new Shop().WorkCenter("MILL").WorkCenter("PACK").Made("P", "MILL:60 PACK:30");
        Near.Time(shop.At("09:30"), shop.Order("MO-1", "P", null).Import().Forecast("MO-1").P50);
    }

    [Fact]
    public void One_unit_takes_the_order_with_less_slack_first()
    {
        var shop = new Shop().WorkCenter("MILL").Made("P", "MILL:100");
        shop.Order("LATER", "P", shop.At("18:00")).Order("SOONER", "P", shop.At("12:00")).Import();

        Near.Time(shop.At("09:40"), shop.Forecast("SOONER").P50);
        Near.Time(shop.At("11:20"), shop.Forecast("LATER").P50);
    }

    [Fact]
    public void Two_units_take_two_orders_at_once_and_the_third_waits_for_the_first_free()
    {
        var shop = new Shop().WorkCenter("MILL", capacity: 2).Made("P", "MILL:100").Made("Q", "MILL:60");
        shop.Order("A", "P", shop.At("10:00")).Order("B", "Q", shop.At("10:00")).Order("C", "P", shop.At("20:00")).Import();

        Near.Time(shop.At("09:40"), shop.Forecast("A").P50);
        Near.Time(shop.At("09:00"), shop.Forecast("B").P50);
        Near.Time(shop.At("10:40"), shop.Forecast("C").P50);
    }

    [Fact]
    public void A_queue_that_is_too_long_is_named_as_capacity()
    {
        var shop = new Shop().WorkCenter("MILL").Made("P", "MILL:100");
        for (var i = 0; i < 4; i++)
            shop.Order($"EARLIER-{i}", "P", shop.At("10:00"));
        var forecast = shop.Order("MO-1", "P", shop.At("11:00")).Import().Forecast("MO-1");

        Near.Time(shop.At("16:20"), forecast.P50, 3);
        Assert.Equal(1, forecast.LateProbability);
        Assert.Equal((CauseKind.Capacity, "work-center/MILL"), (forecast.Causes[0].Kind, forecast.Causes[0].Subject));
        Assert.True(forecast.Causes[0].Share > 0.9);
    }

    [Fact]
    public void An_urgent_order_overtakes_and_is_named_as_priority()
    {
        var shop = new Shop().WorkCenter("MILL").Made("P", "MILL:100");
        shop.Order("MO-1", "P", shop.At("10:00")).Order("RUSH", "P", shop.At("20:00"), priority: 1).Import();

        Near.Time(shop.At("09:40"), shop.Forecast("RUSH").P50);
        var overtaken = shop.Forecast("MO-1");
        Near.Time(shop.At("11:20"), overtaken.P50);
        Assert.Equal((CauseKind.Priority, "order/RUSH"), (overtaken.Causes[0].Kind, overtaken.Causes[0].Subject));
    }

    [Fact]
    public void A_slow_work_center_takes_longer_by_its_efficiency()
    {
        var shop = new Shop().WorkCenter("MILL", efficiency: 0.5).Made("P", "MILL:60");
        Near.Time(shop.At("10:00"), shop.Order("MO-1", "P", null).Import().Forecast("MO-1").P50);
    }

    [Fact]
    public void Set_up_is_counted_once_and_minutes_per_unit_for_each_unit()
    {
        var shop = new Shop().WorkCenter("MILL").Made("P", "MILL:1");
        shop.Order("MO-1", "P", null, quantity: 30, operations: [new OperationSpec { Operation = "10", PlannedMinutes = 45 }]);
        Near.Time(shop.At("08:45"), shop.Import().Forecast("MO-1").P50);
    }

    [Fact]
    public void A_running_operation_holds_its_work_center_for_what_remains()
    {
        var shop = new Shop().WorkCenter("MILL").Made("P", "MILL:120");
        shop.Order("MO-1", "P", null).Order("RUSH", "P", null, priority: 9).Import();
        shop.Event("operation.started.v1", "order/MO-1", """{"operation":"10","workCenter":"MILL"}""");
        shop.Now = shop.Now.AddMinutes(30);

        Near.Time(shop.At("10:00"), shop.Forecast("MO-1").P50);
        Near.Time(shop.At("12:00"), shop.Forecast("RUSH").P50, 2);
    }

    [Fact]
    public void A_paused_operation_keeps_the_time_already_worked()
    {
        var shop = new Shop().WorkCenter("MILL").Made("P", "MILL:120");
        shop.Order("MO-1", "P", null).Import();
        shop.Event("operation.started.v1", "order/MO-1", """{"operation":"10","workCenter":"MILL"}""");
        shop.Now = shop.Now.AddMinutes(60);
        shop.Event("operation.paused.v1", "order/MO-1", """{"operation":"10","workCenter":"MILL"}""");
        shop.Now = shop.Now.AddMinutes(60);

        Near.Time(shop.At("11:00"), shop.Forecast("MO-1").P50);
    }

    [Fact]
    public void An_operation_that_overruns_is_named_as_slow_for_all_that_wait_behind_it()
    {
        var shop = new Shop().WorkCenter("MILL").Made("P", "MILL:60");
        shop.Order("SLOW", "P", shop.At("09:30")).Order("NEXT", "P", shop.At("11:00")).Import();
        shop.Event("operation.started.v1", "order/SLOW", """{"operation":"10","workCenter":"MILL"}""");
        shop.Now = shop.Now.AddMinutes(150);

        Assert.Equal((CauseKind.SlowOperation, "order/SLOW"), Root(shop.Forecast("SLOW")));
        Assert.Equal((CauseKind.SlowOperation, "order/SLOW"), Root(shop.Forecast("NEXT").Causes.First(c => c.Kind == CauseKind.SlowOperation)));
    }

    [Fact]
    public void Counted_pieces_shorten_what_remains()
    {
        var shop = new Shop().WorkCenter("MILL").Made("P", "MILL:1");
        shop.Order("MO-1", "P", null, quantity: 100).Import();
        shop.Event("operation.started.v1", "order/MO-1", """{"operation":"10","workCenter":"MILL"}""");
        shop.Event("machine.count.v1", "work-center/MILL", """{"good":75,"scrap":0,"mode":"delta","order":"MO-1","operation":"10"}""");
        Near.Time(shop.At("08:25"), shop.Forecast("MO-1").P50);
    }

    private static (CauseKind, string) Root(OrderForecast forecast) => Root(forecast.Causes[0]);

    private static (CauseKind, string) Root(Cause cause) => (cause.Kind, cause.Subject);
}
