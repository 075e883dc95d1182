using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Storage;
using ShopFloorTwin.Orleans.Schema;
using ShopFloorTwin.Storage;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Orleans.Tests.Schema;

/// <summary>The tables in a schema of their own, and Orleans' own providers on them, each as in a silo of its own.</summary>
public sealed class OrleansTables : IAsyncDisposable
{
    readonly List<IHost> _hosts = [];

    OrleansTables() => Source = Stores.PostgresSource(Place.Options with { LockTimeout = TimeSpan.FromSeconds(20) });

    public PostgresPlace Place { get; } = new();

    public NpgsqlDataSource Source { get; }

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<OrleansTables> MakeAsync()
    {
        var tables = new OrleansTables();
        await OrleansSchema.ApplyAsync(tables.Source, TimeProvider.System, Cancellation);
        return tables;
    }

    /// <summary>The grain storage of one more silo, started as a silo starts it.</summary>
    public async Task<IGrainStorage> GrainStorageAsync(Action<AdoNetGrainStorageOptions>? configure = null)
    {
        var services = Silo("lyon", configure);
        var storage = services.GetRequiredKeyedService<IGrainStorage>("states");
        var lifecycle = new SiloLifecycleSubject(NullLogger<SiloLifecycleSubject>.Instance);
        ((ILifecycleParticipant<ISiloLifecycle>)storage).Participate(lifecycle);
        await lifecycle.OnStart(Cancellation);
        return storage;
    }

    /// <summary>The membership table of one more silo.</summary>
    public async Task<IMembershipTable> MembershipAsync(string cluster)
    {
        var table = Silo(cluster).GetRequiredService<IMembershipTable>();
        await table.InitializeMembershipTable(tryInitTableVersion: true);
        return table;
    }

    /// <summary>The reminder table of one more silo.</summary>
    public async Task<IReminderTable> RemindersAsync()
    {
        var table = Silo("lyon").GetRequiredService<IReminderTable>();
        await table.StartAsync(Cancellation);
        return table;
    }

    /// <summary>What a client outside the cluster finds it by.</summary>
    public async Task<IList<Uri>> GatewaysAsync(string cluster)
    {
        using var host = new HostBuilder()
            .UseOrleansClient(client => client
                .Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (cluster, "twin"))
                .UseAdoNetClustering(o => (o.Invariant, o.DataSource) = (OrleansSchema.Invariant, Source)))
            .Build();
        var gateways = host.Services.GetRequiredService<global::Orleans.Messaging.IGatewayListProvider>();
        await gateways.InitializeGatewayListProvider();
        return await gateways.GetGateways();
    }

    /// <summary>A silo that is composed and not started.</summary>
    IServiceProvider Silo(string cluster, Action<AdoNetGrainStorageOptions>? configure = null)
    {
        var host = new HostBuilder()
            .UseOrleans(silo => silo
                .Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (cluster, "twin"))
                .UseAdoNetClustering(o => (o.Invariant, o.DataSource) = (OrleansSchema.Invariant, Source))
                .UseAdoNetReminderService(o => (o.Invariant, o.DataSource) = (OrleansSchema.Invariant, Source))
                .AddAdoNetGrainStorage("states", o =>
                {
                    (o.Invariant, o.DataSource) = (OrleansSchema.Invariant, Source);
                    configure?.Invoke(o);
                }))
            .Build();
        _hosts.Add(host);
        return host.Services;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            host.Dispose();
        await Source.DisposeAsync();
        await Place.DisposeAsync();
    }
}

/// <summary>A test with the tables made.</summary>
public abstract class OrleansTablesTest : IAsyncLifetime
{
    OrleansTables? _tables;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected OrleansTables Tables => _tables!;

    public virtual async ValueTask InitializeAsync() => _tables = await OrleansTables.MakeAsync();

    public async ValueTask DisposeAsync()
    {
        if (_tables is not null)
            await _tables.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
