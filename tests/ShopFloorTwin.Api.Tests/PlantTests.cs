using System.Net;
using System.Text;
using ShopFloorTwin.Core.Events;
using static ShopFloorTwin.Api.Tests.Samples;

namespace ShopFloorTwin.Api.Tests;

/// <summary><c>PUT …/plant</c> and the document's schema.</summary>
public sealed class PlantTests
{
    [Fact]
    public async Task A_document_makes_a_site_and_stands_in_its_journal_as_it_came()
    {
        await using var host = await ApiHost.StartAsync();
        var answer = await PutAsync(host, "oslo", Plant("oslo"));
        Assert.Equal("""{"site":"oslo","position":1,"orders":0,"workCenters":1,"products":1,"duplicate":false}""", await answer.Content.ReadAsStringAsync());
        var one = host.Engine.Site("oslo").Journal.Single();
        Assert.Equal(("plant.imported.v1", "site/oslo", "shopfloortwin/api"), (one.Type, one.Subject, one.Source));
        var read = EventReader.Read(one.Body);
        Assert.Null(read.Refusal);
        Assert.Equal("Lyon", Assert.IsType<PlantImportedData>(read.Event!.Data).Plant.Name);
        Assert.Contains(Plant("oslo"), Encoding.UTF8.GetString(one.Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_journal_clock_puts_the_import_at_the_documents_own_time()
    {
        await using var host = await ApiHost.StartAsync(options => options with { JournalClock = true });
        await PutAsync(host, "lyon", Plant());
        Assert.Equal(new DateTimeOffset(2026, 11, 2, 5, 0, 0, TimeSpan.Zero), host.Lyon.Journal.Single().Time);
    }

    [Fact]
    public async Task A_wrong_document_is_answered_with_every_path_and_makes_no_site()
    {
        await using var host = await ApiHost.StartAsync();
        var answer = await PutAsync(host, "oslo", """{"schema":"shopfloortwin/plant/v1","site":"oslo","workCenters":[{"id":"A","capacity":0},{"id":"A"}]}""");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.ProblemAsync();
        Assert.Equal("invalid-document", problem.Kind());
        Assert.True(problem["errors"]!.AsArray().Count >= 2, problem.ToJsonString());
        Assert.Contains("workCenters[0]", problem["errors"]![0]!["path"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Null(await host.Engine.FindAsync("oslo", default));
    }

    [Theory]
    [InlineData("""{"schema":""")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    public async Task A_broken_document_is_a_problem(string body)
    {
        await using var host = await ApiHost.StartAsync();
        var answer = await PutAsync(host, "lyon", body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("invalid-document", (await answer.ProblemAsync()).Kind());
    }

    [Fact]
    public async Task A_document_of_another_site_is_a_problem()
    {
        await using var host = await ApiHost.StartAsync();
        var problem = await (await PutAsync(host, "lyon", Plant("ulm"))).ProblemAsync();
        Assert.Equal("$.site", problem["errors"]![0]!["path"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_document_too_deep_for_an_event_around_it_is_a_problem()
    {
        await using var host = await ApiHost.StartAsync();
        var deep = new string('[', 31) + new string(']', 31);
        var problem = await (await PutAsync(host, "lyon", Plant()[..^1] + ",\"extra\":" + deep + "}")).ProblemAsync();
        Assert.Equal("invalid-document", problem.Kind());
        Assert.Empty(host.Lyon.Journal);
        var bearable = new string('[', 30) + new string(']', 30);
        Assert.Equal(HttpStatusCode.OK, (await PutAsync(host, "lyon", Plant()[..^1] + ",\"extra\":" + bearable + "}")).StatusCode);
        Assert.Null(EventReader.Read(host.Lyon.Journal.Single().Body).Refusal);
    }

    [Fact]
    public async Task The_same_idempotency_key_imports_once_and_another_document_not_at_all()
    {
        await using var host = await ApiHost.StartAsync();
        await PutAsync(host, "lyon", Plant(), "import-1");
        var again = await (await PutAsync(host, "lyon", Plant(), "import-1")).JsonAsync();
        Assert.True(again["duplicate"]!.GetValue<bool>());
        Assert.Equal(1, again["position"]!.GetValue<long>());
        var other = await PutAsync(host, "lyon", Plant(name: "Lyon 2"), "import-1");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Equal("idempotency-mismatch", (await other.ProblemAsync()).Kind());
        Assert.Single(host.Lyon.Journal);
    }

    [Fact]
    public async Task Anything_but_json_is_refused()
    {
        await using var host = await ApiHost.StartAsync();
        var answer = await host.Client().PutAsync("/api/v1/sites/lyon/plant", Body(Plant(), "text/plain"));
        Assert.Equal("wrong-media-type", (await answer.ProblemAsync()).Kind());
    }

    [Fact]
    public async Task The_schema_is_public()
    {
        await using var host = await ApiHost.StartAsync();
        var answer = await host.Client(null).GetAsync("/schemas/plant/v1");
        Assert.Equal("application/schema+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.NotNull((await answer.JsonAsync())["$schema"]);
    }

    private static async Task<HttpResponseMessage> PutAsync(ApiHost host, string site, string document, string? idempotencyKey = null)
    {
        var call = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/sites/{site}/plant") { Content = Body(document, "application/json") };
        if (idempotencyKey is not null)
            call.Headers.Add("Idempotency-Key", idempotencyKey);
        return await host.Client().SendAsync(call);
    }
}
