using System.Text.Json.Nodes;

namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary><c>fields_get</c>.</summary>
public static class PeerFieldsGet
{
    public static JsonObject Run(PeerInvocation call)
    {
        call.Session.User.Require(call.Model, "read");
        var names = call.Names("allfields");
        var attributes = call.Names("attributes");
        return new JsonObject(call.Model.Fields.Values
            .Where(field => names is null or { Count: 0 } || names.Contains(field.Name))
            .Select(field => KeyValuePair.Create(field.Name, (JsonNode?)Described(field, attributes))));
    }

    private static JsonObject Described(PeerField field, IReadOnlyList<string>? attributes)
    {
        var all = new JsonObject
        {
            ["type"] = field.Type,
            ["string"] = field.Name,
            ["required"] = field.Required,
            ["readonly"] = field.Computed,
            ["store"] = !field.Computed,
        };
        if (field.Relation is not null)
            all["relation"] = field.Relation;
        if (field.Type == "selection")
            all["selection"] = new JsonArray([.. field.Choices.Select(choice => (JsonNode)new JsonArray(choice, choice))]);
        foreach (var name in all.Select(pair => pair.Key).Where(name => attributes is { Count: > 0 } && !attributes.Contains(name)).ToList())
            all.Remove(name);
        return all;
    }
}
