using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Tests;

/// <summary>A small plant: pumps (P-100) of two castings (C-10) each, milled on WC-MILL and assembled on WC-ASM; castings come on PO-7.</summary>
internal static class PlantFixtures
{
    public const string Site = "lyon";

    /// <summary>The moment the first document speaks of.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset At(double minutes) => Start.AddMinutes(minutes);

    public static PlantDocument Lyon { get; } = new()
    {
        Site = Site,
        Name = "Lyon",
        TimeZone = "Europe/Paris",
        AsOf = Start,
        Calendars = [new CalendarSpec { Id = "days", Weekly = [new WeeklyHoursSpec { Days = ["mon", "tue", "wed", "thu", "fri"], From = "06:00", To = "22:00" }] }],
        WorkCenters =
        [
            new WorkCenterSpec { Id = "WC-MILL", Name = "Milling", Calendar = "days", Capacity = 2, Alternatives = ["WC-OLD"] },
            new WorkCenterSpec { Id = "WC-ASM", Name = "Assembly", Calendar = "days" },
            new WorkCenterSpec { Id = "WC-OLD", Name = "Old mill", Efficiency = 0.5 },
        ],
        Suppliers = [new SupplierSpec { Id = "SUP-ACME", Name = "Acme" }, new SupplierSpec { Id = "SUP-BOLT", Name = "Bolt" }],
        Products =
        [
            new ProductSpec
            {
                Id = "P-100", Name = "Pump", Bom = [new BomLineSpec { Component = "C-10", Quantity = 2 }],
                Routing =
                [
                    new RoutingStepSpec { Operation = "10", Name = "Mill", WorkCenter = "WC-MILL", SetupMinutes = 15, MinutesPerUnit = 2.5 },
                    new RoutingStepSpec { Operation = "20", Name = "Assemble", WorkCenter = "WC-ASM", SetupMinutes = 5, MinutesPerUnit = 1 },
                ],
            },
            new ProductSpec { Id = "C-10", Name = "Casting", Supplier = "SUP-ACME", LeadTimeDays = 10 },
            new ProductSpec { Id = "C-20", Name = "Seal" },
        ],
        Stock = [new StockSpec { Product = "C-10", OnHand = 120 }],
        PurchaseOrders =
        [
            new PurchaseOrderSpec
            {
                Id = "PO-7", Supplier = "SUP-ACME",
                Lines =
                [
                    new PurchaseOrderLineSpec { Line = "1", Product = "C-10", Quantity = 500, Due = Start.AddDays(5) },
                    new PurchaseOrderLineSpec { Line = "2", Product = "C-20", Quantity = 50, Due = Start.AddDays(7) },
                ],
            },
        ],
        Orders = [Order("MO-1"), Order("MO-2")],
    };

    /// <summary>Fifty pumps, everything else from the product.</summary>
    public static OrderSpec Order(string id) => new()
    {
        Id = id, Product = "P-100", Quantity = 50, Due = Start.AddDays(3), PlannedStart = Start, PlannedFinish = Start.AddDays(2),
    };

    /// <summary>The plant with MO-1's operations as given.</summary>
    public static PlantDocument With(params OperationSpec[] operations) => Lyon with { Orders = [Order("MO-1") with { Operations = operations }] };
}
