namespace ShopFloorTwin.Engine.Pictures;

/// <summary>
/// Places for work on pictures beside the live sites: so many at once in the process, on threads that give way, so that no forecast is
/// held up by it; so many more wait for their turn, and so many are one caller's, so that nobody takes all of them.
/// </summary>
/// <param name="atOnce">Places.</param>
/// <param name="waiting">That may wait for one.</param>
/// <param name="perCaller">Of one caller, those that wait included.</param>
/// <param name="what">Works here, for people: <c>searches for suggestions</c>.</param>
/// <param name="retryAfter">When trying again may help.</param>
internal sealed class Places(int atOnce, int waiting, int perCaller, string what, TimeSpan retryAfter)
{
    private readonly SemaphoreSlim _places = new(atOnce);
    private readonly Dictionary<string, int> _callers = new(StringComparer.Ordinal);
    private int _underWay;

    /// <summary>Somebody works here, or waits.</summary>
    public bool AreTaken => Volatile.Read(ref _underWay) > 0;

    /// <summary>Does the work once there is a place for it, on a thread that gives way.</summary>
    /// <exception cref="OverloadedException">Too much waits, or too much of the caller.</exception>
    public async Task<T> RunAsync<T>(string caller, Func<T> work, CancellationToken cancellation)
    {
        using var place = await TakeAsync(caller, cancellation);
        return await SideThread.RunAsync(work, cancellation);
    }

    /// <summary>Waits for a place; disposing what comes back gives it to the next one.</summary>
    /// <exception cref="OverloadedException">Too much waits, or too much of the caller.</exception>
    public async Task<IDisposable> TakeAsync(string caller, CancellationToken cancellation)
    {
        Enter(caller);
        try
        {
            await _places.WaitAsync(cancellation);
            return new Taken(this, caller);
        }
        catch
        {
            Leave(caller);
            throw;
        }
    }

    private void Enter(string caller)
    {
        lock (_callers)
        {
            var mine = _callers.GetValueOrDefault(caller);
            if (mine >= perCaller)
                throw new OverloadedException($"{mine} {what} of this caller are under way, which is the limit. Wait for one, or end it.", retryAfter);
            if (_underWay >= waiting + atOnce)
                throw new OverloadedException($"{waiting} {what} wait, which is the limit. Try again later.", retryAfter);
            _callers[caller] = mine + 1;
            _underWay++;
        }
    }

    private void Leave(string caller)
    {
        lock (_callers)
        {
            _underWay--;
            if (_callers[caller] == 1)
                _callers.Remove(caller);
            else
                _callers[caller]--;
        }
    }

    private sealed class Taken(Places places, string caller) : IDisposable
    {
        private Places? _places = places;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _places, null) is not { } taken)
                return;
            taken._places.Release();
            taken.Leave(caller);
        }
    }
}
