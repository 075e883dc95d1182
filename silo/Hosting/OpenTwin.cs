using ShopFloorTwin.Embedded;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Silo.Configuration;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Silo.Hosting;

/// <summary>The store and the engine on it, opened for this process; disposing drains, takes snapshots, and gives the store back.</summary>
public sealed class OpenTwin : IAsyncDisposable
{
    private static readonly TimeSpan DecisionInterval = TimeSpan.FromSeconds(1);
    private readonly RunningEngine _running;

    private OpenTwin(IStore store, RunningEngine running) => (Store, _running) = (store, running);

    public IStore Store { get; }
    public ITwinEngine Engine => _running.Engine;

    /// <summary>Why the engine takes no calls now; null: it does.</summary>
    public string? NotReadyBecause => _running.NotReadyBecause();

    /// <summary>As the server opens it: the configured engine, with the sites' rules looked after where there are any.</summary>
    /// <exception cref="ConfigurationFault">The engine is not part of this build.</exception>
    /// <exception cref="StoreRefusedException">The store is in use by another process, or of a newer version.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be reached or written.</exception>
    public static Task<OpenTwin> ServeAsync(TwinSettings settings, TimeProvider time, ILoggerFactory logs, CancellationToken cancellation) =>
        settings.Engine == EngineKind.Orleans ? JoinAsync(settings, time, logs, cancellation) : OpenAsync(settings, serves: true, time, logs, cancellation);

    /// <summary>As a command opens it, whatever the server's engine is: alone, in this process.</summary>
    /// <exception cref="StoreRefusedException">The store is in use by another process, or of a newer version.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be reached or written.</exception>
    /// <param name="serves">Whether it serves; a command that only reads or feeds decides nothing, and searches for nothing.</param>
    public static async Task<OpenTwin> OpenAsync(TwinSettings settings, bool serves, TimeProvider time, ILoggerFactory logs, CancellationToken cancellation)
    {
        var store = await OpenStoreAsync(settings, time, cancellation);
        try
        {
            var engine = await EmbeddedEngine.StartAsync(store, OptionsOf(settings, serves), time, logs.CreateLogger<EmbeddedEngine>(), cancellation);
            return new OpenTwin(store, new RunningEngine(engine, engine, () => null));
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>The store alone.</summary>
    public static ValueTask<IStore> OpenStoreAsync(TwinSettings settings, TimeProvider time, CancellationToken cancellation) =>
        Stores.OpenAsync(PlaceOf(settings), time, cancellation);

    /// <summary>Where the store is.</summary>
    public static StoreOptions PlaceOf(TwinSettings settings) => new(settings.Store, settings.Data);

    public async ValueTask DisposeAsync()
    {
        await _running.Stop.DisposeAsync();
        await Store.DisposeAsync();
    }

#if ENGINE_ORLEANS
    private static async Task<OpenTwin> JoinAsync(TwinSettings settings, TimeProvider time, ILoggerFactory logs, CancellationToken cancellation)
    {
        var store = await Stores.OpenAsync(PlaceOf(settings) with { Exclusive = false }, time, cancellation);
        try
        {
            return new OpenTwin(store, await ClusterTwin.StartAsync(settings, store, OptionsOf(settings, serves: true), time, logs, cancellation));
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }
#else
    private static Task<OpenTwin> JoinAsync(TwinSettings settings, TimeProvider time, ILoggerFactory logs, CancellationToken cancellation) =>
        throw new ConfigurationFault("Twin:Engine", "'orleans' is not part of this build: build with -p:Engine=Orleans, or write embedded");
#endif

    private static EngineOptions OptionsOf(TwinSettings settings, bool serves) => new()
    {
        DecisionInterval = serves && settings.Decides ? DecisionInterval : null,
        Rules = settings.Rules,
        SiteRules = settings.SiteRules,
        Clock = settings.Clock,
        Forecast = new() { Samples = settings.Samples },
        IdleSuggestions = serves ? settings.IdleSuggestions : TimeSpan.Zero,
        GivesMemoryBack = serves,
        Thresholds = settings.Thresholds,
        SiteThresholds = settings.SiteThresholds,
    };
}
