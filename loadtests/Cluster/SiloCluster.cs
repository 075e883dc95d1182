using ShopFloorTwin.LoadTests.Hosting;

namespace ShopFloorTwin.LoadTests.Cluster;

/// <summary>Silo processes that are one cluster, on one store.</summary>
internal sealed class SiloCluster(SiloPlace place) : IAsyncDisposable
{
    private readonly List<SiloProcess> _silos = [];

    public SiloPlace Place => place;
    public IReadOnlyList<SiloProcess> Silos => _silos;

    /// <summary>Starts one more silo and waits until it is ready.</summary>
    public async Task<SiloProcess> AddAsync(CancellationToken cancellation)
    {
        var silo = await SiloProcess.StartAsync(SiloProcess.LaunchMember(place), cancellation);
        _silos.Add(silo);
        return silo;
    }

    /// <summary>Forgets a silo that has ended.</summary>
    public async Task RemoveAsync(SiloProcess silo)
    {
        _silos.Remove(silo);
        await silo.DisposeAsync();
    }

    /// <summary>The silo the site runs in: a living one says when it opens a site, and a site leaves only one that ends.</summary>
    public SiloProcess CarrierOf(string site) =>
        _silos.FindLast(silo => silo.HasSaid($"{site} is open at position")) ?? throw new InvalidOperationException($"no silo has said that it carries {site}");

    /// <summary>The silos the site does not run in.</summary>
    public IReadOnlyList<SiloProcess> OthersOf(string site)
    {
        var carrier = CarrierOf(site);
        return _silos.FindAll(silo => silo != carrier);
    }

    /// <summary>Stops them as an operator would, one after the other.</summary>
    public async Task StopAsync()
    {
        foreach (var silo in _silos)
            await silo.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos)
            await silo.DisposeAsync();
        _silos.Clear();
    }
}
