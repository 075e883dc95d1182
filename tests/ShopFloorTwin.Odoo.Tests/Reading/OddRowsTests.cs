using System.Text.Json;
using System.Text.Json.Nodes;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Odoo.Reading;
using ShopFloorTwin.Odoo.Reading.Mapping;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Tests.Reading;

/// <summary>Whatever stands in Odoo's fields, a sound plant comes of it: what is odd is left out, and is found.</summary>
public sealed class OddRowsTests
{
    private static readonly string[] Models =
    [
        "uom.uom", "resource.calendar", "resource.calendar.attendance", "resource.calendar.leaves", "mrp.workcenter", "mrp.workcenter.capacity", "product.product", "res.partner",
        "product.supplierinfo", "mrp.bom", "mrp.bom.line", "mrp.routing.workcenter", "mrp.production", "mrp.workorder", "stock.move", "stock.quant", "purchase.order",
        "purchase.order.line", "maintenance.request", "maintenance.equipment", "mrp.workcenter.productivity",
    ];

    private static readonly string[] Odd =
    [
        "false", "null", "true", "0", "-1", "1e30", "-1e12", "0.0001", "99", "33", "7", "\"\"", "\"0\"", "\"9\"", "\"done\"", "\"phantom\"", "\"service\"", "\"\\u0007\"", "\"1899-01-01 00:00:00\"",
        "\"2026-13-45 99:00:00\"", "\"2026-11-02T05:00:00Z\"", "\"Not/AZone\"", "[]", "[33]", "[1,2,2]", "{}", $"\"{new string('x', 5_000)}\"",
    ];

    [Fact]
    public void Any_field_of_any_record_may_hold_anything()
    {
        var odd = 0;
        for (var seed = 0; seed < 2_000; seed++)
        {
            var mapped = Map(Rows(), seed);
            var problems = PlantValidator.Validate(mapped.Plant);
            Assert.True(problems.Count == 0, $"seed {seed}: {(problems.Count == 0 ? "" : problems[0])}");
            Assert.True(PlantReader.Read(PlantWriter.Write(mapped.Plant)).Document is not null, $"seed {seed}: the document cannot be read back");
            odd += mapped.Findings.Items.Count(finding => finding.Kind == "notSound");
        }
        Assert.True(odd > 50, "the rules of the plant document were put to the test");
    }

    [Fact]
    public void An_entry_that_breaks_a_rule_of_the_plant_is_left_out_and_found()
    {
        var tables = new OdooTables().Order(4).Product(2, "LEG", 2).Add("res.partner", new { id = 9, name = new string('x', 5_000), @ref = "V-101" });

        var mapped = tables.Map();
        Assert.Empty(mapped.Plant.Suppliers);
        Assert.Contains(mapped.Findings.Items, finding => finding is { Kind: "notSound", Model: "res.partner" });
    }

    private static OdooPlant Map(Dictionary<string, List<JsonObject>> tables, int seed)
    {
        var random = new Random(seed);
        for (var change = random.Next(1, 30); change > 0; change--)
        {
            var list = tables[Models[random.Next(Models.Length)]];
            var target = list[random.Next(list.Count)];
            var names = target.Select(pair => pair.Key).Where(name => name != "id").ToList();
            target[names[random.Next(names.Count)]] = JsonNode.Parse(Odd[random.Next(Odd.Length)]);
        }
        var rows = new OdooRows();
        foreach (var (model, list) in tables)
            foreach (var row in list)
                rows.Add(model, new OdooRow(JsonSerializer.SerializeToElement(row)));
        return new PlantMapping(rows, new SiteScope { Site = "lyon", Company = 1 }, OdooTables.AsOf, new FindingList(), new OdooLinks()).Plant((_, _) => null);
    }

    private static Dictionary<string, List<JsonObject>> Rows()
    {
        var tables = SupplyMappingTests.Purchase(new OdooTables().Order(4).Order(5, "progress", "progress"))
            .Add("stock.quant", new { id = 1, product_id = 2, location_id = 8, lot_id = false, quantity = 100.0 })
            .Add("mrp.workcenter.capacity", new { id = 1, workcenter_id = 7, product_id = false, product_uom_id = 1, capacity = 3.0, time_start = 4.0, time_stop = 0.0 })
            .Add("resource.calendar.leaves", new { id = 1, name = "Christmas", resource_id = false, calendar_id = 2, company_id = 1, date_from = "2026-12-24 23:00:00", date_to = "2026-12-26 22:59:59", time_type = "leave" })
            .Add("maintenance.equipment", new { id = 4, name = "Glue press", serial_no = "GLUE", workcenter_id = false })
            .Add("maintenance.request", new { id = 1, name = "Yearly check", equipment_id = 4, stage_id = 1, archive = false, schedule_date = "2026-11-05 06:00:00", schedule_end = "2026-11-05 10:00:00", duration = 0.0 })
            .Add("mrp.workcenter.productivity", new { id = 3, workorder_id = 50, workcenter_id = 7, loss_type = "productive", date_start = "2026-11-02 04:30:00", date_end = false });
        return Models.ToDictionary(model => model, model => tables.Rows.Of(model).Select(row => JsonNode.Parse(row.ToString())!.AsObject()).ToList());
    }
}
