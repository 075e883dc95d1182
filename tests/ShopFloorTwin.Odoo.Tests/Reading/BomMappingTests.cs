using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Odoo.Tests.Reading;

public sealed class BomMappingTests
{
    [Fact]
    public void A_product_is_made_of_its_bill_of_materials_by_its_routing()
    {
        var table = Table(new OdooTables());

        Assert.Equal([("TOP", 1.0), ("LEG", 4.0)], table.Bom.Select(line => (line.Component, line.Quantity)));
        var step = Assert.Single(table.Routing);
        Assert.Equal(("Glue", "GLUE", 15.0, 30.0), (step.Operation, step.WorkCenter, step.SetupMinutes, step.MinutesPerUnit));
    }

    [Fact]
    public void A_bill_of_materials_for_a_batch_is_divided_by_it()
    {
        var tables = new OdooTables().Add("mrp.bom", new { id = 13, product_tmpl_id = 33, product_id = false, product_qty = 1.0, product_uom_id = 2, type = "normal", sequence = 0, company_id = 1 });

        var table = Table(tables);
        Assert.Equal(4.0 / 12, table.Bom.Single(line => line.Component == "LEG").Quantity);
        // One cycle makes the BOM's quantity, when the work center says no capacity.
        Assert.Equal(30.0 / 12, Assert.Single(table.Routing).MinutesPerUnit);
    }

    [Fact]
    public void A_work_center_that_takes_several_pieces_at_once_needs_less_for_each()
    {
        var tables = new OdooTables()
            .Add("mrp.workcenter.capacity", new { id = 1, workcenter_id = 7, product_id = false, product_uom_id = 1, capacity = 3.0, time_start = 4.0, time_stop = 0.0 })
            .Add("mrp.workcenter.capacity", new { id = 2, workcenter_id = 7, product_id = 33, product_uom_id = 1, capacity = 5.0, time_start = 7.0, time_stop = 1.0 });

        var step = Assert.Single(Table(tables).Routing);
        Assert.Equal((8.0, 6.0), (step.SetupMinutes, step.MinutesPerUnit));
        Assert.Equal(1, Assert.Single(tables.Map().Plant.WorkCenters).Capacity);
    }

    [Fact]
    public void Until_Odoo_18_the_work_center_itself_says_its_pieces()
    {
        var tables = new OdooTables().Add("mrp.workcenter", new { id = 7, code = "GLUE", name = "Gluing", resource_calendar_id = 2, time_efficiency = 100.0, default_capacity = 2.0, time_start = 0.0, time_stop = 0.0 });

        Assert.Equal(15, Assert.Single(Table(tables).Routing).MinutesPerUnit);
    }

    [Fact]
    public void A_kit_is_taken_apart_with_its_operations()
    {
        var tables = new OdooTables()
            .Product(3, "SCREW", 3)
            .Add("mrp.bom", new { id = 14, product_tmpl_id = 2, product_id = false, product_qty = 2.0, product_uom_id = 1, type = "phantom", sequence = 0, company_id = false })
            .Add("mrp.bom.line", new { id = 60, bom_id = 14, product_id = 3, product_qty = 3.0, product_uom_id = 1, sequence = 0 })
            .Add("mrp.routing.workcenter", new { id = 30, bom_id = 14, name = "Screw", workcenter_id = 7, sequence = 0, time_cycle = 2.0 });

        var table = Table(tables);
        Assert.Equal([("TOP", 1.0), ("SCREW", 6.0)], table.Bom.Select(line => (line.Component, line.Quantity)));
        Assert.Equal(["Glue", "Screw"], table.Routing.Select(step => step.Operation));
    }

    [Fact]
    public void The_lower_sequence_is_chosen_and_then_the_variants_own()
    {
        var tables = new OdooTables()
            .Add("mrp.bom", new { id = 14, product_tmpl_id = 33, product_id = 33, product_qty = 1.0, product_uom_id = 1, type = "normal", sequence = 0, company_id = false })
            .Add("mrp.bom.line", new { id = 60, bom_id = 14, product_id = 2, product_qty = 3.0, product_uom_id = 1 });
        Assert.Equal([("LEG", 3.0)], Table(tables).Bom.Select(line => (line.Component, line.Quantity)));

        tables.Add("mrp.bom", new { id = 14, product_tmpl_id = 33, product_id = 33, product_qty = 1.0, product_uom_id = 1, type = "normal", sequence = 1, company_id = false });
        Assert.Equal(["TOP", "LEG"], Table(tables).Bom.Select(line => line.Component));
    }

    [Fact]
    public void Another_companys_bill_of_materials_is_not_taken()
    {
        var tables = new OdooTables().Add("mrp.bom", new { id = 13, product_tmpl_id = 33, product_id = false, product_qty = 1.0, product_uom_id = 1, type = "normal", sequence = 0, company_id = 2 });

        Assert.Empty(Table(tables).Bom);
    }

    [Fact]
    public void A_line_for_some_variants_is_for_those_only()
    {
        var tables = new OdooTables()
            .Add("product.template.attribute.value", new { id = 80, attribute_id = 8 })
            .Add("product.template.attribute.value", new { id = 81, attribute_id = 8 })
            .Add("mrp.bom.line", new { id = 52, bom_id = 13, product_id = 2, product_qty = 4.0, product_uom_id = 1, sequence = 2, bom_product_template_attribute_value_ids = new[] { 80 } })
            .Add("product.product", new { id = 34, default_code = "TABLE-RED", name = "Table", type = "consu", uom_id = 1, product_tmpl_id = 33, active = true, product_template_attribute_value_ids = new[] { 80 } });

        var products = tables.Map().Plant.Products.ToDictionary(product => product.Id);
        Assert.Equal(["TOP"], products["TABLE"].Bom.Select(line => line.Component));
        Assert.Equal(["TOP", "LEG"], products["TABLE-RED"].Bom.Select(line => line.Component));
    }

    [Fact]
    public void Operations_with_dependencies_come_after_what_blocks_them()
    {
        var tables = new OdooTables()
            .Add("mrp.bom", new { id = 13, product_tmpl_id = 33, product_id = false, product_qty = 1.0, product_uom_id = 1, type = "normal", sequence = 0, company_id = 1, allow_operation_dependencies = true })
            .Add("mrp.routing.workcenter", new { id = 21, bom_id = 13, name = "Sand", workcenter_id = 7, sequence = 1, time_cycle = 5.0, blocked_by_operation_ids = new[] { 20 } });

        Assert.Equal<IReadOnlyList<string>?>([["Glue"], []], Table(tables).Routing.Select(step => step.After));
    }

    [Fact]
    public void A_circle_of_bills_of_materials_is_cut_and_found()
    {
        var tables = new OdooTables()
            .Add("mrp.bom", new { id = 14, product_tmpl_id = 2, product_id = false, product_qty = 1.0, product_uom_id = 1, type = "normal", sequence = 0, company_id = false })
            .Add("mrp.bom.line", new { id = 60, bom_id = 14, product_id = 33, product_qty = 1.0, product_uom_id = 1 });

        var mapped = tables.Map();
        Assert.Empty(PlantValidator.Validate(mapped.Plant));
        Assert.Contains(mapped.Findings.Items, finding => finding.Kind == "circularBom");
    }

    [Fact]
    public void By_products_and_units_that_do_not_convert_are_found()
    {
        var tables = new OdooTables()
            .Add("mrp.bom", new { id = 13, product_tmpl_id = 33, product_id = false, product_qty = 1.0, product_uom_id = 1, type = "normal", sequence = 0, company_id = 1, byproduct_ids = new[] { 1 } })
            .Add("mrp.bom.line", new { id = 52, bom_id = 13, product_id = 2, product_qty = 4.0, product_uom_id = 9, sequence = 2 });

        var mapped = tables.Map();
        Assert.Equal(4, mapped.Plant.Products.Single(product => product.Id == "TABLE").Bom.Single(line => line.Component == "LEG").Quantity);
        Assert.Equal(["byProducts", "unknownUnit"], mapped.Findings.Items.Select(finding => finding.Kind).Order());
    }

    private static ProductSpec Table(OdooTables tables) => tables.Map().Plant.Products.Single(product => product.Id == "TABLE");
}
