using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Silo.Commands;
using ShopFloorTwin.Silo.Configuration;
using ShopFloorTwin.Silo.Demo;

namespace ShopFloorTwin.Silo.Hosting;

/// <summary>The demonstration plant in a running server: made once, opened with trouble, and fed while the server runs.</summary>
public sealed partial class DemoSite : IAsyncDisposable
{
    private const ulong Seed = 20261102;

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _feeding;

    private DemoSite(ISiteTwin twin, TimeProvider time, ILogger logger) => _feeding = FeedAsync(twin, time, logger, _stop.Token);

    /// <summary>As <c>Twin:Demo</c> says; without it, while there is nothing else: no site of one's own, configured or in the journal, and no Odoo.</summary>
    /// <param name="sites">Those with a journal.</param>
    public static bool IsWanted(TwinSettings settings, IReadOnlyList<string> sites) =>
        settings.Demo ?? (!settings.HasOdoo && settings.SiteThresholds.Keys.Concat(sites).All(site => site == DemoPlant.Site));

    /// <summary>Makes the plant when its site has no journal yet, and starts the feed.</summary>
    public static async Task<DemoSite> StartAsync(OpenTwin open, EngineClock clock, TimeProvider time, ILoggerFactory logs, CancellationToken cancellation)
    {
        if (await open.Engine.FindAsync(DemoPlant.Site, cancellation) is null)
        {
            var now = time.GetUtcNow();
            var plant = DemoPlant.Create(Seed, now);
            await open.ImportAsync(new PlantFile(plant, PlantWriter.Write(plant)), clock, time, cancellation);
            await (await open.Engine.FindAsync(DemoPlant.Site, cancellation))!.AcceptAsync(DemoPlant.OpeningEvents(Seed, now), cancellation);
        }
        return new DemoSite((await open.Engine.FindAsync(DemoPlant.Site, cancellation))!, time, logs.CreateLogger<DemoSite>());
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _feeding;
        _stop.Dispose();
    }

    private static async Task FeedAsync(ISiteTwin twin, TimeProvider time, ILogger logger, CancellationToken cancellation)
    {
        try
        {
            await new DemoFeed(Seed).RunAsync(twin, time, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The server stops.
        }
        catch (Exception failure)
        {
            LogEnded(logger, failure);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The demonstration's feed has ended; the plant stays as it is")]
    private static partial void LogEnded(ILogger logger, Exception failure);
}
