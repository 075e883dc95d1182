namespace ShopFloorTwin.Orleans.Tests.Cluster;

/// <summary>A site that is live twice for a while, as after a cut between silos: what keeps it right is the store.</summary>
public sealed class TwoFloorsTests
{
    [Fact]
    public async Task Two_live_floors_of_one_site_lose_and_double_nothing_and_come_to_the_same_state()
    {
        var seed = TwinCluster.Number("TWIN_KILL_SEED", Environment.TickCount & 0xFFFF);
        // Each silo is alone in a cluster of its own, and runs every site.
        await using var clusters = await TwinCluster.StartAsync(2, static silo => $"cluster-{silo}");
        await using var gateway = MachineGateway.Start(CountedSites.Two, clusters.Clients, seed);
        await gateway.UntilMoreAsync(TwinCluster.Number("TWIN_TWO_FLOORS_PIECES", 3_000), $"seed {seed}");

        var pieces = await clusters.EndAsync(gateway);

        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}: {pieces} pieces, {gateway.SentAgain} requests sent again");
        Assert.All(clusters.Nodes, node => Assert.All(CountedSites.Two, site => Assert.Single(node.Openings(site))));
    }
}
