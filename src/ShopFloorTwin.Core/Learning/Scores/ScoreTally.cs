namespace ShopFloorTwin.Core.Learning.Scores;

/// <summary>
/// How right forecasts were: coverage, pinball loss and CRPS of their quantiles, summed up as actuals come. Fixed size.
/// </summary>
public sealed class ScoreTally
{
    private readonly double[] _covered = new double[QuantileLevels.All.Length];
    private readonly double[] _loss = new double[QuantileLevels.All.Length];
    private double _error;

    /// <summary>Forecasts scored.</summary>
    public double Count { get; private set; }

    /// <param name="quantiles">At <see cref="QuantileLevels.All"/>, ascending, in the unit of <paramref name="actual"/>.</param>
    /// <param name="actual">What came.</param>
    public void Add(ReadOnlySpan<double> quantiles, double actual) => Add(quantiles, actual, double.PositiveInfinity);

    /// <summary>
    /// The same where the record ends: what comes later is not known. Losses are of quantiles and actuals cut there, which
    /// keeps them proper; what had not come counts as covered by the share the forecast itself gives it
    /// (distribution calibration with censoring: Haider, Hoehn, Davis and Greiner 2020).
    /// </summary>
    /// <param name="quantiles">At <see cref="QuantileLevels.All"/>, ascending.</param>
    /// <param name="actual">What came; null: nothing had come when the record ended.</param>
    /// <param name="end">When the record ends, in the same unit.</param>
    public void Add(ReadOnlySpan<double> quantiles, double? actual, double end)
    {
        var passed = actual is null ? Probability(quantiles, end) : 0;
        var came = Math.Min(actual ?? end, end);
        for (var q = 0; q < _loss.Length; q++)
        {
            var level = QuantileLevels.All[q];
            _covered[q] += actual is null ? (quantiles[q] <= end || level <= passed ? 0 : (level - passed) / (1 - passed)) : actual <= quantiles[q] ? 1 : 0;
            _loss[q] += Pinball(level, Math.Min(quantiles[q], end), came);
        }
        _error += Math.Abs(came - Math.Min(quantiles[QuantileLevels.P50], end));
        Count++;
    }

    /// <summary>The probability a forecast gives to a value at most, linear between its quantiles.</summary>
    public static double Probability(ReadOnlySpan<double> quantiles, double value)
    {
        if (value >= quantiles[^1])
            return QuantileLevels.All[^1];
        var above = 0;
        while (quantiles[above] <= value)
            above++;
        var (low, from) = above == 0 ? (0, Math.Min(0, quantiles[0])) : (QuantileLevels.All[above - 1], quantiles[above - 1]);
        var width = quantiles[above] - from;
        return low + (width > 0 ? (QuantileLevels.All[above] - low) * Math.Clamp((value - from) / width, 0, 1) : 0);
    }

    /// <summary>Share of actuals at or below the quantile at a place of <see cref="QuantileLevels.All"/>; NaN without any.</summary>
    public double Coverage(int level) => _covered[level] / Count;

    /// <summary>Mean pinball loss of the quantile at a place (Koenker and Bassett 1978), in the actual's unit.</summary>
    public double Loss(int level) => _loss[level] / Count;

    /// <summary>
    /// Continuous ranked probability score, as twice the mean pinball loss over the levels
    /// (Gneiting and Ranjan 2011), in the actual's unit.
    /// </summary>
    public double Crps => 2 * _loss.Sum() / (_loss.Length * Count);

    /// <summary>Mean distance of the median, in the actual's unit.</summary>
    public double MeanAbsoluteError => _error / Count;

    /// <summary>Loss of one quantile.</summary>
    public static double Pinball(double level, double quantile, double actual) =>
        actual >= quantile ? level * (actual - quantile) : (1 - level) * (quantile - actual);
}
