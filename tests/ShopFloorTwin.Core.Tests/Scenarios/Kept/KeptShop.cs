using System.Text;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.Tests.Forecast;

namespace ShopFloorTwin.Core.Tests.Scenarios.Kept;

/// <summary>A shop that scenarios are kept of: a mill, an assembly, a delivery on its way, three orders.</summary>
internal static class KeptShop
{
    public static Shop New()
    {
        var shop = new Shop().WorkCenter("MILL", Shop.TwoShift).WorkCenter("MILL-B", Shop.TwoShift).WorkCenter("ASM").Bought("C", onHand: 2).Bought("D", onHand: 30, onHold: 20)
            .Made("PUMP", "MILL:90 ASM:60", "C:1 D:1");
        shop.Purchase("PO-1", "C", 20, shop.At("16:00"));
        for (var i = 1; i <= 3; i++)
            shop.Order($"MO-{i}", "PUMP", shop.At("14:00").AddHours(8 * i), quantity: 2 * i);
        shop.Import();
        shop.Event("quality.hold.v1", "order/MO-3", """{"reason":"bore"}""");
        return shop;
    }

    public static SitePicture Picture(this Shop shop) => new(shop.Forecast(), RiskBoard.Empty, new ForecastSettings());

    public static IReadOnlyList<Edit> Edits(string json)
    {
        var reading = EditReader.Read(Encoding.UTF8.GetBytes(json));
        Assert.Empty(reading.Problems);
        return reading.Edits!;
    }

    /// <summary>One edit of each kind, each of which fits the shop.</summary>
    public static string EveryKind(Shop shop)
    {
        string At(double hours) => shop.Now.AddHours(hours).ToString("o");
        return $$"""
        [{"kind":"delaySupply","purchaseOrder":"PO-1","line":"1","to":"{{At(80)}}"},
         {"kind":"expediteSupply","purchaseOrder":"PO-1","line":"1","to":"{{At(3)}}"},
         {"kind":"cancelSupply","purchaseOrder":"PO-1","line":"1"},
         {"kind":"stopWorkCenter","workCenter":"MILL","from":"{{At(1)}}","to":"{{At(6)}}"},
         {"kind":"addShift","workCenter":"MILL","from":"{{At(14)}}","to":"{{At(20)}}"},
         {"kind":"setCapacity","workCenter":"MILL","capacity":2},
         {"kind":"setEfficiency","workCenter":"MILL","efficiency":1.25},
         {"kind":"moveOperation","order":"MO-2","operation":"10","workCenter":"MILL-B"},
         {"kind":"setPriority","order":"MO-1","priority":1},
         {"kind":"setQuantity","order":"MO-2","quantity":7},
         {"kind":"setDue","order":"MO-2","due":"{{At(40)}}"},
         {"kind":"addOrder","order":{"id":"MO-9","product":"PUMP","quantity":2,"due":"{{At(50)}}" } },
         {"kind":"splitOrder","order":"MO-3","quantity":1},
         {"kind":"releaseHold","component":"D"},
         {"kind":"releaseHold","order":"MO-3"},
         {"kind":"cancelOrder","order":"MO-1"}]
        """;
    }
}
