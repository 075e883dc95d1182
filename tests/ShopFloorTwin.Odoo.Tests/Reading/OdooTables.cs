using System.Text.Json;
using ShopFloorTwin.Odoo.Reading;
using ShopFloorTwin.Odoo.Reading.Mapping;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Tests.Reading;

/// <summary>
/// A small joinery as Odoo 19 has it: a table of a top and four legs, the legs bought, glued at one work center. Tests add and change rows.
/// </summary>
internal sealed class OdooTables
{
    public static readonly DateTimeOffset AsOf = new(2026, 11, 2, 5, 0, 0, TimeSpan.Zero);

    public OdooRows Rows { get; } = new();
    public SiteScope Scope { get; set; } = new() { Site = "lyon", Company = 1 };
    public DateTimeOffset? Promised { get; set; }

    public OdooTables()
    {
        Add("uom.uom", new { id = 1, name = "Units", relative_factor = 1.0, relative_uom_id = false, factor = 1.0 });
        Add("uom.uom", new { id = 2, name = "Dozens", relative_factor = 12.0, relative_uom_id = 1, factor = 12.0 });
        Add("uom.uom", new { id = 9, name = "m", relative_factor = 1.0, relative_uom_id = false, factor = 1.0 });
        Add("resource.calendar", new { id = 2, name = "Two shifts", tz = "Europe/Paris", two_weeks_calendar = false });
        for (var day = 0; day < 5; day++)
            Add("resource.calendar.attendance", new { id = 10 + day, calendar_id = 2, dayofweek = $"{day}", hour_from = 6.0, hour_to = 22.0, day_period = "morning" });
        Add("mrp.workcenter", new { id = 7, code = "GLUE", name = "Gluing", resource_calendar_id = 2, resource_id = 70, tz = "Europe/Paris", time_efficiency = 100.0, time_start = 10.0, time_stop = 5.0, costs_hour = 45.0, working_state = "normal", alternative_workcenter_ids = Array.Empty<int>() });
        Product(33, "TABLE", 33);
        Product(1, "TOP", 1);
        Product(2, "LEG", 2);
        Add("res.partner", new { id = 9, name = "Nordstahl", @ref = "V-101" });
        Add("product.supplierinfo", new { id = 5, partner_id = 9, product_tmpl_id = 2, product_id = false, sequence = 1, min_qty = 0.0, delay = 10, price = 3.5, date_start = false, date_end = false, company_id = false });
        Add("mrp.bom", new { id = 13, product_tmpl_id = 33, product_id = false, product_qty = 1.0, product_uom_id = 1, type = "normal", sequence = 0, company_id = 1, picking_type_id = false, byproduct_ids = Array.Empty<int>(), allow_operation_dependencies = false });
        Add("mrp.bom.line", new { id = 51, bom_id = 13, product_id = 1, product_qty = 1.0, product_uom_id = 1, sequence = 1, bom_product_template_attribute_value_ids = Array.Empty<int>() });
        Add("mrp.bom.line", new { id = 52, bom_id = 13, product_id = 2, product_qty = 4.0, product_uom_id = 1, sequence = 2, bom_product_template_attribute_value_ids = Array.Empty<int>() });
        Add("mrp.routing.workcenter", new { id = 20, bom_id = 13, name = "Glue", workcenter_id = 7, sequence = 100, time_cycle = 30.0, time_cycle_manual = 30.0, blocked_by_operation_ids = Array.Empty<int>(), bom_product_template_attribute_value_ids = Array.Empty<int>() });
    }

    public OdooTables Add(string model, object row)
    {
        Rows.Add(model, new OdooRow(JsonSerializer.SerializeToElement(row)));
        return this;
    }

    public OdooTables Product(int id, string? code, int template, int unit = 1, string type = "consu") =>
        Add("product.product", new { id, default_code = (object?)code ?? false, barcode = false, name = code ?? "Thing", type, uom_id = unit, standard_price = 2.5, product_tmpl_id = template, active = true, product_template_attribute_value_ids = Array.Empty<int>(), write_date = "2026-11-01 00:00:00" });

    /// <summary>An order of tables with its one work order and its components.</summary>
    public OdooTables Order(int id, string state = "confirmed", string workOrderState = "ready", object? deadline = null, double quantity = 6) =>
        Add("mrp.production", new { id, name = $"WH/MO/{id:00000}", state, product_id = 33, product_qty = quantity, product_uom_id = 1, bom_id = 13, priority = "0", date_start = "2026-11-02 07:00:00", date_finished = "2026-11-03 07:00:00", date_deadline = deadline ?? "2026-11-04 15:00:00", write_date = "2026-11-01 10:00:00" })
        .Add("mrp.workorder", new { id = id * 10, name = "Glue", state = workOrderState, production_id = id, workcenter_id = 7, operation_id = 20, sequence = 0, date_start = "2026-11-02 07:00:00", date_finished = "2026-11-02 10:00:00", duration_expected = 195.0, duration = 0.0, qty_produced = 0.0, blocked_by_workorder_ids = Array.Empty<int>(), write_date = "2026-11-01 10:00:05" })
        .Add("stock.move", new { id = id * 100, product_id = 1, product_uom_qty = quantity, quantity = 0.0, product_uom = 1, state = "confirmed", raw_material_production_id = id, write_date = "2026-11-01 10:00:00" })
        .Add("stock.move", new { id = (id * 100) + 1, product_id = 2, product_uom_qty = quantity * 4, quantity = 0.0, product_uom = 1, state = "confirmed", raw_material_production_id = id, write_date = "2026-11-01 10:00:00" });

    public OdooPlant Map() => new PlantMapping(Rows, Scope, AsOf, new FindingList(), new OdooLinks()).Plant((_, _) => Promised);
}
