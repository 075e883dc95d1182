using System.Net;
using System.Net.Http.Headers;
using ShopFloorTwin.Silo.Telemetry;
using ShopFloorTwin.Silo.Tests.Hosting;

namespace ShopFloorTwin.Silo.Tests.Telemetry;

public sealed class TraceTests : IDisposable
{
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task One_trace_goes_from_the_event_over_HTTP_to_the_forecast_that_shows_it()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        var environment = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_SERVICE_NAME"] = "plant-lyon",
        };
        await using var silo = SiloProcess.Start(_folder.Path, ["--urls=http://127.0.0.1:0", "--Twin:Demo=false"], environment);
        using var client = ServeTests.Client(await silo.ReadLinesAsync(5));
        using var plant = new StringContent(Plants.OneMill, MediaTypeHeaderValue.Parse("application/json"));
        using var imported = await client.PutAsync("/api/v1/sites/lyon/plant", plant, TestContext.Current.CancellationToken);
        // The import's own forecast first: one that shows both belongs to the import's trace, and only links to the event's.
        using var planned = await client.GetAsync("/api/v1/sites/lyon/orders?minPosition=1", TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sites/lyon/events")
        {
            Content = new StringContent(Plants.Events[0], MediaTypeHeaderValue.Parse("application/cloudevents+json")),
            Headers = { { "traceparent", $"00-{TraceId}-b7ad6b7169203331-01" } },
        };
        using var accepted = await client.SendAsync(request, TestContext.Current.CancellationToken);
        using var shown = await client.GetAsync("/api/v1/sites/lyon/orders?minPosition=2", TestContext.Current.CancellationToken);
        await silo.StopAsync("TERM");

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Equal((true, true), collector.Holds("plant-lyon"));
        var spans = collector.SpansOf(TraceId);
        Assert.Superset(new HashSet<string> { "POST /api/v1/sites/{site}/events", "twin.accept", "twin.commit", "twin.fold", "twin.forecast" }, spans.ToHashSet());
        Assert.True(collector.Holds("twin.events.accepted").InMetrics);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "key=value", null)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317", "true")]
    public void Without_an_endpoint_or_switched_off_nothing_is_collected(string name, string value, string? disabled) =>
        Assert.Null(OtlpExport.Start(variable => variable == name ? value : variable == "OTEL_SDK_DISABLED" ? disabled : null));
}
