using System.Net;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Orleans.Tests.Cluster;

/// <summary>A silo that is asked to stop under load.</summary>
public sealed class StoppedSiloTests
{
    [Fact]
    public async Task A_silo_asked_to_stop_answers_what_it_has_leaves_a_snapshot_at_the_end_and_hands_its_site_over()
    {
        var seed = TwinCluster.Number("TWIN_KILL_SEED", Environment.TickCount & 0xFFFF);
        await using var cluster = await TwinCluster.StartAsync(2);
        await using var gateway = MachineGateway.Start(CountedSites.Two, cluster.Clients, seed);
        var (site, stopping, other) = (CountedSites.Two[0], cluster.Nodes[0], cluster.Nodes[1]);
        await gateway.UntilMoreAsync(500, $"seed {seed}");
        Assert.Single(stopping.Openings(site));
        gateway.ForgetGaps();

        var from = TimeProvider.System.GetTimestamp();
        stopping.AskToStop();
        var unready = await Patience.UntilAsync(async () => !await stopping.IsReadyAsync(), "the stopping silo to say so", TimeSpan.FromSeconds(5));
        var ended = stopping.EndAsync(TimeSpan.FromSeconds(60));
        while (!ended.IsCompleted)
            Assert.NotEqual(HttpStatusCode.OK, await stopping.StatusAsync("/health/ready"));
        Assert.Equal(0, await ended);
        var stopped = TimeProvider.System.GetElapsedTime(from);
        await gateway.UntilMoreAsync(500, $"seed {seed}, after the stop");

        var takenOver = Assert.Single(other.Openings(site));
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"seed {seed}: not ready after {unready.TotalSeconds:0.00} s, ended after {stopped.TotalSeconds:0.0} s, longest gap of a site {gateway.LongestGapSeconds:0.0} s, taken over at {takenOver.Position} from the snapshot at {takenOver.Snapshot}; it said:\n{string.Join('\n', stopping.Said)}");
        // A kept connection may be closed just as the next request goes out on it (RFC 9112, 9.3.1): once for each of the gateway's senders at most.
        Assert.InRange(gateway.Unanswered, 0, MachineGateway.Senders);
        await cluster.EndAsync(gateway);
        // The other one's own is at the very end.
        await using var store = await Stores.OpenAsync(cluster.Store, TimeProvider.System, TestContext.Current.CancellationToken);
        var left = (await store.Snapshots.ListAsync(site, TestContext.Current.CancellationToken)).Select(header => header.Position).ToList();
        Assert.Contains(left, position => position >= takenOver.Position && position <= gateway.AcknowledgedCount(site));
    }
}
