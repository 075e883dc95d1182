using System.Net;
using ShopFloorTwin.Api.Access;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Exceptions;
using static ShopFloorTwin.Api.Tests.Samples;

namespace ShopFloorTwin.Api.Tests;

/// <summary><c>…/decisions</c> and <c>…/exceptions</c>.</summary>
public sealed class DecisionTests
{
    private const string Path = "/api/v1/sites/lyon/decisions";

    internal static DecisionView Decision(string id = "D-1", string? approval = "quality") => new()
    {
        Id = id, Rule = "qualityBreach", RulesVersion = "1+0", Subject = "order/MO-1", Title = "Hold MO-1", Text = "Because.", State = DecisionState.Proposed, Revision = 3, ProposalRevision = 3,
        Approval = approval, Standing = true, Ending = false, Lane = 0, ProposedAt = Fakes.FakeSite.AsOf, ChangedAt = Fakes.FakeSite.AsOf, Verdict = null, Reason = null,
        Event = "e-1", Actions = [new DecisionAction { Kind = ActionKind.QualityAlert, Target = "order/MO-1", Values = [new ActionValue("summary", "Look")] }],
        Records = [], Position = 7, AsOf = Fakes.FakeSite.AsOf,
    };

    [Fact]
    public async Task Decisions_are_listed_with_their_actions_and_filters_reach_the_site()
    {
        await using var host = await ApiHost.StartAsync();
        host.Lyon.DecisionList.Add(Decision());

        var list = await (await host.Client().GetAsync($"{Path}?state=proposed,parked&open=true&rule=shortage&subject=order/MO-1")).JsonAsync();

        var item = list["items"]![0]!;
        Assert.Equal(("D-1", "proposed", "qualityAlert"), (item["id"]!.GetValue<string>(), item["state"]!.GetValue<string>(), item["actions"]![0]!["kind"]!.GetValue<string>()));
        var query = host.Lyon.LastDecisionQuery!;
        Assert.Equal([DecisionState.Proposed, DecisionState.Parked], query.States);
        Assert.Equal((true, "shortage", "order/MO-1"), (query.OpenOnly, query.Rule, query.Subject));
    }

    [Theory]
    [InlineData(Roles.Quality, HttpStatusCode.OK)]
    [InlineData(Roles.Approver, HttpStatusCode.OK)]
    [InlineData(Roles.Admin, HttpStatusCode.OK)]
    [InlineData(Roles.Planner, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Viewer, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Integrator, HttpStatusCode.Forbidden)]
    public async Task A_decision_is_approved_by_the_role_its_rule_names(string role, HttpStatusCode expected)
    {
        await using var host = await ApiHost.StartAsync();
        host.Lyon.DecisionList.Add(Decision());

        var answer = await host.Client(await host.KeyAsync(role, "lyon")).PostAsync($"{Path}/D-1/approve", null);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK ? 1 : 0, host.Lyon.Journal.Count);
    }

    [Fact]
    public async Task An_approval_is_journalled_with_who_gave_it_and_said_again_it_is_the_same_one()
    {
        await using var host = await ApiHost.StartAsync();
        host.Lyon.DecisionList.Add(Decision());

        var first = await (await host.Client().PostAsync($"{Path}/D-1/approve", Json(new { revision = 3, note = "do it" }))).JsonAsync();
        var second = await (await host.Client().PostAsync($"{Path}/D-1/approve", Json(new { revision = 3, note = "do it" }))).JsonAsync();

        Assert.Equal(first.ToJsonString(), second.ToJsonString());
        var said = Assert.IsType<DecisionWordData>(Assert.Single(host.Lyon.Journal).Data);
        Assert.Equal((DecisionWord.Approved, 3, "do it"), (said.Word, said.Revision, said.Text));
        Assert.NotEmpty(said.By);
    }

    [Theory]
    [InlineData("approve", "decision.approved.v1", "approved", 3)]
    [InlineData("reject", "decision.rejected.v1", "rejected", 3)]
    [InlineData("retry", "decision.retried.v1", "approved", 4)]
    public async Task A_verdict_is_one_event(string call, string type, string state, int revision)
    {
        await using var host = await ApiHost.StartAsync();
        host.Lyon.DecisionList.Add(Decision());

        var answer = await (await host.Client().PostAsync($"{Path}/D-1/{call}", null)).JsonAsync();

        Assert.Equal(type, Assert.Single(host.Lyon.Journal).Type);
        Assert.Equal((state, revision), (answer["state"]!.GetValue<string>(), answer["revision"]!.GetValue<int>()));
        Assert.StartsWith("No ERP is configured", answer["note"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DecisionState.Approved, 0, HttpStatusCode.OK)]
    [InlineData(DecisionState.Queued, 0, HttpStatusCode.Conflict)]
    [InlineData(DecisionState.Approved, 1, HttpStatusCode.Conflict)]
    public async Task Only_what_is_not_on_its_way_into_the_ERP_can_be_withdrawn_by_a_person(DecisionState state, int records, HttpStatusCode expected)
    {
        await using var host = await ApiHost.StartAsync();
        host.Lyon.DecisionList.Add(Decision() with { State = state, Records = [.. Enumerable.Repeat(new ErpRecord("activity", "mail.activity", 7), records)] });

        var answer = await host.Client().PostAsync($"{Path}/D-1/withdraw", Json(new { note = "done by hand" }));

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK ? [DecisionWord.Withdrawn] : Array.Empty<DecisionWord>(), host.Lyon.Journal.Select(one => ((DecisionWordData)one.Data).Word));
    }

    [Fact]
    public async Task What_cannot_be_said_now_is_a_conflict()
    {
        await using var host = await ApiHost.StartAsync();
        host.Lyon.DecisionList.Add(Decision());
        host.Lyon.Refuses = _ => new Refusal("not-now", "decision D-1 is approved");

        var answer = await host.Client().PostAsync($"{Path}/D-1/reject", null);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("not-now", (await answer.ProblemAsync()).Kind());
    }

    [Fact]
    public async Task A_decision_that_is_not_there_is_not_found()
    {
        await using var host = await ApiHost.StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await host.Client().GetAsync($"{Path}/D-9")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client().PostAsync($"{Path}/D-9/approve", null)).StatusCode);
    }

    [Fact]
    public async Task A_decision_is_proposed_by_hand_once_per_idempotency_key()
    {
        await using var host = await ApiHost.StartAsync();
        async Task<HttpResponseMessage> ProposeAsync()
        {
            var call = new HttpRequestMessage(HttpMethod.Post, Path) { Content = Json(new { subject = "order/MO-1", action = "reschedule", values = new { priority = "1" } }) };
            call.Headers.Add("Idempotency-Key", "k-1");
            return await host.Client().SendAsync(call);
        }

        var first = await ProposeAsync();
        var second = await ProposeAsync();

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal((await first.JsonAsync()).ToJsonString(), (await second.JsonAsync()).ToJsonString());
        Assert.Single(host.Lyon.Journal);
    }

    [Theory]
    [InlineData("""{"subject":"order/MO-1"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"subject":"order/MO-9","action":"note","values":{"note":"x"}}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"subject":"order/MO-1","action":"explode"}""", HttpStatusCode.BadRequest)]
    [InlineData("nonsense", HttpStatusCode.BadRequest)]
    public async Task A_wrong_proposal_is_a_problem(string body, HttpStatusCode expected)
    {
        await using var host = await ApiHost.StartAsync();

        var answer = await host.Client().PostAsync(Path, Body(body, "application/json"));

        Assert.Equal(expected, answer.StatusCode);
        Assert.Empty(host.Lyon.Journal);
    }

    [Fact]
    public async Task A_decision_cannot_be_forged_as_an_event()
    {
        await using var host = await ApiHost.StartAsync();
        var forged = OwnEvents.Make(host.Time.GetUtcNow(), new DecisionWordData(DecisionWord.Approved, 3, "me", null, []) { Entity = "D-1" });

        var answer = await (await host.Client().PostAsync("/api/v1/sites/lyon/events",
            Body(System.Text.Encoding.UTF8.GetString(forged.Body.Span), "application/cloudevents+json"))).JsonAsync();

        Assert.Equal("reserved-type", answer["rejected"]![0]!["type"]!.GetValue<string>());
        Assert.Empty(host.Lyon.Journal);
    }

    [Fact]
    public async Task Exceptions_are_listed_with_owner_age_and_priority()
    {
        await using var host = await ApiHost.StartAsync();
        host.Lyon.ExceptionList.Add(new ExceptionView("X-1", "unmappedRecord", "order/MO-1", "No product", "planner", 1, Fakes.FakeSite.AsOf, 12.5, 7));

        var item = (await (await host.Client().GetAsync("/api/v1/sites/lyon/exceptions")).JsonAsync())["items"]![0]!;

        Assert.Equal(("planner", 12.5, 1), (item["owner"]!.GetValue<string>(), item["ageMinutes"]!.GetValue<double>(), item["priority"]!.GetValue<int>()));
    }
}
