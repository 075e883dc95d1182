using ShopFloorTwin.Core;

namespace ShopFloorTwin.Odoo.Reading;

/// <summary>Collects findings in the order found, at most <see cref="Limits.OdooFindingsPerKind"/> of each kind; the rest is counted.</summary>
public sealed class FindingList
{
    private readonly List<OdooFinding> _items = [];
    private readonly HashSet<(string Kind, string Model, long Id, string? Field)> _known = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public IReadOnlyList<OdooFinding> Items => _items;

    /// <summary>All found by kind, also those beyond the limit.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>Adds a finding; the same about the same record counts once.</summary>
    public void Add(string kind, string model, long id, string? field, string what, string instead)
    {
        if (id != 0 && !_known.Add((kind, model, id, field)))
            return;
        var count = _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
        if (count <= Limits.OdooFindingsPerKind)
            _items.Add(new OdooFinding(kind, model, id, field, what, instead));
    }
}
