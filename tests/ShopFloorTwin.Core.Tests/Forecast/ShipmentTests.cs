using ShopFloorTwin.Core.Forecast;

namespace ShopFloorTwin.Core.Tests.Forecast;

/// <summary>Purchase order lines that come in parts.</summary>
public sealed class ShipmentTests
{
    private static Shop Pumps()
    {
        var shop = new Shop().WorkCenter("A").Made("P", "A:60", "C:10").Bought("C");
        return shop.Purchase("PO-1", "C", 10, shop.At("12:00")).Order("MO-1", "P", shop.At("15:00")).Import();
    }

    private static string Shipped(string asn, string eta, string? quantity = null) =>
        $$"""{"asn":"{{asn}}","eta":"2026-11-02T{{eta}}:00+01:00","lines":[{"line":"1"{{(quantity is null ? "" : $",\"quantity\":{quantity}")}}}]}""";

    [Fact]
    public void A_part_that_is_shipped_comes_by_itself_and_the_rest_as_it_was_due()
    {
        var shop = Pumps();
        shop.Event("supplier.shipped.v1", "purchase-order/PO-1", Shipped("A1", "10:00", "6"));

        Near.Time(shop.At("13:00"), shop.Forecast("MO-1").P50, 3);
        Assert.Equal([(6.0, "10:00"), (4.0, "12:00")], Incoming(shop));
    }

    [Fact]
    public void A_second_shipment_moves_only_what_it_holds()
    {
        var shop = Pumps();
        shop.Event("supplier.shipped.v1", "purchase-order/PO-1", Shipped("A1", "10:00", "6"));
        var late = shop.Event("supplier.shipped.v1", "purchase-order/PO-1", Shipped("A2", "20:00", "4"));

        Assert.Equal([(6.0, "10:00"), (4.0, "20:00")], Incoming(shop));
        Assert.Equal((CauseKind.SupplierDelay, late), (shop.Forecast("MO-1").Causes[0].Kind, shop.Forecast("MO-1").Causes[0].Event));
    }

    [Fact]
    public void What_is_received_is_taken_off_the_first_shipment()
    {
        var shop = Pumps();
        shop.Event("supplier.shipped.v1", "purchase-order/PO-1", Shipped("A1", "10:00", "6"));
        shop.Event("stock.received.v1", "component/C", """{"quantity":5,"purchaseOrder":"PO-1","line":"1"}""");

        Assert.Equal([(1.0, "10:00"), (4.0, "12:00")], Incoming(shop));
    }

    [Fact]
    public void A_shipment_without_a_quantity_is_all_of_the_line()
    {
        var shop = Pumps();
        shop.Event("supplier.shipped.v1", "purchase-order/PO-1", Shipped("A1", "10:00"));

        Assert.Equal([(10.0, "10:00")], Incoming(shop));
        Near.Time(shop.At("11:00"), shop.Forecast("MO-1").P50, 3);
    }

    private static IEnumerable<(double Quantity, string At)> Incoming(Shop shop)
    {
        var forecast = shop.Forecast();
        var component = forecast.Twins.Components.Index().Single(one => one.Item.Id == "C").Index;
        return forecast.Components[component].Incoming.Select(one => (one.Quantity, one.P50.ToOffset(shop.Now.Offset).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
