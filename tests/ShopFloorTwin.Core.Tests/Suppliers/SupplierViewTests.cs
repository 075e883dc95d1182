using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Learning;
using ShopFloorTwin.Core.Learning.Suppliers;
using ShopFloorTwin.Core.Suppliers;
using ShopFloorTwin.Core.Tests.Sites;

namespace ShopFloorTwin.Core.Tests.Suppliers;

public sealed class SupplierViewTests
{
    private static SupplyLine Line(string line, double received, DateTimeOffset? announced = null) => new()
    {
        PurchaseOrder = "PO-7", Line = line, Product = "C-1", Quantity = 10, Received = received, Due = Pictures.Now.AddDays(1),
        Announced = announced, DelayEvent = announced is null ? null : new EventRef("e-9", Pictures.Now), DelayReason = announced is null ? null : "strike",
    };

    [Fact]
    public void A_supplier_shows_its_open_lines_soonest_first_and_how_it_delivered()
    {
        var pictures = new Pictures();
        pictures.Suppliers[0] = new SupplierTwin
        {
            Id = "SUP-A", Name = "Acme", Deliveries = 8, DeliveredOnTime = 6,
            Lines = [Line("1", 0, Pictures.Now.AddDays(5)), Line("2", 10), Line("3", 4), Line("4", 0) with { CancelEvent = new EventRef("e-3", Pictures.Now) }],
        };
        var view = SupplierQueries.Find(pictures.Picture(), "SUP-A")!;
        Assert.Equal(["3", "1"], view.OpenLines.Select(l => l.Line));
        Assert.Equal(("strike", "e-9", Pictures.Now.AddDays(5)), (view.OpenLines[1].DelayReason, view.OpenLines[1].DelayEvent, view.OpenLines[1].Expected!.Value));
        Assert.Equal(0.75, view.OnTimeRate);
        Assert.Null(SupplierQueries.Find(pictures.Picture(), "SUP-B")!.OnTimeRate);
    }

    [Fact]
    public void Orders_at_risk_that_wait_for_a_supplier_are_named_worst_first()
    {
        var picture = new Pictures()
            .Open("MO-1", 0.5, 60, suppliers: [0]).Open("MO-2", 0.9, 60, suppliers: [0]).Open("MO-3", 0.95, 60, suppliers: [1]).Open("MO-4", 0.15, 60, suppliers: [0])
            .Picture();
        Assert.Equal(["MO-2", "MO-1"], SupplierQueries.Find(picture, "SUP-A")!.OrdersAtRisk);
    }

    [Fact]
    public void Lateness_quantiles_follow_from_the_belief()
    {
        // On time four times in five, else exponential with a mean of two days: P(late > t) = 0.2 e^(-t/2).
        var belief = new StatedLateness(0.8, 2);
        Assert.Equal(0, belief.QuantileDays(0.8));
        Assert.Equal(2 * Math.Log(4), belief.QuantileDays(0.95), 9);
        var prior = StatedPriors.Instance.Supplier("SUP-A", "C-10");
        Assert.Equal(1440 * prior.QuantileDays(0.95), SupplierQueries.Find(new Pictures().Picture(), "SUP-A")!.Lateness.P95, 9);
    }
}
