using System.Xml.Linq;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.LoadTests.Frepple;

namespace ShopFloorTwin.LoadTests.Tests.Frepple;

/// <summary>A plant of one order, two operations and a bought part, in winter in Paris: an hour ahead of UTC.</summary>
internal static class SmallPlant
{
    public static readonly DateTimeOffset AsOf = new(2026, 11, 2, 5, 0, 0, TimeSpan.Zero);

    public static PlantDocument Plant { get; } = new()
    {
        Site = "paris",
        TimeZone = "Europe/Paris",
        AsOf = AsOf,
        Calendars = [new CalendarSpec { Id = "day", Weekly = [Hours("08:00", "16:30", "mon", "fri")] }],
        WorkCenters =
        [
            new WorkCenterSpec { Id = "MILL", Calendar = "day", Capacity = 2, Efficiency = 0.8 },
            new WorkCenterSpec { Id = "OVEN" },
        ],
        Suppliers = [new SupplierSpec { Id = "ACME" }],
        Products =
        [
            new ProductSpec { Id = "BAR", Supplier = "ACME", LeadTimeDays = 10 },
            new ProductSpec
            {
                Id = "PUMP",
                Bom = [new BomLineSpec { Component = "BAR", Quantity = 2 }],
                Routing =
                [
                    new RoutingStepSpec { Operation = "10", WorkCenter = "MILL", SetupMinutes = 12, MinutesPerUnit = 1.5 },
                    new RoutingStepSpec { Operation = "20", WorkCenter = "OVEN", MinutesPerUnit = 0.25 },
                ],
            },
        ],
        Stock = [new StockSpec { Product = "BAR", OnHand = 30 }],
        PurchaseOrders =
        [
            new PurchaseOrderSpec
            {
                Id = "PO-1",
                Supplier = "ACME",
                Lines = [new PurchaseOrderLineSpec { Line = "1", Product = "BAR", Quantity = 100, Received = 40, Due = AsOf.AddDays(1), Confirmed = AsOf.AddDays(3) }],
            },
        ],
        Orders = [Order("MO-1")],
    };

    public static OrderSpec Order(string id, int priority = 0) =>
        new() { Id = id, Product = "PUMP", Quantity = 20, State = OrderState.Confirmed, Priority = priority, Due = AsOf.AddDays(7) };

    public static WeeklyHoursSpec Hours(string from, string to, params string[] days) => new() { Days = days, From = from, To = to };

    public static XElement Xml(PlantDocument plant)
    {
        using var stream = new MemoryStream();
        FreppleWriter.Write(plant, stream);
        stream.Position = 0;
        return XElement.Load(stream);
    }
}
