using System.Collections.Concurrent;
using ShopFloorTwin.Core;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Orleans;

/// <summary>The cluster as an engine, seen from one of its silos: sites are found in the shared journal, and asked where they run.</summary>
/// <param name="grains">Of the silo.</param>
/// <param name="store">Shared by the silos.</param>
/// <param name="time">The cluster's clock, for pauses between tries.</param>
public sealed class OrleansEngine(IGrainFactory grains, IStore store, TimeProvider time) : ITwinEngine
{
    private readonly Reached _reached = new(time);
    private readonly ConcurrentDictionary<string, OrleansSite> _sites = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _journalled = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string>> SitesAsync(CancellationToken cancellation)
    {
        var heads = await store.Journal.HeadsAsync(cancellation);
        foreach (var head in heads)
            _journalled[head.Site] = true;
        return [.. heads.Select(head => head.Site).Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    /// <remarks>A site that has a journal keeps it: the store is asked only about those not known to have one.</remarks>
    public async ValueTask<ISiteTwin?> FindAsync(string site, CancellationToken cancellation) =>
        _journalled.ContainsKey(site) || (await SitesAsync(cancellation)).Contains(site, StringComparer.Ordinal) ? Of(site) : null;

    /// <inheritdoc/>
    public async ValueTask<ISiteTwin> OpenAsync(string site, CancellationToken cancellation)
    {
        if (await FindAsync(site, cancellation) is { } found)
            return found;
        if (_journalled.Count >= Limits.Sites)
            throw new OverloadedException($"{Limits.Sites} sites are open, which is the limit.", TimeSpan.FromMinutes(1));
        return Of(site);
    }

    private OrleansSite Of(string site) => _sites.GetOrAdd(site, id => new OrleansSite(id, grains, _reached));
}
