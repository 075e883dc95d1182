namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary>A field of a model.</summary>
/// <param name="Type">Odoo's type name.</param>
/// <param name="Relation">Of relational fields, the other model.</param>
/// <param name="Inverse">Of a one2many, the many2one behind it.</param>
/// <param name="Choices">Of a selection.</param>
/// <param name="Computed">Not stored: made from other records when read.</param>
public sealed record PeerField(string Name, string Type, string? Relation, string? Inverse, IReadOnlyList<string> Choices, bool Required, bool Computed, object? Default)
{
    public bool IsMany => Type is "one2many" or "many2many";
}

/// <summary>A model: its label, its fields, and how its records are ordered when nothing is said.</summary>
public sealed record PeerModel(string Name, string Label, string Order, IReadOnlyDictionary<string, PeerField> Fields)
{
    public bool IsArchivable => Fields.ContainsKey("active");
}

/// <summary>
/// Reads the models from lines such as <c>mrp.bom | Bill of Material | id | code:char product_qty:float!=1</c>.
/// A field is <c>name:type(relation,inverse)[choices]!=default</c>; <c>!</c> is required, <c>~</c> not stored.
/// </summary>
public static class PeerSchema
{
    private static readonly string[] Magic =
        ["id:integer", "display_name:char~", "create_date:datetime", "create_uid:many2one(res.users)", "write_date:datetime", "write_uid:many2one(res.users)"];

    public static Dictionary<string, PeerModel> Read(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Model).ToDictionary(model => model.Name, StringComparer.Ordinal);

    private static PeerModel Model(string line)
    {
        var parts = line.Split('|', StringSplitOptions.TrimEntries);
        var fields = Magic.Concat(parts[3].Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(Field);
        return new PeerModel(parts[0], parts[1], parts[2], fields.ToDictionary(field => field.Name, StringComparer.Ordinal));
    }

    private static PeerField Field(string text)
    {
        var (declared, given) = Cut(text, '=');
        var required = declared.Contains('!', StringComparison.Ordinal);
        var computed = declared.Contains('~', StringComparison.Ordinal);
        var (name, kind) = Cut(declared.Replace("!", "", StringComparison.Ordinal).Replace("~", "", StringComparison.Ordinal), ':');
        var relation = Between(kind!, '(', ')')?.Split(',');
        var choices = Between(kind!, '[', ']')?.Replace('.', ' ').Split(',') ?? [];
        var type = kind!.Split('(', '[')[0];
        return new PeerField(name, type, relation?[0], relation is { Length: > 1 } ? relation[1] : null, choices, required, computed, Default(type, given));
    }

    private static object? Default(string type, string? given) => given is null ? null : type switch
    {
        "float" or "monetary" => double.Parse(given, System.Globalization.CultureInfo.InvariantCulture),
        "integer" or "many2one" => long.Parse(given, System.Globalization.CultureInfo.InvariantCulture),
        "boolean" => bool.Parse(given),
        _ => given,
    };

    private static (string Before, string? Behind) Cut(string text, char at)
    {
        var index = text.IndexOf(at, StringComparison.Ordinal);
        return index < 0 ? (text, null) : (text[..index], text[(index + 1)..]);
    }

    private static string? Between(string text, char open, char close)
    {
        var from = text.IndexOf(open, StringComparison.Ordinal);
        return from < 0 ? null : text[(from + 1)..text.IndexOf(close, from)];
    }
}
