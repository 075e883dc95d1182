using System.Text;
using System.Text.Json.Nodes;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Tests.Plant;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Tests.Events;

/// <summary>One event of every type, and ways to read a bent one.</summary>
internal static class SampleEvents
{
    public static readonly DateTimeOffset Time = new(2026, 11, 2, 5, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Later = Time.AddDays(3);

    private static DecisionProposal Proposal => new()
    {
        Rule = "reschedule", RulesVersion = "1+0", Subject = "order/MO-1", Revision = 1, Title = "MO-1", Text = "Because.", Approval = "planner", Signature = "s", Event = "e-1",
        Actions = [new DecisionAction { Kind = ActionKind.Reschedule, Target = "order/MO-1", Values = [new ActionValue("priority", "1", "0")] }],
    };

    /// <summary>Data of every type; all optional members given.</summary>
    public static IReadOnlyList<EventData> All { get; } =
    [
        new MachineStateData(MachineState.Aborted, "unit-1", "spindle", "E42") { Entity = "WC-MILL" },
        new MachineCountData(5, 1, true, "MO-1", "10", "unit-1") { Entity = "WC-MILL" },
        new MachineMeasurementData("diameter", -0.5, "mm", -1, 1, "MO-1") { Entity = "WC-MILL" },
        new MachineAlarmData("17", "high", "Too hot", true) { Entity = "WC-MILL" },
        new MaintenancePlannedData(Time, Later, "oil") { Entity = "WC-MILL" },
        new MaintenanceDoneData { Entity = "WC-MILL" },
        new OperationReportData(OperationReport.Started, "10", "WC-MILL", 0, 0) { Entity = "MO-1" },
        new OperationReportData(OperationReport.Paused, "10", "WC-MILL", 3, null) { Entity = "MO-1" },
        new OperationReportData(OperationReport.Resumed, "10", null, null, null) { Entity = "MO-1" },
        new OperationReportData(OperationReport.Completed, "10", "WC-MILL", 49, 1) { Entity = "MO-1" },
        new OrderReleasedData(ExamplePlant.Document().Orders[0]) { Entity = "MO-1" },
        new OrderChangedData(new OrderChange { Due = Later, Priority = 2 }) { Entity = "MO-1" },
        new OrderDoneData { Entity = "MO-1" },
        new OrderCancelledData { Entity = "MO-1" },
        new QualityResultData(QualitySubject.Order, "diameter", 9.9, false, "L-1") { Entity = "MO-1" },
        new QualityHoldData(QualitySubject.Component, "crack", "L-1", 20) { Entity = "C-10" },
        new QualityReleasedData(QualitySubject.Component, "L-1") { Entity = "C-10" },
        new SupplierOrderedData(ExamplePlant.Document().PurchaseOrders[0]) { Entity = "PO-7" },
        new SupplierConfirmedData("1", Later, 500) { Entity = "PO-7" },
        new SupplierDelayedData("1", Later, "strike") { Entity = "PO-7" },
        new SupplierShippedData("ASN-1", Later, [new ShippedLine("1", 500), new ShippedLine("2", null)]) { Entity = "PO-7" },
        new SupplierCancelledData("1") { Entity = "PO-7" },
        new StockLevelData(120, 20) { Entity = "C-10" },
        new StockReceivedData(500, "PO-7", "1") { Entity = "C-10" },
        new StockConsumedData(2, "MO-1") { Entity = "C-10" },
        new DecisionProposedData(Proposal) { Entity = "D-1" },
        .. Enum.GetValues<DecisionWord>().Select(word => new DecisionWordData(word, 1, "key-1", "because", [new ErpRecord("activity", "mail.activity", 7)]) { Entity = "D-1" }),
        new ExceptionRaisedData("erpConflict", "order/MO-1", "Somebody changed it", "planner", 1) { Entity = "X-1" },
        new ExceptionClearedData("seen to") { Entity = "X-1" },
        new PlantImportedData(ExamplePlant.Document()) { Entity = "lyon" },
    ];

    public static byte[] Body(EventData data) => EventWriter.Write("/mes/line-1", "evt-1", Time, data);

    public static JsonObject Json(EventData data) => JsonNode.Parse(Body(data))!.AsObject();

    public static EventReading Read(string json) => EventReader.Read(Encoding.UTF8.GetBytes(json));

    /// <summary>Reads an event of this type, subject and data.</summary>
    public static EventReading Read(string type, string subject, string data) => Read(
        $$"""{"specversion":"1.0","id":"evt-1","source":"/mes/line-1","type":"{{type}}","subject":"{{subject}}","time":"2026-11-02T05:00:00Z","data":{{data}}}""");

    /// <summary>Reads a valid machine state event after a change of its JSON.</summary>
    public static EventReading ReadAfter(Action<JsonObject> change)
    {
        var json = Json(All[0]);
        change(json);
        return Read(json.ToJsonString());
    }
}
