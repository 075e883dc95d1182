using ShopFloorTwin.Engine;
using ShopFloorTwin.Silo.Configuration;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Silo.Odoo;

/// <summary>Readers and writers of the configured Odoo instances over one client each, running until disposed.</summary>
internal sealed class OdooWork : IAsyncDisposable
{
    private readonly OdooFeeds _feeds;
    private readonly OdooWriters _writers;

    private OdooWork(OdooFeeds feeds, OdooWriters writers) => (_feeds, _writers) = (feeds, writers);

    public static OdooWork Start(TwinSettings settings, ITwinEngine engine, IStore store, TimeProvider time, ILoggerFactory logs)
    {
        var feeds = OdooFeeds.Start(settings, engine, store, time, logs);
        return new OdooWork(feeds, OdooWriters.Start(settings, feeds.Clients, engine, store, time, logs));
    }

    public async ValueTask DisposeAsync()
    {
        await _writers.DisposeAsync();
        await _feeds.DisposeAsync();
    }
}
