using System.Text;
using System.Text.Json;
using ShopFloorTwin.Core.Json;

namespace ShopFloorTwin.Core.Events;

/// <summary>
/// One pass over the attributes of a CloudEvent (JSON event format 1.0), in any order. <c>data</c> is passed over,
/// and read later from a copy of the reader that stands on it. Syntax errors come as <see cref="JsonException"/>.
/// </summary>
internal ref struct Envelope
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = Limits.JsonDepth };

    private string? specVersion;
    private string? contentType;

    public string? Id { get; private set; }
    public string? Source { get; private set; }
    public string? Type { get; private set; }
    public Subject? Subject { get; private set; }
    public DateTimeOffset? Time { get; private set; }
    public string? TraceParent { get; private set; }

    /// <summary>Stands on the value of <c>data</c>; on no token when there is none.</summary>
    public Utf8JsonReader Data { get; private set; }

    /// <summary>The first thing wrong with the attributes; null while all is well.</summary>
    public string? Problem { get; private set; }

    public static Envelope Read(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body, Strict);
        var envelope = new Envelope();
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            json.Read();
            envelope.Problem = "the event must be a JSON object";
            return envelope;
        }
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            var name = json.ValueIsEscaped ? Encoding.UTF8.GetBytes(json.GetString()!) : json.ValueSpan;
            json.Read();
            envelope.Take(name, ref json);
            json.Skip();
        }
        json.Read();
        envelope.CheckPresence();
        return envelope;
    }

    private void Take(ReadOnlySpan<byte> name, ref Utf8JsonReader json)
    {
        switch (name.Length)
        {
            case 2 when name.SequenceEqual("id"u8):
                Id = Limited(ref json, "id", Limits.EventIdChars, pooled: false);
                break;
            case 4 when name.SequenceEqual("type"u8):
                Type = Limited(ref json, "type", Limits.IdChars, pooled: true);
                break;
            case 4 when name.SequenceEqual("time"u8):
                Time = Instant(ref json);
                break;
            case 4 when name.SequenceEqual("data"u8):
                Data = json;
                break;
            case 6 when name.SequenceEqual("source"u8):
                Source = Limited(ref json, "source", Limits.EventSourceChars, pooled: true);
                break;
            case 7 when name.SequenceEqual("subject"u8):
                Subject = ReadSubject(ref json);
                break;
            case 11 when name.SequenceEqual("specversion"u8):
                specVersion = Limited(ref json, "specversion", Limits.IdChars, pooled: true);
                break;
            case 11 when name.SequenceEqual("traceparent"u8):
                TraceParent = json.TokenType == JsonTokenType.String && json.ValueSpan.Length == 55 && !json.ValueIsEscaped ? json.GetString() : null;
                break;
            case 15 when name.SequenceEqual("datacontenttype"u8):
                contentType = Limited(ref json, "datacontenttype", Limits.IdChars, pooled: true);
                break;
            default:
                break;
        }
    }

    private void CheckPresence()
    {
        if (Problem is not null)
            return;
        var missing = specVersion is null ? "specversion" : Id is null ? "id" : Source is null ? "source" : Type is null ? "type"
            : Subject is null ? "subject" : Time is null ? "time" : null;
        if (missing is not null)
            Problem = $"{missing} is missing";
        else if (specVersion is not "1.0")
            Problem = "specversion must be 1.0";
        else if (contentType is not null && !IsJson(contentType))
            Problem = "datacontenttype must be application/json";
    }

    private static bool IsJson(string mediaType)
    {
        var end = mediaType.IndexOf(';', StringComparison.Ordinal);
        var bare = (end < 0 ? mediaType.AsSpan() : mediaType.AsSpan(0, end)).Trim();
        return bare.Equals("application/json", StringComparison.OrdinalIgnoreCase) || bare.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }

    private string? Limited(ref Utf8JsonReader json, string member, int mostChars, bool pooled)
    {
        if (!IsText(ref json, member))
            return null;
        var text = json.ValueIsEscaped ? json.GetString()! : pooled ? TextPools.Names.Get(json.ValueSpan) : Encoding.UTF8.GetString(json.ValueSpan);
        if (text.Length == 0 || text.Length > mostChars || text.AsSpan().ContainsAnyInRange('\0', '\u001f'))
        {
            Problem ??= $"{member} must have 1 to {mostChars} characters, no control characters among them";
            return null;
        }
        return text;
    }

    private Subject? ReadSubject(ref Utf8JsonReader json)
    {
        if (!IsText(ref json, "subject"))
            return null;
        return json.ValueIsEscaped ? Subject.Parse(json.GetString()!) : TextPools.Subjects.Get(json.ValueSpan);
    }

    private DateTimeOffset? Instant(ref Utf8JsonReader json)
    {
        if (!IsText(ref json, "time"))
            return null;
        if (!json.ValueIsEscaped && Instants.TryParse(json.ValueSpan, out var instant))
            return instant;
        Problem ??= $"time must be a time with offset, as {Instants.Example}";
        return null;
    }

    /// <summary>False for null, which counts as missing, and for what is no text, which is a problem.</summary>
    private bool IsText(ref Utf8JsonReader json, string member)
    {
        if (json.TokenType == JsonTokenType.String)
            return true;
        if (json.TokenType != JsonTokenType.Null)
            Problem ??= $"{member} must be text";
        return false;
    }
}
