using System.Net;
using System.Text.Json.Nodes;
using static ShopFloorTwin.Api.Tests.Samples;

namespace ShopFloorTwin.Api.Tests;

/// <summary>From an event over HTTP to an order at risk, on the real engine and SQLite.</summary>
public sealed class EndToEndTests : IAsyncLifetime
{
    private const string Lyon = "/api/v1/sites/lyon";
    private readonly string _folder = Directory.CreateTempSubdirectory("twin-api-").FullName;
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private RunningApi _running = null!;

    public async ValueTask InitializeAsync() => _running = await RunningApi.StartAsync(_folder);

    public async ValueTask DisposeAsync()
    {
        await _running.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_stopped_machine_puts_its_order_at_risk_and_names_the_event()
    {
        var plant = await PutPlantAsync();
        var before = await ReadAsync($"{Lyon}/orders/MO-1", plant["position"]!);
        Assert.Equal("onTrack", before["risk"]!.GetValue<string>());

        using var stream = await _running.Client.GetAsync($"{Lyon}/stream", HttpCompletionOption.ResponseHeadersRead);
        var posted = await PostAsync(Stop("stop-1"));
        Assert.Equal(1, posted["accepted"]!.GetValue<int>());
        var center = await ReadAsync($"{Lyon}/work-centers/WC-MILL", posted["position"]!);
        Assert.Equal("aborted", center["state"]!.GetValue<string>());

        // The repair's length is not known: with a working day in hand, the order comes into danger.
        var after = await ReadAsync($"{Lyon}/orders/MO-1", posted["position"]!);
        Assert.True(after["lateProbability"]!.GetValue<double>() > before["lateProbability"]!.GetValue<double>(), after.ToJsonString());
        Assert.Contains(after["causes"]!.AsArray(), cause => cause!["event"]?.GetValue<string>() == "stop-1");

        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        string? line;
        do
            line = await reader.ReadLineAsync(patience.Token);
        while (line is not null && line != "event: workCenter");
        Assert.NotNull(line);
    }

    [Fact]
    public async Task Duplicates_the_past_and_the_state_hash_survive_a_restart()
    {
        await PutPlantAsync();
        var position = (await PostAsync(Stop("stop-1")))["position"]!;
        var hash = (await ReadAsync($"{Lyon}?hash=true", position))["stateHash"]!.GetValue<string>();
        await _running.DisposeAsync();
        _running = await RunningApi.StartAsync(_folder);

        Assert.Equal(hash, (await ReadAsync($"{Lyon}?hash=true", position))["stateHash"]!.GetValue<string>());
        Assert.Equal(1, (await PostAsync(Stop("stop-1")))["duplicates"]!.GetValue<int>());
        var past = await _running.Client.GetAsync($"{Lyon}/work-centers/WC-MILL?position=1");
        Assert.NotEqual("aborted", (await past.JsonAsync())["state"]!.GetValue<string>());
        var ahead = await _running.Client.GetAsync($"{Lyon}/work-centers/WC-MILL?position=100000");
        Assert.Equal("moment-outside-journal", (await ahead.ProblemAsync()).Kind());
    }

    [Fact]
    public async Task The_same_import_counts_once_and_another_one_under_its_key_is_refused()
    {
        await PutPlantAsync();
        Assert.True((await PutPlantAsync())["duplicate"]!.GetValue<bool>());
        var other = await SendPlantAsync(PlantText("Lyon 2"), "import-1");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
    }

    [Fact]
    public async Task An_event_of_an_unknown_machine_waits_until_the_machine_is_known()
    {
        await PutPlantAsync();
        var refused = await PostAsync(Stop("early", "WC-NEW"));
        Assert.Equal("unknown-subject", refused["rejected"]![0]!["type"]!.GetValue<string>());
        var id = (await (await _running.Client.GetAsync($"{Lyon}/quarantine")).JsonAsync())["items"]![0]!["id"]!.GetValue<long>();
        await SendPlantAsync(PlantText("Lyon").Replace("\"workCenters\":[", "\"workCenters\":[{\"id\":\"WC-NEW\"},", StringComparison.Ordinal), "import-2");
        var replayed = await (await _running.Client.PostAsync($"{Lyon}/quarantine/{id}/replay", content: null)).JsonAsync();
        Assert.Equal(1, replayed["accepted"]!.GetValue<int>());
    }

    [Fact]
    public async Task The_board_shows_the_real_site()
    {
        await PutPlantAsync();
        await ReadAsync(Lyon, (await PostAsync(Stop("stop-1")))["position"]!);
        var page = await _running.Client.GetStringAsync("/board/lyon?show=all");
        Assert.Contains("MO-1", page, StringComparison.Ordinal);
        Assert.Contains("aborted", page, StringComparison.Ordinal);
    }

    private string Stop(string id, string workCenter = "WC-MILL") =>
        Event(id, workCenter, time: At(0)).Replace("execute", "aborted", StringComparison.Ordinal);

    private string At(double hours) => _now.AddHours(hours).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ");

    // A hundred minutes of work, due in four hours.
    private string PlantText(string name) => $$"""
        {"schema":"shopfloortwin/plant/v1","site":"lyon","name":"{{name}}","asOf":"{{At(-1)}}","workCenters":[{"id":"WC-MILL"}],
         "products":[{"id":"P-1","routing":[{"operation":"10","workCenter":"WC-MILL","minutesPerUnit":2}]}],
         "orders":[{"id":"MO-1","product":"P-1","quantity":50,"due":"{{At(4)}}"}]}
        """;

    private async Task<JsonNode> PutPlantAsync()
    {
        var answer = await SendPlantAsync(PlantText("Lyon"), "import-1");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.JsonAsync();
    }

    private async Task<HttpResponseMessage> SendPlantAsync(string document, string key)
    {
        var call = new HttpRequestMessage(HttpMethod.Put, $"{Lyon}/plant") { Content = Body(document, "application/json") };
        call.Headers.Add("Idempotency-Key", key);
        return await _running.Client.SendAsync(call);
    }

    private async Task<JsonNode> PostAsync(string text) =>
        await (await _running.Client.PostAsync($"{Lyon}/events", Body(text, OneEvent))).JsonAsync();

    private async Task<JsonNode> ReadAsync(string path, JsonNode position) =>
        await (await _running.Client.GetAsync($"{path}{(path.Contains('?') ? '&' : '?')}minPosition={position}")).JsonAsync();
}
