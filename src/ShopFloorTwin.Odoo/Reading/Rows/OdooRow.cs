using System.Text.Json;

namespace ShopFloorTwin.Odoo.Reading.Rows;

/// <summary>
/// One record as <c>search_read</c> gives it. Odoo writes <c>false</c> where others write null, so every reader here takes it
/// for "empty"; a field the version does not have reads as empty too. Relations come as bare ids (<c>load: ""</c>) or as pairs.
/// </summary>
public readonly struct OdooRow(JsonElement fields)
{
    /// <summary>The record's database id; 0 when the row has none.</summary>
    public long Id => Ref("id") ?? 0;

    /// <summary>Whether the answer had the field at all.</summary>
    public bool Has(string field) => fields.TryGetProperty(field, out _);

    /// <summary>Trimmed; null when it is empty.</summary>
    public string? Text(string field) =>
        Find(field) is { ValueKind: JsonValueKind.String } value && value.GetString()!.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>Null when it is no finite number.</summary>
    public double? Number(string field) =>
        Find(field) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

    public double Number(string field, double otherwise) => Number(field) ?? otherwise;

    public bool Flag(string field) => Find(field) is { ValueKind: JsonValueKind.True };

    /// <summary>A many2one's id; null when it is empty.</summary>
    public long? Ref(string field) => Find(field) switch
    {
        { ValueKind: JsonValueKind.Number } value => value.TryGetInt64(out var id) ? id : null,
        { ValueKind: JsonValueKind.Array } pair when pair.GetArrayLength() > 0 && pair[0].ValueKind == JsonValueKind.Number => pair[0].GetInt64(),
        _ => null,
    };

    /// <summary>The ids of a one2many or many2many.</summary>
    public IReadOnlyList<long> Refs(string field) =>
        Find(field) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Number).Select(item => item.GetInt64())]
            : [];

    /// <summary>A datetime, in UTC.</summary>
    public DateTimeOffset? Instant(string field) => OdooTime.Parse(Text(field));

    /// <summary>A date without time.</summary>
    public DateOnly? Date(string field) => OdooTime.ParseDate(Text(field));

    /// <summary>When the record was last written, by the start of the transaction; null when it was not asked for.</summary>
    public DateTimeOffset? WrittenAt => Instant("write_date");

    /// <summary>Whether a later row says the same, fields in <paramref name="besides"/> left aside.</summary>
    public bool Says(OdooRow later, params ReadOnlySpan<string> besides)
    {
        foreach (var field in fields.EnumerateObject())
            if (!besides.Contains(field.Name) && (later.Find(field.Name) is not { } value || !JsonElement.DeepEquals(field.Value, value)))
                return false;
        return true;
    }

    public override string ToString() => fields.GetRawText();

    private JsonElement? Find(string field) => fields.ValueKind == JsonValueKind.Object && fields.TryGetProperty(field, out var value) ? value : null;
}
