using System.Net;
using ShopFloorTwin.KillHost;

namespace ShopFloorTwin.Orleans.Tests.Cluster;

/// <summary>
/// PostgreSQL goes away under load, as in a crash, and comes back.
/// <c>TWIN_RESTARTS</c> says how often (1), <c>TWIN_RESTART_SECONDS</c> how long it stays away (2).
/// </summary>
public sealed class PostgresRestartTests
{
    private static readonly TimeSpan NoticeMax = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BackMax = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task While_PostgreSQL_is_away_silos_say_they_are_not_ready_and_answer_from_the_last_picture_and_go_on_when_it_is_back()
    {
        var seed = TwinCluster.Number("TWIN_KILL_SEED", Environment.TickCount & 0xFFFF);
        var away = TimeSpan.FromSeconds(TwinCluster.Number("TWIN_RESTART_SECONDS", 2));
        var random = new Random(seed);
        var postgres = await OwnPostgres.StartAsync();
        var place = new NodePlace(postgres.ConnectionString(), []);
        await using var cluster = await TwinCluster.StartAsync([place, place], place.Store, postgres);
        await using var gateway = MachineGateway.Start(CountedSites.Two, cluster.Clients, seed);
        for (var restart = 0; restart < TwinCluster.Number("TWIN_RESTARTS", 1); restart++)
        {
            var when = $"seed {seed}, restart {restart}";
            await gateway.UntilMoreAsync(random.Next(1, 500), when);
            await postgres.StopAsync();
            var from = TimeProvider.System.GetTimestamp();
            var noticed = await Task.WhenAll(cluster.Nodes.Select(node => Patience.UntilAsync(
                async () => await node.StatusAsync("/health/ready") == HttpStatusCode.ServiceUnavailable, $"{when}: {node.Name} to say that it is not ready", NoticeMax)));
            var taken = gateway.AcknowledgedInAll;
            do
            {
                foreach (var (node, site) in cluster.Nodes.SelectMany(node => CountedSites.Two.Select(site => (node, site))))
                {
                    var read = TimeProvider.System.GetTimestamp();
                    var status = await node.StatusAsync($"/api/v1/sites/{site}/work-centers/{CountingPlant.Press}");
                    Assert.True(status == HttpStatusCode.OK, $"{when}: {node.Name} answers {status} for {site} after {TimeProvider.System.GetElapsedTime(read).TotalSeconds:0.0} s");
                }
                Assert.All(await Task.WhenAll(cluster.Nodes.Select(node => node.StatusAsync("/health/live"))), status => Assert.Equal(HttpStatusCode.OK, status));
                Assert.All(await Task.WhenAll(cluster.Nodes.Select(node => node.StatusAsync("/health/ready"))), status => Assert.Equal(HttpStatusCode.ServiceUnavailable, status));
            }
            while (TimeProvider.System.GetElapsedTime(from) < away);
            Assert.Equal(taken, gateway.AcknowledgedInAll);

            await postgres.StartAgainAsync();
            var back = await Task.WhenAll(cluster.Nodes.Select(node => Patience.UntilAsync(node.IsReadyAsync, $"{when}: {node.Name} to be ready again", BackMax)));
            var more = await gateway.UntilMoreAsync(1, when);
            TestContext.Current.TestOutputHelper!.WriteLine(
                $"{when}: not ready after {noticed.Max().TotalSeconds:0.0} s, ready again {back.Max().TotalSeconds:0.0} s after the start, taking pieces {more.TotalSeconds:0.0} s later");
        }

        var pieces = await cluster.EndAsync(gateway);

        TestContext.Current.TestOutputHelper!.WriteLine($"{pieces} pieces, {gateway.SentAgain} requests sent again");
    }
}
