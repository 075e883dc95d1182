using Microsoft.Extensions.Logging;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Engine.Scenarios;

/// <summary>
/// Removes a site's expired scenarios while the site is live, as often as it takes snapshots. Nobody sees them before that either: this
/// gives back their room. A look that fails is made up for by the next one.
/// </summary>
public sealed partial class ScenarioUpkeep : IAsyncDisposable
{
    private readonly string _site;
    private readonly IScenarios _scenarios;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly PeriodicTimer _timer;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public ScenarioUpkeep(string site, IScenarios scenarios, TimeSpan interval, TimeProvider time, ILogger logger)
    {
        (_site, _scenarios, _time, _logger) = (site, scenarios, time, logger);
        _timer = new PeriodicTimer(interval, time);
        _running = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _timer.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (await _timer.WaitForNextTickAsync(_stop.Token))
                await LookAsync();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The site stops.
        }
    }

    private async Task LookAsync()
    {
        try
        {
            if (await _scenarios.RemoveExpiredAsync(_site, _time.GetUtcNow(), _stop.Token) is > 0 and var gone)
                LogRemoved(_logger, gone, _site);
        }
        catch (Exception failure) when (!_stop.IsCancellationRequested)
        {
            LogFailure(_logger, failure, _site);
        }
    }

    [LoggerMessage(50, LogLevel.Information, "{Count} scenarios of {Site} had expired and are removed")]
    private static partial void LogRemoved(ILogger logger, int count, string site);

    [LoggerMessage(51, LogLevel.Warning, "The expired scenarios of {Site} could not be removed; it is tried again")]
    private static partial void LogFailure(ILogger logger, Exception failure, string site);
}
