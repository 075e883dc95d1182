using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.WorkCenters;
using static ShopFloorTwin.Core.Tests.FloorEvents;
using static ShopFloorTwin.Core.Tests.PlantFixtures;

namespace ShopFloorTwin.Core.Tests.Sites;

public sealed class CheckTests
{
    private readonly TestSite site = new();

    public static TheoryData<string, CloudEvent> UnknownSubjects => new()
    {
        { "work-center/WC-MARS", State(1, MachineState.Execute, workCenter: "WC-MARS") },
        { "order/MO-404", Started(1, order: "MO-404") },
        { "order MO-1 has no operation 99", Started(1, "99") },
        { "order/MO-404", OrderDone(1, "MO-404") },
        { "order/MO-404", Changed(1, new OrderChange(), "MO-404") },
        { "component/C-404", Level(1, 5, component: "C-404") },
        { "component/C-404", Hold(1, component: "C-404") },
        { "purchase order PO-7 has no line 9", Delayed(1, Start, "9") },
        { "purchase order PO-7 has no line 9", Shipped(1, Start, "9") },
        { "purchase-order/PO-404", Received(1, 5, "PO-404", "1") },
        { "data.order: order/MO-404", Count(1, 5, order: "MO-404") },
        { "data.order: order/MO-404", Consumed(1, 5, order: "MO-404") },
        { "site/paris", Imported(1, Lyon with { Site = "paris" }) },
    };

    [Theory]
    [MemberData(nameof(UnknownSubjects))]
    public void An_event_about_something_unknown_is_refused_by_name(string named, CloudEvent candidate)
    {
        var refusal = site.State.Check(candidate);
        Assert.Equal("unknown-subject", refusal?.Type);
        Assert.Contains(named, refusal!.Detail, StringComparison.Ordinal);
    }

    public static TheoryData<string, OrderSpec> WrongOrders => new()
    {
        { "data.product", Order("MO-9") with { Product = "P-404" } },
        { "data.operations[1].workCenter", Order("MO-9") with { Operations = [new() { Operation = "10" }, new() { Operation = "20", WorkCenter = "WC-MARS" }] } },
        { "data.operations[0].workCenter", Order("MO-9") with { Operations = [new() { Operation = "77" }] } },
        { "data.components[0].product", Order("MO-9") with { Components = [new() { Product = "C-404", Quantity = 1 }] } },
    };

    [Theory]
    [MemberData(nameof(WrongOrders))]
    public void A_released_order_that_refers_to_something_unknown_is_refused_with_the_path(string path, OrderSpec order)
    {
        var refusal = site.State.Check(Released(1, order));
        Assert.Equal("invalid-data", refusal?.Type);
        Assert.StartsWith(path, refusal!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Before_the_first_plant_document_everything_else_is_refused()
    {
        var empty = new SiteState(PlantFixtures.Site);
        Assert.Contains("import a plant first", empty.Check(Started(1))!.Detail, StringComparison.Ordinal);
        Assert.Contains("import a plant first", empty.Check(Released(1, Order("MO-1")))!.Detail, StringComparison.Ordinal);
        Assert.Null(empty.Check(Imported(1, Lyon)));
    }

    [Fact]
    public void A_receipt_of_another_product_than_the_line_delivers_is_refused() =>
        Assert.Equal("invalid-data", site.State.Check(Received(1, 5, "PO-7", "2"))?.Type);

    [Fact]
    public void An_order_released_in_a_batch_may_be_reported_on_in_the_same_batch()
    {
        var batch = site.State.BeginBatch();
        CloudEvent[] events = [Released(1, Order("MO-9")), Changed(2, new OrderChange { Operations = [new() { Operation = "30", WorkCenter = "WC-OLD" }] }, "MO-9"), Started(3, "30", order: "MO-9")];
        foreach (var @event in events)
        {
            Assert.Null(batch.Check(@event));
            batch.Admit(@event);
        }
        Assert.NotNull(site.State.Check(events[2]));
    }

    [Fact]
    public void A_plant_imported_in_a_batch_is_known_to_what_follows()
    {
        var batch = new SiteState(PlantFixtures.Site).BeginBatch();
        Assert.NotNull(batch.Check(Started(3)));
        batch.Admit(Imported(1, Lyon));
        Assert.Null(batch.Check(Started(3)));
        Assert.Null(batch.Check(Delayed(3, Start)));
    }

    [Fact]
    public void An_order_refused_in_a_batch_stays_unknown()
    {
        var batch = site.State.BeginBatch();
        Assert.NotNull(batch.Check(Released(1, Order("MO-9") with { Product = "P-404" })));
        Assert.NotNull(batch.Check(Started(2, order: "MO-9")));
    }
}
