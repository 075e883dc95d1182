using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Reading.Changes;

/// <summary>
/// How far each model was read, on Odoo's clock. <c>write_date</c> is the start of the writing transaction, to the second, and a record comes into
/// sight at its commit: so each question reaches back an overlap, and what was seen there already is passed over. While nothing is
/// written the cursor goes on at the pace of the clock here, so that ten thousand records written at once are not asked for again for ever.
/// </summary>
/// <param name="start">The newest that was read of any model.</param>
/// <param name="startedAt">When that was, on the clock here.</param>
/// <param name="overlap">Longer than a transaction takes.</param>
internal sealed class ChangeCursors(DateTimeOffset start, DateTimeOffset startedAt, TimeSpan overlap)
{
    /// <summary>
    /// A record can be written twice within a second, and carries the same date both times: what is so young is not passed over yet.
    /// </summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, (DateTimeOffset Newest, DateTimeOffset At)> _cursors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<long, DateTimeOffset>> _seen = new(StringComparer.Ordinal);

    /// <summary>Ask for records written at or after this.</summary>
    public DateTimeOffset Since(string model) => Cursor(model).Newest - overlap;

    /// <summary>Whether the record was not seen as it is now.</summary>
    public bool IsNew(string model, OdooRow row) =>
        row.WrittenAt is not { } at || !(_seen.GetValueOrDefault(model)?.GetValueOrDefault(row.Id) == at);

    /// <summary>The rows have been made use of.</summary>
    /// <param name="model">Their model.</param>
    /// <param name="rows">What was answered.</param>
    /// <param name="askedAt">When, on the clock here.</param>
    public void Advance(string model, IEnumerable<OdooRow> rows, DateTimeOffset askedAt)
    {
        if (!_seen.TryGetValue(model, out var seen))
            _seen[model] = seen = [];
        var (newest, at) = Cursor(model);
        if (askedAt > at)
            (newest, at) = (newest + (askedAt - at), askedAt);
        var dated = rows.Where(row => row.WrittenAt is not null).Select(row => (row.Id, Written: row.WrittenAt!.Value)).ToList();
        foreach (var (_, written) in dated)
            if (written > newest)
                newest = written;
        foreach (var (id, written) in dated)
            if (written <= newest - Settling)
                seen[id] = written;
        _cursors[model] = (newest, at);
        foreach (var (id, written) in seen.ToList())
            if (written < newest - overlap)
                seen.Remove(id);
    }

    private (DateTimeOffset Newest, DateTimeOffset At) Cursor(string model) => _cursors.TryGetValue(model, out var cursor) ? cursor : (start, startedAt);
}
