using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Suppliers;
using static ShopFloorTwin.Core.Tests.FloorEvents;
using static ShopFloorTwin.Core.Tests.PlantFixtures;

namespace ShopFloorTwin.Core.Tests.Suppliers;

public sealed class SupplierWordTests
{
    private readonly TestSite site = new();

    private static DateTimeOffset Day(double days) => Start.AddDays(days);

    private static PlantDocument WithLine(Func<PurchaseOrderLineSpec, PurchaseOrderLineSpec> change, double minute = 60) => Lyon with
    {
        AsOf = At(minute),
        PurchaseOrders = [Lyon.PurchaseOrders[0] with { Lines = [change(Lyon.PurchaseOrders[0].Lines[0])] }],
    };

    [Fact]
    public void A_line_nobody_spoke_of_comes_as_due() => Assert.Equal(Day(5), site.Line().Expected);

    [Fact]
    public void A_delay_moves_the_arrival_and_names_its_event()
    {
        site.Take(Delayed(10, Day(9)));
        Assert.Equal(Day(9), site.Line().Expected);
        Assert.Equal(At(10), site.Line().DelayEvent!.Time);
        Assert.Equal("furnace", site.Line().DelayReason);
    }

    [Fact]
    public void A_confirmation_back_to_due_ends_the_delay()
    {
        site.Take(Delayed(10, Day(9)), Confirmed(20, Day(5)));
        Assert.Equal(Day(5), site.Line().Expected);
        Assert.Null(site.Line().DelayEvent);
        Assert.Null(site.Line().DelayReason);
    }

    [Fact]
    public void A_confirmation_behind_due_is_a_delay() => Assert.Equal(At(20), site.Take(Confirmed(20, Day(6))).Line().DelayEvent!.Time);

    [Fact]
    public void A_confirmation_older_than_the_delay_does_not_bring_the_line_back()
    {
        site.Take(Delayed(20, Day(9)), Confirmed(10, Day(5)));
        Assert.Equal(Day(9), site.Line().Expected);
        Assert.Equal(Day(5), site.Line().Confirmed);
        Assert.NotNull(site.Line().DelayEvent);
    }

    [Fact]
    public void A_shipment_announces_its_lines_and_leaves_the_others()
    {
        site.Take(Shipped(10, Day(6), "1"));
        Assert.Equal((Day(6), "ASN-10"), (site.Line("1").Expected, site.Line("1").Asn));
        Assert.Equal(Day(7), site.Line("2").Expected);
    }

    [Fact]
    public void A_shipment_that_names_no_line_brings_them_all() =>
        Assert.All(site.Take(Shipped(10, Day(6))).Supplier().Lines, line => Assert.Equal(Day(6), line.Expected));

    [Fact]
    public void A_cancelled_line_brings_nothing() => Assert.Equal(0, site.Take(SupplyCancelled(10)).Line().Open);

    [Fact]
    public void A_receipt_on_a_line_closes_it_and_is_held_against_due()
    {
        site.Take(Received(10, 200, "PO-7", "1"));
        Assert.Equal(300, site.Line().Open);
        Assert.Equal(0, site.Supplier().Deliveries);
        site.Take(Received(60 * 24 * 7, 300, "PO-7", "1"));
        Assert.Equal(0, site.Line().Open);
        Assert.Equal((1, 0), (site.Supplier().Deliveries, site.Supplier().DeliveredOnTime));
        Assert.Equal(620, site.Component().OnHand);
    }

    [Fact]
    public void A_receipt_from_before_the_count_still_counts_on_its_line()
    {
        site.Take(Received(-10, 200, "PO-7", "1"));
        Assert.Equal(300, site.Line().Open);
        Assert.Equal(120, site.Component().OnHand);
    }

    [Fact]
    public void A_later_document_keeps_what_the_supplier_said_and_what_was_received()
    {
        site.Take(Confirmed(5, Day(5)), Delayed(10, Day(9)), Received(12, 200, "PO-7", "1"));
        site.Take(Imported(60, WithLine(line => line with { Quantity = 600, Confirmed = Day(5) })));
        Assert.Equal(Day(9), site.Line().Expected);
        Assert.NotNull(site.Line().DelayEvent);
        Assert.Equal(400, site.Line().Open);
    }

    [Fact]
    public void A_confirmation_that_is_new_in_the_document_is_the_suppliers_newest_word()
    {
        site.Take(Delayed(10, Day(9)), Imported(60, WithLine(line => line with { Confirmed = Day(4) })));
        Assert.Equal((Day(4), At(60)), (site.Line().Expected, site.Line().AnnouncedAt));
        Assert.Null(site.Line().DelayEvent);
        Assert.Equal(Day(4), site.Take(Delayed(50, Day(11))).Line().Expected);
    }

    [Fact]
    public void Lines_missing_from_the_document_are_gone_and_so_is_a_supplier_that_is_not_listed()
    {
        site.Take(Imported(60, WithLine(line => line) with { Suppliers = [new SupplierSpec { Id = "SUP-ACME" }] }));
        Assert.Single(site.Supplier().Lines);
        Assert.Single(site.State.Publish().Suppliers);
    }
}
