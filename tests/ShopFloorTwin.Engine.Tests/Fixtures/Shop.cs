using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Engine.Tests.Fixtures;

/// <summary>A shop with two work centers open around the clock, one bought component, and a few orders; and its events, as they come in.</summary>
internal static class Shop
{
    public const string Site = "lyon";
    public const string Mill = "WC-MILL";
    public static readonly DateTimeOffset Morning = new(2026, 11, 2, 6, 0, 0, TimeSpan.Zero);

    public static PlantDocument Plant(string site = Site, int orders = 5) => new()
    {
        Site = site,
        Name = "Lyon",
        AsOf = Morning,
        WorkCenters = [new WorkCenterSpec { Id = Mill, Name = "Milling" }, new WorkCenterSpec { Id = "WC-ASM" }],
        Suppliers = [new SupplierSpec { Id = "SUP-ACME" }],
        Products =
        [
            new ProductSpec
            {
                Id = "PUMP",
                Bom = [new BomLineSpec { Component = "SEAL", Quantity = 1 }],
                Routing =
                [
                    new RoutingStepSpec { Operation = "10", WorkCenter = Mill, MinutesPerUnit = 6 },
                    new RoutingStepSpec { Operation = "20", WorkCenter = "WC-ASM", MinutesPerUnit = 3 },
                ],
            },
            new ProductSpec { Id = "SEAL", Supplier = "SUP-ACME" },
        ],
        Stock = [new StockSpec { Product = "SEAL", OnHand = 100_000 }],
        PurchaseOrders = [new PurchaseOrderSpec { Id = "PO-7", Supplier = "SUP-ACME", Lines = [new PurchaseOrderLineSpec { Line = "1", Product = "SEAL", Quantity = 50, Due = Morning.AddDays(2) }] }],
        Orders = [.. Enumerable.Range(1, orders).Select(number => Order($"MO-{number}", due: Morning.AddHours(4 * number)))],
    };

    public static OrderSpec Order(string id, DateTimeOffset? due = null) => new() { Id = id, Product = "PUMP", Quantity = 10, Due = due ?? Morning.AddDays(3) };

    public static CloudEvent Imported(PlantDocument? plant = null) =>
        Event($"plant-{plant?.Orders.Count}", new PlantImportedData(plant ?? Plant()) { Entity = plant?.Site ?? Site });

    public static CloudEvent Released(string order) => Event($"release-{order}", new OrderReleasedData(Order(order)) { Entity = order });

    public static CloudEvent Done(string order, string? id = null) => Event(id ?? $"done-{order}", new OrderDoneData { Entity = order });

    public static CloudEvent Count(string id, string source = "/mill/counter", DateTimeOffset? at = null) =>
        Event(id, new MachineCountData(1, 0, false, null, null, null) { Entity = Mill }, source, at);

    public static CloudEvent[] Counts(string prefix, int count) => [.. Enumerable.Range(1, count).Select(number => Count($"{prefix}-{number}"))];

    public static CloudEvent State(string id, MachineState state, DateTimeOffset? at = null) =>
        Event(id, new MachineStateData(state, null, null, null) { Entity = Mill }, at: at);

    public static CloudEvent Report(string id, string order, OperationReport report, DateTimeOffset? at = null) =>
        Event(id, new OperationReportData(report, "10", Mill, null, null) { Entity = order }, at: at);

    public static CloudEvent Due(string id, string order, DateTimeOffset due) =>
        Event(id, new OrderChangedData(new OrderChange { Due = due }) { Entity = order });

    /// <summary>As the intake would read it from the wire.</summary>
    public static CloudEvent Event(string id, EventData data, string source = "/mes", DateTimeOffset? at = null)
    {
        var reading = EventReader.Read(EventWriter.Write(source, id, at ?? Morning.AddMinutes(1), data));
        return reading.Event ?? throw new InvalidOperationException($"{id}: {reading.Refusal}");
    }
}
