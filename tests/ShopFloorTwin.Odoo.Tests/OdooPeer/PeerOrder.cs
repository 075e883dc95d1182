namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary>Orders such as <c>write_date desc, id</c>.</summary>
public static class PeerOrder
{
    public static IEnumerable<long> Sort(PeerSession session, PeerModel model, IEnumerable<long> ids, string? order)
    {
        var keys = (string.IsNullOrWhiteSpace(order) ? model.Order : order).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(part => (Field: Field(model, part[0]), Down: part.Length > 1 && part[1].Equals("desc", StringComparison.OrdinalIgnoreCase)))
            .ToList();
        var rows = ids.Select(id => session.Tables.Find(model.Name, id)!).ToList();
        rows.Sort((a, b) => keys
            .Select(key => PeerDomain.Compare(PeerRead.Raw(session, model, a, key.Field), PeerRead.Raw(session, model, b, key.Field)) * (key.Down ? -1 : 1))
            .FirstOrDefault(sign => sign != 0, ((long)a["id"]!).CompareTo((long)b["id"]!)));
        return rows.Select(row => (long)row["id"]!);
    }

    private static PeerField Field(PeerModel model, string name) =>
        model.Fields.TryGetValue(name, out var field) ? field : throw PeerError.Value($"Invalid field '{name}' on model '{model.Name}'");
}
