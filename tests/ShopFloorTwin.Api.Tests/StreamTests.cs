using System.Net;
using ShopFloorTwin.Api.Access;
using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Api.Tests;

/// <summary><c>GET …/stream</c>.</summary>
public sealed class StreamTests
{
    private const string Path = "/api/v1/sites/lyon/stream";
    private static readonly TimeSpan Patience = Follower.Patience;

    [Fact]
    public async Task Changes_come_with_id_kind_and_data()
    {
        await using var host = await ApiHost.StartAsync(options => options with { StreamHeartbeat = TimeSpan.FromMinutes(5) });
        await using var stream = await Follower.OpenAsync(host.Client(), Path);
        host.Lyon.Changes.Writer.TryWrite(new SiteChange("9f-1", "risk", "{\"order\":\"MO-1\"}"u8.ToArray()));
        host.Lyon.Changes.Writer.TryWrite(new SiteChange("9f-2", "workCenter", "{\n}"u8.ToArray()));
        Assert.Equal("text/event-stream", stream.MediaType);
        Assert.Equal(
            ["retry: 2000", "", "id: 9f-1", "event: risk", "data: {\"order\":\"MO-1\"}", "", "id: 9f-2", "event: workCenter", "data: {", "data: }", ""],
            await stream.LinesAsync(11));
    }

    [Theory]
    [InlineData("9f-1", null, "9f-1")]
    [InlineData(null, "9f-2", "9f-2")]
    [InlineData("9f-1", "9f-2", "9f-1")]
    [InlineData(null, null, null)]
    public async Task A_stream_resumes_behind_the_last_change_seen(string? header, string? query, string? expected)
    {
        await using var host = await ApiHost.StartAsync();
        var client = host.Client();
        if (header is not null)
            client.DefaultRequestHeaders.Add("Last-Event-ID", header);
        await using var stream = await Follower.OpenAsync(client, query is null ? Path : $"{Path}?lastEventId={query}");
        await host.Lyon.Followed.Task.WaitAsync(Patience);
        Assert.Equal(expected, host.Lyon.LastEventId);
    }

    [Fact]
    public async Task A_quiet_stream_shows_that_it_is_alive()
    {
        await using var host = await ApiHost.StartAsync();
        await using var stream = await Follower.OpenAsync(host.Client(), Path);
        Assert.Equal(["retry: 2000", "", ": alive", "", ": alive", ""], await stream.LinesAsync(6));
    }

    [Fact]
    public async Task A_stream_ends_when_its_key_is_revoked()
    {
        await using var host = await ApiHost.StartAsync();
        var key = await host.KeyAsync(Roles.Viewer, "lyon");
        await using var stream = await Follower.OpenAsync(host.Client(key), Path);
        await stream.LinesAsync(2);
        var id = (await host.Store.ListAsync(CancellationToken.None)).Single().KeyId;
        Assert.Equal(HttpStatusCode.NoContent, (await host.Client().DeleteAsync($"/api/v1/keys/{id}")).StatusCode);
        await stream.EndAsync();
    }

    [Fact]
    public async Task Streams_end_when_the_host_stops()
    {
        var host = await ApiHost.StartAsync();
        await using var stream = await Follower.OpenAsync(host.Client(), Path);
        await stream.LinesAsync(2);
        await host.DisposeAsync().AsTask().WaitAsync(Patience);
        await stream.EndAsync();
    }
}
