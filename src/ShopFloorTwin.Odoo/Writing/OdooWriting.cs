using Microsoft.Extensions.Logging;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Odoo.Writing;

/// <summary>
/// Keeps one Odoo's writer going: decisions of its sites into intents, intents into Odoo, and what became of them into the journals.
/// What fails is tried again; only a stop ends it.
/// </summary>
public sealed partial class OdooWriting : IAsyncDisposable
{
    private static readonly TimeSpan TidyEvery = TimeSpan.FromHours(6);
    private readonly OdooWriter _writer;
    private readonly DecisionPump _pump;
    private readonly Reconciliation _reconciliation;
    private readonly ITwinEngine _engine;
    private readonly IReadOnlyList<string> _sites;
    private readonly OdooWriterOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private DateTimeOffset _tidied, _reconciled;
    private bool _hasFailed;

    /// <param name="odoo">The one client of the instance in this process.</param>
    /// <param name="sites">Those that are parts of it.</param>
    /// <param name="engine">Runs them.</param>
    /// <param name="intents">Of the store.</param>
    /// <param name="options">How it works.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="logger">Hears of what goes wrong, once.</param>
    public OdooWriting(
        IOdooClient odoo, IReadOnlyList<string> sites, ITwinEngine engine, IIntents intents, OdooWriterOptions options, TimeProvider time, ILogger logger)
    {
        (_sites, _engine, _options, _time, _logger) = (sites, engine, options, time, logger);
        _writer = new OdooWriter(odoo, intents, options, time);
        _pump = new DecisionPump(odoo.Instance, intents, time);
        _reconciliation = new Reconciliation(odoo, intents);
        _tidied = _reconciled = time.GetUtcNow();
        _running = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                if (await StepAsync() == 0)
                    await Task.Delay(_options.Idle, _time, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped: everything that was begun is marked.
        }
        try
        {
            await _writer.ReleaseAsync();
        }
        catch (StoreUnavailableException)
        {
            // The next writer waits for the lease to run out.
        }
    }

    private async ValueTask<int> StepAsync()
    {
        try
        {
            foreach (var site in _sites)
            {
                if (await _engine.FindAsync(site, _stop.Token) is { } twin)
                    await _pump.RunOnceAsync(twin, _stop.Token);
            }
            var done = await _writer.RunOnceAsync(_stop.Token);
            await TidyAsync();
            _hasFailed = false;
            return done;
        }
        catch (Exception failure) when (failure is StoreUnavailableException or OverloadedException or PictureUnavailableException or SiteUnreachableException or ObjectDisposedException or LeaseLostException)
        {
            // It says so elsewhere; nothing is lost, and it is tried again.
            return 0;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            if (!_hasFailed)
                LogFailure(_logger, failure, _writer.Instance);
            _hasFailed = true;
            return 0;
        }
    }

    private async ValueTask TidyAsync()
    {
        var now = _time.GetUtcNow();
        if (now - _tidied >= TidyEvery)
        {
            _tidied = now;
            await _writer.TidyAsync(_stop.Token);
        }
        if (now - _reconciled >= _options.ReconcileEvery && _writer.Lease is { } lease)
        {
            _reconciled = now;
            foreach (var site in _sites)
            {
                if (await _engine.FindAsync(site, _stop.Token) is not { } twin)
                    continue;
                var report = await _reconciliation.RunAsync(site, _stop.Token);
                await _reconciliation.TellAsync(twin, report, now, _stop.Token);
                await _reconciliation.HealAsync(lease, report, now, _stop.Token);
            }
        }
    }

    [LoggerMessage(80, LogLevel.Error, "Writing to Odoo {Instance} failed; it is tried again, and nothing is lost")]
    private static partial void LogFailure(ILogger logger, Exception failure, string instance);
}
