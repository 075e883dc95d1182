using System.Globalization;
using ShopFloorTwin.Storage;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Orleans.Tests.Cluster;

/// <summary>Silos of one cluster, in processes of their own, each near to one of the sites, and a schema of their own.</summary>
internal sealed class TwinCluster : IAsyncDisposable
{
    private readonly PostgresPlace _place = new();
    private readonly List<ClusterNode> _nodes = [];

    private TwinCluster(int silos, IReadOnlyList<string> arguments, Func<int, string> clusterOf)
    {
        for (var i = 0; i < silos; i++)
            _nodes.Add(new ClusterNode($"silo {i}", new NodePlace($"{_place.Server};Search Path={_place.Schema};Maximum Pool Size=20", [$"--Twin:Cluster:Id={clusterOf(i)}", .. NearTo(i), .. arguments])));
    }

    public IReadOnlyList<ClusterNode> Nodes => _nodes;

    public PostgresPlace Place => _place;

    public StoreOptions Store => _place.Options with { LockTimeout = TimeSpan.FromSeconds(10) };

    public IReadOnlyList<HttpClient> Clients => [.. _nodes.Select(node => node.Client)];

    /// <summary>Starts the silos, and imports the two counted sites.</summary>
    /// <param name="silos">How many.</param>
    /// <param name="arguments">More configuration of each.</param>
    /// <param name="clusterOf">Name of the cluster a silo is in; null: all in one.</param>
    public static async Task<TwinCluster> StartAsync(int silos, IReadOnlyList<string>? arguments = null, Func<int, string>? clusterOf = null)
    {
        var cluster = new TwinCluster(silos, arguments ?? [], clusterOf ?? (static _ => "one"));
        try
        {
            foreach (var node in cluster._nodes)
                node.Start();
            foreach (var node in cluster._nodes)
                await node.UntilReadyAsync();
            foreach (var site in CountedSites.Two)
                await CountedSites.ImportAsync(cluster._nodes[0].Client, site);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops every silo in good order; none has more to say than that it did as asked.</summary>
    public async Task StopAsync()
    {
        foreach (var node in _nodes.Where(node => node.IsRunning))
        {
            node.AskToStop();
            Assert.Equal(0, await node.EndAsync(TimeSpan.FromSeconds(60)));
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

    private static IEnumerable<string> NearTo(int silo) => silo < CountedSites.Two.Count ? [$"--Twin:Cluster:Near={CountedSites.Two[silo]}"] : [];

    /// <summary>A number of the environment, and what it is otherwise.</summary>
    public static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
