namespace ShopFloorTwin.Odoo.Tests.Reading;

public sealed class SupplyMappingTests
{
    [Fact]
    public void A_bought_product_has_its_first_supplier_and_the_lead_time()
    {
        var leg = new OdooTables().Map().Plant.Products.Single(product => product.Id == "LEG");

        Assert.Equal(("V-101", 10.0), (leg.Supplier, leg.LeadTimeDays));
    }

    [Fact]
    public void A_supplier_whose_price_has_run_out_is_passed_over()
    {
        var tables = new OdooTables()
            .Add("res.partner", new { id = 10, name = "Baltic", @ref = false })
            .Add("product.supplierinfo", new { id = 5, partner_id = 9, product_tmpl_id = 2, product_id = false, sequence = 1, min_qty = 0.0, delay = 10, date_end = "2026-11-01" })
            .Add("product.supplierinfo", new { id = 6, partner_id = 10, product_tmpl_id = 2, product_id = false, sequence = 2, min_qty = 0.0, delay = 21 });

        var leg = tables.Map().Plant.Products.Single(product => product.Id == "LEG");
        Assert.Equal(("Baltic", 21.0), (leg.Supplier, leg.LeadTimeDays));
    }

    [Fact]
    public void Stock_is_what_lies_in_all_places_and_on_hold_what_lies_under_a_hold_location_or_in_a_hold_lot()
    {
        var tables = new OdooTables()
            .Add("stock.location", new { id = 8, location_id = 5 }).Add("stock.location", new { id = 40, location_id = 8 }).Add("stock.location", new { id = 41, location_id = 40 })
            .Add("stock.lot", new { id = 3, name = "L-77" })
            .Add("stock.quant", new { id = 1, product_id = 2, location_id = 8, lot_id = false, quantity = 100.0 })
            .Add("stock.quant", new { id = 2, product_id = 2, location_id = 41, lot_id = false, quantity = 7.0 })
            .Add("stock.quant", new { id = 3, product_id = 2, location_id = 8, lot_id = 3, quantity = 5.0 });
        tables.Scope = tables.Scope with { HoldLocations = new HashSet<long> { 40 }, HoldLots = new HashSet<string> { "L-77" } };

        var stock = Assert.Single(tables.Map().Plant.Stock);
        Assert.Equal(("LEG", 112.0, 12.0), (stock.Product, stock.OnHand, stock.OnHold));
    }

    [Fact]
    public void Less_than_nothing_on_hand_is_nothing_and_is_found()
    {
        var mapped = new OdooTables().Add("stock.quant", new { id = 1, product_id = 2, location_id = 8, lot_id = false, quantity = -3.0 }).Map();

        Assert.Equal(0, Assert.Single(mapped.Plant.Stock).OnHand);
        Assert.Equal("negativeStock", Assert.Single(mapped.Findings.Items).Kind);
    }

    [Fact]
    public void A_confirmed_purchase_order_is_supply_and_a_request_for_quotation_is_not()
    {
        var tables = Purchase(new OdooTables())
            .Add("purchase.order", new { id = 8, name = "P00008", state = "sent", partner_id = 9 })
            .Add("purchase.order.line", new { id = 10, order_id = 8, product_id = 2, product_qty = 5.0, product_uom_id = 1, qty_received = 0.0, date_planned = "2026-11-19 10:00:00" });

        var purchase = Assert.Single(tables.Map().Plant.PurchaseOrders);
        Assert.Equal(("P00007", "V-101"), (purchase.Id, purchase.Supplier));
        var line = Assert.Single(purchase.Lines);
        Assert.Equal(("9", "LEG", 24.0, 12.0), (line.Line, line.Product, line.Quantity, line.Received));
        Assert.Equal(new DateTimeOffset(2026, 11, 16, 10, 0, 0, TimeSpan.Zero), line.Due);
        Assert.Null(line.Confirmed);
    }

    [Fact]
    public void What_was_promised_first_stays_due_when_Odoo_has_a_later_date()
    {
        var tables = Purchase(new OdooTables());
        tables.Promised = new DateTimeOffset(2026, 11, 9, 10, 0, 0, TimeSpan.Zero);

        var line = Assert.Single(Assert.Single(tables.Map().Plant.PurchaseOrders).Lines);
        Assert.Equal(tables.Promised, line.Due);
        Assert.Equal(new DateTimeOffset(2026, 11, 16, 10, 0, 0, TimeSpan.Zero), line.Confirmed);
    }

    [Fact]
    public void Maintenance_with_a_time_stops_the_work_center_its_equipment_is_named_after()
    {
        var tables = new OdooTables()
            .Add("maintenance.equipment", new { id = 4, name = "Glue press", serial_no = "GLUE" })
            .Add("maintenance.stage", new { id = 1, done = false }).Add("maintenance.stage", new { id = 2, done = true })
            .Add("maintenance.request", new { id = 1, name = "Yearly check", equipment_id = 4, stage_id = 1, archive = false, schedule_date = "2026-11-05 06:00:00", schedule_end = "2026-11-05 10:00:00", duration = 0.0 })
            .Add("maintenance.request", new { id = 2, name = "Done already", equipment_id = 4, stage_id = 2, archive = false, schedule_date = "2026-11-06 06:00:00", duration = 2.0 })
            .Add("maintenance.request", new { id = 3, name = "Of nobody", equipment_id = false, stage_id = 1, archive = false, schedule_date = "2026-11-07 06:00:00", duration = 2.0 });

        var mapped = tables.Map();
        var stop = Assert.Single(Assert.Single(mapped.Plant.WorkCenters).PlannedStops);
        Assert.Equal("Yearly check", stop.Reason);
        Assert.Equal(TimeSpan.FromHours(4), stop.To - stop.From);
        Assert.Contains(mapped.Findings.Items, finding => finding is { Kind: "maintenanceWithoutWorkCenter", Id: 3 });
    }

    [Fact]
    public void Records_of_one_name_are_told_apart_and_found()
    {
        var mapped = new OdooTables().Product(34, "LEG", 34).Product(35, null, 35).Map();

        Assert.Equal(["LEG", "LEG #34", "TABLE", "TOP", "product-35"], mapped.Plant.Products.Select(product => product.Id).Order(StringComparer.Ordinal));
        Assert.Contains(mapped.Findings.Items, finding => finding is { Kind: "sameName", Id: 34 });
        Assert.Equal(34, mapped.Links.IdOf("product.product", "LEG #34"));
    }

    internal static OdooTables Purchase(OdooTables tables) => tables
        .Add("purchase.order", new { id = 7, name = "P00007", state = "purchase", partner_id = 9, date_order = "2026-10-19 09:00:00", write_date = "2026-11-01 09:00:00" })
        .Add("purchase.order.line", new { id = 9, order_id = 7, product_id = 2, product_qty = 2.0, product_uom_id = 2, qty_received = 1.0, date_planned = "2026-11-16 10:00:00", write_date = "2026-11-01 09:00:00" });
}
