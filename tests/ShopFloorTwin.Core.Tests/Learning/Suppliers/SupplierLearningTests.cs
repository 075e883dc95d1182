using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Learning;
using ShopFloorTwin.Core.Learning.Suppliers;
using ShopFloorTwin.Core.Plant;
using static ShopFloorTwin.Core.Tests.FloorEvents;
using static ShopFloorTwin.Core.Tests.PlantFixtures;

namespace ShopFloorTwin.Core.Tests.Learning.Suppliers;

/// <summary>What the twin of a supplier learns from the journal.</summary>
public sealed class SupplierLearningTests
{
    private const double Day = 24 * 60;

    private static PurchaseOrderSpec Purchase(int number, double dueMinute, double quantity = 10) => new()
    {
        Id = $"PO-{number}", Supplier = "SUP-ACME", Lines = [new PurchaseOrderLineSpec { Line = "1", Product = "C-10", Quantity = quantity, Due = At(dueMinute) }],
    };

    private static CloudEvent Order(double minute, PurchaseOrderSpec purchase) =>
        Event(minute, "supplier.ordered.v1", $"purchase-order/{purchase.Id}", new SupplierOrderedData(purchase) { Entity = purchase.Id }, $"{purchase.Id}@{minute}");

    private static CloudEvent Receipt(double minute, int number, double quantity = 10) =>
        Event(minute, "stock.received.v1", "component/C-10", new StockReceivedData(quantity, $"PO-{number}", "1") { Entity = "C-10" }, $"{number}@{minute}");

    /// <summary>A line a day, each so many days behind its due date.</summary>
    private static IEnumerable<CloudEvent> Deliveries(int count, double lateDays)
    {
        for (var i = 0; i < count; i++)
        {
            var due = (20 + i) * Day;
            yield return Order(1 + i, Purchase(100 + i, due));
            yield return Receipt(due + lateDays * Day, 100 + i);
        }
    }

    [Fact]
    public void Receipts_teach_how_late_the_supplier_is()
    {
        var site = new TestSite().Take(Deliveries(30, 6).OrderBy(e => e.Time));
        var belief = new LearnedBeliefs(site.State.Publish()).Supplier("SUP-ACME", "C-10");
        Assert.IsType<LearnedLateness>(belief);
        Assert.InRange(belief.QuantileDays(0.5), 3, 8);
        Assert.Equal(30, site.Supplier().Learned!.Of("C-10")!.Receipts);
    }

    [Fact]
    public void A_receipt_is_held_against_the_date_the_supplier_confirmed()
    {
        var site = new TestSite().Take(
            Order(1, Purchase(100, 20 * Day)),
            Event(2, "supplier.confirmed.v1", "purchase-order/PO-100", new SupplierConfirmedData("1", At(25 * Day), null) { Entity = "PO-100" }),
            Receipt(25 * Day, 100));
        Assert.Equal(1, site.Supplier().Learned!.Overall.Came[LatenessBins.OnTheDay]);
    }

    [Fact]
    public void A_delay_that_is_announced_is_lateness_all_the_same()
    {
        var site = new TestSite().Take(
            Order(1, Purchase(100, 20 * Day)),
            Event(2, "supplier.delayed.v1", "purchase-order/PO-100", new SupplierDelayedData("1", At(25 * Day), null) { Entity = "PO-100" }),
            Receipt(25 * Day, 100));
        Assert.Equal(0, site.Supplier().Learned!.Overall.Came[LatenessBins.OnTheDay]);
        Assert.Equal(1, site.Supplier().Learned!.Overall.Came[LatenessBins.Of(5)]);
    }

    [Fact]
    public void A_split_delivery_counts_each_part_by_its_share_and_nothing_beyond_the_line()
    {
        var site = new TestSite().Take(Order(1, Purchase(100, 20 * Day)), Receipt(20 * Day, 100, 4), Receipt(30 * Day, 100, 9), Receipt(31 * Day, 100, 5));
        var came = site.Supplier().Learned!.Overall.Came;
        Assert.InRange(came[LatenessBins.OnTheDay] / came[LatenessBins.Of(10)], 0.4 / 0.6 * 0.85, 0.4 / 0.6);
        Assert.Equal(2, site.Supplier().Learned!.Overall.Receipts);
    }

    [Fact]
    public void A_receipt_that_becomes_known_late_is_taken_by_its_time()
    {
        var events = new[] { Order(1, Purchase(100, 20 * Day)), Order(1, Purchase(101, 20 * Day)), Receipt(25 * Day, 100), Receipt(60 * Day, 101) };
        var (inOrder, late) = (new TestSite().Take(events), new TestSite().Take(events[0], events[1], events[3], events[2]));
        Assert.Equal(inOrder.Supplier().Learned!.Overall.Came, late.Supplier().Learned!.Overall.Came);
    }

    [Fact]
    public void What_was_cancelled_teaches_nothing()
    {
        var site = new TestSite().Take(
            Order(1, Purchase(100, 20 * Day)),
            Event(2, "supplier.cancelled.v1", "purchase-order/PO-100", new SupplierCancelledData("1") { Entity = "PO-100" }),
            Receipt(90 * Day, 100));
        Assert.Null(site.Supplier().Learned);
    }

    [Fact]
    public void What_was_learned_survives_a_restart_and_a_replay()
    {
        var site = new TestSite().Take(Deliveries(12, 6).OrderBy(e => e.Time));
        var (hash, before) = (site.State.StateHash(), site.Supplier().Learned!);
        Assert.Equal(hash, TestSite.HashOf(site.Journal));
        var after = site.Restarted().Supplier().Learned!;
        Assert.Equal(hash, site.State.StateHash());
        Assert.Equal(before.Overall.Came, after.Overall.Came);
        Assert.Equal(before.Trust.Losses, after.Trust.Losses);
        Assert.Equal(before.Products.Select(p => (p.Product, p.Receipts, p.Hour)), after.Products.Select(p => (p.Product, p.Receipts, p.Hour)));
        Assert.Equal(TestSite.HashOf([.. site.Journal]), site.State.StateHash());
    }
}
