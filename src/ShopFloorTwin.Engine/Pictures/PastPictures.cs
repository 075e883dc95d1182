using Microsoft.Extensions.Logging;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Engine.Recovery;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Engine.Pictures;

/// <summary>
/// Pictures of past moments: the nearest snapshot at or before, the journal's records up to the moment, and the forecast as of then.
/// Beside the live site; the last few are kept, equal questions share one answer, few are computed at once.
/// Risks are without hysteresis: they depend on the moment alone.
/// </summary>
public sealed class PastPictures(string site, IStore store, EngineOptions options, ILogger logger) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _places = new(Limits.PastComputations);
    private int _waiting;
    private readonly LinkedList<(long Position, Task<SitePicture> Picture)> _kept = new();

    /// <exception cref="PastMomentException">The moment cannot be shown.</exception>
    public async ValueTask<SitePicture> AtAsync(PastMoment moment, long journalPosition, CancellationToken cancellation)
    {
        var position = moment.Position
            ?? (moment.At is { } at ? await store.Journal.PositionAtAsync(site, at, cancellation) : journalPosition);
        if (position < 1)
            throw new PastMomentException(PastMomentFault.OutsideJournal, "The moment is before the first record of the site.");
        if (position > journalPosition)
            throw new PastMomentException(PastMomentFault.OutsideJournal, $"Position {position} is behind the journal's end, {journalPosition}.");
        return await Shared(position).WaitAsync(cancellation);
    }

    public void Dispose() => _places.Dispose();

    private Task<SitePicture> Shared(long position)
    {
        lock (_gate)
        {
            for (var node = _kept.First; node is not null; node = node.Next)
            {
                if (node.Value.Position != position || node.Value.Picture.IsFaulted)
                    continue;
                _kept.Remove(node);
                _kept.AddFirst(node);
                return node.Value.Picture;
            }
            if (_waiting >= Limits.PastComputationsWaiting)
                throw new OverloadedException($"{_waiting} past moments of {site} wait to be computed, which is the limit. Try again later.", TimeSpan.FromSeconds(5));
            _waiting++;
            var picture = Task.Run(() => ComputeAsync(position));
            _kept.AddFirst((position, picture));
            while (_kept.Count > Limits.PastPictures)
                _kept.RemoveLast();
            return picture;
        }
    }

    private async Task<SitePicture> ComputeAsync(long position)
    {
        await _places.WaitAsync();
        try
        {
            var recovered = await SiteRecovery.RecoverAsync(site, store, logger, position, Limits.PastStateRecords, CancellationToken.None);
            var twins = recovered.Twins.Publish();
            var forecast = options.NewForecaster(options.Forecast)(twins, recovered.RecordedAt, null);
            return new SitePicture(forecast, RiskBoard.Empty.After(forecast, options.ThresholdsOf(site)).Board, options.Forecast).Warm();
        }
        finally
        {
            _places.Release();
            lock (_gate)
                _waiting--;
        }
    }
}
