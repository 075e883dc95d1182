using Microsoft.Extensions.Logging;
using ShopFloorTwin.Orleans.Contracts;
using ShopFloorTwin.Orleans.Erp;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Orleans;

/// <summary>
/// Looks in on every site of the journal and on every ERP every few seconds, from every silo: one whose silo was lost runs again at once
/// somewhere, and a site whose journal another process wrote reads on.
/// </summary>
internal sealed partial class Caretaker(IGrainFactory grains, IJournal journal, IReadOnlyList<string> erps, TimeProvider time, ILogger<Caretaker> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);
    private readonly HashSet<string> _started = new(StringComparer.Ordinal);
    private bool _hasFailed;

    /// <summary>Goes on until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                await LookAsync(cancellation);
            }
            while (await timer.WaitForNextTickAsync(cancellation));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            var heads = await journal.HeadsAsync(cancellation);
            await Parallel.ForEachAsync(heads, cancellation, async (head, token) => await grains.GetGrain<IFloorGrain>(head.Site).KeepAsync(head.Position, token));
            foreach (var head in heads)
                if (_started.Add(head.Site))
                    await grains.GetGrain<ISiteFeedGrain>(head.Site).StartAsync(cancellation);
            foreach (var erp in erps)
                await grains.GetGrain<IOdooWriterGrain>(erp).KeepAsync(cancellation);
            _hasFailed = false;
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            _started.Clear();
            // The next look is soon; a site that cannot run says so itself.
            if (!_hasFailed)
                LogFailure(logger, failure);
            _hasFailed = true;
        }
    }

    [LoggerMessage(40, LogLevel.Warning, "Not every site could be looked in on; it is tried again every few seconds")]
    private static partial void LogFailure(ILogger logger, Exception failure);
}
