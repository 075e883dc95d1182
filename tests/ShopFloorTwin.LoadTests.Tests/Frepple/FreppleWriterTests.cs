using System.Xml.Linq;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.LoadTests.Frepple;

namespace ShopFloorTwin.LoadTests.Tests.Frepple;

/// <summary>What frePPLe is told of a plant.</summary>
public sealed class FreppleWriterTests
{
    private static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";

    private static string Name(XElement of, string child) => of.Element(child)!.Attribute("name")!.Value;

    [Fact]
    public void An_order_asks_for_its_routing_in_one_piece_when_it_is_due_in_the_sites_time()
    {
        var demand = SmallPlant.Xml(SmallPlant.Plant).Descendants("demand").Single();

        Assert.Equal("MO-1", demand.Attribute("name")!.Value);
        Assert.Equal(("20", "20"), (demand.Element("quantity")!.Value, demand.Element("minshipment")!.Value));
        Assert.Equal("2026-11-09T06:00:00", demand.Element("due")!.Value);
        Assert.Equal("PUMP", Name(demand, "operation"));
    }

    [Fact]
    public void An_urgent_order_has_a_lower_number_than_a_normal_one()
    {
        var demands = SmallPlant.Xml(SmallPlant.Plant with { Orders = [SmallPlant.Order("MO-1"), SmallPlant.Order("MO-2", priority: 9)] }).Descendants("demand").ToList();

        Assert.True((int)demands[1].Element("priority")! < (int)demands[0].Element("priority")!);
    }

    [Fact]
    public void An_operation_takes_its_set_up_and_its_minutes_for_each_piece_on_its_work_center()
    {
        var steps = SmallPlant.Xml(SmallPlant.Plant).Descendants("suboperation").Select(step => step.Element("operation")!).ToList();

        Assert.Equal(["PUMP/10", "PUMP/20"], steps.Select(step => step.Attribute("name")!.Value));
        Assert.All(steps, step => Assert.Equal("operation_time_per", step.Attribute(Instance + "type")!.Value));
        Assert.Equal(("PT720S", "PT90S"), (steps[0].Element("duration")!.Value, steps[0].Element("duration_per")!.Value));
        Assert.Equal(("PT0S", "PT15S"), (steps[1].Element("duration")!.Value, steps[1].Element("duration_per")!.Value));
        Assert.Equal(["MILL", "OVEN"], steps.Select(step => Name(step.Descendants("load").Single(), "resource")));
    }

    [Fact]
    public void Material_goes_into_the_first_operation_and_the_product_comes_out_of_the_last()
    {
        var steps = SmallPlant.Xml(SmallPlant.Plant).Descendants("suboperation").ToList();
        var (used, made) = (steps[0].Descendants("flow").Single(), steps[1].Descendants("flow").Single());

        Assert.Equal(("flow_start", "BAR", "-2"), (used.Attribute(Instance + "type")!.Value, Name(used, "item"), used.Element("quantity")!.Value));
        Assert.Equal(("flow_end", "PUMP", "1"), (made.Attribute(Instance + "type")!.Value, Name(made, "item"), made.Element("quantity")!.Value));
    }

    [Fact]
    public void A_work_center_has_its_units_its_efficiency_and_its_hours()
    {
        var resources = SmallPlant.Xml(SmallPlant.Plant).Descendants("resources").Single().Elements().ToList();

        Assert.Equal(("2", "80", "day"), (resources[0].Element("maximum")!.Value, resources[0].Element("efficiency")!.Value, Name(resources[0], "available")));
        Assert.Null(resources[1].Element("available"));
    }

    [Fact]
    public void What_is_open_of_a_purchase_order_line_comes_when_it_was_confirmed()
    {
        var purchase = SmallPlant.Xml(SmallPlant.Plant).Descendants("operationplan").Single();

        Assert.Equal("PO-1/1", purchase.Attribute("reference")!.Value);
        Assert.Equal(("60", "2026-11-05T06:00:00", "confirmed"), (purchase.Element("quantity")!.Value, purchase.Element("end")!.Value, purchase.Element("status")!.Value));
    }

    [Fact]
    public void Hours_of_a_night_are_those_before_midnight_and_a_day_on_those_after_told_apart_by_priority()
    {
        var nights = SmallPlant.Plant with { Calendars = [new CalendarSpec { Id = "day", Weekly = [SmallPlant.Hours("22:00", "06:00", "mon", "sat")] }] };

        var buckets = SmallPlant.Xml(nights).Descendants("bucket").ToList();

        const int mondaySaturday = 2 + 64;
        const int tuesdaySunday = 4 + 1;
        Assert.Equal([(mondaySaturday, "PT79200S", "PT86400S"), (tuesdaySunday, "PT0S", "PT21600S")],
            buckets.Select(bucket => ((int)bucket.Element("days")!, bucket.Element("starttime")!.Value, bucket.Element("endtime")!.Value)));
        Assert.Equal(buckets.Count, buckets.Select(bucket => bucket.Element("priority")!.Value).Distinct().Count());
    }

    [Theory]
    [InlineData(100)]
    [InlineData(1_000)]
    public void A_generated_plant_is_there_whole(int orders)
    {
        var plant = Plants.Make(new PlantOptions(orders, PlantOptions.NormalLoad, PlantOptions.FixedAsOf));

        var xml = SmallPlant.Xml(plant);

        Assert.Equal(plant.Orders.Select(order => order.Id), xml.Descendants("demand").Select(demand => demand.Attribute("name")!.Value));
        Assert.Equal(plant.WorkCenters.Select(center => center.Id), xml.Descendants("resources").Elements().Select(resource => resource.Attribute("name")!.Value));
        Assert.Equal(plant.Products.Sum(product => product.Routing.Count), xml.Descendants("suboperation").Count());
        Assert.Equal(plant.Products.Sum(product => product.Bom.Count), xml.Descendants("flow").Count(flow => flow.Element("quantity")!.Value.StartsWith('-')));
        Assert.Equal(plant.Stock.Sum(stock => stock.OnHand), xml.Descendants("onhand").Sum(onHand => (double)onHand));
        Assert.Equal(plant.PurchaseOrders.Sum(order => order.Lines.Count), xml.Descendants("operationplan").Count());
        Assert.Equal(Distinct(plant.Products.Select(product => product.Id)), Distinct(xml.Descendants("items").Elements().Select(item => item.Attribute("name")!.Value)));
    }

    private static int Distinct(IEnumerable<string> names) => names.Distinct(StringComparer.Ordinal).Count();

    public static TheoryData<string> Untold => [.. Unwritable.Keys];

    private static readonly Dictionary<string, PlantDocument> Unwritable = new(StringComparer.Ordinal)
    {
        ["order MO-1"] = SmallPlant.Plant with { Orders = [SmallPlant.Order("MO-1") with { Operations = [new OperationSpec { Operation = "10", State = OperationState.Running }] }] },
        ["order MO-2"] = SmallPlant.Plant with { Orders = [SmallPlant.Order("MO-2") with { Due = null }] },
        ["order MO-3"] = SmallPlant.Plant with { Orders = [SmallPlant.Order("MO-3") with { State = OrderState.InProgress }] },
        ["routing of PUMP"] = SmallPlant.Plant with { Products = [new ProductSpec { Id = "PUMP", Routing = [new RoutingStepSpec { Operation = "10", WorkCenter = "MILL", After = [] }] }] },
        ["work center MILL"] = SmallPlant.Plant with { WorkCenters = [new WorkCenterSpec { Id = "MILL", Alternatives = ["OVEN"] }] },
        ["stock of BAR"] = SmallPlant.Plant with { Stock = [new StockSpec { Product = "BAR", OnHand = 5, OnHold = 1 }] },
        ["calendar day"] = SmallPlant.Plant with { Calendars = [new CalendarSpec { Id = "day", Exceptions = [new CalendarExceptionSpec { Date = "2026-11-11", Closed = true }] }] },
    };

    [Theory]
    [MemberData(nameof(Untold))]
    public void What_frepple_would_not_be_told_is_refused_by_name(string what)
    {
        var refused = Assert.Throws<InvalidDataException>(() => SmallPlant.Xml(Unwritable[what]));

        Assert.Contains(what, refused.Message, StringComparison.Ordinal);
    }
}
