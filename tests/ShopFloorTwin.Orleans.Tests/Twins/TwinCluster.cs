using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.TestingHost;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Engine.Tests.Fixtures;
using ShopFloorTwin.Orleans.Contracts;
using ShopFloorTwin.Orleans.Erp;
using ShopFloorTwin.Orleans.Schema;
using ShopFloorTwin.Orleans.Sites;
using ShopFloorTwin.Orleans.Streams;
using ShopFloorTwin.Orleans.Twins;
using ShopFloorTwin.Storage;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Orleans.Tests.Twins;

/// <summary>An in-process cluster of silos over a store; on PostgreSQL the twins are saved there too.</summary>
internal sealed class TwinCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;
    private readonly NpgsqlDataSource? _tables;

    private TwinCluster(InProcessTestCluster cluster, IStore store, NpgsqlDataSource? tables) => (_cluster, Store, _tables) = (cluster, store, tables);

    public IStore Store { get; }

    public InProcessTestCluster Cluster => _cluster;

    public OrleansEngine Engine => new(_cluster.Client, Store, TimeProvider.System);

    public IGrainFactory Grains => _cluster.Client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<TwinCluster> StartAsync(StorePlace place, int silos, Action<ISiloBuilder>? configure = null)
    {
        var store = await place.OpenAsync();
        var tables = place is PostgresPlace ? Stores.PostgresSource(place.Options with { LockTimeout = TimeSpan.FromSeconds(20) }) : null;
        if (tables is not null)
            await OrleansSchema.ApplyAsync(tables, TimeProvider.System, Cancellation);
        var options = new EngineOptions { Forecast = new() { Samples = 16 }, MinForecastInterval = TimeSpan.FromSeconds(1) };
        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddTwins(new SiteParts(store, options, TimeProvider.System), near: [], new NoErp()).UseInMemoryReminderService();
            foreach (var storage in new[] { SavedTwin.Storage, TwinStreams.Subscriptions })
            {
                if (tables is null)
                    silo.AddMemoryGrainStorage(storage);
                else
                    silo.AddAdoNetGrainStorage(storage, options => (options.Invariant, options.DataSource) = (OrleansSchema.Invariant, tables));
            }
            silo.Configure<ClusterMembershipOptions>(membership => (membership.ProbeTimeout, membership.NumMissedProbesLimit) = (TimeSpan.FromMilliseconds(500), 2));
            silo.Configure<SiloMessagingOptions>(messages => messages.ResponseTimeout = TimeSpan.FromSeconds(15));
            configure?.Invoke(silo);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new TwinCluster(cluster, store, tables);
    }

    /// <summary>A site with its plant taken.</summary>
    public async Task<ISiteTwin> PlantAsync(string site = Shop.Site)
    {
        var twin = await Engine.OpenAsync(site, Cancellation);
        await twin.AcceptAsync([Shop.Imported(Shop.Plant(site))], Cancellation);
        return twin;
    }

    public ITwinGrain Grain(TwinRef twin, string site = Shop.Site) => twin.Kind switch
    {
        TwinKind.WorkCenter => Grains.GetGrain<IWorkCenterGrain>($"{site}/{twin.Id}"),
        TwinKind.Order => Grains.GetGrain<IOrderGrain>($"{site}/{twin.Id}"),
        TwinKind.Component => Grains.GetGrain<IComponentGrain>($"{site}/{twin.Id}"),
        _ => Grains.GetGrain<ISupplierGrain>($"{site}/{twin.Id}"),
    };

    /// <summary>What the grain says; null when there is no such twin.</summary>
    public async Task<string?> StateAsync(TwinRef twin, long minPosition = 0) => Text(await Grain(twin).GetAsync(minPosition, Cancellation));

    public static string? Text(TwinAnswer? answer) => answer is null ? null : System.Text.Encoding.UTF8.GetString(answer.State.Span);

    /// <summary>The site as a fold of its whole journal.</summary>
    public async Task<SiteState> FoldedAsync(string site = Shop.Site)
    {
        var state = new SiteState(site);
        while (await Store.Journal.ReadAsync(site, state.Position, 5_000, Cancellation) is { Count: > 0 } page)
            foreach (var record in page)
            {
                if (EventReader.Read(record.Body).Event is { } read)
                    state.Apply(new SiteRecord(record.Position, record.RecordedAt, read));
                else
                    state.PassOver(record.Position);
            }
        return state;
    }

    public static string? StateOf(SiteState site, TwinRef twin) => TwinSlice.Of(site, twin) is { } slice ? System.Text.Encoding.UTF8.GetString(slice.Content()) : null;

    public static IEnumerable<TwinRef> All(SiteState site)
    {
        var twins = site.Publish();
        return [
            .. twins.WorkCenters.Select(one => new TwinRef(TwinKind.WorkCenter, one.Id)), .. twins.Orders.Select(one => new TwinRef(TwinKind.Order, one.Id)),
            .. twins.Components.Select(one => new TwinRef(TwinKind.Component, one.Id)), .. twins.Suppliers.Select(one => new TwinRef(TwinKind.Supplier, one.Id)),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
        await Store.DisposeAsync();
        if (_tables is not null)
            await _tables.DisposeAsync();
    }
}
