using System.Text.Json.Nodes;

namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary>Rows in the form of a <c>specification</c>: relations are opened where it names their fields.</summary>
public static class PeerSpecification
{
    public static JsonArray Rows(PeerSession session, PeerModel model, IEnumerable<long> ids, JsonObject specification)
    {
        var rows = PeerRead.Rows(session, model, ids, [.. specification.Select(field => field.Key)], bareIds: true);
        foreach (var row in rows.Select(row => row!.AsObject()))
        {
            foreach (var (name, inner) in specification)
            {
                if (inner is JsonObject { Count: > 0 } opened && opened["fields"] is JsonObject fields && model.Fields[name].Relation is { } relation)
                    row[name] = Opened(session, session.Tables.Model(relation), row[name], fields);
            }
        }
        return rows;
    }

    private static JsonNode? Opened(PeerSession session, PeerModel model, JsonNode? value, JsonObject fields) => value switch
    {
        JsonArray ids => Rows(session, model, ids.Select(id => PeerValues.Whole(id!)), fields),
        null => null,
        _ when PeerValues.IsEmpty(value) => false,
        _ => Rows(session, model, [PeerValues.Whole(value)], fields)[0]!.DeepClone(),
    };
}
