namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary>External ids: rows of <c>ir.model.data</c>.</summary>
public static class PeerExternalIds
{
    public const string Model = "ir.model.data";

    public static (string Module, string Name) Split(string externalId)
    {
        var dot = externalId.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? ("__import__", externalId) : (externalId[..dot], externalId[(dot + 1)..]);
    }

    /// <summary>The row of ir.model.data, or null.</summary>
    public static Dictionary<string, object?>? Find(PeerTables tables, string externalId)
    {
        var (module, name) = Split(externalId);
        return tables.FindExternalId(module, name);
    }

    /// <summary>Ids of the rows that name this record.</summary>
    public static IEnumerable<long> Of(PeerTables tables, string model, long id) =>
        tables.Pointing(Model, "res_id", id).Where(row => Equals(tables.Find(Model, row)!["model"], model));

    public static void Set(PeerSession session, string externalId, string model, long id, bool noUpdate)
    {
        var (module, name) = Split(externalId);
        if (Find(session.Tables, externalId) is { } known)
            session.Tables.Update(Model, (long)known["id"]!, new Dictionary<string, object?> { ["res_id"] = id, ["model"] = model }, session.User.Id);
        else
            session.Tables.Insert(Model, new Dictionary<string, object?> { ["module"] = module, ["name"] = name, ["model"] = model, ["res_id"] = id, ["noupdate"] = noUpdate }, session.User.Id);
    }
}
