using System.Net;
using System.Text.Json.Nodes;
using static ShopFloorTwin.Api.Tests.Samples;

namespace ShopFloorTwin.Api.Tests;

/// <summary>The scenarios on the board, on the real engine and SQLite.</summary>
public sealed class ScenarioBoardTests : IAsyncLifetime
{
    private const string Lyon = "/api/v1/sites/lyon", Board = "/board/lyon/scenarios";
    private const string Hostile = "<script>alert(1)</script>";
    private readonly string _folder = Directory.CreateTempSubdirectory("twin-scenario-board-").FullName;
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private RunningApi _running = null!;

    // Three orders of two hundred minutes each at one mill, due soon: a second unit helps.
    public async ValueTask InitializeAsync()
    {
        _running = await RunningApi.StartAsync(_folder);
        var plant = $$"""
            {"schema":"shopfloortwin/plant/v1","site":"lyon","name":"Lyon","asOf":"{{At(-1)}}","workCenters":[{"id":"WC-MILL","name":"Milling"}],
             "products":[{"id":"P-1","routing":[{"operation":"10","workCenter":"WC-MILL","minutesPerUnit":4}]}],
             "orders":[{{string.Join(',', Enumerable.Range(1, 3).Select(i => $$"""{"id":"MO-{{i}}","product":"P-1","quantity":50,"due":"{{At(4)}}","value":1000}"""))}}]}
            """;
        var position = (await (await _running.Client.PutAsync($"{Lyon}/plant", Body(plant, "application/json"))).JsonAsync())["position"]!.GetValue<long>();
        Assert.Equal(HttpStatusCode.OK, (await _running.Client.GetAsync($"{Lyon}?minPosition={position}")).StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        await _running.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Kept_scenarios_are_listed_in_words_and_can_be_ticked()
    {
        Assert.Contains("No scenario is kept", await _running.Client.GetStringAsync(Board), StringComparison.Ordinal);
        var id = await KeepAsync("Second mill", Capacity(2));

        var page = await _running.Client.GetStringAsync(Board);
        Assert.Contains($"<a href=\"{Board}/{id}\">Second mill</a>", page, StringComparison.Ordinal);
        Assert.Contains($"<input type=\"checkbox\" name=\"ids\" value=\"{id}\"", page, StringComparison.Ordinal);
        Assert.Contains("run WC-MILL with 2 units", page, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"{Board}\">Scenarios</a>", await _running.Client.GetStringAsync("/board/lyon"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scenario_opens_with_its_answer_and_how_sure_that_is()
    {
        var page = await _running.Client.GetStringAsync($"{Board}/{await KeepAsync("Second mill", Capacity(2))}");

        Assert.Contains("class=\"better\"", page, StringComparison.Ordinal);
        Assert.Matches("<span class=\"better\">−[0-9]+ h[^<]*</span><span class=\"sub\">−[^<]* to −[^<]*</span>", page);
        Assert.Contains("<a href=\"/board/lyon/orders/MO-3\">MO-3</a>", page, StringComparison.Ordinal);
        Assert.Contains("Milling", page, StringComparison.Ordinal);
        Assert.DoesNotContain("does not hold", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_does_not_hold_any_more_says_why()
    {
        var id = await KeepAsync("Rush", """{"kind":"setPriority","order":"MO-3","priority":1}""");
        var cancelled = $$"""{"specversion":"1.0","id":"c-1","source":"/erp","type":"order.cancelled.v1","subject":"order/MO-3","time":"{{At(0)}}","data":{} }""";
        var position = (await (await _running.Client.PostAsync($"{Lyon}/events", Body(cancelled, "application/cloudevents+json"))).JsonAsync())["position"]!.GetValue<long>();

        var page = await _running.Client.GetStringAsync($"{Board}/{id}?minPosition={position}");
        Assert.Contains("It does not hold any more.", page, StringComparison.Ordinal);
        Assert.Contains("$.edits[0].order is not open", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ticked_ones_stand_side_by_side_and_one_alone_is_refused_as_a_page()
    {
        var (two, three) = (await KeepAsync("Two", Capacity(2)), await KeepAsync("Three", Capacity(3)));

        var page = await _running.Client.GetStringAsync($"{Board}/compare?ids={two}&ids={three}");
        Assert.Contains($"<a href=\"{Board}/{two}\">Two</a></th><th scope=\"col\"><a href=\"{Board}/{three}\">Three</a>", page, StringComparison.Ordinal);
        Assert.Contains("MO-3", page, StringComparison.Ordinal);

        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Board}/compare?ids={two}");
        request.Headers.Accept.ParseAdd("text/html");
        var refused = await _running.Client.SendAsync(request);
        Assert.Equal((HttpStatusCode.BadRequest, "text/html"), (refused.StatusCode, refused.Content.Headers.ContentType!.MediaType));
        Assert.Equal(HttpStatusCode.NotFound, (await _running.Client.GetAsync($"{Board}/S-x")).StatusCode);
    }

    [Fact]
    public async Task What_people_wrote_is_shown_as_text()
    {
        var (one, other) = (await KeepAsync(Hostile, Capacity(2)), await KeepAsync("Three", Capacity(3)));
        foreach (var path in (string[])["", $"/{one}", $"/compare?ids={one},{other}"])
        {
            var page = await _running.Client.GetStringAsync(Board + path);
            Assert.DoesNotContain(Hostile, page, StringComparison.Ordinal);
            Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        }
    }

    private static string Capacity(int units) => $$"""{"kind":"setCapacity","workCenter":"WC-MILL","capacity":{{units}}}""";

    private string At(double hours) => _now.AddHours(hours).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ");

    private async Task<string> KeepAsync(string name, string edits)
    {
        var body = new JsonObject { ["name"] = name, ["note"] = "because", ["edits"] = JsonNode.Parse($"[{edits}]") };
        var answer = await _running.Client.PostAsync($"{Lyon}/scenarios", Body(body.ToJsonString(), "application/json"));
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.JsonAsync())["scenario"]!["id"]!.GetValue<string>();
    }
}
