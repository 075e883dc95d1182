namespace ShopFloorTwin.Core.Events;

/// <summary>The names of the event types, version 1.</summary>
public static class EventTypes
{
    public const string MachineState = "machine.state.v1";
    public const string MachineCount = "machine.count.v1";
    public const string MachineMeasurement = "machine.measurement.v1";
    public const string MachineAlarm = "machine.alarm.v1";
    public const string MaintenancePlanned = "maintenance.planned.v1";
    public const string MaintenanceDone = "maintenance.done.v1";
    public const string OperationStarted = "operation.started.v1";
    public const string OperationPaused = "operation.paused.v1";
    public const string OperationResumed = "operation.resumed.v1";
    public const string OperationCompleted = "operation.completed.v1";
    public const string OrderReleased = "order.released.v1";
    public const string OrderChanged = "order.changed.v1";
    public const string OrderDone = "order.done.v1";
    public const string OrderCancelled = "order.cancelled.v1";
    public const string QualityResult = "quality.result.v1";
    public const string QualityHold = "quality.hold.v1";
    public const string QualityReleased = "quality.released.v1";
    public const string SupplierOrdered = "supplier.ordered.v1";
    public const string SupplierConfirmed = "supplier.confirmed.v1";
    public const string SupplierDelayed = "supplier.delayed.v1";
    public const string SupplierShipped = "supplier.shipped.v1";
    public const string SupplierCancelled = "supplier.cancelled.v1";
    public const string StockLevel = "stock.level.v1";
    public const string StockReceived = "stock.received.v1";
    public const string StockConsumed = "stock.consumed.v1";
    public const string PlantImported = "plant.imported.v1";
    public const string DecisionProposed = "decision.proposed.v1";
    public const string DecisionApproved = "decision.approved.v1";
    public const string DecisionRejected = "decision.rejected.v1";
    public const string DecisionRetried = "decision.retried.v1";
    public const string DecisionQueued = "decision.queued.v1";
    public const string DecisionWritten = "decision.written.v1";
    public const string DecisionConfirmed = "decision.confirmed.v1";
    public const string DecisionParked = "decision.parked.v1";
    public const string DecisionWithdrawn = "decision.withdrawn.v1";
    public const string ExceptionRaised = "exception.raised.v1";
    public const string ExceptionCleared = "exception.cleared.v1";
}
