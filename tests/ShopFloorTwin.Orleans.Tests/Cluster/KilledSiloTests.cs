using System.Net;
using System.Text.Json;
using ShopFloorTwin.KillHost;

namespace ShopFloorTwin.Orleans.Tests.Cluster;

/// <summary>
/// Silos under load, killed with SIGKILL at seeded moments and started again.
/// <c>TWIN_CLUSTER_KILLS</c> says how often (once of two, twice of three), <c>TWIN_KILL_SEED</c> repeats a run.
/// </summary>
public sealed class KilledSiloTests
{
    /// <summary>What a planner is promised; the figures of a run are in its output.</summary>
    private static readonly TimeSpan FailOverMax = TimeSpan.FromSeconds(60);

    private static ITestOutputHelper Output => TestContext.Current.TestOutputHelper!;

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public async Task Killed_silos_lose_nothing_acknowledged_count_nothing_twice_and_are_answered_for_by_the_others(int silos, int few)
    {
        var kills = TwinCluster.Number("TWIN_CLUSTER_KILLS", few);
        var seed = TwinCluster.Number("TWIN_KILL_SEED", Environment.TickCount & 0xFFFF);
        Output.WriteLine($"{silos} silos, {kills} kills, seed {seed}");
        var random = new Random(seed);
        var deaths = 0;
        var failOvers = new List<(double Reads, double Writes)>();
        await using var cluster = await TwinCluster.StartAsync(silos);
        await using var gateway = MachineGateway.Start(CountedSites.Two, cluster.Clients, seed);
        for (var kill = 0; kill < kills; kill++)
        {
            var when = $"seed {seed}, kill {kill}";
            await gateway.UntilMoreAsync(random.Next(1, 400), when);
            var victim = cluster.Nodes[random.Next(silos)];
            await victim.KillAsync();
            deaths++;
            failOvers.Add(await FailOverAsync(cluster, gateway, when));
            victim.Start();
            // Every third is killed again soon after, or while it starts.
            if (random.Next(3) == 0)
            {
                await gateway.UntilMoreAsync(random.Next(1, 2_000), when);
                await victim.KillAsync();
                deaths++;
                victim.Start();
            }
            await victim.UntilReadyAsync();
        }

        var pieces = await cluster.EndAsync(gateway);

        Output.WriteLine($"{deaths} deaths, {cluster.Nodes.Sum(node => node.Restarts)} other restarts, {pieces} pieces journalled, {gateway.AcknowledgedInAll} acknowledged, {gateway.SentAgain} requests sent again");
        Output.WriteLine($"fail-over of reads in s: {Spread(failOvers.Select(one => one.Reads))}; of writes: {Spread(failOvers.Select(one => one.Writes))}; longest gap {gateway.LongestGapSeconds:0.0}");
        foreach (var line in cluster.Nodes.SelectMany(node => node.Said).Where(line => !line.StartsWith("info", StringComparison.Ordinal)).CountBy(Kind).OrderByDescending(one => one.Value))
            Output.WriteLine($"{line.Value} x {line.Key}");
    }

    /// <summary>Until every other silo answers for every site, and every site takes events.</summary>
    private static async Task<(double Reads, double Writes)> FailOverAsync(TwinCluster cluster, MachineGateway gateway, string when)
    {
        var writes = gateway.UntilMoreAsync(1, when);
        var reads = await Task.WhenAll(
            from node in cluster.Nodes
            where node.IsRunning
            from site in CountedSites.Two
            select Patience.UntilAsync(async () => await CountsAsync(node.Client, site), $"{when}: {node.Name} to answer for {site}", FailOverMax));
        return (reads.Max().TotalSeconds, (await writes).TotalSeconds);
    }

    private static async Task<bool> CountsAsync(HttpClient client, string site)
    {
        try
        {
            using var answer = await client.GetAsync($"/api/v1/sites/{site}/work-centers/{CountingPlant.Press}", TestContext.Current.CancellationToken);
            if (answer.StatusCode != HttpStatusCode.OK)
                return false;
            using var press = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            return press.RootElement.GetProperty("position").GetInt64() > 0;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private static string Kind(string line) => line.Length > 110 ? line[..110] : line;

    private static string Spread(IEnumerable<double> seconds)
    {
        var sorted = seconds.Order().ToList();
        return $"{sorted[0]:0.0} / {sorted[sorted.Count / 2]:0.0} / {sorted[^1]:0.0}";
    }
}
