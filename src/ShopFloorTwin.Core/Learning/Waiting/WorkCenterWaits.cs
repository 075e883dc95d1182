namespace ShopFloorTwin.Core.Learning.Waiting;

/// <summary>
/// What was seen of waits at one work center: before work starts though it is ready and a unit is free, and while it is
/// paused; and since when a unit is free, to tell such waits from the queue.
/// </summary>
public sealed record WorkCenterWaits
{
    // Before that many operations no wait is believed in.
    internal const double Evidence = 10;

    public required string WorkCenter { get; init; }

    /// <summary>Operations at work there now.</summary>
    public int Running { get; init; }

    /// <summary>The last time all units were at work; null: never.</summary>
    public DateTimeOffset? FullUntil { get; init; }

    /// <summary>From ready, with a unit free, to the start.</summary>
    public WaitModel Start { get; init; }

    /// <summary>Paused between start and completion.</summary>
    public WaitModel Pause { get; init; }

    /// <summary>
    /// Start wait and pauses together at <paramref name="count"/> strata of probability, ascending, in working minutes;
    /// null: there is none worth a sample, or too little is known.
    /// </summary>
    internal float[]? Quantiles(int count)
    {
        var (start, pause) = (Start.Count >= Evidence, Pause.Count >= Evidence);
        if (!(start && Start.Probability > 1.0 / count) && !(pause && Pause.Probability > 1.0 / count))
            return null;
        var total = new float[count];
        for (var s = 0; s < count; s++)
        {
            // The other part at a stratum far from this one's: independent, and the same each time (an odd step visits all).
            var other = (int)(((long)s * 167 + 61) % count);
            total[s] = (float)((start ? Start.Quantile((s + 0.5) / count) : 0) + (pause ? Pause.Quantile((other + 0.5) / count) : 0));
        }
        Array.Sort(total);
        return total;
    }
}
