using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Reading.Changes;

/// <summary>
/// How far each model was read. <c>write_date</c> is the start of the writing transaction, to the second, and a record comes into sight
/// at its commit: so each question reaches back an overlap behind the newest one seen, and what was seen there already is passed over.
/// </summary>
internal sealed class ChangeCursors(DateTimeOffset start, TimeSpan overlap)
{
    private readonly Dictionary<string, DateTimeOffset> _newest = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<long, DateTimeOffset>> _seen = new(StringComparer.Ordinal);

    /// <summary>Ask for records written at or after this.</summary>
    public DateTimeOffset Since(string model) => _newest.GetValueOrDefault(model, start) - overlap;

    /// <summary>Whether the record was not seen as it is now.</summary>
    public bool IsNew(string model, OdooRow row) =>
        row.WrittenAt is not { } at || !(_seen.GetValueOrDefault(model)?.GetValueOrDefault(row.Id) == at);

    /// <summary>The rows have been made use of.</summary>
    public void Advance(string model, IEnumerable<OdooRow> rows)
    {
        if (!_seen.TryGetValue(model, out var seen))
            _seen[model] = seen = [];
        var newest = _newest.GetValueOrDefault(model, start);
        foreach (var row in rows)
        {
            if (row.WrittenAt is not { } at)
                continue;
            seen[row.Id] = at;
            if (at > newest)
                newest = at;
        }
        _newest[model] = newest;
        foreach (var (id, at) in seen.ToList())
            if (at < newest - overlap)
                seen.Remove(id);
    }
}
