namespace ShopFloorTwin.Orleans.Tests.Cluster;

/// <summary>
/// Two silos that both reach PostgreSQL and their callers, and not each other. <c>TWIN_CUT_SECONDS</c> says for how long (15).
/// One of them is voted out and ends; it is started again, as a service manager does.
/// </summary>
public sealed class CutNetworkTests
{
    private const int VotedOut = 7;
    private static readonly TimeSpan BackMax = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task A_cut_between_silos_loses_and_doubles_nothing_and_afterwards_there_is_one_floor_a_site_again()
    {
        var seed = TwinCluster.Number("TWIN_KILL_SEED", Environment.TickCount & 0xFFFF);
        var away = TimeSpan.FromSeconds(TwinCluster.Number("TWIN_CUT_SECONDS", 15));
        await using var network = await CutNetwork.MakeAsync();
        var postgres = await OwnPostgres.StartAsync(string.Join(',', [.. network.Here, "127.0.0.1"]));
        var places = Enumerable.Range(0, 2).Select(side =>
            new NodePlace(postgres.ConnectionString(network.Here[side]), [], network.PeerAt(side), network.ReachedAt(side), network.NamespaceOf(side)));
        await using var cluster = await TwinCluster.StartAsync(places, postgres.ConnectionString(), postgres);
        await using var gateway = MachineGateway.Start(CountedSites.Two, cluster.Clients, seed);
        await gateway.UntilMoreAsync(300, $"seed {seed}");
        gateway.ForgetGaps();

        await network.CutAsync();
        var from = TimeProvider.System.GetTimestamp();
        var ends = new List<string>();
        await Patience.UntilAsync(
            async () =>
            {
                foreach (var node in cluster.Nodes.Where(node => !node.IsRunning))
                {
                    var code = await node.EndAsync(TimeSpan.Zero);
                    ends.Add($"{node.Name} ended with {code} after {TimeProvider.System.GetElapsedTime(from).TotalSeconds:0.0} s");
                    Assert.Equal(VotedOut, code);
                    node.Start();
                }
                return TimeProvider.System.GetElapsedTime(from) > away;
            },
            "the cut to be over", away + TimeSpan.FromSeconds(5));
        await network.MendAsync();
        await Patience.UntilAsync(
            async () =>
            {
                foreach (var node in cluster.Nodes.Where(node => !node.IsRunning))
                    node.Start();
                return (await Task.WhenAll(cluster.Nodes.Select(node => node.IsReadyAsync()))).All(ready => ready);
            },
            $"seed {seed}: both silos to be ready again", BackMax);
        await gateway.UntilMoreAsync(300, $"seed {seed}, after the cut");

        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}: {string.Join(", ", ends)}; longest gap of a site {gateway.LongestGapSeconds:0.0} s, {gateway.SentAgain} requests sent again");
        await cluster.EndAsync(gateway);
    }
}
