using System.Text.Json;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Odoo.Reading;
using ShopFloorTwin.Odoo.Reading.Mapping;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Tests.Reading;

/// <summary>The mapping against what a real Odoo answered, with the pairs of <c>[id, name]</c> a plain read gives.</summary>
public sealed class RecordedRowsTests
{
    [Fact]
    public void Recorded_orders_become_orders_of_the_twin()
    {
        var plant = Map().Plant;

        var rail = plant.Orders.Single(order => order.Id == "WH/MO/00004");
        Assert.Equal(("SA-005", 4.0, OrderState.Confirmed, 0), (rail.Product, rail.Quantity, rail.State, rail.Priority));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 15, 0, 0, TimeSpan.Zero), rail.Due);
        Assert.Equal(new DateTimeOffset(2026, 11, 19, 13, 0, 0, TimeSpan.Zero), rail.PlannedStart);
        // 16 brackets in units, 8 metres of tube in metres: nothing consumed yet, though some is reserved.
        Assert.Equal([("PT-003", 16.0, 0.0), ("RM-003", 8.0, 0.0)], rail.Components!.Select(component => (component.Product, component.Quantity, component.Consumed)));

        var table = plant.Orders.Single(order => order.Id == "WH/MO/00006");
        Assert.Equal(OrderState.InProgress, table.State);
    }

    [Fact]
    public void Recorded_work_orders_keep_their_sequence_and_their_minutes()
    {
        var rows = RecordedRows.Read();
        Complete(rows);
        Add(rows, "mrp.production", new { id = 1, name = "WH/MO/00001", state = "done", product_id = 33, product_qty = 6.0, product_uom_id = 1 });

        var order = Map(rows).Plant.Orders.Single(order => order.Id == "WH/MO/00001");
        Assert.Equal(OrderState.Done, order.State);
        Assert.Equal([("Weld", 135.0, 6.0), ("Powder coat", 165.0, 6.0)], order.Operations!.Select(operation => (operation.Operation, operation.PlannedMinutes!.Value, operation.Done)));
        Assert.Equal(["Weld"], order.Operations![1].After!);
    }

    [Fact]
    public void Recorded_purchase_orders_are_supply_by_their_expected_arrival()
    {
        var rows = RecordedRows.Read();
        Complete(rows);
        Add(rows, "purchase.order.line", new { id = 9, order_id = new object[] { 7, "P00007" }, product_id = new object[] { 13, "Motor" }, product_qty = 20.0, product_uom_id = new object[] { 1, "Units" }, qty_received = 0.0, date_planned = "2026-11-16 10:00:00" });

        var purchase = Assert.Single(Map(rows).Plant.PurchaseOrders);
        Assert.Equal(("P00007", "Motor Antriebe Sued"), (purchase.Id, purchase.Supplier));
        Assert.Equal(new DateTimeOffset(2026, 11, 16, 10, 0, 0, TimeSpan.Zero), Assert.Single(purchase.Lines).Due);
    }

    [Fact]
    public void Recorded_work_centers_are_called_by_their_codes_and_stopped_by_no_work_order()
    {
        var plant = Map().Plant;

        Assert.Equal(["LASER-1", "SAW-1"], plant.WorkCenters.Where(workCenter => workCenter.Name is "Laser cutter" or "Band saw").Select(workCenter => workCenter.Id));
        Assert.Equal("Europe/Berlin", plant.TimeZone);
        Assert.All(plant.WorkCenters, workCenter => Assert.Empty(workCenter.PlannedStops));
    }

    [Fact]
    public void Every_state_Odoo_knows_of_orders_and_work_orders_is_known_here()
    {
        var tables = new OdooTables();
        var id = 100;
        foreach (var state in RecordedRows.Selection("mrp.production", "state"))
            tables.Order(id++, state: state);
        foreach (var state in RecordedRows.Selection("mrp.workorder", "state"))
            tables.Order(id++, workOrderState: state);

        Assert.DoesNotContain(tables.Map().Findings.Items, finding => finding.Kind == "unknownState");
    }

    private static OdooPlant Map()
    {
        var rows = RecordedRows.Read();
        Complete(rows);
        return Map(rows);
    }

    private static OdooPlant Map(OdooRows rows)
    {
        var mapped = new PlantMapping(rows, new SiteScope { Site = "plant", Company = 1 }, rows.NewestWrite!.Value, new FindingList(), new OdooLinks()).Plant((_, _) => null);
        Assert.Empty(PlantValidator.Validate(mapped.Plant));
        return mapped;
    }

    /// <summary>What the recorded rows name and only two of each were recorded of.</summary>
    private static void Complete(OdooRows rows)
    {
        foreach (var (id, code) in ((int, string)[])[(33, "SA-005"), (39, "FG-005"), (23, "PT-003"), (3, "RM-003"), (1, "RM-001"), (2, "RM-002"), (26, "PT-006")])
            Add(rows, "product.product", new { id, default_code = code, name = code, type = "consu", uom_id = id == 3 ? 9 : 1, product_tmpl_id = id, active = true });
        Add(rows, "uom.uom", new { id = 1, name = "Units", relative_factor = 1.0, relative_uom_id = false });
        Add(rows, "uom.uom", new { id = 9, name = "m", relative_factor = 1.0, relative_uom_id = false });
        foreach (var (id, name) in ((int, string)[])[(7, "Weld cell 2"), (8, "Powder coating line")])
            Add(rows, "mrp.workcenter", new { id, name, code = false, tz = "Europe/Berlin", time_efficiency = 100.0 });
        foreach (var (id, name) in ((int, string)[])[(12, "Motor Antriebe Sued"), (13, "ElektroParts BV")])
            Add(rows, "res.partner", new { id, name, @ref = false });
    }

    private static void Add(OdooRows rows, string model, object row) => rows.Add(model, new OdooRow(JsonSerializer.SerializeToElement(row)));
}
