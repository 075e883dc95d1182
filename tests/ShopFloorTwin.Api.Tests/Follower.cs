using System.Net;
using System.Text.Json.Nodes;

namespace ShopFloorTwin.Api.Tests;

/// <summary>Reads a stream of server-sent events.</summary>
internal sealed class Follower(HttpResponseMessage answer, StreamReader reader) : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public string? MediaType => answer.Content.Headers.ContentType?.MediaType;

    public static async Task<Follower> OpenAsync(HttpClient client, string path)
    {
        return await OfAsync(client, new HttpRequestMessage(HttpMethod.Get, path));
    }

    public static async Task<Follower> OfAsync(HttpClient client, HttpRequestMessage call)
    {
        var answer = await client.SendAsync(call, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new Follower(answer, new StreamReader(await answer.Content.ReadAsStreamAsync()));
    }

    public async Task<List<string>> LinesAsync(int count)
    {
        var lines = new List<string>();
        while (lines.Count < count)
            lines.Add((await reader.ReadLineAsync().WaitAsync(Patience))!);
        return lines;
    }

    /// <summary>The next event, heartbeats passed over: its kind and its data.</summary>
    public async Task<(string Kind, JsonNode Data)> EventAsync()
    {
        var kind = "";
        while (await reader.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                kind = line["event: ".Length..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                return (kind, JsonNode.Parse(line["data: ".Length..])!);
        }
        throw new EndOfStreamException("The stream ended before the next event.");
    }

    /// <summary>Reads until the stream is over, within the test's patience.</summary>
    public async Task EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await reader.ReadLineAsync(patience.Token) is not null)
        {
        }
    }

    public ValueTask DisposeAsync()
    {
        reader.Dispose();
        answer.Dispose();
        return default;
    }
}
