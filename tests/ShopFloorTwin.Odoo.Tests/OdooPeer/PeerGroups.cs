using System.Globalization;
using System.Text.Json.Nodes;

namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary><c>formatted_read_group</c> by plain fields, with <c>__count</c>, <c>:sum</c>, <c>:max</c> and <c>:min</c>.</summary>
public static class PeerGroups
{
    public static JsonArray Run(PeerInvocation call)
    {
        call.Session.User.Require(call.Model, "read");
        var by = call.Names("groupby") ?? [];
        var aggregates = call.Names("aggregates") ?? ["__count"];
        var rows = call.Found().Select(id => call.Tables.Find(call.Model.Name, id)!);
        var groups = rows.GroupBy(row => string.Join('|', by.Select(name => Convert.ToString(Raw(call, row, name), CultureInfo.InvariantCulture)))).OrderBy(group => group.Key, StringComparer.Ordinal);
        return [.. groups.Select(group => Group(call, by, aggregates, [.. group]))];
    }

    private static JsonObject Group(PeerInvocation call, IReadOnlyList<string> by, IReadOnlyList<string> aggregates, List<Dictionary<string, object?>> rows)
    {
        var shown = PeerRead.Rows(call.Session, call.Model, [(long)rows[0]["id"]!], by, bareIds: false)[0]!.DeepClone().AsObject();
        shown.Remove("id");
        shown["__extra_domain"] = new JsonArray([.. by.Select(name => (JsonNode)new JsonArray(name, "=", Raw(call, rows[0], name) switch { null => false, long id => id, bool flag => flag, var value => value.ToString() }))]);
        foreach (var aggregate in aggregates)
        {
            var parts = aggregate.Split(':');
            shown[aggregate] = aggregate == "__count" ? rows.Count : parts[1] switch
            {
                "sum" => rows.Sum(row => Convert.ToDouble(Raw(call, row, parts[0]) ?? 0, CultureInfo.InvariantCulture)),
                "max" => JsonValue.Create(rows.Max(row => Convert.ToString(Raw(call, row, parts[0]), CultureInfo.InvariantCulture))),
                _ => JsonValue.Create(rows.Min(row => Convert.ToString(Raw(call, row, parts[0]), CultureInfo.InvariantCulture))),
            };
        }
        return shown;
    }

    private static object? Raw(PeerInvocation call, Dictionary<string, object?> row, string name) =>
        call.Model.Fields.TryGetValue(name, out var field) ? PeerRead.Raw(call.Session, call.Model, row, field) : throw PeerError.Value($"Invalid field '{name}' on '{call.Model.Name}'");
}
