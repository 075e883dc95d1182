using System.Net;
using System.Text.Json.Nodes;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.WorkCenters;
using static ShopFloorTwin.Api.Tests.Samples;

namespace ShopFloorTwin.Api.Tests;

/// <summary>Reading calls: queries, parameters, form of the answers.</summary>
public sealed class ReadingTests
{
    private const string Lyon = "/api/v1/sites/lyon";

    [Theory]
    [InlineData("?risk=late,atRisk")]
    [InlineData("?risk=late&risk=atRisk")]
    [InlineData("?risk=late, atRisk")]
    public async Task Risks_come_as_a_list_or_repeated(string query)
    {
        await using var host = await ApiHost.StartAsync();
        host.Lyon.OrderList.AddRange([Order("MO-1", Risk.Watch), Order("MO-2", Risk.Late)]);
        var page = await (await host.Client().GetAsync($"{Lyon}/orders{query}")).JsonAsync();
        Assert.Equal([Risk.Late, Risk.AtRisk], host.Lyon.LastQuery!.Risks);
        Assert.Equal(["MO-2"], page["items"]!.AsArray().Select(order => order!["id"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Every_filter_reaches_the_query()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Client().GetAsync($"{Lyon}/orders?product=P&workCenter=W&supplier=S&component=C&customer=Ac%20me&state=done&sort=-due&after=abc&limit=7");
        var query = host.Lyon.LastQuery!;
        Assert.Equal(("P", "W", "S", "C", "Ac me", "-due", "abc", 7), (query.Product, query.WorkCenter, query.Supplier, query.Component, query.Customer, query.Sort, query.After, query.Limit));
        Assert.Equal([OrderState.Done], query.States);
    }

    [Theory]
    [InlineData("orders?limit=abc", "limit")]
    [InlineData("orders?limit=0", "limit")]
    [InlineData("orders?limit=100001", "limit")]
    [InlineData("orders?limit=5&limit=6", "limit")]
    [InlineData("orders?risk=foo", "risk")]
    [InlineData("orders?state=foo", "state")]
    [InlineData("orders?sort=foo", "sort")]
    [InlineData("orders?sort=--due", "sort")]
    [InlineData("orders?after=foreign", "after")]
    [InlineData("orders?minPosition=-1", "minPosition")]
    [InlineData("orders/MO-1?at=yesterday", "at")]
    [InlineData("orders/MO-1?at=2026-11-02T05:00:00", "at")]
    [InlineData("orders/MO-1?position=0", "position")]
    [InlineData("orders/MO-1?position=99999999999999999999", "position")]
    [InlineData("orders/MO-1?position=1&at=2026-11-02T05:00:00Z", "at")]
    [InlineData("work-centers?position=x", "position")]
    [InlineData("components?limit=-1", "limit")]
    [InlineData("suppliers?at=1", "at")]
    [InlineData("quarantine?after=x", "after")]
    public async Task A_wrong_parameter_is_named_with_what_is_allowed(string path, string parameter)
    {
        await using var host = await ApiHost.StartAsync();
        var answer = await host.Client().GetAsync($"{Lyon}/{path}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.ProblemAsync();
        Assert.Equal("bad-parameter", problem.Kind());
        Assert.Equal(parameter, problem["parameter"]!.GetValue<string>());
        if (parameter is "risk" or "state" or "sort")
            Assert.NotEmpty(problem["allowed"]!.AsArray());
    }

    [Theory]
    [InlineData("position=5", 5L, null)]
    [InlineData("at=2026-11-02T06:00:00%2B01:00", null, "2026-11-02T05:00:00+00:00")]
    [InlineData("at=2026-11-02T06:00:00+01:00", null, "2026-11-02T05:00:00+00:00")]
    public async Task A_past_moment_is_asked_for_by_position_or_instant(string query, long? position, string? at)
    {
        await using var host = await ApiHost.StartAsync();
        host.Lyon.OrderList.Add(Order("MO-1"));
        Assert.Equal(HttpStatusCode.OK, (await host.Client().GetAsync($"{Lyon}/orders/MO-1?{query}")).StatusCode);
        Assert.Equal(position, host.Lyon.LastPast!.Value.Position);
        Assert.Equal(at is null ? null : DateTimeOffset.Parse(at), host.Lyon.LastPast!.Value.At);
    }

    [Theory]
    [InlineData("orders/WH/MO/00042")]
    [InlineData("orders/WH%2FMO%2F00042")]
    public async Task An_id_with_slashes_is_found(string path)
    {
        await using var host = await ApiHost.StartAsync();
        host.Lyon.OrderList.Add(Order("WH/MO/00042"));
        Assert.Equal("WH/MO/00042", (await (await host.Client().GetAsync($"{Lyon}/{path}")).JsonAsync())["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Times_go_out_in_utc_enums_by_name_and_numbers_finite()
    {
        await using var host = await ApiHost.StartAsync();
        host.Lyon.OrderList.Add(Order("MO-1", Risk.AtRisk, "Müller") with { Due = new DateTimeOffset(2026, 11, 3, 14, 30, 0, TimeSpan.FromHours(1)), LateProbability = double.NaN });
        host.Lyon.WorkCenterList.Add(WorkCenter("WC-1", MachineState.Aborted));
        var text = await host.Client().GetStringAsync($"{Lyon}/orders");
        Assert.Contains("Müller", text, StringComparison.Ordinal);
        var list = JsonNode.Parse(text)!;
        var order = list["items"]![0]!;
        Assert.Equal("2026-11-03T13:30:00Z", order["due"]!.GetValue<string>());
        Assert.Equal("atRisk", order["risk"]!.GetValue<string>());
        Assert.Equal("confirmed", order["state"]!.GetValue<string>());
        Assert.Null(order["lateProbability"]);
        Assert.False(order.AsObject().ContainsKey("operations"));
        Assert.True(order.AsObject().ContainsKey("actual"));
        Assert.Equal(["items", "next", "position", "asOf"], list.AsObject().Select(member => member.Key));
        var single = await (await host.Client().GetAsync($"{Lyon}/orders/MO-1")).JsonAsync();
        Assert.Equal("running", single["operations"]![0]!["state"]!.GetValue<string>());
        var center = await (await host.Client().GetAsync($"{Lyon}/work-centers/WC-1")).JsonAsync();
        Assert.Equal("aborted", center["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_state_hash_comes_when_it_is_asked_for()
    {
        await using var host = await ApiHost.StartAsync();
        Assert.Equal("abc", (await (await host.Client().GetAsync($"{Lyon}?hash=true")).JsonAsync())["stateHash"]!.GetValue<string>());
        Assert.False((await (await host.Client().GetAsync(Lyon)).JsonAsync()).AsObject().ContainsKey("stateHash"));
    }

    [Fact]
    public async Task A_minimum_position_is_waited_for_but_not_for_ever()
    {
        await using var host = await ApiHost.StartAsync(options => options with { MinPositionWait = TimeSpan.FromMinutes(10) });
        var waiting = host.Client().GetAsync($"{Lyon}?minPosition=5");
        Assert.False(waiting.IsCompleted);
        host.Lyon.Reach();
        Assert.Equal(HttpStatusCode.OK, (await waiting).StatusCode);

        await using var hasty = await ApiHost.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await hasty.Client().GetAsync($"{Lyon}?minPosition=5")).StatusCode);
    }

    [Theory]
    [InlineData("GET", "/api/v1/sites/lyon/orders/none", 404, "unknown-order")]
    [InlineData("GET", "/api/v1/sites/lyon/work-centers/none", 404, "unknown-work-center")]
    [InlineData("GET", "/api/v1/sites/lyon/components/none", 404, "unknown-component")]
    [InlineData("GET", "/api/v1/sites/lyon/suppliers/none", 404, "unknown-supplier")]
    [InlineData("GET", "/api/v1/sites/oslo/orders", 404, "unknown-site")]
    [InlineData("GET", "/api/v1/nothing", 404, "unknown-route")]
    [InlineData("GET", "/nothing", 404, "unknown-route")]
    [InlineData("POST", "/api/v1/sites/lyon/orders", 405, "wrong-method")]
    [InlineData("DELETE", "/api/v1/sites", 405, "wrong-method")]
    public async Task What_is_not_there_is_a_problem(string method, string path, int status, string kind)
    {
        await using var host = await ApiHost.StartAsync();
        var answer = await host.Client().SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(kind, (await answer.ProblemAsync()).Kind());
    }

    [Theory]
    [InlineData("shift-42", "shift-42")]
    [InlineData("bad id\twith blanks", null)]
    public async Task The_correlation_id_of_the_call_comes_back_when_it_is_fit(string given, string? expected)
    {
        await using var host = await ApiHost.StartAsync();
        var call = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        call.Headers.TryAddWithoutValidation("X-Correlation-Id", given);
        var id = (await host.Client().SendAsync(call)).Headers.GetValues("X-Correlation-Id").Single();
        if (expected is not null)
            Assert.Equal(expected, id);
        else
            Assert.Matches("^[0-9a-f]{32}$", id);
    }

    [Fact]
    public async Task Sites_are_paged_by_id()
    {
        await using var host = await ApiHost.StartAsync();
        var first = await (await host.Client().GetAsync("/api/v1/sites?limit=1")).JsonAsync();
        Assert.Equal("lyon", first["items"]!.AsArray().Single()!["site"]!.GetValue<string>());
        JsonNode second = await (await host.Client().GetAsync($"/api/v1/sites?limit=1&after={first["next"]}")).JsonAsync();
        Assert.Equal("ulm", second["items"]!.AsArray().Single()!["site"]!.GetValue<string>());
        Assert.Null(second["next"]);
    }

    [Fact]
    public async Task Ready_follows_the_store_and_the_host_and_live_does_not()
    {
        var starting = true;
        await using var host = await ApiHost.StartAsync(options => options with { NotReadyBecause = () => starting ? "Sites are being read." : null });
        var client = host.Client(null);
        Assert.Equal("not-ready", (await (await client.GetAsync("/health/ready")).ProblemAsync()).Kind());
        starting = false;
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready")).StatusCode);
        host.Store.IsUnavailable = true;
        host.Time.Move(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live")).StatusCode);
    }
}
