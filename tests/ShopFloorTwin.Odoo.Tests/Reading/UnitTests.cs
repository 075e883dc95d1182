using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using ShopFloorTwin.Odoo.Reading;
using ShopFloorTwin.Odoo.Reading.Mapping;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Tests.Reading;

public sealed class UnitTests
{
    [Fact]
    public void Since_Odoo_19_units_are_multiples_of_each_other()
    {
        var units = Table(
            new { id = 1, name = "Units", relative_factor = 1.0, relative_uom_id = (object)false },
            new { id = 2, name = "Dozens", relative_factor = 12.0, relative_uom_id = (object)1 },
            new { id = 3, name = "Gross", relative_factor = 12.0, relative_uom_id = (object)2 },
            new { id = 4, name = "kg", relative_factor = 1.0, relative_uom_id = (object)false });

        Assert.Equal(288, units.Convert(2, 3, 1));
        Assert.Equal(2, units.Convert(24, 2, 3));
        Assert.Null(units.Convert(1, 4, 1));
        Assert.Null(units.Convert(1, 99, 1));
    }

    [Fact]
    public void Until_Odoo_18_units_say_how_many_make_the_reference()
    {
        var units = Table(
            new { id = 1, name = "Units", category_id = 1, factor = 1.0 },
            new { id = 2, name = "Dozens", category_id = 1, factor = 1 / 12.0 },
            new { id = 3, name = "g", category_id = 2, factor = 1000.0 },
            new { id = 4, name = "kg", category_id = 2, factor = 1.0 });

        Assert.Equal(24, units.Convert(2, 2, 1)!.Value, 9);
        Assert.Equal(1.5, units.Convert(1500, 3, 4)!.Value, 9);
        Assert.Null(units.Convert(1, 4, 1));
    }

    [Fact]
    public void A_unit_in_a_circle_has_no_size_and_is_found()
    {
        var findings = new FindingList();
        var units = UnitTable.Of(
            [Row(new { id = 1, name = "A", relative_factor = 2.0, relative_uom_id = 2 }), Row(new { id = 2, name = "B", relative_factor = 2.0, relative_uom_id = 1 })], findings);

        Assert.Null(units.Convert(1, 1, 2));
        Assert.Equal(2, findings.Items.Count(finding => finding.Kind == "badUnit"));
    }

    [Fact]
    public void There_and_back_is_the_same_quantity_through_any_chain() => Prop.ForAll(
        ArbMap.Default.ArbFor<PositiveInt[]>(), ArbMap.Default.ArbFor<PositiveInt>(),
        (factors, quantity) =>
        {
            var rows = factors.Take(12).Select((factor, i) => Row(new { id = i + 2, name = $"U{i}", relative_factor = (double)factor.Get, relative_uom_id = i + 1 }))
                .Prepend(Row(new { id = 1, name = "root", relative_factor = 1.0, relative_uom_id = false })).ToList();
            var units = UnitTable.Of(rows, new FindingList());
            var last = rows.Count;

            var converted = units.Convert(quantity.Get, last, 1)!.Value;
            Assert.Equal(quantity.Get * factors.Take(12).Aggregate(1.0, (product, factor) => product * factor.Get), converted, converted * 1e-9);
            Assert.Equal(quantity.Get, units.Convert(converted, 1, last)!.Value, quantity.Get * 1e-9);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_second_of_this_century_is_written_and_read_as_Odoo_has_it() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        seconds =>
        {
            var instant = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(seconds * 1.4);
            instant = instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerSecond));
            var text = OdooTime.Write(instant);

            Assert.DoesNotContain('T', text);
            Assert.Equal(19, text.Length);
            Assert.Equal(instant, OdooTime.Parse(text));
            Assert.Equal(text, OdooTime.Write(instant.ToOffset(TimeSpan.FromHours(2))));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void False_is_nothing_whatever_the_field()
    {
        var row = Row(new { id = 5, name = false, product_id = false, date_start = false, product_qty = false, lines = false, active = false });

        Assert.Equal((5L, null, null, null, null, false), (row.Id, row.Text("name"), row.Ref("product_id"), row.Instant("date_start"), row.Number("product_qty"), row.Flag("active")));
        Assert.Empty(row.Refs("lines"));
        Assert.Null(row.Text("no_such_field"));
        Assert.Equal(33, Row(new { product_id = new object[] { 33, "Rail" } }).Ref("product_id"));
    }

    private static UnitTable Table(params object[] rows) => UnitTable.Of([.. rows.Select(Row)], new FindingList());

    private static OdooRow Row(object row) => new(JsonSerializer.SerializeToElement(row));
}
