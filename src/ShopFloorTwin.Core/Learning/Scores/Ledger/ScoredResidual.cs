using ShopFloorTwin.Core.Learning.Calibrating;

namespace ShopFloorTwin.Core.Learning.Scores.Ledger;

/// <summary>
/// How far a forecast was off before it was corrected, free of its scale: logarithms of ratios of remaining times, of which
/// none counts as less than a minute.
/// </summary>
/// <param name="MadeAt">When the forecast was made.</param>
/// <param name="FinishedAt">When the order was done.</param>
/// <param name="Z">ln((actual - made) / (p50 - made)): 0 is right, 0.7 took twice as long as the median said.</param>
/// <param name="P80">ln((p80 - made) / (p50 - made)).</param>
public readonly record struct ScoredResidual(DateTimeOffset MadeAt, DateTimeOffset FinishedAt, float Z, float P80)
{
    private const double LeastMinutes = 1;

    /// <summary>The same in minutes, as <see cref="Calibration"/> takes it.</summary>
    public ForecastResidual Minutes
    {
        get
        {
            var actual = Math.Max(LeastMinutes, (FinishedAt - MadeAt).TotalMinutes);
            var median = actual / Math.Exp(Z);
            return new ForecastResidual(median, ForecastResidual.SigmaOf(median, median * Math.Exp(P80)), actual);
        }
    }

    /// <param name="sample">The forecast.</param>
    /// <param name="finishedAt">When the order was done.</param>
    internal static ScoredResidual Of(in ForecastSample sample, DateTimeOffset finishedAt)
    {
        var median = Log(sample.UncorrectedP50);
        return new ScoredResidual(
            new DateTimeOffset(sample.MadeAt, TimeSpan.Zero), finishedAt,
            (float)(Log((finishedAt.UtcTicks - sample.MadeAt) / (double)TimeSpan.TicksPerMinute) - median),
            (float)(Log(sample.UncorrectedP80) - median));
    }

    private static double Log(double minutes) => Math.Log(Math.Max(LeastMinutes, minutes));
}
