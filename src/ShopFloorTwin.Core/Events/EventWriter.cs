using System.Buffers;
using System.Text.Json;
using ShopFloorTwin.Core.Json;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Events;

/// <summary>Writes the events the product makes itself, as any other source would: UTF-8 JSON of CloudEvents 1.0.</summary>
public static class EventWriter
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = PlantJson.Options.Encoder };

    /// <summary>An event of typed data; type and subject follow from it.</summary>
    /// <param name="source">Who says so, as <c>/demo/feed</c>; with the id the identity.</param>
    /// <param name="id">Stable: the same happening has the same id.</param>
    /// <param name="time">When it happened.</param>
    /// <param name="data">What happened, to what entity.</param>
    /// <param name="traceParent">W3C trace context to carry on.</param>
    public static byte[] Write(string source, string id, DateTimeOffset time, EventData data, string? traceParent = null)
    {
        var (type, kind) = NameOf(data);
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            WriteHead(json, source, id, type, Subject.Of(kind, data.Entity), time, traceParent);
            json.WritePropertyName("data"u8);
            DataWriter.Write(json, data);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>An event around data that is JSON already, which goes in as it is: a plant document as it came.</summary>
    /// <param name="source">Who says so.</param>
    /// <param name="id">Stable id.</param>
    /// <param name="type">One of <see cref="EventTypes"/>.</param>
    /// <param name="subject">As <c>site/lyon</c>.</param>
    /// <param name="time">When it happened.</param>
    /// <param name="dataJson">Well-formed UTF-8 JSON; a byte order mark is left out.</param>
    /// <param name="traceParent">W3C trace context to carry on.</param>
    /// <exception cref="JsonException">The data is not well-formed.</exception>
    public static byte[] Write(
        string source, string id, string type, string subject, DateTimeOffset time, ReadOnlySpan<byte> dataJson, string? traceParent = null)
    {
        var buffer = new ArrayBufferWriter<byte>(dataJson.Length + 512);
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            WriteHead(json, source, id, type, subject, time, traceParent);
            json.WritePropertyName("data"u8);
            json.WriteRawValue(dataJson.StartsWith("\uFEFF"u8) ? dataJson[3..] : dataJson);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The type and the kind of subject of typed data.</summary>
    public static (string Type, SubjectKinds Subject) NameOf(EventData data) => data switch
    {
        MachineStateData => (EventTypes.MachineState, SubjectKinds.WorkCenter),
        MachineCountData => (EventTypes.MachineCount, SubjectKinds.WorkCenter),
        MachineMeasurementData => (EventTypes.MachineMeasurement, SubjectKinds.WorkCenter),
        MachineAlarmData => (EventTypes.MachineAlarm, SubjectKinds.WorkCenter),
        MaintenancePlannedData => (EventTypes.MaintenancePlanned, SubjectKinds.WorkCenter),
        MaintenanceDoneData => (EventTypes.MaintenanceDone, SubjectKinds.WorkCenter),
        OperationReportData report => (TypeOf(report.Report), SubjectKinds.Order),
        OrderReleasedData => (EventTypes.OrderReleased, SubjectKinds.Order),
        OrderChangedData => (EventTypes.OrderChanged, SubjectKinds.Order),
        OrderDoneData => (EventTypes.OrderDone, SubjectKinds.Order),
        OrderCancelledData => (EventTypes.OrderCancelled, SubjectKinds.Order),
        QualityResultData quality => (EventTypes.QualityResult, KindOf(quality.About)),
        QualityHoldData quality => (EventTypes.QualityHold, KindOf(quality.About)),
        QualityReleasedData quality => (EventTypes.QualityReleased, KindOf(quality.About)),
        SupplierOrderedData => (EventTypes.SupplierOrdered, SubjectKinds.PurchaseOrder),
        SupplierConfirmedData => (EventTypes.SupplierConfirmed, SubjectKinds.PurchaseOrder),
        SupplierDelayedData => (EventTypes.SupplierDelayed, SubjectKinds.PurchaseOrder),
        SupplierShippedData => (EventTypes.SupplierShipped, SubjectKinds.PurchaseOrder),
        SupplierCancelledData => (EventTypes.SupplierCancelled, SubjectKinds.PurchaseOrder),
        StockLevelData => (EventTypes.StockLevel, SubjectKinds.Component),
        StockReceivedData => (EventTypes.StockReceived, SubjectKinds.Component),
        StockConsumedData => (EventTypes.StockConsumed, SubjectKinds.Component),
        PlantImportedData => (EventTypes.PlantImported, SubjectKinds.Site),
        DecisionProposedData => (EventTypes.DecisionProposed, SubjectKinds.Decision),
        DecisionWordData said => (DecisionEvents.TypeOf(said.Word), SubjectKinds.Decision),
        ExceptionRaisedData => (EventTypes.ExceptionRaised, SubjectKinds.Exception),
        ExceptionClearedData => (EventTypes.ExceptionCleared, SubjectKinds.Exception),
        _ => throw new ArgumentOutOfRangeException(nameof(data), data, "no type of event has this data"),
    };

    private static string TypeOf(OperationReport report) => report switch
    {
        OperationReport.Started => EventTypes.OperationStarted,
        OperationReport.Paused => EventTypes.OperationPaused,
        OperationReport.Resumed => EventTypes.OperationResumed,
        _ => EventTypes.OperationCompleted,
    };

    private static SubjectKinds KindOf(QualitySubject about) => about == QualitySubject.Order ? SubjectKinds.Order : SubjectKinds.Component;

    private static void WriteHead(Utf8JsonWriter json, string source, string id, string type, string subject, DateTimeOffset time, string? traceParent)
    {
        json.WriteStartObject();
        json.WriteString("specversion"u8, "1.0"u8);
        json.WriteString("id"u8, id);
        json.WriteString("source"u8, source);
        json.WriteString("type"u8, type);
        json.WriteString("subject"u8, subject);
        json.WriteString("time"u8, Instants.Format(time));
        if (traceParent is not null)
            json.WriteString("traceparent"u8, traceParent);
    }
}
