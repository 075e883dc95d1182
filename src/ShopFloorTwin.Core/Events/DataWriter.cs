using System.Text.Json;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Json;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Events;

/// <summary>Writes typed event data as the reader takes it; what is null is left out.</summary>
internal static class DataWriter
{
    public static void Write(Utf8JsonWriter json, EventData data)
    {
        switch (data)
        {
            case OrderReleasedData released:
                JsonSerializer.Serialize(json, released.Order, PlantJson.Options);
                return;
            case OrderChangedData changed:
                JsonSerializer.Serialize(json, changed.Change, PlantJson.Options);
                return;
            case SupplierOrderedData ordered:
                JsonSerializer.Serialize(json, ordered.PurchaseOrder, PlantJson.Options);
                return;
            case PlantImportedData imported:
                PlantWriter.Write(json, imported.Plant);
                return;
            case DecisionProposedData proposed:
                JsonSerializer.Serialize(json, proposed.Proposal, DecisionJson.Options);
                return;
            case DecisionWordData said:
                DecisionEvents.Write(json, said);
                return;
            case ExceptionRaisedData or ExceptionClearedData:
                ExceptionEvents.Write(json, data);
                return;
            default:
                json.WriteStartObject();
                WriteMembers(json, data);
                json.WriteEndObject();
                return;
        }
    }

    private static void WriteMembers(Utf8JsonWriter json, EventData data)
    {
        switch (data)
        {
            case MachineStateData machine:
                Text(json, "state", machine.State.ToString().ToLowerInvariant());
                Text(json, "unit", machine.Unit);
                Text(json, "reason", machine.Reason);
                Text(json, "code", machine.Code);
                break;
            case MachineCountData count:
                Number(json, "good", count.Good);
                Number(json, "scrap", count.Scrap);
                Text(json, "mode", count.IsTotal ? "total" : "delta");
                Text(json, "order", count.Order);
                Text(json, "operation", count.Operation);
                Text(json, "unit", count.Unit);
                break;
            case MachineMeasurementData measurement:
                Text(json, "characteristic", measurement.Characteristic);
                Number(json, "value", measurement.Value);
                Text(json, "uom", measurement.Uom);
                Number(json, "lower", measurement.Lower);
                Number(json, "upper", measurement.Upper);
                Text(json, "order", measurement.Order);
                break;
            case MachineAlarmData alarm:
                Text(json, "code", alarm.Code);
                Text(json, "severity", alarm.Severity);
                Text(json, "text", alarm.Text);
                json.WriteBoolean("active", alarm.Active);
                break;
            case MaintenancePlannedData maintenance:
                Instant(json, "from", maintenance.From);
                Instant(json, "to", maintenance.To);
                Text(json, "reason", maintenance.Reason);
                break;
            case OperationReportData report:
                Text(json, "operation", report.Operation);
                Text(json, "workCenter", report.WorkCenter);
                Number(json, "good", report.Good);
                Number(json, "scrap", report.Scrap);
                break;
            default:
                WriteQualityAndSupply(json, data);
                break;
        }
    }

    private static void WriteQualityAndSupply(Utf8JsonWriter json, EventData data)
    {
        switch (data)
        {
            case QualityResultData result:
                Text(json, "characteristic", result.Characteristic);
                Number(json, "value", result.Value);
                json.WriteBoolean("pass", result.Pass);
                Text(json, "lot", result.Lot);
                break;
            case QualityHoldData hold:
                Text(json, "reason", hold.Reason);
                Text(json, "lot", hold.Lot);
                Number(json, "quantity", hold.Quantity);
                break;
            case QualityReleasedData released:
                Text(json, "lot", released.Lot);
                break;
            case SupplierConfirmedData confirmed:
                Text(json, "line", confirmed.Line);
                Instant(json, "date", confirmed.Date);
                Number(json, "quantity", confirmed.Quantity);
                break;
            case SupplierDelayedData delayed:
                Text(json, "line", delayed.Line);
                Instant(json, "date", delayed.Date);
                Text(json, "reason", delayed.Reason);
                break;
            case SupplierShippedData shipped:
                WriteShipment(json, shipped);
                break;
            case SupplierCancelledData cancelled:
                Text(json, "line", cancelled.Line);
                break;
            case StockLevelData level:
                Number(json, "onHand", level.OnHand);
                Number(json, "onHold", level.OnHold);
                break;
            case StockReceivedData received:
                Number(json, "quantity", received.Quantity);
                Text(json, "purchaseOrder", received.PurchaseOrder);
                Text(json, "line", received.Line);
                break;
            case StockConsumedData consumed:
                Number(json, "quantity", consumed.Quantity);
                Text(json, "order", consumed.Order);
                break;
            default:
                break;
        }
    }

    private static void WriteShipment(Utf8JsonWriter json, SupplierShippedData shipped)
    {
        Text(json, "asn", shipped.Asn);
        if (shipped.Eta is { } eta)
            Instant(json, "eta", eta);
        json.WriteStartArray("lines");
        foreach (var line in shipped.Lines)
        {
            json.WriteStartObject();
            Text(json, "line", line.Line);
            Number(json, "quantity", line.Quantity);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Text(Utf8JsonWriter json, string member, string? text)
    {
        if (text is not null)
            json.WriteString(member, text);
    }

    private static void Number(Utf8JsonWriter json, string member, double? number)
    {
        if (number is { } value)
            json.WriteNumber(member, value);
    }

    private static void Instant(Utf8JsonWriter json, string member, DateTimeOffset instant) => json.WriteString(member, Instants.Format(instant));
}
