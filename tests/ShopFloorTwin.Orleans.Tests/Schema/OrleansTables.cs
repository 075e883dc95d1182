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
public sealed class OrleansTables : IAsyncLifetime
{
    readonly List<IHost> _hosts = [];
    PostgresPlace? _place;
    NpgsqlDataSource? _source;

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public PostgresPlace Place => _place!;

    public NpgsqlDataSource Source => _source!;

    public async ValueTask InitializeAsync()
    {
        _place = new();
        _source = NewSource();
        await OrleansSchema.ApplyAsync(Source, TimeProvider.System, Cancellation);
    }

    public NpgsqlDataSource NewSource() => Stores.PostgresSource(Place.Options with { LockTimeout = TimeSpan.FromSeconds(20) });

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
        if (_source is not null)
            await _source.DisposeAsync();
        if (_place is not null)
            await _place.DisposeAsync();
    }
}
