using System.Collections.Concurrent;
using ShopFloorTwin.Engine.Live;

namespace ShopFloorTwin.Orleans.Sites;

/// <summary>The sites that run in this silo.</summary>
internal sealed class LocalSites
{
    private readonly ConcurrentDictionary<LiveSite, bool> _sites = new();

    public void Add(LiveSite site) => _sites.TryAdd(site, true);

    public void Remove(LiveSite site) => _sites.TryRemove(site, out _);

    /// <summary>Takes a snapshot of each, before the silo leaves: the next silo opens a site as soon as this one begins to leave.</summary>
    public Task SaveAsync() => Parallel.ForEachAsync(_sites.Keys, async (site, _) => await site.SaveAsync());
}
