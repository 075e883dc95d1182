using System.Net;
using System.Text.Json.Nodes;
using ShopFloorTwin.Api.Access;
using ShopFloorTwin.Core.Decisions;
using static ShopFloorTwin.Api.Tests.Samples;

namespace ShopFloorTwin.Api.Tests;

/// <summary>Who proposes may not approve, on the real engine and SQLite.</summary>
public sealed class FourEyesTests : IAsyncLifetime
{
    private const string Lyon = "/api/v1/sites/lyon";
    private readonly string _folder = Directory.CreateTempSubdirectory("twin-four-eyes-").FullName;
    private RunningApi _running = null!;
    private long _position;

    public async ValueTask InitializeAsync()
    {
        _running = await RunningApi.StartAsync(_folder, DecisionRules.Default with { FourEyes = new HashSet<ActionKind> { ActionKind.Reschedule } });
        var plant = """
            {"schema":"shopfloortwin/plant/v1","site":"lyon","name":"Lyon","workCenters":[{"id":"WC-1"}],
             "products":[{"id":"P-1","routing":[{"operation":"10","workCenter":"WC-1","minutesPerUnit":4}]}],
             "orders":[{"id":"MO-1","product":"P-1","quantity":50},{"id":"MO-2","product":"P-1","quantity":50}]}
            """;
        _position = (await (await _running.Client.PutAsync($"{Lyon}/plant", Body(plant, "application/json"))).JsonAsync())["position"]!.GetValue<long>();
        await ReadAsync(Lyon);
    }

    public async ValueTask DisposeAsync()
    {
        await _running.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Whoever_commits_a_scenario_may_not_approve_it_and_the_decision_says_who_did_what()
    {
        var (anna, annaId) = await _running.ClientAsync(Roles.Admin, "anna");
        var (ben, benId) = await _running.ClientAsync(Roles.Approver, "ben");
        var kept = await (await anna.PostAsync($"{Lyon}/scenarios", Body("""{"name":"Rush","edits":[{"kind":"setPriority","order":"MO-1","priority":1}]}""", "application/json"))).JsonAsync();
        var id = await ProposedAsync(await anna.PostAsync($"{Lyon}/scenarios/{kept["scenario"]!["id"]!.GetValue<string>()}/commit", null), answer => answer["decisions"]![0]!["id"]!);

        await RefusedAsync(await anna.PostAsync($"{Lyon}/decisions/{id}/approve", null), annaId);
        Assert.Equal("proposed", (await ReadAsync($"{Lyon}/decisions/{id}"))["state"]!.GetValue<string>());
        var approved = await ben.PostAsync($"{Lyon}/decisions/{id}/approve", null);

        Assert.Equal(HttpStatusCode.OK, approved.StatusCode);
        _position = (await approved.JsonAsync())["position"]!.GetValue<long>();
        var decision = await ReadAsync($"{Lyon}/decisions/{id}");
        Assert.Equal((annaId, true, benId), (decision["proposedBy"]!.GetValue<string>(), decision["fourEyes"]!.GetValue<bool>(), decision["verdict"]!["by"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_new_key_of_the_same_name_is_the_same_person()
    {
        var (anna, annaId) = await _running.ClientAsync(Roles.Admin, "anna");
        var id = await ProposedAsync(await ProposeAsync(anna, """{"subject":"order/MO-1","action":"reschedule","values":{"priority":"1"}}"""), answer => answer["id"]!);
        Assert.Equal(HttpStatusCode.NoContent, (await _running.Client.DeleteAsync($"/api/v1/keys/{annaId}")).StatusCode);
        var (annaAgain, _) = await _running.ClientAsync(Roles.Admin, "anna");

        await RefusedAsync(await annaAgain.PostAsync($"{Lyon}/decisions/{id}/approve", null), annaId);
        Assert.Equal(HttpStatusCode.OK, (await _running.Client.PostAsync($"{Lyon}/decisions/{id}/approve", null)).StatusCode);
    }

    [Fact]
    public async Task What_the_site_does_not_ask_four_eyes_for_is_approved_by_whoever_proposed_it()
    {
        var (anna, _) = await _running.ClientAsync(Roles.Admin, "anna");
        var id = await ProposedAsync(await ProposeAsync(anna, """{"subject":"order/MO-2","action":"note","values":{"note":"Look"}}"""), answer => answer["id"]!);

        Assert.Equal(HttpStatusCode.OK, (await anna.PostAsync($"{Lyon}/decisions/{id}/approve", null)).StatusCode);
    }

    private static async Task<HttpResponseMessage> ProposeAsync(HttpClient by, string wish) => await by.PostAsync($"{Lyon}/decisions", Body(wish, "application/json"));

    private async Task<string> ProposedAsync(HttpResponseMessage answer, Func<JsonNode, JsonNode> id)
    {
        var body = await answer.JsonAsync();
        Assert.True(answer.IsSuccessStatusCode, body.ToJsonString());
        _position = body["position"]!.GetValue<long>();
        var found = id(body).GetValue<string>();
        await ReadAsync($"{Lyon}/decisions/{found}");
        return found;
    }

    private static async Task RefusedAsync(HttpResponseMessage answer, string proposer)
    {
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        var problem = await answer.ProblemAsync();
        Assert.Equal("four-eyes", problem.Kind());
        Assert.Contains($"was proposed by {proposer}", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private async Task<JsonNode> ReadAsync(string path)
    {
        var answer = await _running.Client.GetAsync($"{path}?minPosition={_position}");
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }
}
