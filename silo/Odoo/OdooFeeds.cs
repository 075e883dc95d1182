using ShopFloorTwin.Engine;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Silo.Configuration;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Silo.Odoo;

/// <summary>The clients of the configured Odoo instances, one each for this process, and the feeds of their sites, running until disposed.</summary>
internal sealed class OdooFeeds : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<OdooClient> _clients = [];
    private readonly Task _running;

    private OdooFeeds(TwinSettings settings, ITwinEngine engine, IStore store, TimeProvider time, ILoggerFactory logs)
    {
        var running = new List<Task>();
        foreach (var odoo in settings.Odoo)
        {
            var client = odoo.NewClient(time, logs);
            _clients.Add(client);
            foreach (var site in odoo.Sites)
                running.Add(RunAsync(new OdooFeed(client, site, odoo.Rhythm, engine, store.Quarantine, time, logs.CreateLogger<OdooFeed>()), _stop.Token));
        }
        _running = Task.WhenAll(running);
    }

    /// <summary>One a configured instance: whoever else speaks to it goes by its pace.</summary>
    public IReadOnlyList<IOdooClient> Clients => _clients;

    /// <summary>Starts reading; the server does not wait for it.</summary>
    public static OdooFeeds Start(TwinSettings settings, ITwinEngine engine, IStore store, TimeProvider time, ILoggerFactory logs) => new(settings, engine, store, time, logs);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        foreach (var client in _clients)
            client.Dispose();
        _stop.Dispose();
    }

    private static async Task RunAsync(OdooFeed feed, CancellationToken cancellation)
    {
        try
        {
            await Task.Run(() => feed.RunAsync(cancellation), cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The server stops.
        }
    }
}
