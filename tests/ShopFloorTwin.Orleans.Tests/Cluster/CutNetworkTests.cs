namespace ShopFloorTwin.Orleans.Tests.Cluster;

/// <summary>
/// Two silos that both reach PostgreSQL and their callers, and not each other, until one of them is voted out. It ends, and is started again,
/// as a service manager does.
/// </summary>
public sealed class CutNetworkTests
{
    private static readonly TimeSpan VoteMax = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task A_cut_between_silos_loses_and_doubles_nothing_and_afterwards_there_is_one_floor_a_site_again()
    {
        var seed = TwinCluster.Number("TWIN_KILL_SEED", Environment.TickCount & 0xFFFF);
        await using var network = await CutNetwork.MakeAsync();
        var postgres = await OwnPostgres.StartAsync(string.Join(',', [.. network.Here, "127.0.0.1"]));
        var places = Enumerable.Range(0, 2).Select(side =>
            new NodePlace(postgres.ConnectionString(network.Here[side]), [], network.PeerAt(side), network.ReachedAt(side), network.NamespaceOf(side)));
        await using var cluster = await TwinCluster.StartAsync(places, postgres.ConnectionString(), postgres);
        await using var gateway = MachineGateway.Start(CountedSites.Two, cluster.Clients, seed);
        await gateway.UntilMoreAsync(300, $"seed {seed}");
        gateway.ForgetGaps();

        await network.CutAsync();
        var votedOut = await Patience.UntilAsync(() => Task.FromResult(cluster.Nodes.Any(node => !node.IsRunning)), $"seed {seed}: one of the silos to be voted out", VoteMax);
        var loser = cluster.Nodes.Single(node => !node.IsRunning);
        Assert.Equal((int)Silo.Commands.ExitCode.VotedOut, loser.ExitCode);
        // The other goes on alone, while the cut lasts.
        await gateway.UntilMoreAsync(100, $"seed {seed}, during the cut");
        await network.MendAsync();
        loser.StartIfEnded();
        await Task.WhenAll(cluster.Nodes.Select(node => node.UntilReadyAsync()));
        await gateway.UntilMoreAsync(300, $"seed {seed}, after the cut");

        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}: {loser.Name} voted out after {votedOut.TotalSeconds:0.0} s; longest gap of a site {gateway.LongestGapSeconds:0.0} s, {gateway.SentAgain} requests sent again");
        await cluster.EndAsync(gateway);
    }
}
