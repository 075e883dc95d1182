using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Odoo.Tests.Reading;

public sealed class ChangeTests
{
    [Fact]
    public async Task Nothing_changed_is_no_event()
    {
        await using var site = await ReadSiteAsync();

        Assert.Empty((await site.ChangesAsync(withMasterData: true)).Events);
        site.Edit("mrp.production", 4, new { origin = "S00012" });
        var reading = await site.ChangesAsync(withMasterData: true);
        Assert.Empty(reading.Events);
        Assert.False(reading.WantsAll);
    }

    [Fact]
    public async Task A_new_priority_is_told_and_nothing_else()
    {
        await using var site = await ReadSiteAsync();
        site.Edit("mrp.production", 4, new { priority = "1" });

        var reading = await site.ChangesAsync();
        Assert.Equal(new OrderChange { Priority = 1 }, PeerSite.Data<OrderChangedData>(reading).Change);
        Assert.Equal("order/WH/MO/00004", reading.Events[0].Subject);
        Assert.StartsWith("mrp.production,4:2026-11-02 05:00:10:", reading.Events[0].Id, StringComparison.Ordinal);
        Assert.Equal(new DateTimeOffset(2026, 11, 2, 5, 0, 10, TimeSpan.Zero), reading.Events[0].Time);
    }

    [Fact]
    public async Task What_was_not_taken_is_told_again_under_the_same_id()
    {
        await using var site = await ReadSiteAsync();
        site.Edit("mrp.production", 4, new { date_deadline = "2026-11-09 15:00:00" });

        var lost = await site.Reader.ReadChangesAsync(false, default);
        site.Time.Advance(TimeSpan.FromMinutes(30));
        var again = await site.ChangesAsync();
        Assert.Equal(Assert.Single(lost.Events).Id, Assert.Single(again.Events).Id);
        Assert.Equal(lost.Events[0].Time, again.Events[0].Time);
    }

    [Fact]
    public async Task A_change_in_the_second_that_was_read_already_is_seen()
    {
        await using var site = await ReadSiteAsync();
        site.Edit("mrp.production", 4, new { priority = "1" });
        await site.Reader.ReadChangesAsync(false, default);
        var first = await site.Reader.ReadChangesAsync(false, default);
        site.Reader.Accept(first);
        site.Peer.Edit("mrp.workorder", 40, new { duration_expected = 400.0 });

        Assert.Equal(400, Assert.Single(PeerSite.Data<OrderChangedData>(await site.ChangesAsync()).Change.Operations!).PlannedMinutes);
    }

    [Fact]
    public async Task A_record_written_twice_within_a_second_is_seen_both_times()
    {
        await using var site = await ReadSiteAsync();
        site.Edit("mrp.production", 4, new { priority = "1" });
        site.Reader.Accept(await site.Reader.ReadChangesAsync(false, default));
        site.Peer.Edit("mrp.production", 4, new { priority = "0" });

        Assert.Equal(0, PeerSite.Data<OrderChangedData>(await site.ChangesAsync()).Change.Priority);
    }

    [Fact]
    public async Task Work_begun_in_Odoo_is_told_of_that_operation_alone()
    {
        await using var site = await ReadSiteAsync();
        site.Peer.Add("mrp.workorder", new { id = 41, name = "Paint", state = "blocked", production_id = 4, workcenter_id = PeerSite.GlueStation, sequence = 1, duration_expected = 30.0, blocked_by_workorder_ids = new[] { 40 } });
        await site.ChangesAsync();

        site.Edit("mrp.production", 4, new { state = "progress" });
        site.Peer.Edit("mrp.workorder", 40, new { state = "progress", date_start = "2026-11-02 05:00:00", qty_produced = 2.0 });
        site.Peer.Add("mrp.workcenter.productivity", new { id = 3, workcenter_id = PeerSite.GlueStation, workorder_id = 40, loss_id = 7, date_start = "2026-11-02 05:00:00" });

        var change = PeerSite.Data<OrderChangedData>(await site.ChangesAsync()).Change;
        Assert.Equal(OrderState.InProgress, change.State);
        var operation = Assert.Single(change.Operations!);
        Assert.Equal(("Glue", OperationState.Running, 2.0), (operation.Operation, operation.State, operation.Done));
        Assert.Null(change.Components);

        site.Edit("mrp.workcenter.productivity", 3, new { date_end = "2026-11-02 05:20:00" });
        Assert.Equal(OperationState.Paused, Assert.Single(PeerSite.Data<OrderChangedData>(await site.ChangesAsync()).Change.Operations!).State);
    }

    [Fact]
    public async Task Orders_come_are_done_and_are_cancelled()
    {
        await using var site = await ReadSiteAsync();
        site.Time.Advance(TimeSpan.FromSeconds(10));
        site.Order(5);
        Assert.Equal("WH/MO/00005", PeerSite.Data<OrderReleasedData>(await site.ChangesAsync()).Order.Id);

        site.Edit("mrp.production", 4, new { state = "done", date_finished = "2026-11-02 05:00:15" });
        site.Peer.Edit("mrp.workorder", 40, new { state = "done", qty_produced = 6.0, duration = 180.0 });
        var done = await site.ChangesAsync();
        Assert.Equal([EventTypes.OrderChanged, EventTypes.OrderDone], done.Events.Select(one => one.Type));
        Assert.Equal(new DateTimeOffset(2026, 11, 2, 5, 0, 15, TimeSpan.Zero), done.Events[1].Time);

        site.Edit("mrp.production", 5, new { state = "cancel" });
        Assert.Equal("WH/MO/00005", PeerSite.Data<OrderCancelledData>(await site.ChangesAsync()).Entity);
        site.Edit("mrp.production", 5, new { priority = "1" });
        Assert.Empty((await site.ChangesAsync()).Events);
    }

    [Fact]
    public async Task A_deleted_order_is_cancelled_when_what_is_there_is_compared()
    {
        await using var site = await ReadSiteAsync();
        await site.ChangesAsync();
        await site.ChangesAsync();
        site.Peer.Remove("mrp.production", 4);

        Assert.Empty((await site.ChangesAsync()).Events);
        Assert.Equal("WH/MO/00004", PeerSite.Data<OrderCancelledData>(await site.ReconcileAsync()).Entity);
        Assert.Empty((await site.ReconcileAsync()).Events);
    }

    [Fact]
    public async Task A_removed_component_makes_the_order_anew()
    {
        await using var site = await ReadSiteAsync();
        site.Edit("stock.move", 400, new { state = "cancel" });

        Assert.Equal(["LEG"], PeerSite.Data<OrderReleasedData>(await site.ChangesAsync()).Order.Components!.Select(component => component.Product));
    }

    [Fact]
    public async Task A_line_that_comes_later_is_delayed_and_one_that_comes_earlier_is_confirmed()
    {
        await using var site = await ReadSiteAsync();
        site.Edit("purchase.order.line", 70, new { date_planned = "2026-11-12 08:00:00" });
        var delayed = PeerSite.Data<SupplierDelayedData>(await site.ChangesAsync());
        Assert.Equal(("P00007", "70", new DateTimeOffset(2026, 11, 12, 8, 0, 0, TimeSpan.Zero)), (delayed.Entity, delayed.Line, delayed.Date));

        site.Edit("purchase.order.line", 70, new { date_planned = "2026-11-04 08:00:00" });
        Assert.Equal(new DateTimeOffset(2026, 11, 4, 8, 0, 0, TimeSpan.Zero), PeerSite.Data<SupplierConfirmedData>(await site.ChangesAsync()).Date);
    }

    [Fact]
    public async Task A_receipt_is_told_and_then_what_the_stock_comes_to()
    {
        await using var site = await ReadSiteAsync();
        site.Edit("purchase.order.line", 70, new { qty_received = 40.0 });
        site.Peer.Edit("stock.quant", 2, new { quantity = 50.0 });

        var reading = await site.ChangesAsync();
        var received = Assert.IsType<StockReceivedData>(reading.Events[0].Data);
        Assert.Equal(("LEG", 40.0, "P00007", "70"), (received.Entity, received.Quantity, received.PurchaseOrder, received.Line));
        var level = Assert.IsType<StockLevelData>(reading.Events[1].Data);
        Assert.Equal(("LEG", 50.0), (level.Entity, level.OnHand));
        Assert.True(reading.Events[1].Time >= reading.Events[0].Time);
    }

    [Fact]
    public async Task A_new_purchase_order_is_told_whole_and_a_cancelled_one_line_by_line()
    {
        await using var site = await ReadSiteAsync();
        site.Time.Advance(TimeSpan.FromSeconds(10));
        site.Purchase(8, state: "draft");
        Assert.Empty((await site.ChangesAsync()).Events);

        site.Edit("purchase.order", 8, new { state = "purchase" });
        Assert.Equal("P00008", PeerSite.Data<SupplierOrderedData>(await site.ChangesAsync()).PurchaseOrder.Id);

        site.Edit("purchase.order", 7, new { state = "cancel" });
        var cancelled = PeerSite.Data<SupplierCancelledData>(await site.ChangesAsync());
        Assert.Equal(("P00007", "70"), (cancelled.Entity, cancelled.Line));
    }

    [Fact]
    public async Task Stock_that_ran_empty_is_found_by_the_move_that_emptied_it()
    {
        await using var site = await ReadSiteAsync();
        site.Time.Advance(TimeSpan.FromSeconds(10));
        site.Peer.Remove("stock.quant", 2);
        site.Peer.Add("stock.move", new { id = 9_000, product_id = PeerSite.Leg, product_uom_qty = 10.0, quantity = 10.0, state = "done" });

        var level = PeerSite.Data<StockLevelData>(await site.ChangesAsync());
        Assert.Equal(("LEG", 0.0), (level.Entity, level.OnHand));
    }

    [Fact]
    public async Task A_work_center_blocked_in_Odoo_has_stopped_until_it_is_unblocked()
    {
        await using var site = await ReadSiteAsync();
        site.Time.Advance(TimeSpan.FromSeconds(10));
        site.Peer.Add("mrp.workcenter.productivity", new { id = 3, workcenter_id = PeerSite.GlueStation, loss_id = 2, date_start = "2026-11-02 05:00:05", description = "Nozzle" });
        var stopped = await site.ChangesAsync();
        Assert.Equal((MachineState.Stopped, "GLUE", "Nozzle"), (PeerSite.Data<MachineStateData>(stopped).State, stopped.Events[0].Data.Entity, PeerSite.Data<MachineStateData>(stopped).Reason));
        Assert.Equal(new DateTimeOffset(2026, 11, 2, 5, 0, 5, TimeSpan.Zero), stopped.Events[0].Time);

        site.Edit("mrp.workcenter.productivity", 3, new { date_end = "2026-11-02 05:00:20" });
        var reading = await site.ChangesAsync();
        Assert.Equal([MachineState.Stopped, MachineState.Idle], reading.Events.Select(one => ((MachineStateData)one.Data).State));
        Assert.Equal(stopped.Events[0].Id, reading.Events[0].Id);
    }

    [Fact]
    public async Task A_block_the_twin_made_itself_is_no_news()
    {
        await using var site = await ReadSiteAsync();
        site.Time.Advance(TimeSpan.FromSeconds(10));
        site.Peer.Add("mrp.workcenter.productivity", new { id = 3, workcenter_id = PeerSite.GlueStation, loss_id = 2, date_start = "2026-11-02 05:00:05", description = ShopFloorTwin.Odoo.Writing.OwnMark.Put("spindle", "D-1") });

        Assert.Empty((await site.ChangesAsync()).Events);
        Assert.DoesNotContain((await site.ReadAllAsync()).Events, one => one.Type == EventTypes.MachineState);
    }

    [Theory]
    [InlineData("mrp.bom.line", 52, "product_qty", 5.0, true)]
    [InlineData("mrp.workcenter", PeerSite.GlueStation, "time_efficiency", 80.0, true)]
    [InlineData("product.product", PeerSite.Leg, "standard_price", 9.0, false)]
    [InlineData("mrp.workcenter", PeerSite.GlueStation, "oee_target", 80.0, false)]
    public async Task Master_data_that_matter_ask_for_the_whole_site(string model, long id, string field, double value, bool isWanted)
    {
        await using var site = await ReadSiteAsync();
        site.Edit(model, id, new System.Text.Json.Nodes.JsonObject { [field] = value });

        Assert.Equal(isWanted, (await site.ChangesAsync(withMasterData: true)).WantsAll);
    }

    [Fact]
    public async Task An_order_of_a_product_nobody_read_asks_for_the_whole_site_once()
    {
        await using var site = await ReadSiteAsync();
        site.Time.Advance(TimeSpan.FromSeconds(10));
        var product = site.Peer.Add("product.product", new { name = "Chair", default_code = "CHAIR", type = "consu" });
        site.Peer.Add("mrp.production", new { id = 6, name = "WH/MO/00006", state = "confirmed", product_id = product, product_qty = 1.0, date_start = "2026-11-02 07:00:00" });

        var reading = await site.ChangesAsync();
        Assert.True(reading.WantsAll);
        Assert.Empty(reading.Events);
        Assert.Contains((await site.ReadAllAsync()).Plant!.Orders, order => order.Product == "CHAIR");
        Assert.False((await site.ChangesAsync()).WantsAll);
    }

    private static async Task<PeerSite> ReadSiteAsync()
    {
        var site = await PeerSite.StartAsync();
        site.Order(4);
        site.Purchase();
        await site.ReadAllAsync();
        return site;
    }
}
