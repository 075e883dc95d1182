using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Engine;

/// <summary>
/// A site's clock: the wall's, or the journal's newest event time. It never goes back, whatever the machine's clock does,
/// and ticks in whole milliseconds, so that every store gives back the instant it was given.
/// </summary>
public sealed class SiteClock(EngineClock kind, TimeProvider time)
{
    private readonly Lock _gate = new();
    private DateTimeOffset _last = DateTimeOffset.UnixEpoch;

    /// <summary>The last instant recorded.</summary>
    public DateTimeOffset Last
    {
        get
        {
            lock (_gate)
                return _last;
        }
    }

    /// <summary>Goes on from an instant read back from the store.</summary>
    public void Resume(DateTimeOffset last) => Advance(last);

    /// <summary>The instant events are recorded at, given the newest time among them.</summary>
    public DateTimeOffset Record(DateTimeOffset newestEvent) => Advance(kind == EngineClock.Wall ? time.GetUtcNow() : newestEvent);

    /// <summary>Now, for a forecast of these twins.</summary>
    public DateTimeOffset Now(SiteTwins twins) => Advance(kind == EngineClock.Wall ? time.GetUtcNow() : twins.NewestEventTime);

    private DateTimeOffset Advance(DateTimeOffset to)
    {
        var whole = new DateTimeOffset(to.UtcTicks - to.UtcTicks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);
        lock (_gate)
            return _last = whole > _last ? whole : _last;
    }
}
