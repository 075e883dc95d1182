using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Orleans.Erp;
using ShopFloorTwin.Orleans.Schema;
using ShopFloorTwin.Orleans.Sites;
using ShopFloorTwin.Orleans.Streams;
using ShopFloorTwin.Orleans.Twins;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Orleans;

/// <summary>
/// A silo of the cluster in this process, with membership, reminders and grain states in the store's PostgreSQL.
/// Disposing drains it: its sites serve what waits, take a snapshot, and are taken over by the others.
/// </summary>
public sealed class ClusterSilo : IAsyncDisposable
{
    private readonly NpgsqlDataSource _tables;
    private readonly IHost _host;
    private readonly CancellationTokenSource _stopping = new();
    private Task _caring = Task.CompletedTask;

    private ClusterSilo(NpgsqlDataSource tables, IHost host, IStore store)
    {
        (_tables, _host) = (tables, host);
        Engine = new OrleansEngine(host.Services.GetRequiredService<IGrainFactory>(), store, TimeProvider.System);
    }

    /// <summary>The cluster, as an engine.</summary>
    public ITwinEngine Engine { get; }

    /// <summary>Why calls should not be sent here; null: they may.</summary>
    public string? NotReadyBecause =>
        _stopping.IsCancellationRequested ? "The silo is stopping."
        : _host.Services.GetRequiredService<ISiloStatusOracle>().CurrentStatus is var status && status != SiloStatus.Active ? $"The silo is {status.ToString().ToLowerInvariant()} in its cluster."
        : null;

    /// <summary>Joins the cluster; on return the silo takes calls.</summary>
    /// <param name="settings">Its place in the cluster.</param>
    /// <param name="place">Of the store, for the cluster's own tables beside it.</param>
    /// <param name="parts">What its sites are run with.</param>
    /// <param name="erp">The configured ERPs.</param>
    /// <param name="logs">Of the process.</param>
    /// <param name="cancellation">Stops the start.</param>
    /// <exception cref="StoreUnavailableException">PostgreSQL cannot be reached.</exception>
    /// <exception cref="StoreRefusedException">The store is no PostgreSQL, too old, or of a newer version.</exception>
    public static async Task<ClusterSilo> StartAsync(
        ClusterSettings settings, StoreOptions place, SiteParts parts, IErpWork erp, ILoggerFactory logs, CancellationToken cancellation)
    {
        var tables = Stores.PostgresSource(place);
        IHost? host = null;
        try
        {
            await OrleansSchema.ApplyAsync(tables, TimeProvider.System, cancellation);
            host = Build(settings, parts, erp, tables, logs);
            await host.StartAsync(cancellation);
            var silo = new ClusterSilo(tables, host, parts.Store);
            silo._caring = new Caretaker(host.Services.GetRequiredService<IGrainFactory>(), parts.Store.Journal, erp.Instances, TimeProvider.System, logs.CreateLogger<Caretaker>()).RunAsync(silo._stopping.Token);
            return silo;
        }
        catch
        {
            host?.Dispose();
            await tables.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _caring;
        await _host.Services.GetRequiredService<LocalSites>().SaveAsync();
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        await _tables.DisposeAsync();
        _stopping.Dispose();
    }

    private static IHost Build(ClusterSettings settings, SiteParts parts, IErpWork erp, NpgsqlDataSource tables, ILoggerFactory logs)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSingleton(logs);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.DrainTimeout);
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (settings.Id, settings.Id));
            // No gateway: clients speak HTTP.
            silo.Configure<EndpointOptions>(endpoints => (endpoints.AdvertisedIPAddress, endpoints.SiloPort, endpoints.GatewayPort) = (settings.Address, settings.SiloPort, 0));
            silo.Configure<ClusterMembershipOptions>(membership => membership.ProbeTimeout = settings.ProbeTimeout);
            silo.UseAdoNetClustering(options => (options.Invariant, options.DataSource) = (OrleansSchema.Invariant, tables));
            silo.UseAdoNetReminderService(options => (options.Invariant, options.DataSource) = (OrleansSchema.Invariant, tables));
            silo.Services.AddSingleton<IFatalErrorHandler>(new LastWord(settings.VotedOut));
            foreach (var storage in new[] { SavedTwin.Storage, TwinStreams.Subscriptions })
                silo.AddAdoNetGrainStorage(storage, options => (options.Invariant, options.DataSource) = (OrleansSchema.Invariant, tables));
            silo.AddTwins(parts, settings.Near, erp);
        });
        return builder.Build();
    }
}
