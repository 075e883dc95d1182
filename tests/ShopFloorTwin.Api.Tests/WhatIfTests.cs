using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;
using static ShopFloorTwin.Api.Tests.Samples;

namespace ShopFloorTwin.Api.Tests;

/// <summary><c>POST …/what-if</c>, over a small plant that is really forecast.</summary>
public sealed class WhatIfTests
{
    private const string Path = "/api/v1/sites/lyon/what-if";
    private const string AcmeAWeekLate = """{"name":"Acme a week late","edits":[{"kind":"delaySupply","purchaseOrder":"PO-7","line":"1","to":"2026-11-11T10:00:00Z"}]}""";

    private const string Lyon = """
        {"schema":"shopfloortwin/plant/v1","site":"lyon","currency":"EUR","asOf":"2026-11-02T05:00:00Z",
         "workCenters":[{"id":"WC-ASM","name":"Assembly","costPerHour":60}],
         "suppliers":[{"id":"ACME","name":"Acme"}],
         "products":[{"id":"P-1","bom":[{"component":"C-1","quantity":1}],"routing":[{"operation":"10","workCenter":"WC-ASM","minutesPerUnit":30}]},{"id":"C-1","supplier":"ACME","cost":4}],
         "purchaseOrders":[{"id":"PO-7","supplier":"ACME","lines":[{"line":"1","product":"C-1","quantity":10,"due":"2026-11-04T10:00:00Z"}]}],
         "orders":[{"id":"MO-1","product":"P-1","quantity":2,"value":5000,"customer":"=Rhône, Eaux","due":"2026-11-09T12:00:00Z"}]}
        """;

    [Fact]
    public async Task Acme_a_week_late_makes_the_order_late_and_its_cause_says_so()
    {
        await using var host = await HostAsync();
        var answer = await (await AskAsync(host, AcmeAWeekLate)).JsonAsync();

        Assert.Equal(("Acme a week late", 1, 256), ((string)answer["name"]!, (int)answer["base"]!["position"]!, (int)answer["samples"]!));
        Assert.Equal((0, 1), ((int)answer["base"]!["kpis"]!["late"]!, (int)answer["scenario"]!["kpis"]!["late"]!));
        var order = Assert.Single(answer["orders"]!.AsArray())!;
        Assert.Equal(("MO-1", "changed", "onTrack", "late"), ((string)order["order"]!, (string)order["change"]!, (string)order["before"]!["risk"]!, (string)order["after"]!["risk"]!));
        var cause = order["after"]!["causes"]![0]!;
        Assert.Equal(("supplierDelay", "purchase-order/PO-7"), ((string)cause["kind"]!, (string)cause["subject"]!));
        Assert.StartsWith("PO-7 of Acme, delayed by 7 days", (string)cause["text"]!, StringComparison.Ordinal);
        Assert.InRange((double)answer["costMinutes"]!, 1.5 * 1440, 4 * 1440);
        var difference = answer["difference"]!["expectedTardinessCost"]!;
        Assert.Equal(5000 * 0.1 * (double)answer["costMinutes"]! / 1440, (double)difference["value"]!, 3);
        Assert.True((double)difference["low"]! < (double)difference["value"]! && (double)difference["value"]! < (double)difference["high"]!);
        Assert.Equal("ACME", (string)answer["suppliers"]![0]!["supplier"]!);
        Assert.NotNull(answer["asOf"]);
        Assert.NotNull(order["after"]!["forecast"]!["p80"]);
    }

    [Fact]
    public async Task A_question_leaves_the_site_as_it_was_and_is_asked_in_the_callers_name()
    {
        await using var host = await HostAsync();
        var before = StateHash.Of(host.Lyon.Picture!.Twins);
        var key = await host.KeyAsync("viewer", "lyon");
        var answer = await host.Client(key).PostAsync(Path, Body(AcmeAWeekLate, "application/json"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(before, StateHash.Of(host.Lyon.Picture!.Twins));
        Assert.Empty(host.Lyon.Journal);
        Assert.False(string.IsNullOrEmpty(host.Lyon.LastAsker));
    }

    [Fact]
    public async Task The_orders_that_change_come_as_a_table_when_that_is_asked_for()
    {
        await using var host = await HostAsync();
        var call = new HttpRequestMessage(HttpMethod.Post, Path) { Content = Body(AcmeAWeekLate, "application/json") };
        call.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        var answer = await host.Client().SendAsync(call);
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("order,change,p50Before,p50After,p50Minutes,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("MO-1,changed,2026-11-0", lines[1], StringComparison.Ordinal);
        Assert.Contains(",onTrack,late,", lines[1], StringComparison.Ordinal);
        Assert.Contains("\"PO-7 of Acme, delayed by 7 days", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"edits":[{"kind":"setPriority","order":"MO-1","priority":1},{"kind":"delaySupply","purchaseOrder":"PO-X","line":"1","to":"2026-11-11T10:00:00Z"}]}""", "$.edits[1].purchaseOrder", "refers to an unknown purchase order 'PO-X'")]
    [InlineData("""{"edits":[{"kind":"setDue","order":"MO-1","due":"soon"}]}""", "$.edits[0].due", "must be")]
    [InlineData("""{"edits":[{"kind":"fly"}]}""", "$.edits[0]", "has a kind that is not known, \"fly\": it is one of delaySupply, expediteSupply,")]
    [InlineData("""{"edits":[{"kind":"cancelOrder","order":"MO-1"},{"order":"MO-1","priority":1}]}""", "$.edits[1]", "lacks kind: it is one of delaySupply,")]
    [InlineData("""{"edits":[{"kind":null}]}""", "$.edits[0]", "has a kind that is not known, null: it is one of")]
    [InlineData("""[{"kind":"fly"}]""", "$.edits[0]", "has a kind that is not known")]
    [InlineData("""{"edits":[{"kind":"setDue","order":"MO-1","due":"\ud800"}]}""", "$.edits[0].due", "must be a time with offset")]
    [InlineData("""{"edits":[{"kind":"addOrder","order":{"id":"N","product":"P","quantity":1,"state":"done"}}]}""", "$.edits[0].order.state", "must be draft, confirmed or inProgress")]
    [InlineData("", "$", "is not well-formed JSON: it is empty")]
    [InlineData("""[{"kind":"cancelOrder","order":"MO-1"},]""", "$.edits[1]", "is not well-formed JSON: a comma stands before a closing bracket")]
    [InlineData("""{"edits":[{"kind":"setPriority","order":"MO-1","priority":1},{"kind":"setPriority","order":"MO-1","priority":2}]}""", "$.edits[1]", "says the priority of MO-1, as $.edits[0] does")]
    [InlineData("""{"edits":[null]}""", "$.edits[0]", "must not be null")]
    [InlineData("""{"samples":256}""", "$", "lacks edits")]
    [InlineData("""{"edits":[],"samples":9}""", "$.samples", "must be 16 to 4096")]
    [InlineData("""{"edits":""", "$.edits", "is not well-formed JSON: it ends before all that was opened is closed")]
    public async Task What_is_wrong_is_named_with_its_path(string body, string path, string detail)
    {
        await using var host = await HostAsync();
        var answer = await AskAsync(host, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var error = (await answer.ProblemAsync())["errors"]![0]!;
        Assert.Equal(path, (string)error["path"]!);
        Assert.Contains(detail, (string)error["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_large_or_too_many_or_of_another_kind_is_refused()
    {
        await using var host = await HostAsync();
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await AskAsync(host, new string(' ', Limits.ScenarioBytes + 1))).StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await host.Client().PostAsync(Path, Body(AcmeAWeekLate, "text/plain"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client().PostAsync("/api/v1/sites/nowhere/what-if", Body(AcmeAWeekLate, "application/json"))).StatusCode);
        host.Lyon.Picture = null;
        var overloaded = await AskAsync(host, AcmeAWeekLate);
        Assert.Equal((HttpStatusCode)429, overloaded.StatusCode);
        Assert.NotNull(overloaded.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_key_of_another_site_may_not_ask()
    {
        await using var host = await HostAsync();
        var answer = await host.Client(await host.KeyAsync("planner", "ulm")).PostAsync(Path, Body(AcmeAWeekLate, "application/json"));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static Task<HttpResponseMessage> AskAsync(ApiHost host, string body) => host.Client().PostAsync(Path, Body(body, "application/json"));

    private static async Task<ApiHost> HostAsync()
    {
        var host = await ApiHost.StartAsync();
        var plant = PlantReader.Read(Encoding.UTF8.GetBytes(Lyon)).Document!;
        var state = new SiteState("lyon");
        var imported = new CloudEvent { Source = "test", Id = "plant", Type = "plant.imported.v1", Subject = "site/lyon", Time = plant.AsOf!.Value, Data = new PlantImportedData(plant) { Entity = "lyon" }, Body = default };
        state.Apply(new SiteRecord(1, imported.Time, imported));
        var forecast = new Forecaster(new ForecastSettings()).Run(state.Publish(), imported.Time);
        host.Lyon.Picture = new SitePicture(forecast, RiskBoard.Empty.After(forecast, RiskThresholds.Default).Board, new ForecastSettings());
        return host;
    }
}
