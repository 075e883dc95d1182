using ShopFloorTwin.Embedded;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Silo.Configuration;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Silo.Hosting;

/// <summary>The store and the engine on it, opened for this process; disposing drains, takes snapshots, and gives the store back.</summary>
public sealed class OpenTwin : IAsyncDisposable
{
    private static readonly TimeSpan DecisionInterval = TimeSpan.FromSeconds(1);
    private readonly EmbeddedEngine _engine;

    private OpenTwin(IStore store, EmbeddedEngine engine) => (Store, _engine) = (store, engine);

    public IStore Store { get; }
    public ITwinEngine Engine => _engine;

    /// <exception cref="ConfigurationFault">The engine is not part of this build.</exception>
    /// <exception cref="StoreRefusedException">The store is in use by another process, or of a newer version.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be reached or written.</exception>
    /// <param name="decides">Whether the sites' rules are looked after; a command that only reads or feeds decides nothing.</param>
    public static async Task<OpenTwin> OpenAsync(TwinSettings settings, bool decides, TimeProvider time, ILoggerFactory logs, CancellationToken cancellation)
    {
        CheckEngine(settings.Engine);
        var store = await OpenStoreAsync(settings, time, cancellation);
        try
        {
            return new OpenTwin(store, await EmbeddedEngine.StartAsync(store, OptionsOf(settings, decides), time, logs.CreateLogger<EmbeddedEngine>(), cancellation));
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>The store alone.</summary>
    public static ValueTask<IStore> OpenStoreAsync(TwinSettings settings, TimeProvider time, CancellationToken cancellation) =>
        Stores.OpenAsync(new StoreOptions(settings.Store, settings.Data), time, cancellation);

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await Store.DisposeAsync();
    }

    private static EngineOptions OptionsOf(TwinSettings settings, bool decides) => new()
    {
        DecisionInterval = decides ? DecisionInterval : null,
        Rules = settings.Rules,
        SiteRules = settings.SiteRules,
        Clock = settings.Clock,
        Forecast = new() { Samples = settings.Samples },
        Thresholds = settings.Thresholds,
        SiteThresholds = settings.SiteThresholds,
    };

    private static void CheckEngine(EngineKind engine)
    {
        if (engine == EngineKind.Orleans)
            throw new ConfigurationFault("Twin:Engine", "'orleans' is not part of this build: build with -p:Engine=Orleans, or write embedded");
    }
}
