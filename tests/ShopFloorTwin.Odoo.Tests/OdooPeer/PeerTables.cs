using System.Globalization;

namespace ShopFloorTwin.Odoo.Tests.Peer;

/// <summary>
/// The records, as plain dictionaries by model and id, and one transaction at a time over them. Values are null (Odoo's
/// <c>false</c>), bool, long, double, string (also dates), or <c>List&lt;long&gt;</c> of a many2many.
/// </summary>
public sealed class PeerTables(IReadOnlyDictionary<string, PeerModel> models, TimeProvider time)
{
    private readonly Dictionary<string, SortedDictionary<long, Dictionary<string, object?>>> tables =
        models.Keys.ToDictionary(name => name, _ => new SortedDictionary<long, Dictionary<string, object?>>(), StringComparer.Ordinal);

    private readonly Dictionary<string, long> lastIds = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Model, string Field), (int Version, ILookup<long, long> Ids)> inverses = [];
    private readonly Dictionary<string, int> versions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> externalIds = new(StringComparer.Ordinal);
    private Dictionary<(string Model, long Id), Dictionary<string, object?>?>? undo;

    public PeerModel Model(string name) => models[name];

    public bool HasModel(string name) => models.ContainsKey(name);

    public IEnumerable<string> ModelNames => models.Keys;

    /// <summary>Seconds, as Odoo's domains see them.</summary>
    public string Now => time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public SortedDictionary<long, Dictionary<string, object?>> Rows(string model) => tables[model];

    public Dictionary<string, object?>? Find(string model, long id) => tables[model].GetValueOrDefault(id);

    public long NextId(string model) => lastIds[model] = lastIds.GetValueOrDefault(model) + 1;

    /// <summary>A new record with the given values and nothing else; ids that are given are kept.</summary>
    public long Insert(string model, IReadOnlyDictionary<string, object?> values, long user)
    {
        var id = values.TryGetValue("id", out var given) && given is long wanted ? wanted : NextId(model);
        lastIds[model] = Math.Max(id, lastIds.GetValueOrDefault(model));
        Remember(model, id);
        var row = new Dictionary<string, object?>(values, StringComparer.Ordinal)
        {
            ["id"] = id,
            ["create_date"] = Now,
            ["create_uid"] = user,
            ["write_uid"] = user,
        };
        row["write_date"] = values.GetValueOrDefault("write_date") ?? Now;
        tables[model][id] = row;
        if (model == PeerExternalIds.Model)
            externalIds[$"{row["module"]}.{row["name"]}"] = id;
        Touch(model);
        return id;
    }

    /// <summary>The row of ir.model.data with this full name, or null.</summary>
    public Dictionary<string, object?>? FindExternalId(string module, string name) =>
        externalIds.TryGetValue($"{module}.{name}", out var id) ? Find(PeerExternalIds.Model, id) : null;

    public void Update(string model, long id, IReadOnlyDictionary<string, object?> values, long user)
    {
        Remember(model, id);
        var row = tables[model][id];
        foreach (var (name, value) in values)
            row[name] = value;
        row["write_date"] = Now;
        row["write_uid"] = user;
        Touch(model);
    }

    public void Delete(string model, long id)
    {
        Remember(model, id);
        tables[model].Remove(id);
        Touch(model);
    }

    /// <summary>Ids of the records of a model whose many2one points at <paramref name="id"/>, in order.</summary>
    public IEnumerable<long> Pointing(string model, string field, long id)
    {
        var version = versions.GetValueOrDefault(model);
        if (!inverses.TryGetValue((model, field), out var known) || known.Version != version)
        {
            known = (version, tables[model].Where(row => row.Value.GetValueOrDefault(field) is long)
                .ToLookup(row => (long)row.Value[field]!, row => row.Key));
            inverses[(model, field)] = known;
        }
        return known.Ids[id];
    }

    /// <summary>All or nothing.</summary>
    public T Transaction<T>(Func<T> work)
    {
        var outer = undo;
        undo = [];
        try
        {
            var result = work();
            foreach (var (key, row) in undo)
                outer?.TryAdd(key, row);
            return result;
        }
        catch
        {
            foreach (var ((model, id), row) in undo)
            {
                if (row is null)
                    tables[model].Remove(id);
                else
                    tables[model][id] = row;
                Touch(model);
            }
            throw;
        }
        finally
        {
            undo = outer;
        }
    }

    private void Remember(string model, long id)
    {
        if (undo is not null && !undo.ContainsKey((model, id)))
            undo[(model, id)] = tables[model].TryGetValue(id, out var row) ? new Dictionary<string, object?>(row, StringComparer.Ordinal) : null;
    }

    private void Touch(string model) => versions[model] = versions.GetValueOrDefault(model) + 1;
}
