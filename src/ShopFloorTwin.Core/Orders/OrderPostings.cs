namespace ShopFloorTwin.Core.Orders;

/// <summary>For each value of one filter, the entries of an <see cref="OrderIndex"/> that have it, ascending.</summary>
internal sealed class OrderPostings
{
    private readonly Dictionary<string, int> _values;
    private readonly List<List<int>> _entries;

    /// <param name="values">Known beforehand, by index.</param>
    public OrderPostings(IEnumerable<string> values)
    {
        _values = new Dictionary<string, int>(StringComparer.Ordinal);
        _entries = [];
        foreach (var value in values)
            Value(value);
    }

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

    // Entries come ascending; the same one may come again.
    private void Add(int value, int entry)
    {
        var entries = _entries[value];
        if (entries.Count == 0 || entries[^1] != entry)
            entries.Add(entry);
    }

    /// <summary>Takes the values of one entry; entries come ascending.</summary>
    public readonly struct Entry(OrderPostings postings, int entry)
    {
        public void Add(string? value)
        {
            if (value is not null)
                postings.Add(postings.Value(value), entry);
        }

        /// <param name="values">By index.</param>
        public void Add(int[]? values)
        {
            foreach (var value in values ?? [])
                postings.Add(value, entry);
        }
    }
}
