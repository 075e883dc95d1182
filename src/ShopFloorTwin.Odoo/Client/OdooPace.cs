using ShopFloorTwin.Core;

namespace ShopFloorTwin.Odoo.Client;

/// <summary>
/// The rate and the number of calls at once that one Odoo is given, over all its callers: two calls never leave closer than
/// one over the rate, so no second holds more of them than the rate says, and nothing saved up is spent in a burst.
/// </summary>
internal sealed class OdooPace(double perSecond, int atOnce, TimeSpan longestWait, TimeProvider time) : IDisposable
{
    private readonly TimeSpan between = TimeSpan.FromSeconds(1 / perSecond);
    private readonly SemaphoreSlim places = new(atOnce);
    private readonly SemaphoreSlim turnstile = new(1);
    private readonly long start = time.GetTimestamp();
    private readonly Lock gate = new();
    private TimeSpan next;
    private int waiting;

    /// <summary>Callers that wait for their turn.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    /// <summary>Everybody is asked to stay away for this long.</summary>
    public void Pause(TimeSpan duration)
    {
        lock (gate)
            next = Later(next, Now + duration);
    }

    /// <summary>Waits for a turn; disposing what comes back gives the place to the next one.</summary>
    /// <exception cref="OdooBusyException">There is no turn within the limits: nothing was sent.</exception>
    public async ValueTask<IDisposable> TakeAsync(CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref waiting) > Limits.OdooCallsWaiting)
        {
            Interlocked.Decrement(ref waiting);
            throw new OdooBusyException($"more than {Limits.OdooCallsWaiting} calls wait for their turn", TimeSpan.FromSeconds(Limits.OdooCallsWaiting / perSecond));
        }
        try
        {
            await places.WaitAsync(cancellation);
            try
            {
                await TurnAsync(cancellation);
                return new Place(places);
            }
            catch
            {
                places.Release();
                throw;
            }
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    private async ValueTask TurnAsync(CancellationToken cancellation)
    {
        await turnstile.WaitAsync(cancellation);
        try
        {
            TimeSpan wait;
            while ((wait = Wait()) > TimeSpan.Zero)
            {
                if (wait > longestWait)
                    throw new OdooBusyException("it asked to be left alone", wait);
                // A wait of less than the clock's millisecond would be none at all, and the loop would hold its thread.
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), time, cancellation);
            }
            lock (gate)
                next = Later(next, Now + between);
        }
        finally
        {
            turnstile.Release();
        }
    }

    private TimeSpan Wait()
    {
        lock (gate)
            return next - Now;
    }

    private TimeSpan Now => time.GetElapsedTime(start);

    private static TimeSpan Later(TimeSpan a, TimeSpan b) => a > b ? a : b;

    public void Dispose()
    {
        places.Dispose();
        turnstile.Dispose();
    }

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        private SemaphoreSlim? taken = places;

        public void Dispose() => Interlocked.Exchange(ref taken, null)?.Release();
    }
}

/// <summary>There is no turn for a call within the limits; nothing was sent.</summary>
internal sealed class OdooBusyException(string reason, TimeSpan retryAfter) : Exception(reason)
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}
