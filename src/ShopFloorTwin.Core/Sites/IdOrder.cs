namespace ShopFloorTwin.Core.Sites;

/// <summary>The ids of one of a site's lists in ordinal order, for look-up and for paging by id. Immutable.</summary>
public sealed class IdOrder
{
    private readonly string[] _ids;
    private readonly int[] _items;
    private readonly int[] _ranks;

    private IdOrder(string[] ids, int[] items)
    {
        _ids = ids;
        _items = items;
        _ranks = new int[items.Length];
        for (var rank = 0; rank < items.Length; rank++)
            _ranks[items[rank]] = rank;
    }

    public int Count => _ids.Length;

    /// <summary>The order of a list's ids; that of the list before serves again while the ids have not changed.</summary>
    public static IdOrder Of<T>(IReadOnlyList<T> items, Func<T, string> id, IdOrder? before = null)
    {
        if (before is not null && before.Fits(items, id))
            return before;
        var ids = new string[items.Count];
        var indices = new int[items.Count];
        var ascending = true;
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = id(items[i]);
            indices[i] = i;
            ascending = ascending && (i == 0 || string.CompareOrdinal(ids[i - 1], ids[i]) < 0);
        }
        if (!ascending)
            Array.Sort(ids, indices, StringComparer.Ordinal);
        return new IdOrder(ids, indices);
    }

    /// <summary>Index into the list; -1 when there is no such id.</summary>
    public int Find(string id)
    {
        var rank = Array.BinarySearch(_ids, id, StringComparer.Ordinal);
        return rank < 0 ? -1 : _items[rank];
    }

    /// <summary>Index into the list of the id at a rank.</summary>
    public int ItemAt(int rank) => _items[rank];

    /// <summary>Place of a list's item on a scale that also has room between ids: 2 × rank + 1.</summary>
    public int PlaceOf(int item) => 2 * _ranks[item] + 1;

    /// <summary>Place of an id on the same scale, whether the list has it or not.</summary>
    public int PlaceOf(string id)
    {
        var rank = Array.BinarySearch(_ids, id, StringComparer.Ordinal);
        return rank < 0 ? 2 * ~rank : 2 * rank + 1;
    }

    private bool Fits<T>(IReadOnlyList<T> items, Func<T, string> id)
    {
        if (items.Count != _ids.Length)
            return false;
        for (var i = 0; i < _ranks.Length; i++)
        {
            if (!string.Equals(_ids[_ranks[i]], id(items[i])))
                return false;
        }
        return true;
    }
}
