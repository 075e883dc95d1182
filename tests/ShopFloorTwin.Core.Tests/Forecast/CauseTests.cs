using ShopFloorTwin.Core.Forecast;

namespace ShopFloorTwin.Core.Tests.Forecast;

public sealed class CauseTests
{
    [Fact]
    public void Shares_add_up_to_one_and_minutes_to_the_expected_lateness()
    {
        var shop = Troubled();
        foreach (var order in shop.Forecast().Orders.Where(o => o.Causes.Count > 0))
        {
            Assert.Equal(1, order.Causes.Sum(c => c.Share), 6);
            Assert.Equal(order.ExpectedLatenessMinutes, order.Causes.Sum(c => c.Minutes), 3);
            Assert.All(order.Causes, c => Assert.InRange(c.Share, 0, 1));
        }
    }

    [Fact]
    public void A_late_order_has_a_cause_and_an_order_in_time_has_none()
    {
        foreach (var order in Troubled().Forecast().Orders)
            Assert.Equal(order.LateProbability > 0, order.Causes.Count > 0);
    }

    [Fact]
    public void A_cause_is_told_in_words_from_the_root_to_the_order()
    {
        var shop = new Shop().WorkCenter("ASM").Bought("C").Made("SUB", "ASM:60", "C:1").Made("PUMP", "ASM:60", "SUB:1");
        shop.Purchase("PO-7", "C", 1, shop.At("10:00")).Order("MO-12", "SUB", shop.At("12:00")).Order("MO-3", "PUMP", shop.At("15:00")).Import();
        shop.Now = shop.At("08:42");
        shop.Event("supplier.delayed.v1", "purchase-order/PO-7", $$"""{"line":"1","date":"{{shop.At("10:00").AddDays(5):o}}","reason":"strike"}""");

        Assert.Equal(
            "PO-7 of Acme, delayed by 5 days at 2 Nov 08:42 (strike), holds C, MO-12 needs it, MO-3 waits for MO-12",
            shop.Forecast("MO-3").Causes[0].Text);
    }

    [Fact]
    public void What_holds_back_the_order_before_it_in_the_queue_counts_for_the_wait_alone()
    {
        var shop = new Shop().WorkCenter("PACK").Bought("C").Bought("D").Made("P", "PACK:60", "C:1").Made("Q", "PACK:60", "D:1");
        shop.Purchase("PO-1", "C", 1, shop.At("10:00")).Purchase("PO-2", "D", 1, shop.At("10:00"));
        shop.Order("MO-1", "P", shop.At("12:00")).Order("MO-2", "Q", shop.At("12:00")).Import();
        shop.Now = shop.At("08:42");
        shop.Event("supplier.delayed.v1", "purchase-order/PO-1", $$"""{"line":"1","date":"{{shop.At("10:30").AddDays(5):o}}"}""");
        shop.Event("supplier.delayed.v1", "purchase-order/PO-2", $$"""{"line":"1","date":"{{shop.At("10:00").AddDays(5):o}}"}""");
        var causes = shop.Forecast("MO-1").Causes;

        // It is there half an hour before MO-2 is done, and five days after it was promised.
        Assert.Equal("purchase-order/PO-1", causes[0].Subject);
        Assert.True(causes[0].Share > 0.95, $"{causes[0].Share}");
        Assert.Equal("purchase-order/PO-2", shop.Forecast("MO-2").Causes[0].Subject);
    }

    [Fact]
    public void Two_faults_share_the_lateness()
    {
        // Without the breakdown the queue alone would make it late too.
        var shop = new Shop().WorkCenter("MILL").Made("P", "MILL:60");
        for (var i = 0; i < 5; i++)
            shop.Order($"EARLIER-{i}", "P", shop.At("10:00"));
        shop.Order("MO-1", "P", shop.At("13:00")).Import();
        shop.Event("machine.state.v1", "work-center/MILL", """{"state":"stopped"}""");
        var causes = shop.Forecast("MO-1").Causes;

        Assert.Contains(causes, c => c.Kind == CauseKind.WorkCenterDown && c.Share > 0.4);
        Assert.Contains(causes, c => c.Kind == CauseKind.Capacity && c.Share > 0.2);
    }

    [Fact]
    public void A_queue_as_long_as_the_wait_for_a_receipt_does_not_hide_the_receipt()
    {
        var shop = new Shop().WorkCenter("ASM").Bought("C").Made("P", "ASM:60", "C:1").Made("Q", "ASM:480");
        shop.Purchase("PO-7", "C", 1, shop.At("16:01")).Order("LONG", "Q", shop.At("16:30")).Order("MO-1", "P", shop.At("12:00")).Import();
        var causes = shop.Forecast("MO-1").Causes;

        Assert.Equal((CauseKind.ComponentShortage, "component/C"), (causes[0].Kind, causes[0].Subject));
        Assert.DoesNotContain(causes, c => c.Kind == CauseKind.SlowOperation);
    }

    [Fact]
    public void What_does_not_concern_an_order_leaves_its_forecast_as_it_was()
    {
        var shop = new Shop().WorkCenter("MILL").WorkCenter("LATHE").Made("P", "MILL:60").Made("Q", "LATHE:60");
        shop.Order("MO-1", "P", shop.At("09:05")).Order("MO-2", "Q", shop.At("09:05")).Import();
        var before = shop.Forecast("MO-1");
        shop.Event("machine.state.v1", "work-center/LATHE", """{"state":"aborted"}""");
        var after = shop.Forecast("MO-1");

        Assert.Equal((before.P10, before.P50, before.P80, before.P95, before.LateProbability), (after.P10, after.P50, after.P80, after.P95, after.LateProbability));
        Assert.NotEqual(0, before.LateProbability);
    }

    [Fact]
    public void The_same_twins_and_time_give_the_same_forecast()
    {
        var (first, second) = (Troubled().Forecast(), Troubled().Forecast());
        Assert.Equal(
            first.Orders.Select(o => (o.P10, o.P50, o.P95, o.LateProbability, o.ExpectedLatenessMinutes, string.Join('|', o.Causes.Select(c => c.Text)))),
            second.Orders.Select(o => (o.P10, o.P50, o.P95, o.LateProbability, o.ExpectedLatenessMinutes, string.Join('|', o.Causes.Select(c => c.Text)))));
    }

    [Fact]
    public void Orders_that_wait_for_each_other_in_a_circle_are_still_forecast()
    {
        var shop = new Shop().WorkCenter("MILL").Made("A", "MILL:60").Made("B", "MILL:60");
        shop.Order("MO-A", "A", shop.At("10:00")).Order("MO-B", "B", shop.At("10:00")).Import();
        shop.Event("order.changed.v1", "order/MO-A", """{"components":[{"product":"B","quantity":1}]}""");
        shop.Event("order.changed.v1", "order/MO-B", """{"components":[{"product":"A","quantity":1}]}""");
        Assert.Equal(2, shop.Forecast().Orders.Count);
        Assert.All(shop.Forecast().Orders, o => Assert.True(o.P50 > shop.Now));
    }

    private static Shop Troubled()
    {
        var shop = new Shop().WorkCenter("MILL", Shop.TwoShift).WorkCenter("ASM", capacity: 2).Bought("C").Bought("D", onHand: 3, onHold: 1)
            .Made("SUB", "MILL:90", "C:1").Made("PUMP", "ASM:120 MILL:30", "SUB:1 D:1");
        shop.Purchase("PO-1", "C", 3, shop.At("12:00")).Purchase("PO-2", "C", 5, shop.At("16:00"));
        for (var i = 0; i < 6; i++)
        {
            shop.Order($"SUB-{i}", "SUB", shop.At("14:00").AddHours(i), priority: i % 3);
            shop.Order($"PUMP-{i}", "PUMP", shop.At("18:00").AddHours(3 * i), priority: (i + 1) % 2, customer: "Rhône Eaux");
        }
        shop.Import();
        shop.Event("supplier.delayed.v1", "purchase-order/PO-2", $$"""{"line":"1","date":"{{shop.At("16:00").AddDays(2):o}}"}""");
        shop.Event("machine.state.v1", "work-center/MILL", """{"state":"aborted"}""");
        return shop;
    }
}
