using System.Globalization;
using ShopFloorTwin.Storage;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Orleans.Tests.Cluster;

/// <summary>Silos in processes of their own on one store, each near to one of the two counted sites.</summary>
internal sealed class TwinCluster : IAsyncDisposable
{
    private readonly IAsyncDisposable _place;
    private readonly List<ClusterNode> _nodes = [];

    private TwinCluster(string store, IAsyncDisposable place)
    {
        _place = place;
        Store = new StoreOptions(store, "unused") { LockTimeout = TimeSpan.FromSeconds(10) };
    }

    public IReadOnlyList<ClusterNode> Nodes => _nodes;

    public StoreOptions Store { get; }

    public IReadOnlyList<HttpClient> Clients => [.. _nodes.Select(node => node.Client)];

    /// <summary>Starts silos on a schema of their own, of one cluster.</summary>
    public static Task<TwinCluster> StartAsync(int silos, params string[] arguments) => StartAsync(silos, static _ => "one", arguments);

    /// <summary>Starts silos on a schema of their own.</summary>
    /// <param name="silos">How many.</param>
    /// <param name="clusterOf">Name of the cluster a silo believes to be in.</param>
    /// <param name="arguments">More configuration of each.</param>
    public static Task<TwinCluster> StartAsync(int silos, Func<int, string> clusterOf, params string[] arguments) =>
        StartAsync(store => Enumerable.Range(0, silos).Select(i => new NodePlace(store, [$"--Twin:Cluster:Id={clusterOf(i)}", .. arguments])));

    /// <summary>Starts silos of another program on a schema of their own, of one cluster.</summary>
    /// <param name="silos">How many.</param>
    /// <param name="program">Its folder.</param>
    public static Task<TwinCluster> StartFromAsync(int silos, string program) =>
        StartAsync(store => Enumerable.Repeat(new NodePlace(store, ["--Twin:Cluster:Id=one"], Program: program), silos));

    /// <summary>Starts a silo at each place, on a store of their own, which is stopped with them.</summary>
    public static Task<TwinCluster> StartAsync(IEnumerable<NodePlace> places, string store, IAsyncDisposable owner) => new TwinCluster(store, owner).StartAsync(places);

    /// <summary>Stops every silo in good order.</summary>
    public async Task StopAsync()
    {
        foreach (var node in _nodes.Where(node => node.IsRunning))
        {
            node.AskToStop();
            Assert.Equal((node.Name, 0), (node.Name, await node.EndAsync(TimeSpan.FromSeconds(60))));
        }
    }

    /// <summary>
    /// What the sites are at the end of what was taken, as every running silo says it; then stops them, and holds the store against what was acknowledged.
    /// </summary>
    /// <returns>Pieces in the journals.</returns>
    public async Task<int> EndAsync(MachineGateway gateway)
    {
        await gateway.FinishAsync();
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var site in CountedSites.Two)
        {
            // Each piece is one record, and the plant one more.
            var position = gateway.AcknowledgedCount(site) + 1;
            foreach (var node in _nodes.Where(node => node.IsRunning))
            {
                var (at, hash) = await CountedSites.StateAsync(node.Client, site, position);
                Assert.Equal((node.Name, site, position), (node.Name, site, at));
                Assert.Equal((node.Name, hashes.GetValueOrDefault(site, hash)), (node.Name, hash));
                hashes[site] = hash;
            }
        }
        await StopAsync();
        return await CountedSites.VerifyAsync(Store, CountedSites.Two, gateway, hashes);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        await _place.DisposeAsync();
    }

    /// <summary>A number of the environment, and what it is otherwise.</summary>
    public static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static Task<TwinCluster> StartAsync(Func<string, IEnumerable<NodePlace>> placesOn)
    {
        var place = new PostgresPlace();
        var store = $"{place.Server};Search Path={place.Schema};Maximum Pool Size=20";
        return new TwinCluster(store, place).StartAsync(placesOn(store));
    }

    private async Task<TwinCluster> StartAsync(IEnumerable<NodePlace> places)
    {
        try
        {
            foreach (var place in places)
                _nodes.Add(new ClusterNode($"silo {_nodes.Count}", place with { Arguments = [.. NearTo(_nodes.Count), .. place.Arguments] }));
            foreach (var node in _nodes)
                node.Start();
            foreach (var node in _nodes)
                await node.UntilReadyAsync();
            foreach (var site in CountedSites.Two)
                await CountedSites.ImportAsync(_nodes[0].Client, site);
            return this;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    private static IEnumerable<string> NearTo(int silo) => silo < CountedSites.Two.Count ? [$"--Twin:Cluster:Near={CountedSites.Two[silo]}"] : [];
}
