using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Events;

/// <summary>The typed <c>data</c> of an event. The subject's id stands in <see cref="Entity"/>.</summary>
public abstract record EventData
{
    /// <summary>The id behind the slash of the subject: <c>WC-MILL</c>, <c>MO-1</c>, <c>C-10</c>, <c>PO-7</c>, <c>lyon</c>.</summary>
    public required string Entity { get; init; }
}

// Machines: subject work-center/{id}

/// <summary><c>machine.state.v1</c>: a PackML state, of one unit or of the whole work center.</summary>
public sealed record MachineStateData(WorkCenters.MachineState State, string? Unit, string? Reason, string? Code) : EventData;

/// <summary><c>machine.count.v1</c>: pieces since the last report (delta) or a running total.</summary>
public sealed record MachineCountData(double Good, double Scrap, bool IsTotal, string? Order, string? Operation, string? Unit) : EventData;

/// <summary><c>machine.measurement.v1</c>.</summary>
public sealed record MachineMeasurementData(string Characteristic, double Value, string? Uom, double? Lower, double? Upper, string? Order) : EventData;

/// <summary><c>machine.alarm.v1</c>.</summary>
public sealed record MachineAlarmData(string Code, string? Severity, string? Text, bool Active) : EventData;

/// <summary><c>maintenance.planned.v1</c>.</summary>
public sealed record MaintenancePlannedData(DateTimeOffset From, DateTimeOffset To, string? Reason) : EventData;

/// <summary><c>maintenance.done.v1</c>: ends the planned stop that runs, or the next one.</summary>
public sealed record MaintenanceDoneData : EventData;

// Operations: subject order/{id}

/// <summary>What an operation report says happened.</summary>
public enum OperationReport { Started, Paused, Resumed, Completed }

/// <summary><c>operation.started|paused|resumed|completed.v1</c>. Good and scrap are totals of the operation so far.</summary>
public sealed record OperationReportData(OperationReport Report, string Operation, string? WorkCenter, double? Good, double? Scrap) : EventData;

/// <summary><c>order.released.v1</c>: the order as in the plant document.</summary>
public sealed record OrderReleasedData(OrderSpec Order) : EventData;

/// <summary><c>order.changed.v1</c>: a part of the order. Only what is present changes.</summary>
public sealed record OrderChangedData(OrderChange Change) : EventData;

/// <summary><c>order.done.v1</c>.</summary>
public sealed record OrderDoneData : EventData;

/// <summary><c>order.cancelled.v1</c>.</summary>
public sealed record OrderCancelledData : EventData;

// Quality: subject order/{id} or component/{id}

/// <summary>What a quality event is about.</summary>
public enum QualitySubject { Order, Component }

/// <summary><c>quality.result.v1</c>.</summary>
public sealed record QualityResultData(QualitySubject About, string? Characteristic, double? Value, bool Pass, string? Lot) : EventData;

/// <summary><c>quality.hold.v1</c>. On a component without quantity: all that is on hand.</summary>
public sealed record QualityHoldData(QualitySubject About, string? Reason, string? Lot, double? Quantity) : EventData;

/// <summary><c>quality.released.v1</c>. Without lot: every hold of the subject.</summary>
public sealed record QualityReleasedData(QualitySubject About, string? Lot) : EventData;

// Suppliers: subject purchase-order/{id}

/// <summary><c>supplier.ordered.v1</c>: the purchase order as in the plant document, new or changed as a whole. Lines it no longer has are gone.</summary>
public sealed record SupplierOrderedData(PurchaseOrderSpec PurchaseOrder) : EventData;

/// <summary><c>supplier.confirmed.v1</c>.</summary>
public sealed record SupplierConfirmedData(string Line, DateTimeOffset Date, double? Quantity) : EventData;

/// <summary><c>supplier.delayed.v1</c>: the line now comes at <c>Date</c>.</summary>
public sealed record SupplierDelayedData(string Line, DateTimeOffset Date, string? Reason) : EventData;

/// <summary><c>supplier.shipped.v1</c>: an advance shipping notice.</summary>
public sealed record SupplierShippedData(string? Asn, DateTimeOffset? Eta, IReadOnlyList<ShippedLine> Lines) : EventData;

/// <summary>One line of a shipment; without quantity: all that is open.</summary>
public sealed record ShippedLine(string Line, double? Quantity);

/// <summary><c>supplier.cancelled.v1</c>.</summary>
public sealed record SupplierCancelledData(string Line) : EventData;

// Stock: subject component/{id}

/// <summary><c>stock.level.v1</c>: a count; deltas that happened before it no longer matter.</summary>
public sealed record StockLevelData(double OnHand, double? OnHold) : EventData;

/// <summary><c>stock.received.v1</c>.</summary>
public sealed record StockReceivedData(double Quantity, string? PurchaseOrder, string? Line) : EventData;

/// <summary><c>stock.consumed.v1</c>.</summary>
public sealed record StockConsumedData(double Quantity, string? Order) : EventData;

/// <summary><c>plant.imported.v1</c>: subject site/{id}, the plant document.</summary>
public sealed record PlantImportedData(PlantDocument Plant) : EventData;
