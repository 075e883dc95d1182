using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Engine.Changes;
using ShopFloorTwin.Engine.Scores;

namespace ShopFloorTwin.Engine.Pictures;

/// <summary>
/// Keeps a site's picture new: one forecast at a time, always of the newest twins, at once when something changed
/// and the last start is <see cref="EngineOptions.MinForecastInterval"/> ago, a long one a little later.
/// The arithmetic runs on a thread of its own, so that neither the site's writer nor the pool waits for it.
/// </summary>
public sealed partial class ForecastLoop : IAsyncDisposable
{
    private readonly string _site;
    private readonly EngineOptions _options;
    private readonly TimeProvider _time;
    private readonly SiteClock _clock;
    private readonly Func<SiteTwins> _publish;
    private readonly ChangeRing _ring;
    private readonly VisibilityTracker _visibility;
    private readonly LiveScores _scores;
    private readonly ILogger _logger;
    private ForecastFunction _forecast;
    private readonly RiskThresholds _thresholds;
    private readonly Channel<bool> _dirty = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;
    private RiskBoard _risks;
    private volatile string? _fault;
    private volatile bool _isMaking;

    /// <param name="publish">Gives the newest twins; called from any thread.</param>
    /// <param name="risks">The board to go on from.</param>
    /// <param name="scores">Is shown every forecast, before anyone else sees it.</param>
    public ForecastLoop(
        string site, EngineOptions options, TimeProvider time, SiteClock clock, Func<SiteTwins> publish, RiskBoard risks,
        LiveScores scores, ChangeRing ring, VisibilityTracker visibility, ILogger logger)
    {
        (_site, _options, _time, _clock, _publish, _risks) = (site, options, time, clock, publish, risks);
        (_scores, _ring, _visibility, _logger) = (scores, ring, visibility, logger);
        _forecast = options.NewForecaster(options.Forecast);
        _thresholds = options.ThresholdsOf(site);
    }

    public LivePicture Picture { get; } = new();

    /// <summary>Risks of the newest picture, or those it goes on from.</summary>
    public RiskBoard Risks => Volatile.Read(ref _risks);

    /// <summary>Why the last forecast failed; null: it did not.</summary>
    public string? Fault => _fault;

    /// <summary>A forecast is being made, or is due.</summary>
    public bool IsBusy => _isMaking || _dirty.Reader.Count > 0;

    /// <summary>Something changed.</summary>
    public void Touch() => _dirty.Writer.TryWrite(true);

    /// <summary>Makes the first picture, then goes on by itself until disposed.</summary>
    public async Task StartAsync()
    {
        var started = _time.GetTimestamp();
        await ForecastAsync();
        // Here and not in the loop: time that passes before that has begun counts too.
        var idle = _options.Clock == EngineClock.Wall
            ? _time.CreateTimer(static loop => ((ForecastLoop)loop!).Touch(), this, _options.IdleForecastInterval, _options.IdleForecastInterval)
            : null;
        // Away from whoever starts it: a writer that is busy holds no forecast up.
        _running = Task.Run(() => RunAsync(started, idle));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync(long started, ITimer? idle)
    {
        await using var timer = idle;
        try
        {
            var ended = _time.GetTimestamp();
            while (await _dirty.Reader.WaitToReadAsync(_stop.Token))
            {
                var rest = Rest(started, ended);
                if (rest > TimeSpan.Zero)
                    await Task.Delay(rest, _time, _stop.Token);
                _isMaking = true;
                _dirty.Reader.TryRead(out _);
                started = _time.GetTimestamp();
                await ForecastAsync();
                _isMaking = false;
                ended = _time.GetTimestamp();
                idle?.Change(_options.IdleForecastInterval, _options.IdleForecastInterval);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped: the last picture stays.
        }
    }

    /// <summary>A long forecast rests for a share of its own time.</summary>
    private TimeSpan Rest(long started, long ended)
    {
        var interval = _options.MinForecastInterval - _time.GetElapsedTime(started);
        var share = (_time.GetElapsedTime(started, ended) * _options.RestShare) - _time.GetElapsedTime(ended);
        return interval > share ? interval : share;
    }

    private Task ForecastAsync() =>
        Task.Factory.StartNew(ForecastOnce, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void ForecastOnce()
    {
        try
        {
            var twins = _publish();
            var started = Stopwatch.GetTimestamp();
            using (Telemetry.StartBelow("twin.forecast", _site, Telemetry.Source.HasListeners() ? _visibility.Contexts(twins.Position) : []))
            {
                var forecast = _forecast(twins, _clock.Now(twins), _scores.Calibration);
                var (risks, changes) = _risks.After(forecast, _thresholds);
                var before = Picture.Current;
                var picture = new SitePicture(forecast, risks, _options.Forecast).Warm(before);
                _scores.Observe(forecast, changes);
                Volatile.Write(ref _risks, risks);
                Picture.Publish(picture);
                _ring.Add(SiteChanges.Between(before, picture, changes));
            }
            Telemetry.ForecastDuration.Record(Stopwatch.GetElapsedTime(started).TotalMilliseconds, Telemetry.SiteTag(_site));
            _visibility.Shown(twins.Position);
            _fault = null;
        }
        catch (Exception failure)
        {
            // A forecast that fails leaves the last picture standing; the site says in its health that it is stale.
            _fault = failure.Message;
            // Its scratch memory may be in any state.
            _forecast = _options.NewForecaster(_options.Forecast);
            LogFailure(_logger, failure, _site);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The forecast of {Site} failed; its last picture stays until one succeeds")]
    private static partial void LogFailure(ILogger logger, Exception failure, string site);
}
