using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Orleans.Streams;

namespace ShopFloorTwin.Orleans.Sites;

/// <summary>The twins of a site that are active somewhere, and what of the journal is for them.</summary>
internal sealed class Followers(TimeProvider time)
{
    /// <summary>More than two renewals.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(150);
    private readonly Dictionary<TwinRef, long> _heardAt = [];

    public int Count => _heardAt.Count;

    /// <returns>Whether the twin was not followed until now; null: there is no room for it.</returns>
    public bool? Add(TwinRef twin)
    {
        var isNew = !_heardAt.ContainsKey(twin);
        if (isNew && _heardAt.Count >= Limits.TwinFollowers)
            return null;
        _heardAt[twin] = time.GetTimestamp();
        return isNew;
    }

    /// <summary>What is handed to it cannot be: it finds out when it renews.</summary>
    public void Remove(TwinRef twin) => _heardAt.Remove(twin);

    public void RemoveSilent()
    {
        foreach (var (twin, heardAt) in _heardAt)
            if (time.GetElapsedTime(heardAt) > Kept)
                _heardAt.Remove(twin);
    }

    /// <summary>
    /// The records of a page by follower, in order. Work centers and suppliers have streams: they get what concerns all,
    /// without its content, and purchase orders as a whole, which may go from one supplier to another.
    /// </summary>
    public Dictionary<TwinRef, List<TwinEvent>> Sort(IEnumerable<(TwinEvent Carried, CloudEvent Read)> page)
    {
        var sorted = new Dictionary<TwinRef, List<TwinEvent>>();
        foreach (var (carried, read) in page)
        {
            if (TwinRefs.ConcernsAll(read))
                foreach (var twin in _heardAt.Keys)
                    Add(twin, carried with { Body = default });
            else if (read.Data is SupplierOrderedData)
                foreach (var supplier in _heardAt.Keys.Where(twin => twin.Kind == TwinKind.Supplier))
                    Add(supplier, carried);
            else
                foreach (var twin in TwinRefs.Of(read, _ => null).Where(twin => twin.Kind is TwinKind.Order or TwinKind.Component && _heardAt.ContainsKey(twin)))
                    Add(twin, carried);
        }
        return sorted;

        void Add(TwinRef twin, TwinEvent record)
        {
            if (!sorted.TryGetValue(twin, out var records))
                sorted.Add(twin, records = []);
            records.Add(record);
        }
    }
}
