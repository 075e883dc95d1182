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
    private readonly SiteTimer _timer;

    public ScenarioUpkeep(string site, IScenarios scenarios, TimeSpan interval, TimeProvider time, ILogger logger)
    {
        (_site, _scenarios, _time, _logger) = (site, scenarios, time, logger);
        _timer = new SiteTimer(interval, time, LookAsync);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private async Task LookAsync(CancellationToken stop)
    {
        try
        {
            if (await _scenarios.RemoveExpiredAsync(_site, _time.GetUtcNow(), stop) is > 0 and var gone)
                LogRemoved(_logger, gone, _site);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            LogFailure(_logger, failure, _site);
        }
    }

    [LoggerMessage(50, LogLevel.Information, "{Count} scenarios of {Site} had expired and are removed")]
    private static partial void LogRemoved(ILogger logger, int count, string site);

    [LoggerMessage(51, LogLevel.Warning, "The expired scenarios of {Site} could not be removed; it is tried again")]
    private static partial void LogFailure(ILogger logger, Exception failure, string site);
}
