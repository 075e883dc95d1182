namespace ShopFloorTwin.Engine.Pictures;

/// <summary>
/// Rests of long work beside a live site, between its steps: as long as the step took, when the site's journal went on meanwhile. The
/// thread's low priority gives way to what runs, but not the caches, the memory and the collector that all share; where nothing happens
/// there is nobody to rest for.
/// </summary>
/// <param name="position">Of the site's journal.</param>
/// <param name="time">To measure by.</param>
/// <param name="rest">Rests; ends early when the work is cancelled.</param>
internal sealed class SideRest(Func<long> position, TimeProvider time, Action<TimeSpan> rest)
{
    // However long a step took.
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(2);

    private long _position = position();
    private long _began = time.GetTimestamp();

    /// <summary>A rest on this thread.</summary>
    public static SideRest Of(Func<long> position, CancellationToken cancellation) =>
        new(position, TimeProvider.System, span => cancellation.WaitHandle.WaitOne(span));

    /// <summary>A step is done, and another one is to come.</summary>
    public void Take()
    {
        var now = position();
        if (now != _position)
        {
            var took = time.GetElapsedTime(_began);
            rest(took < Most ? took : Most);
        }
        (_position, _began) = (now, time.GetTimestamp());
    }
}
