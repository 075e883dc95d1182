using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Orders;

/// <summary>The entries of an index that a query asks for: filters, then one page in the query's order.</summary>
internal sealed class OrderSelection
{
    private readonly OrderIndex _index;
    private readonly IdOrder _ids;
    private readonly List<int>? _listed;
    private readonly int _riskMask;
    private readonly int _stateMask;

    public OrderSelection(OrderIndex index, IdOrder ids, OrderQuery query)
    {
        _index = index;
        _ids = ids;
        _listed = Listed(index, query);
        _riskMask = query.Risks.Count == 0 ? ~0 : query.Risks.Aggregate(0, (mask, r) => mask | 1 << (int)r);
        _stateMask = query.States.Count == 0 ? ~0 : query.States.Aggregate(0, (mask, s) => mask | 1 << (int)s);
    }

    private int Candidates => _listed?.Count ?? _index.Count;

    /// <summary>Entries behind the cursor, in the sort's order, at most <paramref name="count"/>.</summary>
    public IReadOnlyList<int> Page(OrderSort sort, Cursor? after, int count) =>
        sort.By == OrderSort.Worst ? WorstPage(sort.Reversed, after, count) : KeyPage(sort, after, count);

    private int Candidate(int i) => _listed is null ? i : _listed[i];

    private bool Passes(int entry) =>
        (_riskMask >> (int)_index.Entries[entry].Risk & 1) != 0 && (_stateMask >> (int)_index.Entries[entry].State & 1) != 0;

    private List<int> WorstPage(bool reversed, Cursor? after, int count)
    {
        var page = new List<int>(Math.Min(count, Candidates));
        var step = reversed ? -1 : 1;
        for (var i = Start(reversed, after); i >= 0 && i < Candidates && page.Count < count; i += step)
        {
            if (Passes(Candidate(i)))
                page.Add(Candidate(i));
        }
        return page;
    }

    // The first candidate behind the cursor: candidates are ascending, and entries are in the order of the sort.
    private int Start(bool reversed, Cursor? after)
    {
        if (after is null)
            return reversed ? Candidates - 1 : 0;
        var last = new OrderEntry(0, 0, _ids.PlaceOf(after.Id), default, (Risk)after.Keys[0], OrderEntry.Number(after.Keys[1]), OrderEntry.Number(after.Keys[2]));
        int low = 0, high = Candidates;
        while (low < high)
        {
            var middle = (low + high) / 2;
            var compared = OrderEntry.Compare(_index.Entries[Candidate(middle)], last);
            if (compared < 0 || compared == 0 && !reversed)
                low = middle + 1;
            else
                high = middle;
        }
        return reversed ? low - 1 : low;
    }

    private List<int> KeyPage(OrderSort sort, Cursor? after, int count)
    {
        var column = sort.Column(_index);
        var last = after is null ? (long.MinValue, int.MinValue) : (after.Keys[0], sort.Place(_ids.PlaceOf(after.Id)));
        var nearest = new PriorityQueue<int, (long, int)>(Comparer<(long, int)>.Create((a, b) => b.CompareTo(a)));
        for (var i = 0; i < Candidates; i++)
        {
            var entry = Candidate(i);
            if (!Passes(entry))
                continue;
            var rank = (sort.Key(column, entry), sort.Place(_index.Entries[entry].Place));
            if (rank.CompareTo(last) <= 0)
                continue;
            if (nearest.Count < count)
                nearest.Enqueue(entry, rank);
            else if (nearest.TryPeek(out _, out var farthest) && rank.CompareTo(farthest) < 0)
                nearest.EnqueueDequeue(entry, rank);
        }
        var page = new List<int>(nearest.Count);
        while (nearest.TryDequeue(out var entry, out _))
            page.Add(entry);
        page.Reverse();
        return page;
    }

    private static List<int>? Listed(OrderIndex index, OrderQuery query)
    {
        List<int>? listed = null;
        Narrow(static index => index.WorkCenters, query.WorkCenter);
        Narrow(static index => index.Suppliers, query.Supplier);
        Narrow(static index => index.Components, query.Component);
        Narrow(static index => index.Products, query.Product);
        Narrow(static index => index.Customers, query.Customer);
        return listed;

        // Postings are derived of every order of a new picture: for those who ask for some alone.
        void Narrow(Func<OrderIndex, OrderPostings> postings, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                listed = listed is null ? postings(index).Find(value) : Common(listed, postings(index).Find(value));
        }
    }

    private static List<int> Common(List<int> a, List<int> b)
    {
        var common = new List<int>(Math.Min(a.Count, b.Count));
        for (int i = 0, j = 0; i < a.Count && j < b.Count;)
        {
            if (a[i] == b[j])
                common.Add(a[i]);
            (i, j) = (a[i] <= b[j] ? i + 1 : i, a[i] >= b[j] ? j + 1 : j);
        }
        return common;
    }
}
