using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Engine.Pictures;
using ShopFloorTwin.Engine.Scores;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Engine.Recovery;

/// <summary>
/// Writes snapshots of a site's twins, risks and scores beside its writer: after so many records, bytes or minutes, and at an orderly stop.
/// A snapshot that fails costs time at the next start and nothing else.
/// </summary>
public sealed partial class SnapshotKeeper : IAsyncDisposable
{
    private readonly ISnapshots _snapshots;
    private readonly EngineOptions _options;
    private readonly TimeProvider _time;
    private readonly LiveTwins _twins;
    private readonly Func<RiskBoard> _risks;
    private readonly LiveScores _scores;
    private readonly SiteClock _clock;
    private readonly ILogger _logger;
    private readonly Channel<bool> _due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly ITimer _timer;
    private readonly SemaphoreSlim _saving = new(1);
    private readonly Task _running;
    private long _position;
    private long _tried;
    private long _bytes;

    /// <param name="position">Of the newest snapshot there is; 0: none.</param>
    public SnapshotKeeper(ISnapshots snapshots, EngineOptions options, TimeProvider time, LiveTwins twins, Func<RiskBoard> risks, LiveScores scores, SiteClock clock, long position, ILogger logger)
    {
        (_snapshots, _options, _time, _twins, _risks, _scores, _clock, _position, _logger) = (snapshots, options, time, twins, risks, scores, clock, position, logger);
        _timer = time.CreateTimer(_ => _due.Writer.TryWrite(true), null, options.SnapshotInterval, options.SnapshotInterval);
        // Beside the site: a snapshot is made of an immutable copy, and takes long.
        _running = Task.Run(RunAsync);
    }

    /// <summary>Position of the newest snapshot.</summary>
    public long Position => Interlocked.Read(ref _position);

    /// <summary>Records with so many bytes were folded.</summary>
    public void Folded(long bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) >= _options.SnapshotBytes || _twins.Position - Math.Max(Position, Interlocked.Read(ref _tried)) >= _options.SnapshotRecords)
            _due.Writer.TryWrite(true);
    }

    /// <summary>Takes a snapshot now, when something changed.</summary>
    public async Task SaveAsync()
    {
        await _saving.WaitAsync();
        try
        {
            await SaveOnceAsync();
        }
        finally
        {
            _saving.Release();
        }
    }

    /// <summary>Stops, with a last snapshot when something changed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        _due.Writer.TryWrite(true);
        _due.Writer.TryComplete();
        await _running;
        _saving.Dispose();
    }

    private async Task RunAsync()
    {
        while (await _due.Reader.WaitToReadAsync())
        {
            _due.Reader.TryRead(out _);
            await SaveAsync();
            _timer.Change(_options.SnapshotInterval, _options.SnapshotInterval);
        }
    }

    private async Task SaveOnceAsync()
    {
        if (_twins.Position == Position)
            return;
        try
        {
            Interlocked.Exchange(ref _bytes, 0);
            var twins = _twins.Publish();
            var takenAt = _clock.Last;
            Interlocked.Exchange(ref _tried, twins.Position);
            var started = _time.GetTimestamp();
            // A second's work on a large site, for which nobody waits: the next forecast wants the processor more.
            await SideThread.RunAsync(async () =>
            {
                var header = new SnapshotHeader(twins.Position, takenAt, StateHash.Of(twins));
                await _snapshots.SaveAsync(_twins.Site, header, StoredSnapshot.Write(twins, _risks(), _scores.Save()), CancellationToken.None);
            });
            Interlocked.Exchange(ref _position, twins.Position);
            LogSaved(_logger, _twins.Site, twins.Position, _time.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (Exception failure)
        {
            LogFailure(_logger, failure, _twins.Site);
        }
    }

    [LoggerMessage(3, LogLevel.Debug, "Snapshot of {Site} at {Position} saved in {Milliseconds:0} ms")]
    private static partial void LogSaved(ILogger logger, string site, long position, double milliseconds);

    [LoggerMessage(4, LogLevel.Warning, "The snapshot of {Site} could not be saved; the journal holds everything, and the next one is tried later")]
    private static partial void LogFailure(ILogger logger, Exception failure, string site);
}
