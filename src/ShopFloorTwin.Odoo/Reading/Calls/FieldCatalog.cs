using System.Text.Json;
using ShopFloorTwin.Odoo.Client;

namespace ShopFloorTwin.Odoo.Reading.Calls;

/// <summary>
/// Which models and fields an instance has, asked once of each: versions and modules differ, and a field that is not there
/// fails the whole call. What is missing reads as empty.
/// </summary>
internal sealed class FieldCatalog(IOdooClient odoo)
{
    private static readonly string[] Attributes = ["type"];

    private readonly Dictionary<string, IReadOnlySet<string>?> _models = new(StringComparer.Ordinal);

    /// <summary>What could not be read, and why: the model is not installed, or the user has no right to it.</summary>
    public IReadOnlyDictionary<string, string> Unreadable => _unreadable;

    private readonly Dictionary<string, string> _unreadable = new(StringComparer.Ordinal);

    /// <summary>The wanted fields the model has; null when the model cannot be read.</summary>
    /// <exception cref="OdooFault">Odoo is away.</exception>
    public async ValueTask<IReadOnlyList<string>?> PresentAsync(string model, IReadOnlyList<string> wanted, CancellationToken cancellation)
    {
        if (!_models.TryGetValue(model, out var known))
            _models[model] = known = await AskAsync(model, cancellation);
        return known is null ? null : [.. wanted.Where(known.Contains)];
    }

    /// <summary>Whether a domain may name the field.</summary>
    /// <exception cref="OdooFault">Odoo is away.</exception>
    public async ValueTask<bool> HasAsync(string model, string field, CancellationToken cancellation) =>
        await PresentAsync(model, [field], cancellation) is { Count: > 0 };

    /// <summary>Calls made so far.</summary>
    public int Calls { get; private set; }

    private async ValueTask<IReadOnlySet<string>?> AskAsync(string model, CancellationToken cancellation)
    {
        Calls++;
        var answer = await odoo.FieldsGetAsync(model, Attributes, cancellation);
        if (answer.IsDone)
            return answer.Value.ValueKind == JsonValueKind.Object
                ? answer.Value.EnumerateObject().Select(field => field.Name).ToHashSet(StringComparer.Ordinal)
                : new HashSet<string>(StringComparer.Ordinal);
        if (!answer.Outcome.IsFinal())
            throw new OdooFault(new OdooCall(model, "fields_get"), answer);
        _unreadable[model] = answer.Message ?? answer.Outcome.ToString();
        return null;
    }
}
