using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using static ShopFloorTwin.Core.Tests.FloorEvents;
using static ShopFloorTwin.Core.Tests.PlantFixtures;

namespace ShopFloorTwin.Core.Tests.Sites;

public sealed class PlantImportTests
{
    private readonly TestSite site = new();

    private static PlantDocument At60 => Lyon with { AsOf = At(60) };

    [Fact]
    public void A_document_replaces_the_master_data()
    {
        site.Take(Imported(60, At60 with { TimeZone = "Europe/London", Calendars = [] }));
        var plan = site.State.Publish().Plan;
        Assert.Equal(("Europe/London", At(60)), (plan.TimeZone, plan.AsOf));
        Assert.Empty(plan.Calendars);
        Assert.Equal(3, plan.Products.Count);
    }

    [Fact]
    public void A_document_older_than_the_last_one_changes_nothing_but_the_position()
    {
        site.Take(Imported(60, At60));
        var before = site.State.Publish();
        site.Take(Imported(70, Lyon with { AsOf = At(30), Orders = [], Name = "Old" }));
        var after = site.State.Publish();
        Assert.Equal(before.Position + 1, after.Position);
        Assert.Equal("Lyon", after.Plan.Name);
        Assert.Same(before.Orders, after.Orders);
    }

    [Fact]
    public void A_document_without_as_of_speaks_of_the_time_of_its_event() =>
        Assert.Equal(At(60), site.Take(Imported(60, Lyon with { AsOf = null })).State.Publish().Plan.AsOf);

    [Fact]
    public void An_open_order_missing_from_the_document_is_cancelled_and_comes_back_with_a_later_one()
    {
        site.Take(Started(10), Imported(60, At60 with { Orders = [Order("MO-2")] }));
        Assert.Equal(OrderState.Cancelled, site.Order().State);
        site.Take(Imported(90, Lyon with { AsOf = At(90) }));
        Assert.Equal(OrderState.InProgress, site.Order().State);
        Assert.Equal(OperationState.Running, site.Operation().State);
    }

    [Fact]
    public void An_order_released_after_the_document_is_not_missing_from_it()
    {
        site.Take(Released(70, Order("MO-9")), Imported(80, At60));
        Assert.True(site.Order("MO-9").IsOpen);
    }

    [Fact]
    public void Closed_orders_missing_from_the_document_are_forgotten()
    {
        site.Take(OrderDone(10, "MO-1"), Imported(60, At60 with { Orders = [Order("MO-2")] }));
        Assert.Equal(["MO-2"], site.State.Publish().Orders.Select(order => order.Id));
    }

    [Fact]
    public void An_order_closed_after_the_document_is_kept()
    {
        site.Take(OrderDone(70), Imported(80, At60 with { Orders = [Order("MO-2")] }));
        Assert.Equal(OrderState.Done, site.Order().State);
    }

    [Fact]
    public void A_work_center_missing_from_the_document_stays_while_an_open_order_needs_it()
    {
        var without = At60 with { WorkCenters = [Lyon.WorkCenters[0]] };
        site.Take(Imported(60, without));
        Assert.Equal(["WC-MILL", "WC-ASM"], site.State.Publish().WorkCenters.Select(workCenter => workCenter.Id));
        site.Take(Imported(90, without with { AsOf = At(90), Orders = [] }));
        Assert.Equal(["WC-MILL"], site.State.Publish().WorkCenters.Select(workCenter => workCenter.Id));
    }

    [Fact]
    public void Twins_stand_in_order_of_first_appearance()
    {
        site.Take(Imported(60, At60 with { Orders = [Order("MO-3"), Order("MO-2"), Order("MO-1")] }));
        Assert.Equal(["MO-1", "MO-2", "MO-3"], site.State.Publish().Orders.Select(order => order.Id));
    }

    [Fact]
    public void The_picture_read_back_as_a_document_changes_no_progress()
    {
        site.Take(Started(5), Paused(15, good: 12), Resumed(20), Hold(22, 10, "L1"), Consumed(25, 24, "MO-1"), Delayed(30, Start.AddDays(9)),
            Received(35, 100, "PO-7", "1"), Started(40, order: "MO-2"), OrderHold(45), Count(50, 3, 1, order: "MO-2"));
        var before = site.State.Publish();
        site.Take(Imported(60, Picture(before, 60)));
        var after = site.State.Publish();
        foreach (var (was, isNow) in before.Orders.Zip(after.Orders))
        {
            Assert.Equal(was.State, isNow.State);
            Assert.Equal(was.Components, isNow.Components);
            Assert.Equal(was.Holds, isNow.Holds);
            foreach (var (x, y) in was.Operations.Zip(isNow.Operations))
            {
                Assert.Equal(x.Steps, y.Steps);
                Assert.Equal((x.State, x.Done, x.Scrap, x.StartedAt, x.WorkedMinutes), (y.State, y.Done, y.Scrap, y.StartedAt, y.WorkedMinutes));
            }
        }
        Assert.Equal(before.Components.Select(one => (one.OnHand, one.OnHold, one.LossEvent)), after.Components.Select(one => (one.OnHand, one.OnHold, one.LossEvent)));
        Assert.Equal(before.Suppliers.Select(one => one.Lines.ToList()), after.Suppliers.Select(one => one.Lines.ToList()));
    }

    /// <summary>What an export of these twins says.</summary>
    private static PlantDocument Picture(Core.Sites.SiteTwins twins, double minute) => Lyon with
    {
        AsOf = At(minute),
        Stock = [.. twins.Components.Select(one => new StockSpec { Product = one.Id, OnHand = one.OnHand, OnHold = one.OnHold })],
        PurchaseOrders =
        [
            new PurchaseOrderSpec
            {
                Id = "PO-7", Supplier = "SUP-ACME",
                Lines =
                [
                    .. twins.Suppliers[0].Lines.Select(line => new PurchaseOrderLineSpec
                    {
                        Line = line.Line, Product = line.Product, Quantity = line.Quantity, Received = line.Received, Due = line.Due, Confirmed = line.Confirmed,
                    }),
                ],
            },
        ],
        Orders =
        [
            .. twins.Orders.Select(order => Order(order.Id) with
            {
                State = order.State,
                Components = [.. order.Components.Select(one => new OrderComponentSpec { Product = one.Product, Quantity = one.Quantity, Consumed = one.Consumed })],
                Operations =
                [
                    .. order.Operations.Select(one => new OperationSpec
                    {
                        Operation = one.Operation, WorkCenter = one.WorkCenter, State = one.State, PlannedMinutes = one.PlannedMinutes, Done = one.Done,
                        StartedAt = one.StartedAt, WorkedMinutes = one.WorkedMinutes + one.Minutes(At(minute)), After = one.After,
                    }),
                ],
            }),
        ],
    };
}
