using System.Diagnostics;
using System.Net;
using ShopFloorTwin.KillHost;

namespace ShopFloorTwin.Orleans.Tests.Cluster;

/// <summary>
/// An upgrade from the earlier version to this one under load, silo by silo, the way back, and the upgrade once more: the state of two
/// versions need not be the same, and is held against the journal by this one.
/// <c>TWIN_PREVIOUS_SILO</c> names the folder with the earlier version's program.
/// </summary>
public sealed class RollingUpgradeTests
{
    private const string Variable = "TWIN_PREVIOUS_SILO";

    /// <summary>Of each silo for each site, before the next one is replaced: some seconds of load.</summary>
    private const int RequestsTogether = 300;

    private static ITestOutputHelper Output => TestContext.Current.TestOutputHelper!;

    [Fact]
    public async Task Silos_replaced_one_by_one_with_this_version_and_back_and_again_lose_nothing_acknowledged_and_count_nothing_twice()
    {
        var earlier = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(earlier), $"{Variable} names no folder: check out the earlier release, dotnet publish silo -c Release -p:Engine=Orleans -o <folder>");
        var seed = TwinCluster.Number("TWIN_KILL_SEED", Environment.TickCount & 0xFFFF);
        var present = AppContext.BaseDirectory;
        Output.WriteLine($"seed {seed}: {Version(earlier!)} -> {Version(present)} -> {Version(earlier!)} -> {Version(present)}");
        await using var cluster = await TwinCluster.StartFromAsync(2, earlier!);
        await using var gateway = MachineGateway.Start(CountedSites.Two, cluster.Clients, seed);
        await gateway.UntilEachTakesAsync(10, $"seed {seed}");
        gateway.ForgetGaps();

        await ReplaceAsync(cluster, gateway, present, $"seed {seed}, up");
        await ReplaceAsync(cluster, gateway, earlier!, $"seed {seed}, back");
        await ReplaceAsync(cluster, gateway, present, $"seed {seed}, up again");
        var (gap, restarts) = (gateway.LongestGapSeconds, cluster.Nodes.Sum(node => node.Restarts));
        var pieces = await cluster.EndAsync(gateway);

        Output.WriteLine(
            $"{pieces} pieces journalled, {gateway.AcknowledgedInAll} acknowledged, {gateway.SentAgain} requests sent again, {gateway.Unanswered} unanswered, longest gap of a site {gap:0.0} s, {restarts} other restarts");
        foreach (var line in cluster.Nodes.SelectMany(node => node.Said).Where(line => !line.StartsWith("info", StringComparison.Ordinal)).CountBy(Kind).OrderByDescending(one => one.Value))
            Output.WriteLine($"{line.Value} x {line.Key}");
    }

    /// <summary>One silo after the other: between the two, the one not yet replaced runs every site, and both versions take events and answer.</summary>
    private static async Task ReplaceAsync(TwinCluster cluster, MachineGateway gateway, string program, string when)
    {
        foreach (var node in cluster.Nodes)
        {
            var other = cluster.Nodes.Single(one => one != node);
            var from = TimeProvider.System.GetTimestamp();
            node.AskToStop();
            Assert.Equal((node.Name, 0), (node.Name, await node.EndAsync(TimeSpan.FromSeconds(60))));
            var stopped = TimeProvider.System.GetElapsedTime(from);
            var away = await gateway.UntilMoreAsync(1, $"{when}, {node.Name} stopped");
            Assert.All(CountedSites.Two, site => Assert.Equal((when, site, other.Name), (when, site, CarrierOf(cluster, site).Name)));

            node.Program = program;
            node.Start();
            var ready = await node.UntilReadyAsync();
            var together = await gateway.UntilEachTakesAsync(RequestsTogether, $"{when}, {node.Name} replaced");
            foreach (var (silo, site) in from silo in cluster.Nodes from site in CountedSites.Two select (silo, site))
            {
                Assert.Equal((silo.Name, site, HttpStatusCode.OK), (silo.Name, site, await silo.StatusAsync($"/api/v1/sites/{site}/orders")));
                Assert.Equal((silo.Name, site, HttpStatusCode.OK), (silo.Name, site, await silo.StatusAsync($"/api/v1/sites/{site}/work-centers/{CountingPlant.Press}")));
            }
            Output.WriteLine(
                $"{when}: {node.Name} ended after {stopped.TotalSeconds:0.0} s, its sites took events {away.TotalSeconds:0.0} s later, it was ready again after {ready.TotalSeconds:0.0} s; {together.TotalSeconds:0.0} s together, {gateway.SentAgain} requests sent again and {gateway.Unanswered} unanswered so far, {string.Join(", ", CountedSites.Two.Select(site => $"{site} on {CarrierOf(cluster, site).Name}"))}");
        }
    }

    /// <summary>The silo that began to run the site last.</summary>
    private static ClusterNode CarrierOf(TwinCluster cluster, string site) => cluster.Nodes.MaxBy(node => node.Openings(site).Select(one => one.Position).DefaultIfEmpty(-1).Last())!;

    private static string Version(string folder) => FileVersionInfo.GetVersionInfo(Path.Combine(folder, "silo.dll")).ProductVersion!;

    private static string Kind(string line) => line.Length > 110 ? line[..110] : line;
}
