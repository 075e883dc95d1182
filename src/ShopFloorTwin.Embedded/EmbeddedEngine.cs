using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ShopFloorTwin.Core;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Engine.Live;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Embedded;

/// <summary>
/// The one-process engine: every site of the store's journal is recovered at the start and run by its own single writer.
/// Disposing is the orderly stop: what waits is served and a last snapshot taken. The store stays the caller's.
/// </summary>
public sealed class EmbeddedEngine : ITwinEngine, IAsyncDisposable
{
    private readonly IStore _store;
    private readonly EngineOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly long _epoch;
    private readonly ConcurrentDictionary<string, LiveSite> _sites = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _opening = new(1);
    private bool _stopped;

    private EmbeddedEngine(IStore store, EngineOptions options, TimeProvider time, ILogger logger)
    {
        (_store, _options, _time, _logger) = (store, options, time, logger);
        _epoch = time.GetUtcNow().ToUnixTimeMilliseconds();
    }

    /// <summary>Recovers every site of the journal; on return they answer.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be read.</exception>
    public static async Task<EmbeddedEngine> StartAsync(IStore store, EngineOptions options, TimeProvider time, ILogger<EmbeddedEngine> logger, CancellationToken cancellation)
    {
        var engine = new EmbeddedEngine(store, options, time, logger);
        try
        {
            foreach (var head in await store.Journal.HeadsAsync(cancellation))
                await engine.OpenAsync(head.Site, cancellation);
        }
        catch
        {
            await engine.DisposeAsync();
            throw;
        }
        return engine;
    }

    public ValueTask<IReadOnlyList<string>> SitesAsync(CancellationToken cancellation) =>
        new([.. Open.Select(site => site.Site).Order(StringComparer.Ordinal)]);

    public ValueTask<ISiteTwin?> FindAsync(string site, CancellationToken cancellation) =>
        new(_sites.TryGetValue(site, out var found) && found.JournalPosition > 0 ? found : null);

    public async ValueTask<ISiteTwin> OpenAsync(string site, CancellationToken cancellation)
    {
        if (_sites.TryGetValue(site, out var open))
            return open;
        await _opening.WaitAsync(cancellation);
        try
        {
            ObjectDisposedException.ThrowIf(_stopped, this);
            if (_sites.TryGetValue(site, out open))
                return open;
            if (_sites.Count >= Limits.Sites)
                throw new OverloadedException($"{Limits.Sites} sites are open, which is the limit.", TimeSpan.FromMinutes(1));
            return _sites[site] = await LiveSite.OpenAsync(site, _store, _options, _time, _epoch, _logger, cancellation);
        }
        finally
        {
            _opening.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _opening.WaitAsync();
        var wasStopped = _stopped;
        _stopped = true;
        _opening.Release();
        if (wasStopped)
            return;
        foreach (var site in _sites.Values)
            await site.DisposeAsync();
    }

    internal IEnumerable<LiveSite> Open => _sites.Values.Where(site => site.JournalPosition > 0);
}
