using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;
using static ShopFloorTwin.Core.Tests.FloorEvents;
using static ShopFloorTwin.Core.Tests.PlantFixtures;

namespace ShopFloorTwin.Core.Tests.Suppliers;

public sealed class SupplierOrderedTests
{
    private readonly TestSite site = new();

    private static PurchaseOrderSpec Purchase(string id = "PO-8", string supplier = "SUP-ACME", string product = "C-10", params string[] lines) => new()
    {
        Id = id,
        Supplier = supplier,
        Lines = [.. lines.DefaultIfEmpty("1").Select(line => new PurchaseOrderLineSpec { Line = line, Product = product, Quantity = 40, Due = Start.AddDays(3) })],
    };

    [Fact]
    public void A_new_purchase_order_is_supply_beside_the_others()
    {
        site.Take(Ordered(10, Purchase()));
        Assert.Equal(["PO-7", "PO-8"], site.Supplier().Lines.Select(line => line.PurchaseOrder).Distinct());
    }

    [Fact]
    public void An_order_with_a_supplier_nobody_knew_makes_the_supplier()
    {
        site.Take(Ordered(10, Purchase(supplier: "SUP-NEW")));
        Assert.Equal(40, Assert.Single(site.Supplier("SUP-NEW").Lines).Open);
    }

    [Fact]
    public void What_the_supplier_said_of_a_line_is_kept_and_a_line_that_is_gone_is_gone()
    {
        site.Take(Ordered(10, Purchase(lines: ["1", "2"])), Ordered(20, Purchase(lines: ["2"])), Event(15, "supplier.delayed.v1", "purchase-order/PO-8",
            new Core.Events.SupplierDelayedData("2", Start.AddDays(9), null) { Entity = "PO-8" }));

        var line = Assert.Single(site.Supplier().Lines, line => line.PurchaseOrder == "PO-8");
        Assert.Equal(("2", Start.AddDays(9)), (line.Line, line.Expected!.Value));
    }

    [Fact]
    public void A_purchase_order_given_to_somebody_else_leaves_the_first_supplier()
    {
        site.Take(Ordered(10, Purchase()), Ordered(20, Purchase(supplier: "SUP-NEW")));
        Assert.DoesNotContain(site.Supplier().Lines, line => line.PurchaseOrder == "PO-8");
        Assert.Single(site.Supplier("SUP-NEW").Lines);
    }

    [Fact]
    public void A_cancelled_line_that_is_ordered_again_is_open_again()
    {
        site.Take(Ordered(10, Purchase()), Event(20, "supplier.cancelled.v1", "purchase-order/PO-8", new Core.Events.SupplierCancelledData("1") { Entity = "PO-8" }), Ordered(30, Purchase()));
        Assert.Equal(40, Assert.Single(site.Supplier().Lines, line => line.PurchaseOrder == "PO-8").Open);
    }

    [Fact]
    public void One_from_before_the_document_is_part_of_it()
    {
        site.Take(Ordered(-10, Purchase()));
        Assert.DoesNotContain(site.Supplier().Lines, line => line.PurchaseOrder == "PO-8");
    }

    [Fact]
    public void A_line_of_a_product_nobody_knows_is_refused_with_its_place() =>
        Assert.Equal("data.lines[0].product: no product X-1 in the plant document", site.State.Check(Ordered(10, Purchase(product: "X-1")))!.Detail);

    [Fact]
    public void The_next_event_of_the_same_batch_may_speak_of_its_lines()
    {
        var batch = site.State.BeginBatch();
        var ordered = Ordered(10, Purchase());
        Assert.Null(batch.Check(ordered));
        batch.Admit(ordered);
        Assert.Null(batch.Check(Event(11, "supplier.delayed.v1", "purchase-order/PO-8", new Core.Events.SupplierDelayedData("1", Start.AddDays(9), null) { Entity = "PO-8" })));
    }
}
