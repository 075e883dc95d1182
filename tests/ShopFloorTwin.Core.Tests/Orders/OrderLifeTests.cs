using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using static ShopFloorTwin.Core.Tests.FloorEvents;
using static ShopFloorTwin.Core.Tests.PlantFixtures;

namespace ShopFloorTwin.Core.Tests.Orders;

public sealed class OrderLifeTests
{
    private readonly TestSite site = new();

    [Fact]
    public void An_order_without_operations_takes_them_from_its_routing()
    {
        var order = site.Order();
        Assert.Equal([140.0, 55.0], order.Operations.Select(operation => operation.PlannedMinutes));
        Assert.Equal([15.0, 5.0], order.Operations.Select(operation => operation.SetupMinutes));
        Assert.Equal(["WC-MILL", "WC-ASM"], order.Operations.Select(operation => operation.WorkCenter));
        Assert.Empty(order.Operations[0].After);
        Assert.Equal(["10"], order.Operations[1].After);
    }

    [Fact]
    public void An_order_without_components_takes_them_from_the_bill_of_materials() =>
        Assert.Equal([new OrderComponent("C-10", 100, 0)], site.Order().Components);

    [Fact]
    public void An_operation_takes_what_it_leaves_out_from_the_routing_step()
    {
        var given = new TestSite(With(new OperationSpec { Operation = "20", PlannedMinutes = 80 }, new OperationSpec { Operation = "30", WorkCenter = "WC-OLD", PlannedMinutes = 7 }));
        Assert.Equal("WC-ASM", given.Operation("20").WorkCenter);
        Assert.Equal(80, given.Operation("20").PlannedMinutes);
        Assert.Equal(5, given.Operation("20").SetupMinutes);
        Assert.Empty(given.Operation("20").After);
        Assert.Equal(["20"], given.Operation("30").After);
    }

    [Fact]
    public void A_sequence_that_contradicts_the_routing_falls_back_to_the_order_listed()
    {
        var given = new TestSite(With(new OperationSpec { Operation = "20" }, new OperationSpec { Operation = "10", After = ["20"] }));
        Assert.Empty(given.Operation("20").After);
        Assert.Equal(["20"], given.Operation("10").After);
    }

    [Fact]
    public void A_released_order_is_planned_from_its_product()
    {
        site.Take(Released(5, Order("MO-9") with { Quantity = 10 }), Started(6, order: "MO-9"));
        Assert.Equal(OrderState.InProgress, site.Order("MO-9").State);
        Assert.Equal(40, site.Order("MO-9").Operations[0].PlannedMinutes);
    }

    [Fact]
    public void An_order_released_again_changes_in_full_and_keeps_its_progress()
    {
        site.Take(Started(1), Paused(11, good: 20), Released(20, Order("MO-1") with { Quantity = 60, PlannedFinish = Start.AddDays(9), Priority = 1 }));
        Assert.Equal(60, site.Order().Quantity);
        Assert.Equal(165, site.Operation().PlannedMinutes);
        Assert.Equal(20, site.Operation().Done);
        Assert.Equal(OperationState.Paused, site.Operation().State);
        Assert.Equal(OrderState.InProgress, site.Order().State);
        Assert.Equal(Start.AddDays(2), site.Order().Baseline);
        Assert.Equal(Start.AddDays(9), site.Order().PlannedFinish);
    }

    [Fact]
    public void A_change_touches_only_what_it_says()
    {
        site.Take(Changed(5, new OrderChange { Due = Start.AddDays(8), Priority = 1 }));
        Assert.Equal(Start.AddDays(8), site.Order().Due);
        Assert.Equal(1, site.Order().Priority);
        Assert.Equal(50, site.Order().Quantity);
    }

    [Fact]
    public void Of_two_changes_the_newer_by_time_stands()
    {
        site.Take(Changed(10, new OrderChange { Due = Start.AddDays(8) }), Changed(5, new OrderChange { Due = Start.AddDays(1), Priority = 2 }));
        Assert.Equal(Start.AddDays(8), site.Order().Due);
        Assert.Equal(2, site.Order().Priority);
    }

    [Fact]
    public void A_changed_quantity_scales_minutes_and_components()
    {
        site.Take(Changed(5, new OrderChange { Quantity = 100 }));
        Assert.Equal(265, site.Operation().PlannedMinutes);
        Assert.Equal(200, site.Order().Components[0].Quantity);
    }

    [Fact]
    public void A_changed_operation_leaves_the_others()
    {
        site.Take(Started(1, "10"), Changed(5, new OrderChange { Operations = [new OperationSpec { Operation = "10", WorkCenter = "WC-OLD" }] }));
        Assert.Equal("WC-OLD", site.Operation().WorkCenter);
        Assert.Equal(OperationState.Running, site.Operation().State);
        Assert.Equal(140, site.Operation().PlannedMinutes);
        Assert.Equal(["10"], site.Operation("20").After);
    }

    [Fact]
    public void A_done_order_keeps_when_it_was_done()
    {
        site.Take(Started(5), OrderDone(30), OrderDone(30));
        Assert.Equal(OrderState.Done, site.Order().State);
        Assert.Equal(At(30), site.Order().Actual);
    }

    [Fact]
    public void A_start_from_before_the_end_does_not_open_the_order_again()
    {
        site.Take(OrderDone(30), Started(5));
        Assert.Equal(OrderState.Done, site.Order().State);
        Assert.Equal(At(5), site.Operation().StartedAt);
    }

    [Fact]
    public void A_cancelled_order_is_not_open() =>
        Assert.False(site.Take(OrderCancelled(5)).Order().IsOpen);

    [Fact]
    public void A_change_opens_a_cancelled_order_again() =>
        Assert.True(site.Take(OrderCancelled(5), Changed(6, new OrderChange { State = OrderState.Confirmed })).Order().IsOpen);

    [Fact]
    public void A_held_order_is_held_until_released()
    {
        site.Take(OrderHold(5));
        Assert.Equal("bore out of limits", Assert.Single(site.Order().Holds).Reason);
        site.Take(OrderRelease(9));
        Assert.Empty(site.Order().Holds);
    }

    [Fact]
    public void A_release_of_a_lot_leaves_the_other_lots_held()
    {
        site.Take(OrderHold(5, "L1"), OrderHold(6, "L2"), OrderRelease(9, "L1"));
        Assert.Equal("L2", Assert.Single(site.Order().Holds).Lot);
    }

    [Fact]
    public void A_hold_heard_after_its_release_does_not_hold() =>
        Assert.Empty(site.Take(OrderRelease(9, "L1"), OrderHold(5, "L1")).Order().Holds);

    [Fact]
    public void A_release_from_before_the_hold_does_not_release() =>
        Assert.Single(site.Take(OrderHold(5), OrderRelease(3)).Order().Holds);

    [Fact]
    public void Consumption_for_an_order_counts_on_its_component()
    {
        site.Take(Consumed(5, 30, order: "MO-1"), Consumed(6, 12, order: "MO-1"));
        Assert.Equal(42, site.Order().Components[0].Consumed);
        Assert.Equal(78, site.Component().OnHand);
    }
}
