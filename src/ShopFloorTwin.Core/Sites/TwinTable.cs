namespace ShopFloorTwin.Core.Sites;

/// <summary>Twins of one kind in order of first appearance, found by id; copied for readers only when one changed.</summary>
internal sealed class TwinTable<T>
    where T : class
{
    private readonly Dictionary<string, int> _places;
    private T[] _twins;
    private T[]? _published;

    public TwinTable()
    {
        _places = new Dictionary<string, int>(StringComparer.Ordinal);
        _twins = [];
    }

    private TwinTable(TwinTable<T> other)
    {
        _places = new Dictionary<string, int>(other._places, StringComparer.Ordinal);
        _twins = other.All.ToArray();
        Count = other.Count;
    }

    public int Count { get; private set; }

    public ReadOnlySpan<T> All => _twins.AsSpan(0, Count);

    public T this[int place] => _twins[place];

    public T? Find(string id) => _places.TryGetValue(id, out var place) ? _twins[place] : null;

    public bool Contains(string id) => _places.ContainsKey(id);

    /// <returns>-1 when there is none.</returns>
    public int PlaceOf(string id) => _places.GetValueOrDefault(id, -1);

    public void Set(int place, T twin)
    {
        _twins[place] = twin;
        _published = null;
    }

    /// <summary>Replaces the twin of that id, or adds it behind the others.</summary>
    public void Put(string id, T twin)
    {
        _published = null;
        if (_places.TryGetValue(id, out var place))
        {
            _twins[place] = twin;
            return;
        }
        if (Count == _twins.Length)
            Array.Resize(ref _twins, Math.Max(16, Count * 2));
        _places.Add(id, Count);
        _twins[Count++] = twin;
    }

    /// <summary>Takes out what matches; the others keep their order.</summary>
    public void RemoveWhere(Func<T, bool> matches, Func<T, string> idOf)
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            if (matches(_twins[i]))
            {
                _places.Remove(idOf(_twins[i]));
                continue;
            }
            if (kept != i)
                _places[idOf(_twins[i])] = kept;
            _twins[kept++] = _twins[i];
        }
        if (kept == Count)
            return;
        Array.Clear(_twins, kept, Count - kept);
        Count = kept;
        _published = null;
    }

    /// <summary>An array nobody writes to; the same one until a twin changes.</summary>
    public IReadOnlyList<T> Publish() => _published ??= All.ToArray();

    public TwinTable<T> Copy() => new(this);
}
