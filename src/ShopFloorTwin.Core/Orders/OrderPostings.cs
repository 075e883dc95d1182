namespace ShopFloorTwin.Core.Orders;

/// <summary>For each value of one filter, the entries of an <see cref="OrderIndex"/> that have it, ascending.</summary>
internal sealed class OrderPostings
{
    private readonly Dictionary<string, int> _values;
    private readonly List<List<int>> _entries;

    public OrderPostings()
    {
        _values = new Dictionary<string, int>(StringComparer.Ordinal);
        _entries = [];
    }

    /// <summary>With the values known beforehand, by index.</summary>
    public OrderPostings(IEnumerable<string> values)
        : this()
    {
        foreach (var value in values)
            Value(value);
    }

    /// <summary>Entries come ascending; the same one may come again.</summary>
    public void Add(int value, int entry)
    {
        var entries = _entries[value];
        if (entries.Count == 0 || entries[^1] != entry)
            entries.Add(entry);
    }

    public void Add(string value, int entry) => Add(Value(value), entry);

    /// <summary>Empty for a value no entry has.</summary>
    public List<int> Find(string value) => _values.TryGetValue(value, out var index) ? _entries[index] : [];

    private int Value(string value)
    {
        if (_values.TryGetValue(value, out var known))
            return known;
        _values.Add(value, _entries.Count);
        _entries.Add([]);
        return _entries.Count - 1;
    }
}
