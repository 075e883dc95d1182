using ShopFloorTwin.Core.Forecast;

namespace ShopFloorTwin.Core.Tests.Forecast;

public sealed class MaterialTests
{
    [Fact]
    public void Material_on_hand_lets_the_order_start_at_once()
    {
        var shop = new Shop().WorkCenter("ASM").Bought("C", onHand: 2).Made("P", "ASM:60", "C:2");
        Near.Time(shop.At("09:00"), shop.Order("MO-1", "P", null).Import().Forecast("MO-1").P50);
    }

    [Fact]
    public void An_order_waits_for_the_receipt_that_covers_it()
    {
        var shop = new Shop().WorkCenter("ASM").Bought("C").Made("P", "ASM:60", "C:2");
        shop.Purchase("PO-7", "C", 2, shop.At("15:00")).Order("MO-1", "P", shop.At("12:00")).Import();
        var forecast = shop.Forecast("MO-1");

        Near.Time(shop.At("16:00"), forecast.P50);
        Assert.Equal((CauseKind.ComponentShortage, "component/C"), (forecast.Causes[0].Kind, forecast.Causes[0].Subject));
    }

    [Fact]
    public void A_supplier_delay_reaches_the_order_three_levels_up()
    {
        var shop = new Shop().WorkCenter("A").WorkCenter("B").WorkCenter("D").Bought("C")
            .Made("PART", "A:60", "C:1").Made("SUB", "B:60", "PART:1").Made("PUMP", "D:60", "SUB:1");
        shop.Purchase("PO-7", "C", 1, shop.At("10:00"))
            .Order("MO-3", "PUMP", shop.At("20:00")).Order("MO-2", "SUB", shop.At("19:00")).Order("MO-1", "PART", shop.At("18:00")).Import();
        Near.Time(shop.At("13:00"), shop.Forecast("MO-3").P50, 3);

        var delay = shop.Event("supplier.delayed.v1", "purchase-order/PO-7", $$"""{"line":"1","date":"{{shop.At("10:00").AddDays(5):o}}","reason":"strike"}""");
        var forecast = shop.Forecast("MO-3");

        Near.Time(shop.At("13:00").AddDays(5), forecast.P50, 3);
        var cause = forecast.Causes[0];
        Assert.Equal((CauseKind.SupplierDelay, "purchase-order/PO-7", delay), (cause.Kind, cause.Subject, cause.Event));
        Assert.Equal(["purchase-order/PO-7", "component/C", "order/MO-1", "order/MO-2", "order/MO-3"], cause.Chain.Select(link => link.Subject));
        Assert.True(cause.Share > 0.95, $"share was {cause.Share}");
    }

    [Fact]
    public void Demand_nothing_covers_waits_for_the_lead_time_and_is_a_shortage()
    {
        var shop = new Shop().WorkCenter("ASM").Bought("C", leadTimeDays: 4).Made("P", "ASM:60", "C:2");
        shop.Order("MO-1", "P", shop.At("12:00")).Import();
        var forecast = shop.Forecast("MO-1");

        Near.Time(shop.At("09:00").AddDays(4), forecast.P50);
        Assert.Equal((CauseKind.ComponentShortage, "component/C"), (forecast.Causes[0].Kind, forecast.Causes[0].Subject));
        var site = shop.Forecast();
        var component = site.Components[site.Twins.Components.ToList().FindIndex(c => c.Id == "C")];
        Assert.Equal(2, component.ShortageQuantity);
    }

    [Fact]
    public void Scarce_stock_goes_to_the_order_with_priority_then_to_the_one_needed_first()
    {
        var shop = new Shop().WorkCenter("ASM", capacity: 3).Bought("C", onHand: 2).Made("P", "ASM:60", "C:1");
        shop.Order("LAST", "P", shop.At("20:00")).Order("SOON", "P", shop.At("12:00")).Order("RUSH", "P", shop.At("22:00"), priority: 1).Import();

        Near.Time(shop.At("09:00"), shop.Forecast("RUSH").P50);
        Near.Time(shop.At("09:00"), shop.Forecast("SOON").P50);
        Near.Time(shop.At("09:00").AddDays(10), shop.Forecast("LAST").P50);
    }

    [Fact]
    public void Held_stock_is_no_supply_until_it_is_released()
    {
        var shop = new Shop().WorkCenter("ASM").Bought("C", onHand: 5).Made("P", "ASM:60", "C:1");
        shop.Order("MO-1", "P", shop.At("12:00")).Import();
        var hold = shop.Event("quality.hold.v1", "component/C", """{"reason":"cracks"}""");
        var held = shop.Forecast("MO-1");
        Assert.Equal(1, held.LateProbability);
        Assert.Equal((CauseKind.QualityHold, "component/C", hold), (held.Causes[0].Kind, held.Causes[0].Subject, held.Causes[0].Event));

        shop.Now = shop.Now.AddMinutes(1);
        shop.Event("quality.released.v1", "component/C");
        Near.Time(shop.At("09:01"), shop.Forecast("MO-1").P50);
    }

    [Fact]
    public void An_order_on_hold_does_not_run_until_it_is_released()
    {
        var shop = new Shop().WorkCenter("ASM").Made("P", "ASM:60");
        shop.Order("MO-1", "P", shop.At("12:00")).Order("MO-2", "P", shop.At("18:00")).Import();
        var hold = shop.Event("quality.hold.v1", "order/MO-1", """{"reason":"drawing"}""");
        var held = shop.Forecast("MO-1");
        Assert.True(held.LateProbability > 0.8);
        Assert.Equal((CauseKind.QualityHold, "order/MO-1", hold), (held.Causes[0].Kind, held.Causes[0].Subject, held.Causes[0].Event));
        Near.Time(shop.At("09:00"), shop.Forecast("MO-2").P50);

        shop.Now = shop.Now.AddMinutes(1);
        shop.Event("quality.released.v1", "order/MO-1");
        Near.Time(shop.At("09:01"), shop.Forecast("MO-1").P50);
    }

    [Fact]
    public void Stock_counted_as_on_hold_names_the_count()
    {
        var shop = new Shop().WorkCenter("A").Made("P", "A:60", "C:5").Bought("C");
        shop.Order("MO-1", "P", shop.At("12:00")).Import();
        var count = shop.Event("stock.level.v1", "component/C", """{"onHand":5,"onHold":5}""");

        var cause = shop.Forecast("MO-1").Causes[0];
        Assert.Equal((CauseKind.QualityHold, count), (cause.Kind, cause.Event));
    }

    [Fact]
    public void Scrap_of_a_sub_assembly_that_is_done_still_leaves_its_parent_short()
    {
        var shop = new Shop().WorkCenter("A").WorkCenter("B").Made("SUB", "A:6").Made("P", "B:6", "SUB:1");
        shop.Order("MO-1", "P", shop.At("12:00"), quantity: 10).Order("MO-2", "SUB", shop.At("10:00"), quantity: 10).Import();
        shop.Event("operation.started.v1", "order/MO-2", """{"operation":"10","workCenter":"A"}""");
        shop.Now = shop.Now.AddMinutes(60);
        var scrap = shop.Event("operation.completed.v1", "order/MO-2", """{"operation":"10","workCenter":"A","good":7,"scrap":3}""");

        var forecast = shop.Forecast("MO-1");
        Assert.Equal((CauseKind.Scrap, "component/SUB", scrap), (forecast.Causes[0].Kind, forecast.Causes[0].Subject, forecast.Causes[0].Event));
    }

    [Fact]
    public void Scrap_of_a_sub_assembly_leaves_its_parent_short()
    {
        var shop = new Shop().WorkCenter("A").WorkCenter("D").Made("SUB", "A:1", leadTimeDays: 3).Made("PUMP", "D:60", "SUB:10");
        shop.Order("MO-2", "SUB", shop.At("10:00"), quantity: 10).Order("MO-3", "PUMP", shop.At("14:00")).Import();
        Near.Time(shop.At("09:10"), shop.Forecast("MO-3").P50, 2);

        var scrap = shop.Event("machine.count.v1", "work-center/A", """{"good":0,"scrap":4,"mode":"delta","order":"MO-2","operation":"10"}""");
        var forecast = shop.Forecast("MO-3");
        Assert.Equal(1, forecast.LateProbability);
        Assert.Equal((CauseKind.Scrap, "component/SUB", scrap), (forecast.Causes[0].Kind, forecast.Causes[0].Subject, forecast.Causes[0].Event));
    }

    [Fact]
    public void A_received_line_is_stock_and_no_longer_awaited()
    {
        var shop = new Shop().WorkCenter("ASM").Bought("C").Made("P", "ASM:60", "C:2");
        shop.Purchase("PO-7", "C", 2, shop.At("15:00")).Order("MO-1", "P", null).Import();
        shop.Now = shop.Now.AddMinutes(1);
        shop.Event("stock.received.v1", "component/C", """{"quantity":2,"purchaseOrder":"PO-7","line":"1"}""");
        Near.Time(shop.At("09:01"), shop.Forecast("MO-1").P50);
    }

    [Fact]
    public void A_cancelled_line_is_named_as_the_root_of_the_shortage()
    {
        var shop = new Shop().WorkCenter("ASM").Bought("C").Made("P", "ASM:60", "C:2");
        shop.Purchase("PO-7", "C", 2, shop.At("10:00")).Order("MO-1", "P", shop.At("18:00")).Import();
        var cancelled = shop.Event("supplier.cancelled.v1", "purchase-order/PO-7", """{"line":"1"}""");
        var cause = shop.Forecast("MO-1").Causes[0];
        Assert.Equal((CauseKind.ComponentShortage, "component/C", cancelled), (cause.Kind, cause.Subject, cause.Event));
    }

    [Fact]
    public void A_blocked_order_lets_the_next_one_pass()
    {
        var shop = new Shop().WorkCenter("ASM").Bought("C").Made("WAITS", "ASM:60", "C:1").Made("FREE", "ASM:60");
        shop.Purchase("PO-7", "C", 1, shop.At("12:00")).Order("MO-1", "WAITS", shop.At("13:00")).Order("MO-2", "FREE", shop.At("20:00")).Import();
        Near.Time(shop.At("09:00"), shop.Forecast("MO-2").P50);
        Near.Time(shop.At("13:00"), shop.Forecast("MO-1").P50);
    }
}
