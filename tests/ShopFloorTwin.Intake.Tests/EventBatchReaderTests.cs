using System.Text;
using ShopFloorTwin.Core;

namespace ShopFloorTwin.Intake.Tests;

public sealed class EventBatchReaderTests
{
    private static string Event(string id) =>
        $$$"""{"specversion":"1.0","id":"{{{id}}}","source":"/mes","type":"stock.level.v1","subject":"component/C-10","time":"2026-11-02T05:00:00Z","data":{"onHand":1}}""";

    private static EventBatch Read(string body, string mediaType) => EventBatchReader.Read(Encoding.UTF8.GetBytes(body), mediaType);

    private static string Outcomes(EventBatch batch) =>
        string.Join(", ", batch.Items.Select(item => $"{item.Index}:{item.Reading.Refusal?.Type ?? item.Reading.EventId}"));

    [Fact]
    public void A_single_event_is_a_body_of_one()
    {
        var item = Assert.Single(Read(Event("a"), EventFormats.Single).Items);

        Assert.Equal((0, "a", Event("a")), (item.Index, item.Reading.Event!.Id, Encoding.UTF8.GetString(item.Raw.Span)));
    }

    [Fact]
    public void A_batch_refuses_a_bad_event_at_its_index_and_keeps_the_others()
    {
        var batch = Read($"""[ {Event("a")}, 7, {Event("b")} ,{Event("c").Replace("1.0", "9", StringComparison.Ordinal)}, [1] ]""", EventFormats.Batch);

        Assert.Null(batch.Problem);
        Assert.Equal("0:a, 1:malformed, 2:b, 3:malformed, 4:malformed", Outcomes(batch));
        Assert.Equal(("c", "7"), (batch.Items[3].Reading.EventId, Encoding.UTF8.GetString(batch.Items[1].Raw.Span)));
    }

    [Fact]
    public void An_event_of_a_batch_keeps_its_exact_bytes()
    {
        var text = Event("a").Replace("\"id\"", "\n  \"id\" ", StringComparison.Ordinal);

        Assert.Equal(text, Encoding.UTF8.GetString(Read($"[{Event("b")},\t{text} ]", EventFormats.Batch).Items[1].Reading.Event!.Body.Span));
    }

    [Fact]
    public void An_event_that_goes_too_deep_is_refused_alone()
    {
        var deep = Event("deep").Replace("\"onHand\":1", $"\"onHand\":1,\"x\":{new string('[', 60)}{new string(']', 60)}", StringComparison.Ordinal);

        Assert.Equal("0:a, 1:malformed, 2:b", Outcomes(Read($"[{Event("a")},{deep},{Event("b")}]", EventFormats.Batch)));
    }

    [Fact]
    public void Lines_stand_alone_whatever_ends_them()
    {
        var batch = Read($"{Event("a")}\r\n\r\n  \n{{broken\n{Event("b")}\n\n{Event("c")}", EventFormats.Lines);

        Assert.Null(batch.Problem);
        Assert.Equal("0:a, 1:malformed, 2:b, 3:c", Outcomes(batch));
        Assert.Equal(Event("a"), Encoding.UTF8.GetString(batch.Items[0].Raw.Span));
    }

    [Theory]
    [InlineData("application/cloudevents+json; charset=utf-8")]
    [InlineData("Application/CloudEvents+JSON")]
    [InlineData("application/cloudevents+json;charset=\"UTF-8\"")]
    public void Parameters_and_case_of_the_media_type_do_not_matter(string mediaType) => Assert.Equal("0:a", Outcomes(Read(Event("a"), mediaType)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("application/x-ndjson; charset=utf-16")]
    public void Another_media_type_is_answered_415_with_the_ones_that_are_taken(string? mediaType)
    {
        var problem = EventBatchReader.Read(Encoding.UTF8.GetBytes(Event("a")), mediaType).Problem!;

        Assert.Equal((415, "unsupported-media-type"), (problem.Status, problem.Type));
        Assert.Contains(EventFormats.Lines, problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", EventFormats.Single)]
    [InlineData("{", EventFormats.Single)]
    [InlineData("{} {}", EventFormats.Single)]
    [InlineData("", EventFormats.Batch)]
    [InlineData("{}", EventFormats.Batch)]
    [InlineData("[{}", EventFormats.Batch)]
    [InlineData("[{},]", EventFormats.Batch)]
    [InlineData("[{}] x", EventFormats.Batch)]
    [InlineData("[{]}", EventFormats.Batch)]
    public void A_body_whose_own_form_is_broken_is_answered_400(string body, string mediaType)
    {
        var batch = Read(body, mediaType);

        Assert.Equal((400, "malformed"), (batch.Problem!.Status, batch.Problem.Type));
        Assert.Empty(batch.Items);
    }

    [Theory]
    [InlineData("[]", EventFormats.Batch)]
    [InlineData("", EventFormats.Lines)]
    [InlineData("\n\r\n", EventFormats.Lines)]
    public void A_body_without_events_is_no_problem(string body, string mediaType) => Assert.Equal(new EventBatch([], null), Read(body, mediaType) with { Items = [] });

    [Theory]
    [InlineData(EventFormats.Single)]
    [InlineData(EventFormats.Lines)]
    public void A_byte_order_mark_is_passed_over(string mediaType) => Assert.Equal("0:a", Outcomes(Read("\uFEFF" + Event("a"), mediaType)));

    [Theory]
    [InlineData(EventFormats.Batch, "[", ",", "]")]
    [InlineData(EventFormats.Lines, "", "\n", "")]
    public void Ten_thousand_events_are_taken_and_one_more_is_too_many(string mediaType, string open, string between, string close)
    {
        var events = Enumerable.Range(0, Limits.EventsPerBody).Select(i => Event($"e{i}")).ToList();
        Assert.Equal(Limits.EventsPerBody, Read(open + string.Join(between, events) + close, mediaType).Items.Count(item => item.Reading.Event is not null));

        events.Add(Event("one-more"));
        var batch = Read(open + string.Join(between, events) + close, mediaType);

        Assert.Empty(batch.Items);
        Assert.Equal(new BodyProblem("too-many-events", "the body has more than 10000 events; send at most 10000 at once", 413), batch.Problem);
    }

    [Fact]
    public void A_hundred_thousand_events_in_one_body_are_answered_413()
    {
        var body = Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Repeat("{}", 100_000)));

        Assert.Equal(413, EventBatchReader.Read(body, EventFormat.Lines).Problem!.Status);
    }

    [Fact]
    public void A_body_larger_than_the_limit_is_answered_413() =>
        Assert.Equal((413, "too-large"), EventBatchReader.Read(new byte[Limits.EventsBodyBytes + 1], EventFormat.Lines) is { Problem: { } problem } ? (problem.Status, problem.Type) : default);

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused_where_they_stand()
    {
        var bad = Encoding.UTF8.GetBytes(Event("bad"));
        bad[Array.IndexOf(bad, (byte)'C')] = 0xFF;
        byte[] body = [.. Encoding.UTF8.GetBytes(Event("a")), (byte)'\n', .. bad];

        var batch = EventBatchReader.Read(body, EventFormat.Lines);

        Assert.Equal("0:a, 1:malformed", Outcomes(batch));
        Assert.Equal("the event is not valid UTF-8", batch.Items[1].Reading.Refusal!.Detail);
    }
}
