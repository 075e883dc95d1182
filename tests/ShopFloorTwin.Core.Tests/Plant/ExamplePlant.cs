using System.Text;
using System.Text.Json.Nodes;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Tests.Plant;

/// <summary>A small plant that uses every member of the document once, as JSON to bend.</summary>
internal static class ExamplePlant
{
    public const string Text = """
        { "schema": "shopfloortwin/plant/v1", "site": "lyon", "name": "Lyon", "timeZone": "Europe/Paris", "currency": "EUR",
          "asOf": "2026-11-02T05:00:00Z",
          "calendars":   [{ "id": "two-shift", "weekly": [{ "days": ["mon","tue","wed","thu","fri"], "from": "06:00", "to": "22:00" }],
                            "exceptions": [{ "date": "2026-11-11", "closed": true }, { "date": "2026-11-14", "from": "06:00", "to": "24:00" }] }],
          "workCenters": [{ "id": "WC-MILL", "name": "Milling", "calendar": "two-shift", "capacity": 2, "efficiency": 1.0,
                            "costPerHour": 60, "alternatives": ["WC-MILL-B"],
                            "plannedStops": [{ "from": "2026-11-03T06:00:00+01:00", "to": "2026-11-03T08:00:00+01:00", "reason": "oil" }] },
                          { "id": "WC-MILL-B" }],
          "suppliers":   [{ "id": "SUP-ACME", "name": "Acme" }],
          "products":    [{ "id": "P-100", "name": "Pump", "unit": "pcs", "cost": 240,
                            "bom": [{ "component": "C-10", "quantity": 2 }],
                            "routing": [{ "operation": "10", "name": "Mill", "workCenter": "WC-MILL", "setupMinutes": 15, "minutesPerUnit": 2.5, "after": [] },
                                        { "operation": "20", "workCenter": "WC-MILL-B", "after": ["10"] }] },
                          { "id": "C-10", "supplier": "SUP-ACME", "leadTimeDays": 10 }],
          "stock":       [{ "product": "C-10", "onHand": 120, "onHold": 20 }],
          "purchaseOrders": [{ "id": "PO-7", "supplier": "SUP-ACME",
                               "lines": [{ "line": "1", "product": "C-10", "quantity": 500, "received": 0, "due": "2026-11-09T09:00:00Z", "confirmed": null }] }],
          "orders":      [{ "id": "MO-1", "product": "P-100", "quantity": 50, "state": "confirmed", "priority": 1, "customer": "Émile", "value": 12000,
                            "due": "2026-11-10T17:00:00+01:00", "plannedStart": "2026-11-02T06:00:00+01:00", "plannedFinish": "2026-11-09T17:00:00+01:00",
                            "operations": [{ "operation": "10", "name": "Mill", "workCenter": "WC-MILL", "state": "ready", "plannedMinutes": 140, "workedMinutes": 5, "done": 1, "startedAt": null },
                                           { "operation": "20", "state": "pending", "after": ["10"] }],
                            "components": [{ "product": "C-10", "quantity": 100, "consumed": 2 }] }] }
        """;

    public static JsonObject Json() => JsonNode.Parse(Text)!.AsObject();

    public static PlantDocument Document() => PlantReader.Read(Encoding.UTF8.GetBytes(Text)).Document!;

    /// <summary>Reads the example after a change of its JSON.</summary>
    public static PlantReading ReadAfter(Action<JsonObject> change)
    {
        var json = Json();
        change(json);
        return PlantReader.Read(Encoding.UTF8.GetBytes(json.ToJsonString()));
    }
}
