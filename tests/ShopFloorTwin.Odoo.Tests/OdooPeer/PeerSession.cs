using System.Text.Json.Nodes;

namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary>Who calls, with which context.</summary>
public sealed record PeerSession(PeerTables Tables, PeerUser User, JsonObject Context)
{
    public bool Flag(string name) => Context[name] is JsonValue value && value.TryGetValue(out bool flag) && flag;

    public string? Text(string name) => Context[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>Archived records are left out unless the context says otherwise.</summary>
    public bool LeavesOutArchived => !(Context["active_test"] is JsonValue value && value.TryGetValue(out bool flag) && !flag);

    /// <summary>Ids that are there.</summary>
    /// <exception cref="PeerError">MissingError for the first that is not.</exception>
    public void RequireThere(string model, IEnumerable<long> ids)
    {
        foreach (var id in ids)
        {
            if (Tables.Find(model, id) is null)
                throw PeerError.Missing(model, id, User.Id);
        }
    }
}
