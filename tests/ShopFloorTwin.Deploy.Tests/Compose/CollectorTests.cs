using System.Text.Json.Nodes;

namespace ShopFloorTwin.Deploy.Tests.Compose;

/// <summary>What can be said of the collector's configuration without starting it.</summary>
public sealed class CollectorTests
{
    private static readonly JsonObject Collector = Yaml.Load("deploy/otel-collector.yaml");

    private static IEnumerable<JsonObject> Pipelines => Collector["service"]!["pipelines"]!.AsObject().Select(pipeline => pipeline.Value!.AsObject());

    [Theory]
    [InlineData("receivers")]
    [InlineData("processors")]
    [InlineData("exporters")]
    public void Pipelines_name_what_is_configured_and_leave_nothing_out(string part) =>
        Assert.Equal(Yaml.Names(Collector[part]).Order(), Pipelines.SelectMany(pipeline => Yaml.Names(pipeline[part])).Distinct().Order());

    [Fact]
    public void Every_pipeline_guards_the_memory_first() =>
        Assert.All(Pipelines, pipeline => Assert.Equal("memory_limiter", Yaml.Names(pipeline["processors"])[0]));

    [Fact]
    public void Both_signals_that_the_product_sends_are_taken() =>
        Assert.Equal(["metrics", "traces"], Yaml.Names(Collector["service"]!["pipelines"]).Order());

    [Fact]
    public void It_listens_where_the_silos_send()
    {
        var endpoints = ComposeFile.Silos.Values.Select(silo => new Uri(ComposeFile.EnvironmentOf(silo)["OTEL_EXPORTER_OTLP_ENDPOINT"])).Distinct();

        var endpoint = Assert.Single(endpoints);
        Assert.Contains(endpoint.Host, ComposeFile.Services.Keys);
        Assert.Equal($"0.0.0.0:{endpoint.Port}", (string)Collector["receivers"]!["otlp"]!["protocols"]!["grpc"]!["endpoint"]!);
    }

    [Fact]
    public void Its_metrics_are_published_on_the_port_it_offers_them_on()
    {
        var port = ((string)Collector["exporters"]!["prometheus"]!["endpoint"]!).Split(':')[1];

        Assert.EndsWith($":{port}", Assert.Single(Yaml.Names(ComposeFile.Services["otel-collector"]["ports"])));
    }

    [Fact]
    public void The_file_it_is_started_with_is_the_one_that_is_mounted() =>
        Assert.Contains(
            Yaml.Names(ComposeFile.Services["otel-collector"]["volumes"]),
            mount => mount == $"./otel-collector.yaml:{Assert.Single(Yaml.Names(ComposeFile.Services["otel-collector"]["command"])).Split('=')[1]}:ro");
}
