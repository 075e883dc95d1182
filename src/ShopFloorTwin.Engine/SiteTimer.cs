namespace ShopFloorTwin.Engine;

/// <summary>Does something every so often beside a site, one time after the other, until it is disposed of: that waits for the time under way.</summary>
internal sealed class SiteTimer : IAsyncDisposable
{
    private readonly PeriodicTimer _timer;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    /// <param name="interval">From one time to the next.</param>
    /// <param name="time">Ticks the interval.</param>
    /// <param name="look">What is done. What it throws but for its own cancellation ends the timer, and shows when it is disposed of.</param>
    public SiteTimer(TimeSpan interval, TimeProvider time, Func<CancellationToken, Task> look)
    {
        _timer = new PeriodicTimer(interval, time);
        _running = Task.Run(() => RunAsync(look));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _timer.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(Func<CancellationToken, Task> look)
    {
        try
        {
            while (await _timer.WaitForNextTickAsync(_stop.Token))
                await look(_stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The site stops.
        }
    }
}
