using System.Text;
using System.Text.Json;
using ShopFloorTwin.Core.Json;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Events;

/// <summary>
/// Walks the members of an event's <c>data</c>: <see cref="Next"/>, <see cref="Is"/>, then one of the value readers.
/// A value reader gives null for JSON null and for what is wrong; the first thing wrong stands in <see cref="Problem"/>.
/// </summary>
internal ref struct DataFields
{
    private readonly ReadOnlySpan<byte> body;
    private readonly bool isObject;
    private Utf8JsonReader json;
    private ReadOnlySpan<byte> name;
    private bool started;

    /// <param name="body">The whole event.</param>
    /// <param name="json">A reader of it that stands on the value of <c>data</c>; untouched (no token) when there is none.</param>
    public DataFields(ReadOnlySpan<byte> body, Utf8JsonReader json)
    {
        this.body = body;
        this.json = json;
        isObject = json.TokenType == JsonTokenType.StartObject;
        if (!isObject && json.TokenType is not (JsonTokenType.None or JsonTokenType.Null))
            Problem = "data must be an object";
    }

    /// <summary>The first thing wrong, as a sentence that starts with its path; null while all is well.</summary>
    public string? Problem { get; private set; }

    /// <summary>The bytes of the whole data object; empty when there is none.</summary>
    public readonly ReadOnlySpan<byte> Raw
    {
        get
        {
            if (!isObject)
                return default;
            var end = json;
            end.Skip();
            return body[(int)json.TokenStartIndex..(int)end.BytesConsumed];
        }
    }

    /// <summary>Goes to the next member; false at the end, and after a problem. A value that was not read is passed over.</summary>
    public bool Next()
    {
        if (!isObject || Problem is not null)
            return false;
        if (started)
            json.Skip();
        started = true;
        json.Read();
        if (json.TokenType == JsonTokenType.EndObject)
            return false;
        name = json.ValueIsEscaped ? Encoding.UTF8.GetBytes(json.GetString()!) : json.ValueSpan;
        json.Read();
        return true;
    }

    /// <summary>Whether the member has this name.</summary>
    public readonly bool Is(ReadOnlySpan<byte> member) => name.SequenceEqual(member);

    /// <summary>Keeps the problem, unless there is an earlier one.</summary>
    public void Refuse(string member, string detail) => Problem ??= $"data.{member} {detail}";

    /// <summary>Keeps the problem, unless there is an earlier one; the sentence names the path itself.</summary>
    public void RefuseWhole(string sentence) => Problem ??= sentence;

    /// <summary>Refuses when a required member was not there.</summary>
    public void Require(bool present, string member)
    {
        if (!present)
            Refuse(member, "is missing");
    }

    /// <summary>Free text.</summary>
    public string? Text(string member)
    {
        if (json.TokenType == JsonTokenType.String)
        {
            var text = String();
            if (text.Length <= Limits.TextChars)
                return text;
            Refuse(member, $"has {text.Length} characters; the limit is {Limits.TextChars}");
        }
        else if (json.TokenType != JsonTokenType.Null)
            Refuse(member, "must be text");
        return null;
    }

    /// <summary>Text or a number, taken as text: codes and severities.</summary>
    public string? TextOrNumber(string member) =>
        json.TokenType == JsonTokenType.Number ? TextPools.Names.Get(json.ValueSpan) : Text(member);

    /// <summary>An id: 1 to 128 characters, no control characters.</summary>
    public string? Id(string member)
    {
        if (json.TokenType == JsonTokenType.String)
        {
            var id = String();
            if (Ids.IsValid(id))
                return id;
            Refuse(member, Ids.Rule);
        }
        else if (json.TokenType != JsonTokenType.Null)
            Refuse(member, "must be text");
        return null;
    }

    /// <summary>A finite number, of either sign.</summary>
    public double? Number(string member)
    {
        if (json.TokenType == JsonTokenType.Number)
        {
            if (json.TryGetDouble(out var number) && double.IsFinite(number))
                return number;
            Refuse(member, "must be a finite number");
        }
        else if (json.TokenType != JsonTokenType.Null)
            Refuse(member, "must be a number");
        return null;
    }

    /// <summary>A number from 0 to the largest one.</summary>
    public double? Quantity(string member)
    {
        var number = Number(member);
        if (number is null or (>= 0 and <= Limits.LargestNumber))
            return number;
        Refuse(member, $"must be a number from 0 to {Limits.LargestNumber:0}");
        return null;
    }

    public bool? Flag(string member)
    {
        if (json.TokenType is JsonTokenType.True or JsonTokenType.False)
            return json.TokenType == JsonTokenType.True;
        if (json.TokenType != JsonTokenType.Null)
            Refuse(member, "must be true or false");
        return null;
    }

    /// <summary>An instant between the years 2000 and 2100.</summary>
    public DateTimeOffset? Instant(string member)
    {
        if (json.TokenType == JsonTokenType.Null)
            return null;
        if (json.TokenType != JsonTokenType.String || json.ValueIsEscaped || !Instants.TryParse(json.ValueSpan, out var instant))
            Refuse(member, $"must be a time with offset, as {Instants.Example}");
        else if (instant.Year is < 2000 or >= 2100)
            Refuse(member, "must lie between the years 2000 and 2100");
        else
            return instant;
        return null;
    }

    /// <summary>The lines of a shipment: names, or objects of <c>line</c> and <c>quantity</c>.</summary>
    public List<ShippedLine>? ShippedLines(string member)
    {
        if (json.TokenType == JsonTokenType.Null)
            return null;
        if (json.TokenType != JsonTokenType.StartArray)
        {
            Refuse(member, "must be a list");
            return null;
        }
        var lines = new List<ShippedLine>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            var place = $"{member}[{lines.Count}]";
            lines.Add(json.TokenType == JsonTokenType.StartObject ? ReadLine(place) : new ShippedLine(Id(place) ?? "", null));
            if (lines[^1].Line.Length == 0)
                Refuse(place, "must name its line");
            if (lines.Count > Limits.ShipmentLines)
                Refuse(member, $"has more than {Limits.ShipmentLines} entries");
            if (Problem is not null)
                return null;
        }
        return lines;
    }

    private ShippedLine ReadLine(string place)
    {
        string? line = null;
        double? quantity = null;
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            name = json.ValueSpan;
            json.Read();
            if (Is("line"u8))
                line = Id($"{place}.line");
            else if (Is("quantity"u8))
                quantity = Quantity($"{place}.quantity");
            json.Skip();
        }
        return new ShippedLine(line ?? "", quantity);
    }

    private string String() => json.ValueIsEscaped ? json.GetString()! : TextPools.Names.Get(json.ValueSpan);
}
