using System.Net;
using System.Text.Json.Nodes;
using ShopFloorTwin.Api.Access;
using ShopFloorTwin.Core;
using static ShopFloorTwin.Api.Tests.Samples;

namespace ShopFloorTwin.Api.Tests;

/// <summary><c>…/scenarios</c>, on the real engine and SQLite.</summary>
public sealed class ScenarioTests : IAsyncLifetime
{
    private const string Lyon = "/api/v1/sites/lyon";
    private const string Scenarios = $"{Lyon}/scenarios";
    private readonly string _folder = Directory.CreateTempSubdirectory("twin-scenario-").FullName;
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private RunningApi _running = null!;
    private long _position;

    // Three orders of two hundred minutes each at one mill, due soon: a second unit helps.
    public async ValueTask InitializeAsync()
    {
        _running = await RunningApi.StartAsync(_folder);
        var plant = $$"""
            {"schema":"shopfloortwin/plant/v1","site":"lyon","name":"Lyon","asOf":"{{At(-1)}}","workCenters":[{"id":"WC-MILL"},{"id":"WC-2"}],
             "suppliers":[{"id":"ACME"}],
             "products":[{"id":"P-1","bom":[{"component":"C-1","quantity":1}],"routing":[{"operation":"10","workCenter":"WC-MILL","minutesPerUnit":4}]},{"id":"C-1","supplier":"ACME"}],
             "stock":[{"product":"C-1","onHand":500}],
             "purchaseOrders":[{"id":"PO-1","supplier":"ACME","lines":[{"line":"1","product":"C-1","quantity":10,"due":"{{At(48)}}"}]}],
             "orders":[{{string.Join(',', Enumerable.Range(1, 3).Select(i => $$"""{"id":"MO-{{i}}","product":"P-1","quantity":50,"due":"{{At(4)}}"}"""))}}]}
            """;
        var answer = await _running.Client.PutAsync($"{Lyon}/plant", Body(plant, "application/json"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        _position = (await answer.JsonAsync())["position"]!.GetValue<long>();
        await ReadAsync(Lyon);
    }

    public async ValueTask DisposeAsync()
    {
        await _running.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_scenario_is_kept_with_its_answer_and_read_again_after_a_restart()
    {
        var kept = await KeepAsync("Second mill", Capacity(2));
        Assert.True(kept["answer"]!["costMinutes"]!.GetValue<double>() < -10, kept.ToJsonString());
        Assert.Equal(kept["answer"]!["difference"]!["expectedTardinessMinutes"]!["value"]!.GetValue<double>(), kept["scenario"]!["effect"]!["tardinessMinutes"]!.GetValue<double>());
        Assert.Null(kept["difference"]!["text"]);
        await _running.DisposeAsync();
        _running = await RunningApi.StartAsync(_folder);

        var list = await ReadAsync(Scenarios);
        var item = Assert.Single(list["items"]!.AsArray())!;
        Assert.Equal(("Second mill", "because", 2), (item["name"]!.GetValue<string>(), item["note"]!.GetValue<string>(), item["edits"]![0]!["capacity"]!.GetValue<int>()));
        Assert.Equal(30, (item["expiresAt"]!.GetValue<DateTimeOffset>() - item["madeAt"]!.GetValue<DateTimeOffset>()).TotalDays);
        var read = await ReadAsync($"{Scenarios}/{Id(kept)}");
        Assert.NotNull(read["answer"]!["orders"]);
        Assert.Empty(read["difference"]!["changes"]!.AsArray());
    }

    [Fact]
    public async Task The_same_idempotency_key_keeps_one_scenario_also_after_a_restart()
    {
        var first = await KeepAsync("Second mill", Capacity(2), "k-1");
        await _running.DisposeAsync();
        _running = await RunningApi.StartAsync(_folder);
        var second = await KeepAsync("Second mill", Capacity(2), "k-1");

        Assert.Equal(Id(first), Id(second));
        Assert.Single((await ReadAsync(Scenarios))["items"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"edits":[{"kind":"cancelOrder","order":"MO-1"}]}""", "malformed-body", null)]
    [InlineData("""{"name":"x"}""", "malformed-body", null)]
    [InlineData("""{"name":"x","edits":[]}""", "invalid-document", "$.edits")]
    [InlineData("""{"name":"x","edits":[{"kind":"cancelOrder","order":"MO-9"}]}""", "invalid-document", "$.edits[0].order")]
    [InlineData("""{"name":"x","edits":[{"kind":"fly"}]}""", "invalid-document", null)]
    [InlineData("""{"name":"x","edits":[{"kind":"cancelOrder","order":"MO-1"}],"expiresAt":"2001-01-01T00:00:00Z"}""", "malformed-body", null)]
    [InlineData("nonsense", "malformed-body", null)]
    public async Task What_cannot_be_kept_is_a_problem(string body, string kind, string? path)
    {
        var answer = await _running.Client.PostAsync(Scenarios, Body(body, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.ProblemAsync();
        Assert.Equal(kind, problem.Kind());
        if (path is not null)
            Assert.Equal(path, problem["errors"]![0]!["path"]!.GetValue<string>());
    }

    [Fact]
    public async Task Scenarios_are_compared_side_by_side_on_one_floor()
    {
        var (two, three) = (await KeepAsync("Two", Capacity(2)), await KeepAsync("Three", Capacity(3)));
        var compared = await ReadAsync($"{Scenarios}/compare?ids={Id(two)},{Id(three)}");

        Assert.Equal(["Two", "Three"], compared["items"]!.AsArray().Select(item => item!["name"]!.GetValue<string>()));
        double Late(JsonNode? kpis) => kpis!["expectedTardinessMinutes"]!.GetValue<double>();
        Assert.True(Late(compared["base"]) > Late(compared["items"]![0]!["kpis"]) && Late(compared["items"]![0]!["kpis"]) >= Late(compared["items"]![1]!["kpis"]));
        Assert.Equal(2, compared["orders"]![0]!["scenarios"]!.AsArray().Count);
        Assert.Equal(compared["ordersChanged"]!.GetValue<int>(), compared["orders"]!.AsArray().Count);

        foreach (var wrong in (string[])[Id(two), "", string.Join(',', Enumerable.Range(0, 11).Select(i => $"S-{i}"))])
            Assert.Equal(HttpStatusCode.BadRequest, (await _running.Client.GetAsync($"{Scenarios}/compare?ids={wrong}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _running.Client.GetAsync($"{Scenarios}/compare?ids={Id(two)},S-x")).StatusCode);
    }

    [Fact]
    public async Task Scenarios_come_as_a_table_when_that_is_asked_for()
    {
        var (two, three) = (Id(await KeepAsync("Two", Capacity(2))), Id(await KeepAsync("Three", Capacity(3))));
        foreach (var (path, ids) in ((string, string[])[])[($"{Scenarios}/compare?ids={two},{three}", [two, three]), ($"{Scenarios}/{two}", [two])])
        {
            using var call = new HttpRequestMessage(HttpMethod.Get, path);
            call.Headers.Accept.ParseAdd("text/csv");
            var answer = await _running.Client.SendAsync(call);
            var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

            Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
            Assert.StartsWith("scenario,order,p50Before,p80Before,", lines[0], StringComparison.Ordinal);
            Assert.Equal(ids, lines.Skip(1).Select(line => line.Split(',')[0]).Distinct());
        }
    }

    [Theory]
    [InlineData("""{"name":"   ","edits":[{"kind":"cancelOrder","order":"MO-1"}]}""", "'name' has 1 to 128 characters, no control characters among them.")]
    [InlineData("""{"name":"x","edits":[{"kind":"cancelOrder","order":"MO-1"}],"expiresAt":"soon"}""", "The body is not what this call takes: $.expiresAt must be a time with offset, as 2026-11-02T05:00:00Z")]
    [InlineData("""{"name":7}""", "The body is not what this call takes: $.name must be text.")]
    public async Task A_scenario_that_cannot_be_kept_is_refused_with_what_would_be_right(string body, string detail)
    {
        var answer = await _running.Client.PostAsync(Scenarios, Body(body, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(detail, (await answer.ProblemAsync())["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_proposes_each_entity_once_however_often_it_is_said()
    {
        var id = Id(await KeepAsync("Rush", """{"kind":"setPriority","order":"MO-3","priority":1},{"kind":"setCapacity","workCenter":"WC-MILL","capacity":2}"""));
        var first = await (await CommitAsync(id)).JsonAsync();
        Assert.Equal(["order/MO-3", "work-center/WC-MILL"], first["decisions"]!.AsArray().Select(one => one!["subject"]!.GetValue<string>()));
        _position = first["position"]!.GetValue<long>();

        var decision = await ReadAsync($"{Lyon}/decisions/{first["decisions"]![0]!["id"]!.GetValue<string>()}");
        Assert.Equal(("proposed", "approver", "manual"), (decision["state"]!.GetValue<string>(), decision["approval"]!.GetValue<string>(), decision["rule"]!.GetValue<string>()));
        Assert.Contains($"\"Rush\" ({id})", decision["text"]!.GetValue<string>(), StringComparison.Ordinal);
        var second = await (await CommitAsync(id)).JsonAsync();
        Assert.Equal(first["decisions"]!.ToJsonString(), second["decisions"]!.ToJsonString());
        Assert.Equal(first["committedAt"]!.GetValue<DateTimeOffset>(), second["committedAt"]!.GetValue<DateTimeOffset>());
        Assert.Equal(2, (await ReadAsync($"{Lyon}/decisions"))["items"]!.AsArray().Count);
        Assert.Equal(HttpStatusCode.Conflict, (await _running.Client.PostAsync($"{Scenarios}/{id}/rebase", null)).StatusCode);
    }

    [Fact]
    public async Task A_commit_that_broke_off_before_it_was_noted_is_completed_by_the_next()
    {
        var id = Id(await KeepAsync("Rush", """{"kind":"setPriority","order":"MO-3","priority":1}"""));
        var kept = (await _running.Store.Scenarios.FindAsync("lyon", id, _now, CancellationToken.None))!;
        var first = await (await CommitAsync(id)).JsonAsync();
        // As if the process had ended between the journal and the note.
        var noted = (await _running.Store.Scenarios.FindAsync("lyon", id, _now, CancellationToken.None))!;
        Assert.True(await _running.Store.Scenarios.ChangeAsync(kept with { Version = noted.Version }, CancellationToken.None));
        _position = first["position"]!.GetValue<long>();
        await ReadAsync(Lyon);

        var second = await (await CommitAsync(id)).JsonAsync();
        Assert.Equal(first["decisions"]![0]!["id"]!.GetValue<string>(), second["decisions"]![0]!["id"]!.GetValue<string>());
        Assert.Single((await ReadAsync($"{Lyon}/decisions"))["items"]!.AsArray());
    }

    [Fact]
    public async Task What_is_not_decided_here_is_refused_with_its_place_and_nothing_is_proposed()
    {
        var id = Id(await KeepAsync("Bad luck", $$"""{"kind":"setPriority","order":"MO-3","priority":1},{"kind":"delaySupply","purchaseOrder":"PO-1","line":"1","to":"{{At(90)}}"}"""));
        var answer = await CommitAsync(id);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var problem = await answer.ProblemAsync();
        Assert.Equal(("not-decidable", "$.edits[1]"), (problem.Kind(), problem["errors"]![0]!["path"]!.GetValue<string>()));
        Assert.Empty((await ReadAsync($"{Lyon}/decisions"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_commit_on_another_floor_is_refused_with_the_difference_until_it_is_re_based()
    {
        var id = Id(await KeepAsync("Rush", """{"kind":"setPriority","order":"MO-3","priority":1}"""));
        await ChangeAsync("""{"priority":4}""");

        var refused = await CommitAsync(id);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var problem = await refused.ProblemAsync();
        Assert.Equal("stale-scenario", problem.Kind());
        var change = problem["difference"]!["changes"]![0]!;
        Assert.Equal(("order/MO-3", "priority", "0", "4"), (change["subject"]!.GetValue<string>(), change["name"]!.GetValue<string>(), change["then"]!.GetValue<string>(), change["now"]!.GetValue<string>()));
        Assert.NotNull((await ReadAsync($"{Scenarios}/{id}"))["difference"]!["text"]);

        var rebased = await (await _running.Client.PostAsync($"{Scenarios}/{id}/rebase", null)).JsonAsync();
        Assert.Equal(_position, rebased["scenario"]!["basePosition"]!.GetValue<long>());
        Assert.Null(rebased["difference"]!["text"]);
        Assert.Equal(HttpStatusCode.OK, (await CommitAsync(id)).StatusCode);
    }

    [Fact]
    public async Task A_scenario_that_does_not_fit_any_more_can_be_read_but_neither_re_based_nor_committed()
    {
        var id = Id(await KeepAsync("Rush", """{"kind":"setPriority","order":"MO-3","priority":1}"""));
        await ChangeAsync("{}", "order.cancelled.v1");

        var read = await ReadAsync($"{Scenarios}/{id}");
        Assert.Null(read["answer"]);
        Assert.Equal("$.edits[0].order", read["difference"]!["problems"]![0]!["path"]!.GetValue<string>());
        foreach (var call in (string[])["rebase", "commit"])
        {
            var refused = await _running.Client.PostAsync($"{Scenarios}/{id}/{call}", null);
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Equal("stale-scenario", (await refused.ProblemAsync()).Kind());
        }
    }

    [Fact]
    public async Task A_scenario_is_changed_by_its_owner_or_an_admin_and_read_by_everyone()
    {
        var (planner, keyId) = await _running.ClientAsync(Roles.Planner);
        var (other, _) = await _running.ClientAsync(Roles.Planner);
        var (viewer, _) = await _running.ClientAsync(Roles.Viewer);
        var id = Id(await KeepAsync("Mine", Capacity(2), client: planner));
        await KeepAsync("Another", Capacity(3));

        Assert.Equal(HttpStatusCode.OK, (await viewer.GetAsync($"{Scenarios}/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await viewer.PostAsync(Scenarios, Json(new { name = "x" }))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.DeleteAsync($"{Scenarios}/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.PostAsync($"{Scenarios}/{id}/rebase", null)).StatusCode);
        Assert.Equal(id, Assert.Single((await ReadAsync($"{Scenarios}?owner={keyId}"))["items"]!.AsArray())!["id"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NoContent, (await planner.DeleteAsync($"{Scenarios}/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await planner.GetAsync($"{Scenarios}/{id}")).StatusCode);
        Assert.Equal("Another", Assert.Single((await ReadAsync(Scenarios))["items"]!.AsArray())!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_list_comes_in_pages_and_an_owner_keeps_so_many()
    {
        for (var i = 0; i < 3; i++)
            await KeepAsync($"No. {i}", Capacity(2));
        var first = await ReadAsync($"{Scenarios}?limit=2");
        var second = await ReadAsync($"{Scenarios}?limit=2&after={first["next"]!.GetValue<string>()}");
        Assert.Equal(["No. 2", "No. 1", "No. 0"], first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(item => item!["name"]!.GetValue<string>()));
        Assert.Null(second["next"]);

        var template = (await _running.Store.Scenarios.ListAsync("lyon", null, null, 1, _now, CancellationToken.None))[0];
        for (var i = 3; i < Limits.KeptScenariosPerOwner; i++)
            await _running.Store.Scenarios.AddAsync(template with { Id = $"S-{i}" }, _now, CancellationToken.None);
        var refused = await _running.Client.PostAsync(Scenarios, Body(New("One more", Capacity(2)), "application/json"));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("no-room", (await refused.ProblemAsync()).Kind());
    }

    [Fact]
    public async Task Stress_and_Monte_Carlo_answer_on_the_real_floor()
    {
        var study = await (await _running.Client.PostAsync($"{Lyon}/stress", null)).JsonAsync();
        Assert.Equal(["supplier/ACME", "work-center/WC-2", "work-center/WC-MILL"], study["items"]!.AsArray().Select(item => item!["label"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Equal("work-center/WC-MILL", study["items"]![0]!["label"]!.GetValue<string>());

        await using var run = await Follower.OfAsync(_running.Client, new HttpRequestMessage(HttpMethod.Post, $"{Lyon}/monte-carlo") { Content = Body($$"""{"edits":[{{Capacity(2)}}],"samples":1000}""", "application/json") });
        var last = await run.EventAsync();
        while (last.Kind != "result")
            last = await run.EventAsync();
        Assert.Equal(1024, last.Data["samples"]!.GetValue<int>());
        Assert.True(last.Data["change"]!["tardinessMinutes"]!["value"]!.GetValue<double>() < 0);
    }

    private static string Capacity(int units) => $$"""{"kind":"setCapacity","workCenter":"WC-MILL","capacity":{{units}}}""";

    private static string New(string name, string edits) => $$"""{"name":"{{name}}","note":"because","edits":[{{edits}}]}""";

    private static string Id(JsonNode reading) => reading["scenario"]!["id"]!.GetValue<string>();

    private string At(double hours) => _now.AddHours(hours).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ");

    private async Task<JsonNode> KeepAsync(string name, string edits, string? key = null, HttpClient? client = null)
    {
        var call = new HttpRequestMessage(HttpMethod.Post, Scenarios) { Content = Body(New(name, edits), "application/json") };
        if (key is not null)
            call.Headers.Add("Idempotency-Key", key);
        var answer = await (client ?? _running.Client).SendAsync(call);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }

    private Task<HttpResponseMessage> CommitAsync(string id) => _running.Client.PostAsync($"{Scenarios}/{id}/commit?minPosition={_position}", null);

    /// <summary>Something becomes of MO-3, and the floor shows it.</summary>
    private async Task ChangeAsync(string data, string type = "order.changed.v1")
    {
        var body = $$"""{"specversion":"1.0","id":"c-{{type}}","source":"test","type":"{{type}}","subject":"order/MO-3","time":"{{At(0)}}","data":{{data}}}""";
        _position = (await (await _running.Client.PostAsync($"{Lyon}/events", Body(body, OneEvent))).JsonAsync())["position"]!.GetValue<long>();
        await ReadAsync(Lyon);
    }

    private async Task<JsonNode> ReadAsync(string path)
    {
        var answer = await _running.Client.GetAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}minPosition={_position}");
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }
}
