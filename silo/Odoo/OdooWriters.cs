using ShopFloorTwin.Engine;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Writing;
using ShopFloorTwin.Silo.Configuration;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Silo.Odoo;

/// <summary>One writer a configured Odoo, over the client its feeds use, running until disposed.</summary>
internal sealed class OdooWriters : IAsyncDisposable
{
    // The machine's name and the process id are for people: containers share both.
    private static readonly string Process = $"{Environment.MachineName} pid {Environment.ProcessId} {Guid.NewGuid():n}";
    private readonly List<OdooWriting> _writers = [];

    private OdooWriters()
    {
    }

    public static OdooWriters Start(TwinSettings settings, IReadOnlyList<IOdooClient> clients, ITwinEngine engine, IStore store, TimeProvider time, ILoggerFactory logs)
    {
        var writers = new OdooWriters();
        foreach (var odoo in settings.Odoo)
        {
            var client = clients.Single(one => one.Instance == odoo.Instance);
            var options = new OdooWriterOptions { Holder = Process, LeaseLife = odoo.Lease, Quiet = odoo.Quiet, ReconcileEvery = odoo.Rhythm.Reconcile };
            writers._writers.Add(new OdooWriting(client, [.. odoo.Sites.Select(site => site.Site)], engine, store.Intents, options, time, logs.CreateLogger<OdooWriting>()));
        }
        return writers;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var writer in _writers)
            await writer.DisposeAsync();
    }
}
