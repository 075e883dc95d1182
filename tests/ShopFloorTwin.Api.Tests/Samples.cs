using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ShopFloorTwin.Api.Tests.Fakes;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Api.Tests;

/// <summary>Events, documents and views that the tests send and show.</summary>
internal static class Samples
{
    public const string OneEvent = "application/cloudevents+json";
    public const string Batch = "application/cloudevents-batch+json";
    public const string Lines = "application/x-ndjson";

    public static string Event(string id, string workCenter = "WC-1", string type = "machine.state.v1", string? time = null) =>
        $$$"""{"specversion":"1.0","id":"{{{id}}}","source":"test","type":"{{{type}}}","subject":"work-center/{{{workCenter}}}","time":"{{{time ?? "2026-11-02T05:00:00Z"}}}","data":{"state":"execute"}}""";

    public static StringContent Body(string text, string mediaType) => new(text, Encoding.UTF8, mediaType);

    public static string Plant(string site = "lyon", string name = "Lyon") =>
        $$"""{"schema":"shopfloortwin/plant/v1","site":"{{site}}","name":"{{name}}","asOf":"2026-11-02T05:00:00Z","workCenters":[{"id":"WC-1"}],"products":[{"id":"P-1"}],"orders":[]}""";

    public static OrderView Order(string id, Risk risk = Risk.AtRisk, string customer = "Acme") => new()
    {
        Id = id,
        Product = "P-100",
        Quantity = 50,
        Done = 10,
        State = OrderState.Confirmed,
        Priority = 1,
        Customer = customer,
        Value = 12_000,
        Due = FakeSite.AsOf.AddHours(30),
        Baseline = null,
        Forecast = new ForecastView(FakeSite.AsOf.AddHours(20), FakeSite.AsOf.AddHours(26), FakeSite.AsOf.AddHours(33), FakeSite.AsOf.AddHours(40)),
        Actual = null,
        LateProbability = 0.42,
        ExpectedLatenessMinutes = 95,
        Risk = risk,
        RiskSince = FakeSite.AsOf.AddMinutes(-130),
        Causes =
        [
            new CauseView("supplierDelay", "purchase-order/PO-7", "Acme is 3 days late with C-10", 0.7, 66, "evt-1",
                [new ChainLink("purchase-order/PO-7", "3 days late"), new ChainLink("component/C-10", "short by 20"), new ChainLink("order/" + id, "waits")]),
            new CauseView("workCenterDown", "work-center/WC-1", "Milling is down", 0.3, 29, "evt-2", []),
        ],
        Position = 7,
        AsOf = FakeSite.AsOf,
    };

    public static WorkCenterView WorkCenter(string id, MachineState state) => new()
    {
        Id = id,
        Name = "Milling",
        State = state,
        StateSince = FakeSite.AsOf.AddMinutes(-75),
        UnitStates = new Dictionary<string, MachineState> { ["1"] = state },
        Good = 10,
        Scrap = 1,
        Oee = new OeeView(0.9, null, 0.95, null),
        DownMinutes = 75,
        Queue = [new QueueView("MO-1", "10", FakeSite.AsOf, FakeSite.AsOf.AddHours(2))],
        FreeAt = new FreeAtView(FakeSite.AsOf.AddHours(1), FakeSite.AsOf.AddHours(3)),
        Signals = [],
        Beliefs = new WorkCenterBeliefsView(
            new RepairBeliefView(120, 216, 380, 0, "half of the repairs take up to 2 h"), new FailureBeliefView(0, 0, 0, false, "breakdowns are not reckoned with"),
            new ShortStopsView(null, null, "no stops under 5 minutes"), new PlannedStopsView(1, 1.2, 0, "as planned"),
            new WaitsView(0, 0, 0, 0, 0, 0, "no waits are reckoned with"), [], []),
        Position = 7,
        AsOf = FakeSite.AsOf,
    };

    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

    /// <summary>The problem of an answer, after checking that it has the form of one.</summary>
    public static async Task<JsonNode> ProblemAsync(this HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        var problem = JsonNode.Parse(text)!;
        Assert.Equal((int)answer.StatusCode, problem["status"]!.GetValue<int>());
        Assert.StartsWith("urn:shopfloortwin:problem:", problem["type"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.NotEmpty(problem["title"]!.GetValue<string>());
        Assert.NotEmpty(problem["detail"]!.GetValue<string>());
        Assert.Equal(answer.Headers.GetValues("X-Correlation-Id").Single(), problem["correlationId"]!.GetValue<string>());
        return problem;
    }

    public static string Kind(this JsonNode problem) => problem["type"]!.GetValue<string>()["urn:shopfloortwin:problem:".Length..];

    public static StringContent Json(object value) => Body(JsonSerializer.Serialize(value), "application/json");
}
