namespace ShopFloorTwin.Core.Learning.Scores.Ledger;

/// <summary>
/// How far a forecast was off, free of its scale: logarithms of ratios of remaining times, of which none counts as less than a minute.
/// </summary>
/// <param name="MadeAt">When the forecast was made.</param>
/// <param name="FinishedAt">When the order was done.</param>
/// <param name="Z">ln((actual - made) / (p50 - made)): 0 is right, 0.7 took twice as long as the median said.</param>
/// <param name="P10">ln((p10 - made) / (p50 - made)).</param>
/// <param name="P80">ln((p80 - made) / (p50 - made)).</param>
/// <param name="P95">ln((p95 - made) / (p50 - made)).</param>
public readonly record struct ScoredResidual(DateTimeOffset MadeAt, DateTimeOffset FinishedAt, float Z, float P10, float P80, float P95)
{
    private const double LeastMinutes = 1;

    /// <param name="sample">The forecast.</param>
    /// <param name="finishedAt">When the order was done.</param>
    internal static ScoredResidual Of(in ForecastSample sample, DateTimeOffset finishedAt)
    {
        var median = Log(sample.Finish.P50);
        return new ScoredResidual(
            new DateTimeOffset(sample.MadeAt, TimeSpan.Zero), finishedAt,
            (float)(Log((finishedAt.UtcTicks - sample.MadeAt) / (double)TimeSpan.TicksPerMinute) - median),
            (float)(Log(sample.Finish.P10) - median), (float)(Log(sample.Finish.P80) - median), (float)(Log(sample.Finish.P95) - median));
    }

    private static double Log(double minutes) => Math.Log(Math.Max(LeastMinutes, minutes));
}
