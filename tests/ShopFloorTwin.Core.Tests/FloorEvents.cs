using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Tests;

/// <summary>Events as a shop floor sends them, at minutes after <see cref="PlantFixtures.Start"/>.</summary>
internal static class FloorEvents
{
    public static CloudEvent Event(double minute, string type, string subject, EventData data, string? id = null) => new()
    {
        Source = "test", Id = id ?? $"{type}@{minute}", Type = type, Subject = subject, Time = PlantFixtures.At(minute), Data = data, Body = default,
    };

    public static CloudEvent Started(double minute, string operation = "10", string? workCenter = null, string order = "MO-1") =>
        Report(minute, OperationReport.Started, operation, workCenter, null, null, order);

    public static CloudEvent Paused(double minute, string operation = "10", double? good = null) => Report(minute, OperationReport.Paused, operation, null, good, null);

    public static CloudEvent Resumed(double minute, string operation = "10") => Report(minute, OperationReport.Resumed, operation, null, null, null);

    public static CloudEvent Completed(double minute, string operation = "10", double? good = null, double? scrap = null) =>
        Report(minute, OperationReport.Completed, operation, null, good, scrap);

    public static CloudEvent Report(double minute, OperationReport report, string operation, string? workCenter, double? good, double? scrap, string order = "MO-1") =>
        Event(minute, $"operation.{report}", $"order/{order}", new OperationReportData(report, operation, workCenter, good, scrap) { Entity = order });

    public static CloudEvent Released(double minute, OrderSpec order) => Event(minute, "order.released.v1", $"order/{order.Id}", new OrderReleasedData(order) { Entity = order.Id });

    public static CloudEvent Changed(double minute, OrderChange change, string order = "MO-1") =>
        Event(minute, "order.changed.v1", $"order/{order}", new OrderChangedData(change) { Entity = order });

    public static CloudEvent OrderDone(double minute, string order = "MO-1") => Event(minute, "order.done.v1", $"order/{order}", new OrderDoneData { Entity = order });

    public static CloudEvent OrderCancelled(double minute, string order = "MO-1") => Event(minute, "order.cancelled.v1", $"order/{order}", new OrderCancelledData { Entity = order });

    public static CloudEvent State(double minute, MachineState state, string? unit = null, string? reason = null, string workCenter = "WC-MILL") =>
        Event(minute, "machine.state.v1", $"work-center/{workCenter}", new MachineStateData(state, unit, reason, null) { Entity = workCenter });

    public static CloudEvent Count(double minute, double good, double scrap = 0, bool isTotal = false, string? order = null, string? operation = null, string? unit = null, string workCenter = "WC-MILL") =>
        Event(minute, "machine.count.v1", $"work-center/{workCenter}", new MachineCountData(good, scrap, isTotal, order, operation, unit) { Entity = workCenter });

    public static CloudEvent Alarm(double minute, string code, bool isActive) =>
        Event(minute, "machine.alarm.v1", "work-center/WC-MILL", new MachineAlarmData(code, "high", "Spindle hot", isActive) { Entity = "WC-MILL" });

    public static CloudEvent Measured(double minute, double value, string characteristic = "bore") =>
        Event(minute, "machine.measurement.v1", "work-center/WC-MILL", new MachineMeasurementData(characteristic, value, "mm", null, null, null) { Entity = "WC-MILL" });

    public static CloudEvent MaintenancePlanned(double minute, double from, double to) =>
        Event(minute, "maintenance.planned.v1", "work-center/WC-MILL", new MaintenancePlannedData(PlantFixtures.At(from), PlantFixtures.At(to), "oil") { Entity = "WC-MILL" });

    public static CloudEvent MaintenanceDone(double minute) => Event(minute, "maintenance.done.v1", "work-center/WC-MILL", new MaintenanceDoneData { Entity = "WC-MILL" });

    public static CloudEvent Level(double minute, double onHand, double? onHold = null, string component = "C-10") =>
        Event(minute, "stock.level.v1", $"component/{component}", new StockLevelData(onHand, onHold) { Entity = component });

    public static CloudEvent Received(double minute, double quantity, string? purchaseOrder = null, string? line = null, string component = "C-10") =>
        Event(minute, "stock.received.v1", $"component/{component}", new StockReceivedData(quantity, purchaseOrder, line) { Entity = component });

    public static CloudEvent Consumed(double minute, double quantity, string? order = null, string component = "C-10") =>
        Event(minute, "stock.consumed.v1", $"component/{component}", new StockConsumedData(quantity, order) { Entity = component });

    public static CloudEvent Hold(double minute, double? quantity = null, string? lot = null, string component = "C-10") =>
        Event(minute, "quality.hold.v1", $"component/{component}", new QualityHoldData(QualitySubject.Component, "crack", lot, quantity) { Entity = component });

    public static CloudEvent Release(double minute, string? lot = null, string component = "C-10") =>
        Event(minute, "quality.released.v1", $"component/{component}", new QualityReleasedData(QualitySubject.Component, lot) { Entity = component });

    public static CloudEvent OrderHold(double minute, string? lot = null) =>
        Event(minute, "quality.hold.v1", "order/MO-1", new QualityHoldData(QualitySubject.Order, "bore out of limits", lot, null) { Entity = "MO-1" });

    public static CloudEvent OrderRelease(double minute, string? lot = null) =>
        Event(minute, "quality.released.v1", "order/MO-1", new QualityReleasedData(QualitySubject.Order, lot) { Entity = "MO-1" });

    public static CloudEvent Ordered(double minute, PurchaseOrderSpec purchase) =>
        Event(minute, "supplier.ordered.v1", $"purchase-order/{purchase.Id}", new SupplierOrderedData(purchase) { Entity = purchase.Id });

    public static CloudEvent Confirmed(double minute, DateTimeOffset date, string line = "1") =>
        Event(minute, "supplier.confirmed.v1", "purchase-order/PO-7", new SupplierConfirmedData(line, date, null) { Entity = "PO-7" });

    public static CloudEvent Delayed(double minute, DateTimeOffset date, string line = "1") =>
        Event(minute, "supplier.delayed.v1", "purchase-order/PO-7", new SupplierDelayedData(line, date, "furnace") { Entity = "PO-7" });

    public static CloudEvent Shipped(double minute, DateTimeOffset? eta, params string[] lines) =>
        Event(minute, "supplier.shipped.v1", "purchase-order/PO-7", new SupplierShippedData($"ASN-{minute}", eta, [.. lines.Select(line => new ShippedLine(line, null))]) { Entity = "PO-7" });

    public static CloudEvent SupplyCancelled(double minute, string line = "1") =>
        Event(minute, "supplier.cancelled.v1", "purchase-order/PO-7", new SupplierCancelledData(line) { Entity = "PO-7" });

    public static CloudEvent Imported(double minute, PlantDocument plant) =>
        Event(minute, "plant.imported.v1", $"site/{plant.Site}", new PlantImportedData(plant) { Entity = plant.Site });
}
