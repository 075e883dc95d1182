using Microsoft.Extensions.Logging;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Engine.Live;

namespace ShopFloorTwin.Engine.Pictures;

/// <summary>
/// Searches for suggestions while a site is idle: for the site, then for its worst orders at risk, so that whoever asks finds them.
/// It begins when a forecast has settled, goes on for so long behind each, on a thread that gives way, one site of the
/// process at a time, and stops behind a try as soon as something is to be taken, forecast or answered. Nothing is applied.
/// </summary>
internal sealed partial class IdleSearch : IAsyncDisposable
{
    /// <summary>A site in which nothing happened for so long is idle.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(250);

    private static int _searching;

    // Used again by the search behind the next picture, unless the collector took it meanwhile.
    private readonly WeakReference<Forecaster?> _forecaster = new(null);
    private readonly LiveSite _site;
    private readonly TimeSpan _budget;
    private readonly ForecastLoop _forecasts;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    /// <param name="site">What is found is kept there.</param>
    /// <param name="budget">Behind each forecast.</param>
    /// <param name="forecasts">Of the site.</param>
    /// <param name="time">Measures the budget.</param>
    /// <param name="logger">Hears of searches that failed.</param>
    public IdleSearch(LiveSite site, TimeSpan budget, ForecastLoop forecasts, TimeProvider time, ILogger logger)
    {
        (_site, _budget, _forecasts, _time, _logger) = (site, budget, forecasts, time, logger);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Some site of the process is searched for.</summary>
    public static bool IsUnderWay => Volatile.Read(ref _searching) == 1;

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
            var picture = await _forecasts.Picture.AfterAsync(null, _stop.Token);
            while (true)
            {
                await BehindAsync(picture);
                picture = await _forecasts.Picture.AfterAsync(picture, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped: what was found goes with the site.
        }
    }

    /// <summary>Until everything is found, the budget is spent, or there is a newer picture.</summary>
    private async Task BehindAsync(SitePicture picture)
    {
        var (left, isDone) = (_budget, false);
        while (!isDone && left > TimeSpan.Zero && IsNewest(picture))
        {
            await Task.Delay(Quiet, _time, _stop.Token);
            if (!MayGoOn(picture) || Interlocked.CompareExchange(ref _searching, 1, 0) == 1)
                continue;
            try
            {
                var started = _time.GetTimestamp();
                isDone = await SideThread.RunAsync(() => Search(picture, () => MayGoOn(picture) && _time.GetElapsedTime(started) < left), _stop.Token);
                left -= _time.GetElapsedTime(started);
            }
            catch (Exception failure) when (!_stop.IsCancellationRequested)
            {
                // The next picture is tried, with new memory: this may be in any state.
                _forecaster.SetTarget(null);
                LogFailure(_logger, failure, _site.Site);
                isDone = true;
            }
            finally
            {
                Volatile.Write(ref _searching, 0);
            }
        }
    }

    /// <summary>True: nothing is left to be searched for.</summary>
    private bool Search(SitePicture picture, Func<bool> goOn)
    {
        var started = _time.GetTimestamp();
        var (tried, found, answers) = (0, 0, 0);
        _forecaster.TryGetTarget(out var forecaster);
        try
        {
            foreach (var order in Suggestions.WorstAtRisk(picture.Forecast, _site.AtRisk, Limits.SuggestionIdleOrders).Prepend(null))
            {
                if (!goOn())
                    return false;
                if (SuggestionQuestion.Of(picture, order, _site.AtRisk) is not { } question)
                    continue;
                var before = _site.Suggestions.Find(question)?.Findings;
                if (before is { IsComplete: true })
                    continue;
                var search = SuggestionSearch.GoOn(question, _site.Suggestions, forecaster ??= NewForecaster(picture), _time, () => _site.NowOf(picture), _ => goOn());
                tried += search.Findings.Tried - (before?.Tried ?? 0);
                found += search.Findings.Best.Count - (before?.Best.Count ?? 0);
                if (!search.Findings.IsComplete)
                    return false;
                answers++;
            }
            return true;
        }
        finally
        {
            Note(started, tried, found, answers);
        }
    }

    private Forecaster NewForecaster(SitePicture picture)
    {
        var forecaster = new Forecaster(picture.Settings);
        _forecaster.SetTarget(forecaster);
        return forecaster;
    }

    private void Note(long started, int tried, int found, int answers)
    {
        if (tried + answers == 0)
            return;
        var tag = Telemetry.SiteTag(_site.Site);
        Telemetry.IdleSearchDuration.Record(_time.GetElapsedTime(started).TotalMilliseconds, tag);
        Telemetry.IdleSearchTried.Add(tried, tag);
        Telemetry.IdleSearchFound.Add(Math.Max(0, found), tag);
        Telemetry.IdleSearchAnswers.Add(answers, tag);
    }

    private bool IsNewest(SitePicture picture) => ReferenceEquals(_forecasts.Picture.Current, picture);

    /// <summary>Nobody else wants the machine.</summary>
    private bool MayGoOn(SitePicture picture) =>
        !_stop.IsCancellationRequested && IsNewest(picture) && _site.IsIdle && !SuggestionSearch.IsAsked && !WhatIfs.AreAsked && !Studies.AreAsked;

    [LoggerMessage(22, LogLevel.Error, "What would help {Site} could not be searched for; the next picture is tried")]
    private static partial void LogFailure(ILogger logger, Exception failure, string site);
}
