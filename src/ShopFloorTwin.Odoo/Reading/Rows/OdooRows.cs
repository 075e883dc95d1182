using System.Text.Json;

namespace ShopFloorTwin.Odoo.Reading.Rows;

/// <summary>What was read of an Odoo, by model and by id. A record read twice counts once, with the later row.</summary>
public sealed class OdooRows
{
    private readonly Dictionary<string, SortedDictionary<long, OdooRow>> _models = new(StringComparer.Ordinal);

    /// <summary>All rows of a model, by id; empty when it was not read or the instance does not have it.</summary>
    public IReadOnlyCollection<OdooRow> Of(string model) => _models.TryGetValue(model, out var rows) ? rows.Values : [];

    /// <summary>One row; null when it was not read.</summary>
    public OdooRow? Find(string model, long? id) =>
        id is { } known && _models.TryGetValue(model, out var rows) && rows.TryGetValue(known, out var row) ? row : null;

    public int Count(string model) => _models.TryGetValue(model, out var rows) ? rows.Count : 0;

    /// <summary>Of all models.</summary>
    public int Total => _models.Values.Sum(rows => rows.Count);

    /// <summary>The newest <c>write_date</c> among all rows; null when none has one.</summary>
    public DateTimeOffset? NewestWrite => _models.Values.SelectMany(rows => rows.Values).Max(row => row.WrittenAt);

    /// <summary>Has the other's rows of some models too, without copying them.</summary>
    public void Share(OdooRows other, params ReadOnlySpan<string> models)
    {
        foreach (var model in models)
            if (other._models.TryGetValue(model, out var rows))
                _models[model] = rows;
    }

    /// <summary>Lets go of a model's rows, once they were made use of.</summary>
    public void Forget(string model) => _models.Remove(model);

    public void Add(string model, OdooRow row)
    {
        if (!_models.TryGetValue(model, out var rows))
            _models[model] = rows = [];
        rows[row.Id] = row;
    }

    /// <summary>Adds the rows of an answer: a JSON list of objects.</summary>
    public void Add(string model, JsonElement list)
    {
        foreach (var row in list.EnumerateArray())
            Add(model, new OdooRow(row));
    }
}
