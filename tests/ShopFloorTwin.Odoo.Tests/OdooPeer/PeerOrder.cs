namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary>Records come by id; orders such as <c>write_date desc, id</c>.</summary>
public static class PeerOrder
{
    /// <param name="ids">By id.</param>
    public static IEnumerable<long> Sort(PeerSession session, PeerModel model, IEnumerable<long> ids, string? order)
    {
        var keys = (string.IsNullOrWhiteSpace(order) ? model.Order : order).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(part => (Field: Field(model, part[0]), Down: part.Length > 1 && part[1].Equals("desc", StringComparison.OrdinalIgnoreCase)))
            .ToList();
        if (keys is [{ Field.Name: "id", Down: false }])
            return ids;
        var rows = ids.Select(id => (Id: id, Row: session.Tables.Find(model.Name, id)!))
            .Select(row => (row.Id, Keys: keys.ConvertAll(key => PeerRead.Raw(session, model, row.Row, key.Field)))).ToList();
        rows.Sort((a, b) =>
        {
            for (var i = 0; i < keys.Count; i++)
            {
                if (PeerDomain.Compare(a.Keys[i], b.Keys[i]) is not 0 and var sign)
                    return keys[i].Down ? -sign : sign;
            }
            return a.Id.CompareTo(b.Id);
        });
        return rows.Select(row => row.Id);
    }

    private static PeerField Field(PeerModel model, string name) =>
        model.Fields.TryGetValue(name, out var field) ? field : throw PeerError.Value($"Invalid field '{name}' on model '{model.Name}'");
}
