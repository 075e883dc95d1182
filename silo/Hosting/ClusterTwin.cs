using ShopFloorTwin.Engine;
using ShopFloorTwin.Orleans;
using ShopFloorTwin.Orleans.Erp;
using ShopFloorTwin.Orleans.Sites;
using ShopFloorTwin.Silo.Commands;
using ShopFloorTwin.Silo.Configuration;
using ShopFloorTwin.Silo.Odoo;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Silo.Hosting;

/// <summary>This process as a silo of its cluster. Part of builds with <c>-p:Engine=Orleans</c> alone.</summary>
internal static class ClusterTwin
{
    /// <exception cref="StoreRefusedException">The store is no PostgreSQL, or of a newer version.</exception>
    public static async Task<RunningEngine> StartAsync(TwinSettings settings, IStore store, EngineOptions options, TimeProvider time, ILoggerFactory logs, CancellationToken cancellation)
    {
        var place = settings.Place;
        var silo = await ClusterSilo.StartAsync(
            new ClusterSettings { Id = place.Cluster, Address = place.Address, SiloPort = place.Port, Near = place.Near, VotedOut = End },
            OpenTwin.PlaceOf(settings), new SiteParts(store, options, time), new Erps(settings, store, time, logs), logs, cancellation);
        return new RunningEngine(silo.Engine, silo, () => silo.NotReadyBecause);
    }

    // Not from the thread that says so, on which the runtime would wait for itself.
    private static void End(string reason)
    {
        Console.Error.WriteLine($"{reason.ReplaceLineEndings(" ")} Start it again.");
        new Thread(() => Environment.Exit((int)ExitCode.VotedOut)) { IsBackground = true }.Start();
    }

    private sealed class Erps(TwinSettings settings, IStore store, TimeProvider time, ILoggerFactory logs) : IErpWork
    {
        public IReadOnlyList<string> Instances { get; } = [.. settings.Odoo.Select(odoo => odoo.Instance)];

        public IAsyncDisposable Carry(string instance, ITwinEngine engine) =>
            OdooWork.Start(settings with { Odoo = [settings.Odoo.Single(odoo => odoo.Instance == instance)] }, engine, store, time, logs);
    }
}
