using System.Text.Json;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Intake;

/// <summary>
/// Takes a body of events apart. A bad event is refused at its index and the others stand;
/// only what breaks the body's own form is a problem of the whole. Never throws for what the bytes hold.
/// </summary>
public static class EventBatchReader
{
    /// <summary>
    /// Nesting the walk over a batch bears, so that an event that goes too deep is refused alone.
    /// </summary>
    private const int WalkDepth = 1_024;

    /// <summary>Reads a body.</summary>
    /// <param name="body">The whole body; events keep slices of it, so it must not change after.</param>
    /// <param name="mediaType">The Content-Type header, parameters included.</param>
    public static EventBatch Read(ReadOnlyMemory<byte> body, string? mediaType)
    {
        if (EventFormats.Parse(mediaType) is not { } format)
        {
            return Refused("unsupported-media-type", 415,
                $"send {EventFormats.Single}, {EventFormats.Batch} or {EventFormats.Lines}, in UTF-8");
        }
        return Read(body, format);
    }

    /// <summary>Reads a body of a known form.</summary>
    public static EventBatch Read(ReadOnlyMemory<byte> body, EventFormat format)
    {
        if (body.Length > Limits.EventsBodyBytes)
            return Refused("too-large", 413, $"the body has {body.Length} bytes; the limit is {Limits.EventsBodyBytes}");
        if (body.Span.StartsWith("\uFEFF"u8))
            body = body[3..];
        try
        {
            return format switch
            {
                EventFormat.Single => ReadSingle(body),
                EventFormat.Batch => ReadArray(body),
                _ => ReadLines(body),
            };
        }
        catch (JsonException fault)
        {
            return Refused("malformed", 400, $"the body is not well-formed JSON at line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}");
        }
    }

    private static EventBatch ReadSingle(ReadOnlyMemory<byte> body)
    {
        var json = Walk(body.Span);
        json.Read();
        json.Skip();
        json.Read();
        return new EventBatch([new BatchItem(0, EventReader.Read(body), body)], null);
    }

    private static EventBatch ReadArray(ReadOnlyMemory<byte> body)
    {
        var json = Walk(body.Span);
        json.Read();
        if (json.TokenType != JsonTokenType.StartArray)
            return Refused("malformed", 400, "the body must be a JSON array of events");
        var items = new List<BatchItem>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (items.Count == Limits.EventsPerBody)
                return TooMany();
            var start = (int)json.TokenStartIndex;
            json.Skip();
            Add(items, body[start..(int)json.BytesConsumed]);
        }
        json.Read();
        return new EventBatch(items, null);
    }

    private static EventBatch ReadLines(ReadOnlyMemory<byte> body)
    {
        var items = new List<BatchItem>();
        while (body.Length > 0)
        {
            var end = body.Span.IndexOf((byte)'\n');
            var line = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            line = Trimmed(line);
            if (line.Length == 0)
                continue;
            if (items.Count == Limits.EventsPerBody)
                return TooMany();
            Add(items, line);
        }
        return new EventBatch(items, null);
    }

    private static ReadOnlyMemory<byte> Trimmed(ReadOnlyMemory<byte> line)
    {
        var span = line.Span;
        var start = span.IndexOfAnyExcept(" \t\r"u8);
        return start < 0 ? default : line[start..(span.LastIndexOfAnyExcept(" \t\r"u8) + 1)];
    }

    private static void Add(List<BatchItem> items, ReadOnlyMemory<byte> raw) => items.Add(new BatchItem(items.Count, EventReader.Read(raw), raw));

    private static Utf8JsonReader Walk(ReadOnlySpan<byte> body) => new(body, new JsonReaderOptions { MaxDepth = WalkDepth });

    private static EventBatch TooMany() =>
        Refused("too-many-events", 413, $"the body has more than {Limits.EventsPerBody} events; send at most {Limits.EventsPerBody} at once");

    private static EventBatch Refused(string type, int status, string detail) => new([], new BodyProblem(type, detail, status));
}
