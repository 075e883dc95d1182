using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Odoo.Tests.Reading;

public sealed class OrderMappingTests
{
    [Fact]
    public void An_order_is_due_at_its_deadline_and_planned_as_Odoo_planned_it()
    {
        var order = Assert.Single(new OdooTables().Order(4).Map().Plant.Orders);

        Assert.Equal(("WH/MO/00004", "TABLE", 6.0, OrderState.Confirmed), (order.Id, order.Product, order.Quantity, order.State));
        Assert.Equal(new DateTimeOffset(2026, 11, 4, 15, 0, 0, TimeSpan.Zero), order.Due);
        Assert.Equal(new DateTimeOffset(2026, 11, 2, 7, 0, 0, TimeSpan.Zero), order.PlannedStart);
        Assert.Equal(new DateTimeOffset(2026, 11, 3, 7, 0, 0, TimeSpan.Zero), order.PlannedFinish);
    }

    [Theory]
    [InlineData("draft", OrderState.Draft)]
    [InlineData("confirmed", OrderState.Confirmed)]
    [InlineData("progress", OrderState.InProgress)]
    [InlineData("to_close", OrderState.InProgress)]
    [InlineData("done", OrderState.Done)]
    [InlineData("cancel", OrderState.Cancelled)]
    public void Every_state_of_an_order_has_its_place(string odoo, OrderState state) =>
        Assert.Equal(state, Assert.Single(new OdooTables().Order(4, state: odoo).Map().Plant.Orders).State);

    [Theory]
    [InlineData("pending", OperationState.Pending)]
    [InlineData("waiting", OperationState.Pending)]
    [InlineData("blocked", OperationState.Pending)]
    [InlineData("ready", OperationState.Ready)]
    [InlineData("progress", OperationState.Paused)]
    [InlineData("done", OperationState.Done)]
    [InlineData("cancel", OperationState.Cancelled)]
    public void Every_state_of_a_work_order_has_its_place(string odoo, OperationState state) =>
        Assert.Equal(state, Glue(new OdooTables().Order(4, workOrderState: odoo)).State);

    [Fact]
    public void A_work_order_in_progress_runs_while_a_time_log_of_it_is_open()
    {
        var tables = new OdooTables().Order(4, "progress", "progress")
            .Add("mrp.workcenter.productivity", new { id = 3, workorder_id = 40, workcenter_id = 7, loss_type = "productive", date_start = "2026-11-02 04:30:00", date_end = false });

        Assert.Equal(OperationState.Running, Glue(tables).State);
    }

    [Fact]
    public void A_block_of_the_work_center_is_no_work_on_the_order()
    {
        var tables = new OdooTables().Order(4, "progress", "progress")
            .Add("mrp.workcenter.productivity", new { id = 3, workorder_id = 40, workcenter_id = 7, loss_type = "availability", date_start = "2026-11-02 04:30:00", date_end = false });

        Assert.Equal(OperationState.Paused, Glue(tables).State);
    }

    [Fact]
    public void An_operation_takes_as_long_as_Odoo_expects_at_the_work_centers_efficiency()
    {
        var tables = new OdooTables().Order(4)
            .Add("mrp.workcenter", new { id = 7, code = "GLUE", name = "Gluing", resource_calendar_id = 2, time_efficiency = 50.0, time_start = 0.0, time_stop = 0.0, alternative_workcenter_ids = Array.Empty<int>() });

        var plant = tables.Map().Plant;
        Assert.Equal(0.5, plant.WorkCenters[0].Efficiency);
        Assert.Equal(195, Glue(tables).PlannedMinutes / plant.WorkCenters[0].Efficiency);
    }

    [Fact]
    public void Work_orders_come_after_what_blocks_them()
    {
        var tables = new OdooTables().Order(4)
            .Add("mrp.workorder", new { id = 41, name = "Paint", state = "blocked", production_id = 4, workcenter_id = 7, operation_id = false, sequence = 1, duration_expected = 5.0, duration = 0.0, qty_produced = 0.0, blocked_by_workorder_ids = new[] { 40 } });

        var operations = Assert.Single(tables.Map().Plant.Orders).Operations!;
        Assert.Equal(["Glue", "Paint"], operations.Select(operation => operation.Operation));
        Assert.Equal<IReadOnlyList<string>?>([[], ["Glue"]], operations.Select(operation => operation.After));
    }

    [Fact]
    public void Two_operations_of_one_name_are_told_apart_in_the_routing_and_in_the_order_alike()
    {
        var tables = new OdooTables().Order(4)
            .Add("mrp.routing.workcenter", new { id = 21, bom_id = 13, name = "Glue", workcenter_id = 7, sequence = 50, time_cycle = 5.0 })
            .Add("mrp.workorder", new { id = 41, name = "Glue", state = "pending", production_id = 4, workcenter_id = 7, operation_id = 21, sequence = 1, duration_expected = 5.0 });

        var plant = tables.Map().Plant;
        Assert.Equal(["Glue", "Glue #21"], plant.Products.Single(product => product.Id == "TABLE").Routing.Select(step => step.Operation).Order());
        Assert.Equal(["Glue", "Glue #21"], Assert.Single(plant.Orders).Operations!.Select(operation => operation.Operation));
    }

    [Fact]
    public void A_draft_without_work_orders_takes_the_routing()
    {
        var tables = new OdooTables()
            .Add("mrp.production", new { id = 4, name = "WH/MO/00004", state = "draft", product_id = 33, product_qty = 1.0, product_uom_id = 1, priority = "1", date_deadline = "2026-11-04 15:00:00" });

        var order = Assert.Single(tables.Map().Plant.Orders);
        Assert.Null(order.Operations);
        Assert.Equal(1, order.Priority);
    }

    [Fact]
    public void An_order_in_dozens_is_counted_in_the_products_unit()
    {
        var tables = new OdooTables()
            .Add("mrp.production", new { id = 4, name = "WH/MO/00004", state = "confirmed", product_id = 33, product_qty = 2.0, product_uom_id = 2, priority = "0", date_deadline = "2026-11-04 15:00:00" });

        Assert.Equal(24, Assert.Single(tables.Map().Plant.Orders).Quantity);
    }

    [Fact]
    public void Consumed_is_what_Odoo_has_moved_and_the_rest_is_still_needed()
    {
        var tables = new OdooTables().Order(4)
            .Add("stock.move", new { id = 401, product_id = 2, product_uom_qty = 10.0, quantity = 10.0, product_uom = 1, state = "done", raw_material_production_id = 4 })
            .Add("stock.move", new { id = 402, product_id = 2, product_uom_qty = 14.0, quantity = 6.0, product_uom = 1, state = "partially_available", raw_material_production_id = 4 })
            .Add("stock.move", new { id = 403, product_id = 2, product_uom_qty = 99.0, quantity = 0.0, product_uom = 1, state = "cancel", raw_material_production_id = 4 });

        var legs = Assert.Single(tables.Map().Plant.Orders).Components!.Single(component => component.Product == "LEG");
        Assert.Equal((24.0, 10.0), (legs.Quantity, legs.Consumed));
    }

    [Fact]
    public void In_Odoo_16_the_fields_have_other_names()
    {
        var tables = new OdooTables()
            .Add("mrp.production", new { id = 4, name = "WH/MO/00004", state = "confirmed", product_id = 33, product_qty = 6.0, product_uom_id = 1, priority = "0", date_planned_start = "2026-11-02 07:00:00", date_planned_finished = "2026-11-03 07:00:00", date_start = false, date_finished = false, date_deadline = "2026-11-04 15:00:00" })
            .Add("stock.move", new { id = 400, product_id = 1, product_uom_qty = 6.0, quantity_done = 6.0, product_uom = 1, state = "done", raw_material_production_id = 4 });

        var order = Assert.Single(tables.Map().Plant.Orders);
        Assert.Equal((7, 2), (order.PlannedStart!.Value.Hour, order.PlannedStart.Value.Day));
        Assert.Equal(3, order.PlannedFinish!.Value.Day);
        Assert.Equal(6, Assert.Single(order.Components!).Consumed);
    }

    [Fact]
    public void An_order_without_a_deadline_is_said_to_have_none()
    {
        var mapped = new OdooTables().Order(4, deadline: false).Map();

        Assert.Null(Assert.Single(mapped.Plant.Orders).Due);
        Assert.Equal(("noDeadline", "mrp.production", 4L), mapped.Findings.Items.Select(finding => (finding.Kind, finding.Model, finding.Id)).Single());
    }

    [Fact]
    public void A_work_order_at_a_foreign_work_center_is_left_out_and_found()
    {
        var tables = new OdooTables().Order(4)
            .Add("mrp.workorder", new { id = 41, name = "Paint", state = "blocked", production_id = 4, workcenter_id = 99, operation_id = false, sequence = 1 });

        var mapped = tables.Map();
        Assert.Equal(["Glue"], Assert.Single(mapped.Plant.Orders).Operations!.Select(operation => operation.Operation));
        Assert.Contains(mapped.Findings.Items, finding => finding is { Kind: "unknownWorkCenter", Model: "mrp.workorder", Id: 41 });
    }

    private static OperationSpec Glue(OdooTables tables) => Assert.Single(Assert.Single(tables.Map().Plant.Orders).Operations!);
}
