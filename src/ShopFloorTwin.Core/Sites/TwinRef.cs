using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Core.Sites;

/// <summary>What a twin is the live state of.</summary>
public enum TwinKind { WorkCenter, Order, Component, Supplier }

/// <summary>Names one twin of a site.</summary>
public readonly record struct TwinRef(TwinKind Kind, string Id)
{
    private static readonly string[] Prefixes = ["work-center/", "order/", "component/", "supplier/"];

    /// <summary>As events name their subjects: <c>work-center/WC-MILL</c>.</summary>
    public override string ToString() => Prefixes[(int)Kind] + Id;

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="FormatException">The text names no twin.</exception>
    public static TwinRef Parse(string text)
    {
        var kind = Array.FindIndex(Prefixes, prefix => text.StartsWith(prefix, StringComparison.Ordinal));
        return kind >= 0 && text.Length > Prefixes[kind].Length ? new TwinRef((TwinKind)kind, text[Prefixes[kind].Length..]) : throw new FormatException($"'{text}' names no twin");
    }
}

/// <summary>Which twins a record concerns.</summary>
public static class TwinRefs
{
    /// <summary>A plant document says every twin of its site anew.</summary>
    public static bool ConcernsAll(CloudEvent @event) => @event.Data is PlantImportedData;

    /// <summary>The twins an event may change; none for one that <see cref="ConcernsAll"/>, and for decisions and exceptions.</summary>
    /// <param name="event">The event.</param>
    /// <param name="supplierOf">The supplier of a purchase order; null when it is not known.</param>
    public static IEnumerable<TwinRef> Of(CloudEvent @event, Func<string, string?> supplierOf)
    {
        switch (@event.Data)
        {
            case MachineCountData said:
                yield return new TwinRef(TwinKind.WorkCenter, said.Entity);
                if (said.Order is not null)
                    yield return new TwinRef(TwinKind.Order, said.Order);
                break;
            case MachineStateData or MachineMeasurementData or MachineAlarmData or MaintenancePlannedData or MaintenanceDoneData:
                yield return new TwinRef(TwinKind.WorkCenter, @event.Data.Entity);
                break;
            case OperationReportData or OrderReleasedData or OrderChangedData or OrderDoneData or OrderCancelledData:
                yield return new TwinRef(TwinKind.Order, @event.Data.Entity);
                break;
            case QualityHoldData { About: QualitySubject.Order } or QualityReleasedData { About: QualitySubject.Order }:
                yield return new TwinRef(TwinKind.Order, @event.Data.Entity);
                break;
            case QualityHoldData or QualityReleasedData or StockLevelData:
                yield return new TwinRef(TwinKind.Component, @event.Data.Entity);
                break;
            case StockReceivedData said:
                yield return new TwinRef(TwinKind.Component, said.Entity);
                if (said.PurchaseOrder is not null && said.Line is not null && supplierOf(said.PurchaseOrder) is { } deliverer)
                    yield return new TwinRef(TwinKind.Supplier, deliverer);
                break;
            case StockConsumedData said:
                yield return new TwinRef(TwinKind.Component, said.Entity);
                if (said.Order is not null)
                    yield return new TwinRef(TwinKind.Order, said.Order);
                break;
            case SupplierConfirmedData or SupplierDelayedData or SupplierShippedData or SupplierCancelledData:
                if (supplierOf(@event.Data.Entity) is { } speaker)
                    yield return new TwinRef(TwinKind.Supplier, speaker);
                break;
            case SupplierOrderedData { PurchaseOrder: var purchase }:
                yield return new TwinRef(TwinKind.Supplier, purchase.Supplier);
                if (supplierOf(purchase.Id) is { } before && before != purchase.Supplier)
                    yield return new TwinRef(TwinKind.Supplier, before);
                break;
        }
    }
}
