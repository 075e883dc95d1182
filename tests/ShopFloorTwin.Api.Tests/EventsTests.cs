using System.IO.Compression;
using System.Net;
using System.Text;
using ShopFloorTwin.Api.Tests.Fakes;
using ShopFloorTwin.Core;
using ShopFloorTwin.Engine;
using static ShopFloorTwin.Api.Tests.Samples;

namespace ShopFloorTwin.Api.Tests;

/// <summary><c>POST …/events</c>.</summary>
public sealed class EventsTests
{
    private const string Path = "/api/v1/sites/lyon/events";

    [Fact]
    public async Task The_answer_has_counts_the_refused_and_the_position_and_nothing_else()
    {
        await using var host = await ApiHost.StartAsync();
        var answer = await host.Client().PostAsync(Path, Body(Event("e1"), OneEvent));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("""{"accepted":1,"duplicates":0,"rejected":[],"position":1}""", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(OneEvent)]
    [InlineData(Batch)]
    [InlineData(Lines)]
    [InlineData(OneEvent + "; charset=utf-8")]
    public async Task Each_media_type_brings_its_events(string mediaType)
    {
        await using var host = await ApiHost.StartAsync();
        var text = mediaType switch { Batch => $"[{Event("a")},{Event("b")}]", Lines => $"{Event("a")}\n\n{Event("b")}\n", _ => Event("a") };
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        var answer = await (await host.Client().PostAsync(Path, content)).JsonAsync();
        Assert.Equal(mediaType.StartsWith(OneEvent, StringComparison.Ordinal) ? 1 : 2, answer["accepted"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_repeated_event_is_a_duplicate_and_not_refused()
    {
        await using var host = await ApiHost.StartAsync();
        await host.Client().PostAsync(Path, Body(Event("e1"), OneEvent));
        var answer = await (await host.Client().PostAsync(Path, Body($"[{Event("e1")},{Event("e2")}]", Batch))).JsonAsync();
        Assert.Equal(1, answer["accepted"]!.GetValue<int>());
        Assert.Equal(1, answer["duplicates"]!.GetValue<int>());
        Assert.Equal(2, answer["position"]!.GetValue<long>());
    }

    [Fact]
    public async Task A_bad_event_is_refused_at_its_place_kept_whole_and_the_others_are_taken()
    {
        await using var host = await ApiHost.StartAsync();
        host.Lyon.UnknownEntities.Add("WC-9");
        var lines = string.Join('\n', Event("a"), Event("b", type: "nobody.knows.v1"), Event("c", "WC-9"), "{broken", Event("d", time: "1970-01-01T00:00:00Z"), Event("e", time: "9999-12-31T00:00:00Z"), Event("f"));
        var answer = await (await host.Client().PostAsync(Path, Body(lines, Lines))).JsonAsync();

        Assert.Equal(2, answer["accepted"]!.GetValue<int>());
        var rejected = answer["rejected"]!.AsArray();
        Assert.Equal([1, 2, 3, 4, 5], rejected.Select(one => one!["index"]!.GetValue<int>()));
        Assert.Equal(["unknown-type", "unknown-subject", "malformed", "time-out-of-range", "time-out-of-range"], rejected.Select(one => one!["type"]!.GetValue<string>()));
        Assert.Equal("b", rejected[0]!["id"]!.GetValue<string>());
        var kept = await host.Store.ListAsync("lyon", null, 10, CancellationToken.None);
        Assert.Equal(5, kept.Count);
        Assert.Contains(kept, item => Encoding.UTF8.GetString(item.Entry.Body.Span) == "{broken");
    }

    [Fact]
    public async Task All_refused_is_still_an_answer()
    {
        await using var host = await ApiHost.StartAsync();
        var answer = await host.Client().PostAsync(Path, Body(Event("b", type: "nobody.knows.v1"), OneEvent));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(0, (await answer.JsonAsync())["accepted"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("application/json", HttpStatusCode.UnsupportedMediaType, "wrong-media-type")]
    [InlineData(Batch, HttpStatusCode.BadRequest, "malformed-body")]
    public async Task A_body_that_cannot_be_read_is_a_problem(string mediaType, HttpStatusCode status, string kind)
    {
        await using var host = await ApiHost.StartAsync();
        var answer = await host.Client().PostAsync(Path, Body("[{", mediaType));
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(kind, (await answer.ProblemAsync()).Kind());
        Assert.Empty(host.Lyon.Journal);
    }

    [Fact]
    public async Task A_wrong_media_type_is_told_the_three_that_are_taken()
    {
        await using var host = await ApiHost.StartAsync();
        var problem = await (await host.Client().PostAsync(Path, Body(Event("e1"), "application/json"))).JsonAsync();
        Assert.Equal([OneEvent, Batch, Lines], problem["allowed"]!.AsArray().Select(type => type!.GetValue<string>()));
    }

    [Fact]
    public async Task Under_one_idempotency_key_the_same_body_has_the_same_answer_and_another_body_is_refused()
    {
        await using var host = await ApiHost.StartAsync();
        var client = host.Client();
        client.DefaultRequestHeaders.Add("Idempotency-Key", "k-1");
        var first = await (await client.PostAsync(Path, Body(Event("e1"), OneEvent))).Content.ReadAsStringAsync();
        Assert.Equal(first, await (await client.PostAsync(Path, Body(Event("e1"), OneEvent))).Content.ReadAsStringAsync());

        var other = await client.PostAsync(Path, Body(Event("e2"), OneEvent));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
    }

    [Fact]
    public async Task More_events_than_the_limit_are_a_problem_and_none_is_taken()
    {
        await using var host = await ApiHost.StartAsync();
        var lines = string.Join('\n', Enumerable.Range(0, Limits.EventsPerBody + 1).Select(i => Event($"e{i}")));
        var answer = await host.Client().PostAsync(Path, Body(lines, Lines));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Empty(host.Lyon.Journal);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused_with_and_without_a_stated_length()
    {
        await using var host = await ApiHost.StartAsync();
        var bytes = new byte[Limits.EventsBodyBytes + 1];
        var stated = new ByteArrayContent(bytes);
        stated.Headers.TryAddWithoutValidation("Content-Type", Lines);
        Assert.Equal("too-large", (await (await host.Client().PostAsync(Path, stated)).ProblemAsync()).Kind());
        var unstated = new StreamContent(new UnknownLength(bytes));
        unstated.Headers.TryAddWithoutValidation("Content-Type", Lines);
        Assert.Equal("too-large", (await (await host.Client().PostAsync(Path, unstated)).ProblemAsync()).Kind());
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_compressed_body_is_taken_and_a_bomb_is_not(string encoding)
    {
        await using var host = await ApiHost.StartAsync();
        var taken = await host.Client().PostAsync(Path, Compressed(encoding, Encoding.UTF8.GetBytes(Event("e1")), OneEvent));
        Assert.Equal(HttpStatusCode.Accepted, taken.StatusCode);
        var bomb = await host.Client().PostAsync(Path, Compressed(encoding, new byte[Limits.EventsBodyBytes * 4], Lines));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, bomb.StatusCode);
        var broken = new ByteArrayContent([.. Enumerable.Repeat((byte)0xFF, 64)]);
        broken.Headers.TryAddWithoutValidation("Content-Type", Lines);
        broken.Headers.ContentEncoding.Add(encoding);
        Assert.Equal("malformed-body", (await (await host.Client().PostAsync(Path, broken)).ProblemAsync()).Kind());
    }

    [Fact]
    public async Task An_encoding_not_known_is_a_problem()
    {
        await using var host = await ApiHost.StartAsync();
        var content = Body(Event("a"), OneEvent);
        content.Headers.ContentEncoding.Add("zstd");
        Assert.Equal("wrong-encoding", (await (await host.Client().PostAsync(Path, content)).ProblemAsync()).Kind());
    }

    [Fact]
    public async Task An_unknown_site_is_a_problem_that_names_the_mend()
    {
        await using var host = await ApiHost.StartAsync();
        var answer = await host.Client().PostAsync("/api/v1/sites/oslo/events", Body(Event("a"), OneEvent));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var problem = await answer.ProblemAsync();
        Assert.Equal("unknown-site", problem.Kind());
        Assert.Contains("/plant", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_queue_says_when_to_come_back()
    {
        await using var host = await ApiHost.StartAsync();
        host.Lyon.Failure = new OverloadedException("20000 events wait.", TimeSpan.FromSeconds(3));
        var answer = await host.Client().PostAsync(Path, Body(Event("a"), OneEvent));
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(3), answer.Headers.RetryAfter!.Delta);
        Assert.Equal("overloaded", (await answer.ProblemAsync()).Kind());
    }

    [Fact]
    public async Task A_store_that_cannot_write_says_so_without_its_paths()
    {
        await using var host = await ApiHost.StartAsync();
        host.Lyon.Failure = new Storage.StoreUnavailableException("disk full at /secret/path");
        var answer = await host.Client().PostAsync(Path, Body(Event("a"), OneEvent));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.DoesNotContain("secret", (await answer.ProblemAsync()).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_of_ours_shows_a_correlation_id_and_no_stack()
    {
        await using var host = await ApiHost.StartAsync();
        host.Lyon.Failure = new InvalidOperationException("inner secret");
        var call = new HttpRequestMessage(HttpMethod.Post, Path) { Content = Body(Event("a"), OneEvent) };
        call.Headers.Add("X-Correlation-Id", "shift-42");
        var answer = await host.Client().SendAsync(call);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        var problem = await answer.ProblemAsync();
        Assert.Equal("shift-42", problem["correlationId"]!.GetValue<string>());
        Assert.DoesNotContain("secret", problem.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(host.Log.Lines, line => line.Contains("shift-42", StringComparison.Ordinal) && line.Contains("inner secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_event_carries_the_trace_of_the_call_unless_it_has_its_own()
    {
        await using var host = await ApiHost.StartAsync();
        var call = new HttpRequestMessage(HttpMethod.Post, Path) { Content = Body(Event("a"), OneEvent) };
        call.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        await host.Client().SendAsync(call);
        Assert.Contains("0af7651916cd43dd8448eb211c80319c", host.Lyon.Journal[0].TraceParent, StringComparison.Ordinal);
    }

    private static ByteArrayContent Compressed(string encoding, byte[] bytes, string mediaType)
    {
        var into = new MemoryStream();
        using (Stream compressor = encoding == "br" ? new BrotliStream(into, CompressionLevel.Fastest) : new GZipStream(into, CompressionLevel.Fastest))
            compressor.Write(bytes);
        var content = new ByteArrayContent(into.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        content.Headers.ContentEncoding.Add(encoding);
        return content;
    }

    private sealed class UnknownLength(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
