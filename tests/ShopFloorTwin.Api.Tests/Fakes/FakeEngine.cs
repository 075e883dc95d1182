using System.Collections.Concurrent;
using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Api.Tests.Fakes;

/// <summary>Sites in memory; opening one makes it.</summary>
internal sealed class FakeEngine : ITwinEngine
{
    private readonly ConcurrentDictionary<string, FakeSite> _sites = new(StringComparer.Ordinal);

    public ValueTask<IReadOnlyList<string>> SitesAsync(CancellationToken cancellation) => new([.. _sites.Keys.Order(StringComparer.Ordinal)]);

    public ValueTask<ISiteTwin?> FindAsync(string site, CancellationToken cancellation) => new(_sites.GetValueOrDefault(site));

    public ValueTask<ISiteTwin> OpenAsync(string site, CancellationToken cancellation) => new(Site(site));

    public FakeSite Site(string site) => _sites.GetOrAdd(site, id => new FakeSite(id));
}
