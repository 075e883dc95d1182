using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.WorkCenters;
using ShopFloorTwin.Engine.Tests.Fixtures;

namespace ShopFloorTwin.Orleans.Tests.Twins;

/// <summary>Events of the shop, at random; the same for the same seed.</summary>
internal static class RandomFloor
{
    private static readonly string[] WorkCenters = [Shop.Mill, "WC-ASM"];

    public static CloudEvent[] Events(Random random, int count, string prefix) =>
        [.. Enumerable.Range(0, count).Select(i => Shop.Event($"{prefix}-{i}", Data(random), at: Shop.Morning.AddMinutes(random.Next(600))))];

    private static EventData Data(Random random)
    {
        var workCenter = WorkCenters[random.Next(2)];
        var order = $"MO-{random.Next(1, 7)}";
        var quantity = random.Next(0, 40) / 4.0;
        var purchase = random.Next(2) == 0 ? "PO-7" : "PO-8";
        return random.Next(16) switch
        {
            0 or 1 => new MachineStateData(random.Next(2) == 0 ? MachineState.Execute : MachineState.Stopped, random.Next(3) == 0 ? "A" : null, null, null) { Entity = workCenter },
            2 or 3 => new MachineCountData(quantity, 1, random.Next(2) == 0, random.Next(2) == 0 ? order : null, null, null) { Entity = workCenter },
            4 => new MachineMeasurementData("bore", quantity, null, null, null, null) { Entity = workCenter },
            5 => new MachineAlarmData("E1", null, null, random.Next(2) == 0) { Entity = workCenter },
            6 or 7 => new OperationReportData((OperationReport)random.Next(4), random.Next(2) == 0 ? "10" : "20", random.Next(2) == 0 ? workCenter : null, quantity, null) { Entity = order },
            8 => new OrderChangedData(new OrderChange { Priority = random.Next(5), Quantity = 1 + quantity }) { Entity = order },
            9 => new OrderReleasedData(Shop.Order("MO-6")) { Entity = "MO-6" },
            10 => new StockReceivedData(quantity, random.Next(2) == 0 ? purchase : null, "1") { Entity = "SEAL" },
            11 => new StockConsumedData(quantity, random.Next(2) == 0 ? order : null) { Entity = "SEAL" },
            12 => new SupplierDelayedData("1", Shop.Morning.AddDays(random.Next(9)), "furnace") { Entity = purchase },
            13 => new SupplierConfirmedData("1", Shop.Morning.AddDays(random.Next(9)), null) { Entity = purchase },
            14 when random.Next(3) == 0 => new SupplierOrderedData(new PurchaseOrderSpec
            {
                Id = purchase, Supplier = random.Next(2) == 0 ? "SUP-ACME" : "SUP-BOLT", Lines = [new PurchaseOrderLineSpec { Line = "1", Product = "SEAL", Quantity = 50 }],
            }) { Entity = purchase },
            15 when random.Next(8) == 0 => new PlantImportedData(Shop.Plant(orders: 4 + random.Next(2)) with { AsOf = Shop.Morning.AddMinutes(random.Next(600)) }) { Entity = Shop.Site },
            _ => new QualityHoldData(QualitySubject.Order, "crack", $"L{random.Next(3)}", null) { Entity = order },
        };
    }
}
