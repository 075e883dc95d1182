using System.Text.Json.Nodes;

namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary>Records as Odoo shows them: empty is <c>false</c>, a many2one is <c>[id, name]</c> or a bare id.</summary>
public static class PeerRead
{
    /// <exception cref="PeerError">A field that is not there.</exception>
    public static JsonArray Rows(PeerSession session, PeerModel model, IEnumerable<long> ids, IReadOnlyList<string>? fields, bool bareIds)
    {
        var wanted = Fields(model, fields);
        return [.. ids.Select(id => session.Tables.Find(model.Name, id)).OfType<Dictionary<string, object?>>().Select(row => Row(session, model, row, wanted, bareIds))];
    }

    private static List<PeerField> Fields(PeerModel model, IReadOnlyList<string>? names) => names is null or { Count: 0 }
        ? [.. model.Fields.Values]
        : [.. names.Select(name => model.Fields.TryGetValue(name, out var field) ? field : throw PeerError.Value($"Invalid field '{name}' on '{model.Name}'"))];

    private static JsonObject Row(PeerSession session, PeerModel model, Dictionary<string, object?> row, List<PeerField> fields, bool bareIds)
    {
        var shown = new JsonObject { ["id"] = (long)row["id"]! };
        foreach (var field in fields)
            shown[field.Name] = Shown(session, field, Raw(session, model, row, field), bareIds);
        return shown;
    }

    private static JsonNode Shown(PeerSession session, PeerField field, object? value, bool bareIds) => value switch
    {
        List<long> ids => new JsonArray([.. ids.Select(id => (JsonNode)id)]),
        long id when field.Type == "many2one" => bareIds ? id : new JsonArray(id, DisplayName(session.Tables, field.Relation!, id)),
        null => field.Type switch { "integer" => 0, "float" or "monetary" => 0.0, "many2one_reference" => 0, _ => false },
        bool flag => flag,
        long number => number,
        double number => JsonNode.Parse(number == Math.Floor(number) && Math.Abs(number) < 1e15 ? $"{number:F1}" : $"{number:R}")!,
        _ => value.ToString()!,
    };

    /// <summary>The value of a field, computed where it is not stored.</summary>
    public static object? Raw(PeerSession session, PeerModel? model, Dictionary<string, object?> row, PeerField field)
    {
        var tables = session.Tables;
        if (field.Name == "display_name" && model is not null)
            return DisplayName(tables, model.Name, (long)row["id"]!);
        if (field.Type == "one2many")
            return tables.Pointing(field.Relation!, field.Inverse!, (long)row["id"]!).Where(id => IsShown(session, field.Relation!, id)).ToList();
        if (field.Type == "many2many")
            return row.GetValueOrDefault(field.Name) as List<long> ?? [];
        return field.Computed && model is not null && PeerComputed.Value(tables, model, row, field, out var computed) ? computed : row.GetValueOrDefault(field.Name);
    }

    private static bool IsShown(PeerSession session, string model, long id) =>
        !session.LeavesOutArchived || !session.Tables.Model(model).IsArchivable || session.Tables.Find(model, id)!.GetValueOrDefault("active") is true;

    public static string DisplayName(PeerTables tables, string model, long id)
    {
        if (!tables.HasModel(model) || tables.Find(model, id) is not { } row)
            return $"{model},{id}";
        return model switch
        {
            "product.product" or "product.template" => row.GetValueOrDefault("default_code") is string code ? $"[{code}] {row.GetValueOrDefault("name")}" : $"{row.GetValueOrDefault("name")}",
            "mrp.bom" => $"{(row.GetValueOrDefault("code") is string code ? $"{code}: " : "")}{DisplayName(tables, "product.template", (long)row["product_tmpl_id"]!)}",
            "stock.location" => row.GetValueOrDefault("complete_name") as string ?? $"{row.GetValueOrDefault("name")}",
            _ => row.GetValueOrDefault("name") as string ?? $"{model},{id}",
        };
    }
}
