namespace ShopFloorTwin.Silo.Tests;

/// <summary>A plant of one mill and two orders, and what happens in it.</summary>
public static class Plants
{
    public const string Site = "lyon";

    public const string OneMill = """
        { "schema": "shopfloortwin/plant/v1", "site": "lyon", "name": "Lyon", "timeZone": "Europe/Paris", "currency": "EUR",
          "asOf": "2026-11-02T05:00:00Z",
          "workCenters": [{ "id": "WC-MILL", "name": "Milling" }],
          "products": [{ "id": "P-100", "name": "Pump", "routing": [{ "operation": "10", "workCenter": "WC-MILL", "minutesPerUnit": 6 }] }],
          "orders": [{ "id": "MO-1", "product": "P-100", "quantity": 10, "due": "2026-11-02T12:00:00Z", "plannedFinish": "2026-11-02T06:00:00Z" },
                     { "id": "MO-2", "product": "P-100", "quantity": 100, "due": "2026-11-02T08:00:00Z" }] }
        """;

    public static readonly string[] Events =
    [
        Event("e1", "operation.started.v1", "2026-11-02T05:10:00Z", "order/MO-1", """{ "operation": "10", "workCenter": "WC-MILL" }"""),
        Event("e2", "operation.completed.v1", "2026-11-02T06:20:00Z", "order/MO-1", """{ "operation": "10", "workCenter": "WC-MILL", "good": 10 }"""),
        Event("e3", "order.done.v1", "2026-11-02T06:21:00Z", "order/MO-1", "{}"),
        Event("e4", "machine.state.v1", "2026-11-02T09:00:00Z", "work-center/WC-MILL", """{ "state": "execute" }"""),
    ];

    public static string Event(string id, string type, string time, string subject, string data) =>
        $$"""{"specversion":"1.0","id":"{{id}}","source":"test","type":"{{type}}","time":"{{time}}","subject":"{{subject}}","data":{{data}}}""";
}
