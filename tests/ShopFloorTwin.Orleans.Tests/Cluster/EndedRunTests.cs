using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace ShopFloorTwin.Orleans.Tests.Cluster;

/// <summary>A Monte Carlo run that one silo streams is ended at the other one, whichever of them carries the site.</summary>
public sealed class EndedRunTests
{
    private const string Site = "joinery";
    private const int Orders = 2_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_is_ended_at_a_silo_that_does_not_stream_it()
    {
        await using var cluster = await TwinCluster.StartAsync(2);
        var nodes = cluster.Nodes;
        await ImportAsync(nodes[0]);
        foreach (var node in nodes)
            await Patience.UntilAsync(async () => await node.StatusAsync($"/api/v1/sites/{Site}/orders/MO-1") == HttpStatusCode.OK, $"{node.Name} to know the site", TimeSpan.FromSeconds(60));

        await EndAsync(nodes[0], nodes[1]);
        await EndAsync(nodes[1], nodes[0]);
        await cluster.StopAsync();
    }

    private static async Task EndAsync(ClusterNode streaming, ClusterNode other)
    {
        using var call = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/sites/{Site}/monte-carlo");
        using var answer = await streaming.Client.SendAsync(call, HttpCompletionOption.ResponseHeadersRead, Token);
        Assert.True(answer.IsSuccessStatusCode, await WhyAsync(answer));
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Token));
        var (kind, data) = await EventAsync(lines);
        Assert.Equal("started", kind);
        using var started = JsonDocument.Parse(data);
        var id = started.RootElement.GetProperty("id").GetString();

        using var ended = await other.Client.DeleteAsync($"/api/v1/sites/{Site}/monte-carlo/{id}", Token);
        Assert.Equal((other.Name, HttpStatusCode.NoContent), (other.Name, ended.StatusCode));
        var kinds = new List<string>();
        for (; kind is "started" or "progress"; kinds.Add(kind))
            (kind, _) = await EventAsync(lines);
        Assert.Equal("cancelled", kinds[^1]);
        using var again = await other.Client.DeleteAsync($"/api/v1/sites/{Site}/monte-carlo/{id}", Token);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
    }

    /// <summary>So many orders that a run takes seconds.</summary>
    private static async Task ImportAsync(ClusterNode node)
    {
        var orders = string.Join(',', Enumerable.Range(1, Orders).Select(i => $$"""{"id":"MO-{{i}}","product":"P-1","quantity":5,"due":"2027-01-02T05:00:00Z"}"""));
        var plant = $$"""
            {"schema":"shopfloortwin/plant/v1","site":"{{Site}}","name":"Joinery","workCenters":[{"id":"WC-1","capacity":9},{"id":"WC-2","capacity":9},{"id":"WC-3","capacity":9}],
             "products":[{"id":"P-1","routing":[{"operation":"10","workCenter":"WC-1","minutesPerUnit":4},{"operation":"20","workCenter":"WC-2","minutesPerUnit":4},{"operation":"30","workCenter":"WC-3","minutesPerUnit":4}]}],
             "orders":[{{orders}}]}
            """;
        using var body = new StringContent(plant, MediaTypeHeaderValue.Parse("application/json"));
        using var answer = await node.Client.PutAsync($"/api/v1/sites/{Site}/plant", body, Token);
        Assert.True(answer.IsSuccessStatusCode, await WhyAsync(answer));
    }

    private static async Task<string> WhyAsync(HttpResponseMessage answer) => answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync(Token);

    /// <summary>The next event of the stream, signs of life passed over.</summary>
    private static async Task<(string Kind, string Data)> EventAsync(StreamReader lines)
    {
        var (kind, data) = ("", "");
        while (await lines.ReadLineAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Token) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                kind = line["event: ".Length..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                data = line["data: ".Length..];
            else if (line.Length == 0 && kind.Length > 0)
                return (kind, data);
        }
        throw new EndOfStreamException("the stream ended");
    }
}
