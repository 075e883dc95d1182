using Microsoft.Extensions.Logging;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Learning.Control;
using ShopFloorTwin.Core.Learning.Scores.Ledger;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Engine.Decisions;

/// <summary>
/// Looks at a site's newest picture every so often and journals what its rules say to it. What it says goes the way of every
/// event; the next look is at a picture that shows it.
/// </summary>
public sealed partial class DecisionLoop : IAsyncDisposable
{
    private readonly ISiteTwin _site;
    private readonly DecisionRules _rules;
    private readonly Func<SitePicture?> _picture;
    private readonly Func<IReadOnlyList<Drift>> _drift;
    private readonly RootTraces _traces;
    private readonly ILogger _logger;
    private readonly SiteTimer _timer;
    private DecisionMemory _memory = DecisionMemory.Empty;
    private SitePicture? _seen;
    private long _said;

    /// <param name="site">Takes what is said.</param>
    /// <param name="rules">Of the site.</param>
    /// <param name="picture">Gives the newest picture.</param>
    /// <param name="drift">What has changed about the forecasts.</param>
    /// <param name="traces">Of the events it may go back to.</param>
    /// <param name="interval">From one look to the next.</param>
    /// <param name="time">Ticks the interval.</param>
    /// <param name="logger">Hears of looks that failed.</param>
    public DecisionLoop(ISiteTwin site, DecisionRules rules, Func<SitePicture?> picture, Func<IReadOnlyList<Drift>> drift, RootTraces traces, TimeSpan interval, TimeProvider time, ILogger logger)
    {
        (_site, _rules, _picture, _drift, _traces, _logger) = (site, rules, picture, drift, traces, logger);
        // Rules look at an immutable picture. A look is not broken off: what was said is in the journal.
        _timer = new SiteTimer(interval, time, _ => LookAsync());
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private async Task LookAsync()
    {
        // A picture from before the last words does not show them yet.
        if (_picture() is not { } picture || ReferenceEquals(picture, _seen) || picture.Position < _said)
            return;
        try
        {
            var (decisions, memory) = DecisionRun.Next(picture, _rules, _memory, _traces.Find);
            List<CloudEvent> events = [.. decisions, .. DriftWords.Next(picture, _drift()), .. ControlExceptions.Next(picture)];
            if (events.Count > 0)
                _said = (await _site.AcceptAsync(events, CancellationToken.None)).Position;
            (_memory, _seen) = (memory, picture);
        }
        catch (Exception failure) when (failure is OverloadedException or StoreUnavailableException or ObjectDisposedException)
        {
            // Nothing was taken, or its answer was lost: the next look says it again, with the same ids.
        }
        catch (Exception failure)
        {
            _seen = picture;
            LogFailure(_logger, failure, _site.Site);
        }
    }

    [LoggerMessage(20, LogLevel.Error, "The rules of {Site} failed on a picture; the next one is tried")]
    private static partial void LogFailure(ILogger logger, Exception failure, string site);
}
