using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ShopFloorTwin.Core;
using ShopFloorTwin.Odoo.Client;

namespace ShopFloorTwin.Odoo.Writing;

/// <summary>A record of Odoo.</summary>
public readonly record struct OdooRecord(string Model, long Id);

/// <summary>What is looked for is not in Odoo, or cannot be looked for now.</summary>
public sealed class NotFoundInOdooException(OdooOutcome outcome, string message) : Exception(message)
{
    public OdooOutcome Outcome { get; } = outcome;
}

/// <summary>Finds Odoo's records by the ids the twin has for them, and the records every Odoo has. What was found is remembered.</summary>
public sealed class RecordFinder(IOdooClient odoo)
{
    private readonly ConcurrentDictionary<(string Model, string Name), long> _ids = new();
    private readonly ConcurrentDictionary<string, IReadOnlySet<string>> _fields = new(StringComparer.Ordinal);

    /// <summary>The fields that people call a record by, as the reader gives ids by them.</summary>
    private static readonly Dictionary<string, (string Model, string[] Fields)> Kinds = new(StringComparer.Ordinal)
    {
        ["order"] = ("mrp.production", ["name"]),
        ["work-center"] = ("mrp.workcenter", ["code", "name"]),
        ["component"] = ("product.product", ["default_code", "barcode"]),
        ["purchase-order"] = ("purchase.order", ["name"]),
        ["supplier"] = ("res.partner", ["ref", "name"]),
    };

    /// <summary>The record of a subject, as <c>order/WH/MO/00050</c>.</summary>
    /// <exception cref="NotFoundInOdooException">There is none.</exception>
    public async ValueTask<OdooRecord> OfAsync(string subject, CancellationToken cancellation)
    {
        var slash = subject.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !Kinds.TryGetValue(subject[..slash], out var kind))
            throw new NotFoundInOdooException(OdooOutcome.Missing, $"{subject} is nothing Odoo has");
        var name = subject[(slash + 1)..];
        // The reader calls a record after its number where it has no name of its own, or shares it.
        var numbered = name[(Math.Max(name.LastIndexOf('#'), name.LastIndexOf('-')) + 1)..];
        if ((name.Contains(" #", StringComparison.Ordinal) || name == $"{kind.Model[(kind.Model.LastIndexOf('.') + 1)..]}-{numbered}")
            && long.TryParse(numbered, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return new OdooRecord(kind.Model, number);
        foreach (var field in kind.Fields)
        {
            if (await FindAsync(kind.Model, field, name, cancellation) is { } id)
                return new OdooRecord(kind.Model, id);
        }
        throw new NotFoundInOdooException(OdooOutcome.Missing, $"Odoo has no {kind.Model} called '{name}'");
    }

    /// <summary>Looks many subjects up at once, by what their kind is called by first. Those not found so are looked up one by one when they are needed.</summary>
    public async ValueTask PrimeAsync(IEnumerable<string> subjects, CancellationToken cancellation)
    {
        foreach (var kind in subjects.Distinct(StringComparer.Ordinal).Select(subject => (Subject: subject, Slash: subject.IndexOf('/', StringComparison.Ordinal)))
            .Where(one => one.Slash > 0).GroupBy(one => one.Subject[..one.Slash], one => one.Subject[(one.Slash + 1)..]))
        {
            if (!Kinds.TryGetValue(kind.Key, out var known))
                continue;
            var field = known.Fields[0];
            var names = kind.Where(name => !_ids.ContainsKey((known.Model, $"{field}={name}"))).ToList();
            if (names.Count < 2)
                continue;
            var answer = await odoo.SearchReadAsync(known.Model, OdooDomain.Of((field, "in", new JsonArray([.. names.Select(name => (JsonNode)name)]))), [field], "id", cancellation: cancellation);
            if (!answer.IsDone || answer.Value.ValueKind != JsonValueKind.Array)
                return;
            // Of several of one name the first has it, as the reader gives it.
            foreach (var row in answer.Value.EnumerateArray().DistinctBy(row => OdooText.Plain(row, field)))
                Remember((known.Model, $"{field}={OdooText.Plain(row, field)}"), row.GetProperty("id").GetInt64());
        }
    }

    /// <summary>The first record of a model whose field has the value; null when there is none.</summary>
    public async ValueTask<long?> FindAsync(string model, string field, string value, CancellationToken cancellation)
    {
        var key = (model, $"{field}={value}");
        if (_ids.TryGetValue(key, out var known))
            return known;
        var found = await FirstAsync(model, OdooDomain.Of((field, "=", value)), "id", cancellation);
        if (found is { } id)
            Remember(key, id);
        return found;
    }

    /// <summary>The record, which must be there.</summary>
    /// <exception cref="NotFoundInOdooException">It is not.</exception>
    public async ValueTask<long> RequireAsync(string model, string field, string value, string what, CancellationToken cancellation) =>
        await FindAsync(model, field, value, cancellation) ?? throw new NotFoundInOdooException(OdooOutcome.Missing, $"Odoo has no {what} '{value}'");

    /// <summary>The first record that a domain gives, in an order; remembered under the domain.</summary>
    public async ValueTask<long?> FirstOfAsync(string model, JsonArray domain, string order, CancellationToken cancellation)
    {
        var key = (model, domain.ToJsonString());
        if (_ids.TryGetValue(key, out var known))
            return known;
        var found = await FirstAsync(model, domain, order, cancellation);
        if (found is { } id)
            Remember(key, id);
        return found;
    }

    /// <summary>Names of a model's fields; empty when the model is not installed.</summary>
    public async ValueTask<IReadOnlySet<string>> FieldsAsync(string model, CancellationToken cancellation)
    {
        if (_fields.TryGetValue(model, out var known))
            return known;
        var answer = await odoo.FieldsGetAsync(model, ["type"], cancellation);
        if (answer.Outcome is not (OdooOutcome.Done or OdooOutcome.Refused or OdooOutcome.Missing or OdooOutcome.Access))
            throw new NotFoundInOdooException(answer.Outcome, answer.Message ?? $"the fields of {model} cannot be read");
        var names = answer is { IsDone: true, Value.ValueKind: JsonValueKind.Object }
            ? answer.Value.EnumerateObject().Select(field => field.Name).ToHashSet(StringComparer.Ordinal)
            : [];
        return _fields[model] = names;
    }

    /// <summary>Forgets everything, so that what changed in Odoo is found anew.</summary>
    public void Forget()
    {
        _ids.Clear();
        _fields.Clear();
    }

    private void Remember((string, string) key, long id)
    {
        if (_ids.Count >= Limits.OdooRecordsRemembered)
            _ids.Clear();
        _ids[key] = id;
    }

    private async ValueTask<long?> FirstAsync(string model, JsonArray domain, string order, CancellationToken cancellation)
    {
        var answer = await odoo.SearchReadAsync(model, domain, ["id"], order, limit: 1, cancellation: cancellation);
        if (!answer.IsDone)
            throw new NotFoundInOdooException(answer.Outcome, answer.Message ?? $"{model} cannot be read");
        return answer.Value.ValueKind == JsonValueKind.Array && answer.Value.GetArrayLength() > 0 ? answer.Value[0].GetProperty("id").GetInt64() : null;
    }
}
