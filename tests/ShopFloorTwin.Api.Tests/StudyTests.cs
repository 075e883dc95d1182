using System.Net;
using ShopFloorTwin.Api.Access;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Scenarios.Sampling;
using ShopFloorTwin.Core.Scenarios.Stress;
using ShopFloorTwin.Engine;
using static ShopFloorTwin.Api.Tests.Samples;

namespace ShopFloorTwin.Api.Tests;

/// <summary><c>…/stress</c>, <c>…/sweep</c>, <c>…/monte-carlo</c>.</summary>
public sealed class StudyTests
{
    private const string Site = "/api/v1/sites/lyon";
    private const string MonteCarlo = $"{Site}/monte-carlo";
    private static readonly Sampled One = new(1.5, 0.01);

    private static MonteCarloStep Step(int samples, bool isLast = false) => new(
        new MonteCarloProgress(samples, 512, One, One, null, null),
        isLast ? new MonteCarloAnswer(7, Fakes.FakeSite.AsOf, samples, new SampledSite(One, One), null, null, []) : null, []);

    private static HttpRequestMessage Run(object? body = null) => new(HttpMethod.Post, MonteCarlo) { Content = body is null ? null : Json(body) };

    [Fact]
    public async Task A_stress_test_without_a_body_tries_everything()
    {
        await using var host = await ApiHost.StartAsync();
        var study = await (await host.Client().PostAsync($"{Site}/stress", null)).JsonAsync();

        Assert.Equal([StressKind.Suppliers, StressKind.WorkCenters], host.Lyon.LastStress!.Kinds);
        Assert.Equal(Limits.StressBlows, host.Lyon.LastStress.Most);
        var item = study["items"]![0]!;
        Assert.Equal(("supplier/ACME", 100.0, "MO-1"), (item["label"]!.GetValue<string>(), item["change"]!["tardinessMinutes"]!.GetValue<double>(), item["orders"]![0]!["order"]!.GetValue<string>()));
        Assert.Equal(7, study["of"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_study_says_how_sure_it_is_and_comes_as_a_table_where_one_is_asked_for()
    {
        await using var host = await ApiHost.StartAsync();
        var item = (await (await host.Client().PostAsync($"{Site}/stress", null)).JsonAsync())["items"]![0]!;
        var lateness = item["difference"]!["expectedTardinessMinutes"]!;
        Assert.Equal((100.0, 10.0, 80.0, 120.0), (lateness["value"]!.GetValue<double>(), lateness["standardError"]!.GetValue<double>(), lateness["low"]!.GetValue<double>(), lateness["high"]!.GetValue<double>()));
        Assert.Equal((1, 1, false), (item["rank"]!["from"]!.GetValue<int>(), item["rank"]!["to"]!.GetValue<int>(), item["tiedWithNext"]!.GetValue<bool>()));

        foreach (var (call, body) in ((string, object)[])[("stress", new { }), ("sweep", new { edit = new { kind = "setCapacity", workCenter = "WC-1" }, parameter = "capacity", values = new[] { 1 } })])
        {
            var request = new HttpRequestMessage(HttpMethod.Post, $"{Site}/{call}") { Content = Json(body) };
            request.Headers.Accept.ParseAdd("text/csv");
            var answer = await host.Client().SendAsync(request);
            Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
            Assert.StartsWith("what,text,lateOrders", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_stress_test_takes_its_kinds_and_how_many()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Client().PostAsync($"{Site}/stress", Json(new { kinds = new[] { "workCenters" }, limit = 5 }));
        Assert.Equal([StressKind.WorkCenters], host.Lyon.LastStress!.Kinds);
        Assert.Equal(5, host.Lyon.LastStress.Most);
    }

    [Theory]
    [InlineData("""{"kinds":["weather"]}""")]
    [InlineData("""{"limit":0}""")]
    [InlineData("""{"limit":100000}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task A_wrong_stress_test_is_a_problem(string body)
    {
        await using var host = await ApiHost.StartAsync();
        var answer = await host.Client().PostAsync($"{Site}/stress", Body(body, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("malformed-body", (await answer.ProblemAsync()).Kind());
    }

    [Fact]
    public async Task A_sweep_reaches_the_site_as_one_variant_a_value()
    {
        await using var host = await ApiHost.StartAsync();
        var study = await (await host.Client().PostAsync($"{Site}/sweep", Json(new { edit = new { kind = "setCapacity", workCenter = "WC-1" }, parameter = "capacity", values = new[] { 1, 2 } }))).JsonAsync();

        Assert.Equal(["1", "2"], study["items"]!.AsArray().Select(item => item!["label"]!.GetValue<string>()));
        Assert.Equal(new SetCapacity { WorkCenter = "WC-1", Capacity = 2 }, host.Lyon.LastSweep![1].Edits[0]);
    }

    [Theory]
    [InlineData("stress", """{"limit":"many"}""", "$.limit must be a number")]
    [InlineData("stress", """{"kinds":["x"]}""", "$.kinds[0] must be one of suppliers, workCenters")]
    [InlineData("stress", """{"kinds":"suppliers"}""", "$.kinds must be a list")]
    [InlineData("monte-carlo", """{"samples":1.5}""", "$.samples must be a whole number")]
    public async Task A_body_of_another_form_is_refused_with_what_would_be_right(string call, string body, string detail)
    {
        await using var host = await ApiHost.StartAsync();
        var answer = await host.Client().PostAsync($"{Site}/{call}", Samples.Body(body, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(detail, (await answer.ProblemAsync())["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_with_its_places()
    {
        await using var host = await ApiHost.StartAsync();
        var unread = await (await host.Client().PostAsync($"{Site}/sweep", Json(new { edit = new { kind = "setCapacity", workCenter = "WC-1" }, parameter = "capacity", values = new[] { "many" } }))).ProblemAsync();
        Assert.Equal("invalid-document", unread.Kind());
        Assert.StartsWith("$.edit (value 0)", unread["errors"]![0]!["path"]!.GetValue<string>(), StringComparison.Ordinal);

        host.Lyon.EditProblems.Add(new PlantProblem("$.edits[0].order", "is not open"));
        foreach (var call in (HttpRequestMessage[])[new(HttpMethod.Post, $"{Site}/sweep") { Content = Json(new { edit = new { kind = "cancelOrder" }, parameter = "order", values = new[] { "MO-1" } }) }, Run(new { edits = new[] { new { kind = "cancelOrder", order = "MO-1" } } })])
        {
            var answer = await host.Client().SendAsync(call);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Equal("$.edits[0].order", (await answer.ProblemAsync())["errors"]![0]!["path"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task Too_many_studies_are_told_when_to_come_back_and_of_whom_they_are_is_known_to_the_site()
    {
        await using var host = await ApiHost.StartAsync();
        var key = await host.KeyAsync(Roles.Planner, "lyon");
        host.Lyon.StudyFailure = new OverloadedException("2 of this caller are under way", TimeSpan.FromSeconds(7));
        foreach (var call in (HttpRequestMessage[])[Run(), new(HttpMethod.Post, $"{Site}/stress")])
        {
            var refused = await host.Client(key).SendAsync(call);
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(7), refused.Headers.RetryAfter!.Delta);
        }
        Assert.Equal((await host.Store.ListAsync(CancellationToken.None)).Single().KeyId, host.Lyon.LastCaller);
    }

    [Fact]
    public async Task A_run_streams_its_progress_and_ends_with_the_result()
    {
        await using var host = await ApiHost.StartAsync();
        host.Lyon.Steps.Writer.TryWrite(Step(256));
        host.Lyon.Steps.Writer.TryWrite(Step(512, isLast: true));
        await using var run = await Follower.OfAsync(host.Client(), Run(new { edits = new[] { new { kind = "cancelOrder", order = "MO-1" } }, samples = 500 }));

        Assert.Equal("text/event-stream", run.MediaType);
        var events = new List<(string Kind, System.Text.Json.Nodes.JsonNode Data)>();
        for (var i = 0; i < 5; i++)
            events.Add(await run.EventAsync());
        Assert.Equal(["started", "progress", "progress", "progress", "result"], events.Select(one => one.Kind));
        Assert.Equal([0, 256, 512], events.Skip(1).Take(3).Select(one => one.Data["samples"]!.GetValue<int>()));
        Assert.Null(events[1].Data["lateOrders"]!["value"]);
        Assert.Equal(1.5, events[4].Data["before"]!["lateOrders"]!["value"]!.GetValue<double>());
        Assert.Equal((500, new CancelOrder { Order = "MO-1" }), (host.Lyon.LastMonteCarlo!.Samples, host.Lyon.LastMonteCarlo.Edits[0]));
        await run.EndAsync();
    }

    [Fact]
    public async Task A_run_is_cancelled_by_its_id_and_by_nobody_elses_key()
    {
        await using var host = await ApiHost.StartAsync();
        await using var run = await Follower.OfAsync(host.Client(await host.KeyAsync(Roles.Planner, "lyon")), Run());
        var id = (await run.EventAsync()).Data["id"]!.GetValue<string>();

        Assert.Equal(HttpStatusCode.NotFound, (await host.Client(await host.KeyAsync(Roles.Planner, "lyon")).DeleteAsync($"{MonteCarlo}/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client().DeleteAsync($"/api/v1/sites/ulm/monte-carlo/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await host.Client().DeleteAsync($"{MonteCarlo}/{id}")).StatusCode);
        Assert.Equal("progress", (await run.EventAsync()).Kind);
        Assert.Equal("cancelled", (await run.EventAsync()).Kind);
        await run.EndAsync();
        Assert.True(await host.Lyon.RunEnded.WaitAsync(Follower.Patience));
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client().DeleteAsync($"{MonteCarlo}/{id}")).StatusCode);
    }

    [Fact]
    public async Task Closing_the_stream_ends_the_run()
    {
        await using var host = await ApiHost.StartAsync();
        await using (var run = await Follower.OfAsync(host.Client(), Run()))
            await run.EventAsync();
        Assert.True(await host.Lyon.RunEnded.WaitAsync(Follower.Patience));
    }

    [Theory]
    [InlineData("""{"samples":0}""")]
    [InlineData("""{"samples":1000000}""")]
    [InlineData("""{"edits":{}}""")]
    [InlineData("""{"edits":[{"kind":"fly"}]}""")]
    [InlineData("nonsense")]
    public async Task A_wrong_run_is_a_problem_and_no_stream(string body)
    {
        await using var host = await ApiHost.StartAsync();
        var answer = await host.Client().PostAsync(MonteCarlo, Body(body, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.NotNull((await answer.ProblemAsync()).Kind());
    }
}
