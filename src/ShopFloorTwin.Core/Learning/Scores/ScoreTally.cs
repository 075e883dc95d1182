namespace ShopFloorTwin.Core.Learning.Scores;

/// <summary>
/// How right forecasts were: coverage, pinball loss and CRPS of their quantiles, summed up as actuals come. Fixed size.
/// </summary>
/// <param name="levels">Of the quantiles.</param>
public sealed class ScoreTally(ScoreLevels levels)
{
    private readonly double[] _covered = new double[levels.Count];
    private readonly double[] _loss = new double[levels.Count];
    private double _error;

    /// <summary>Of forecasts kept at the levels of <see cref="QuantileLevels.All"/>.</summary>
    public ScoreTally()
        : this(ScoreLevels.Fine)
    {
    }

    public ScoreLevels Levels => levels;

    /// <summary>Forecasts scored.</summary>
    public double Count { get; private set; }

    /// <param name="quantiles">At <see cref="Levels"/>, ascending, in the unit of <paramref name="actual"/>.</param>
    /// <param name="actual">What came.</param>
    public void Add(ReadOnlySpan<double> quantiles, double actual) => Add(quantiles, actual, double.PositiveInfinity);

    /// <summary>
    /// The same where the record ends: what comes later is not known. Losses are of quantiles and actuals cut there, which
    /// keeps them proper; what had not come counts as covered by the share the forecast itself gives it
    /// (distribution calibration with censoring: Haider, Hoehn, Davis and Greiner 2020).
    /// </summary>
    /// <param name="quantiles">At <see cref="Levels"/>, ascending.</param>
    /// <param name="actual">What came; null: nothing had come when the record ended.</param>
    /// <param name="end">When the record ends, in the same unit.</param>
    public void Add(ReadOnlySpan<double> quantiles, double? actual, double end)
    {
        var passed = actual is null ? Probability(levels, quantiles, end) : 0;
        var came = Math.Min(actual ?? end, end);
        for (var q = 0; q < _loss.Length; q++)
        {
            var level = levels.Levels[q];
            _covered[q] += actual is null ? (quantiles[q] <= end || level <= passed ? 0 : (level - passed) / (1 - passed)) : actual <= quantiles[q] ? 1 : 0;
            _loss[q] += Pinball(level, Math.Min(quantiles[q], end), came);
        }
        _error += Math.Abs(came - Math.Min(quantiles[levels.P50], end));
        Count++;
    }

    /// <summary>The probability a forecast gives to a value at most, linear between its quantiles at the levels of <see cref="QuantileLevels.All"/>.</summary>
    public static double Probability(ReadOnlySpan<double> quantiles, double value) => Probability(ScoreLevels.Fine, quantiles, value);

    private static double Probability(ScoreLevels levels, ReadOnlySpan<double> quantiles, double value)
    {
        if (value >= quantiles[^1])
            return levels.Levels[^1];
        var above = 0;
        while (quantiles[above] <= value)
            above++;
        var (low, from) = above == 0 ? (0, Math.Min(0, quantiles[0])) : (levels.Levels[above - 1], quantiles[above - 1]);
        var width = quantiles[above] - from;
        return low + (width > 0 ? (levels.Levels[above] - low) * Math.Clamp((value - from) / width, 0, 1) : 0);
    }

    /// <summary>Share of actuals at or below the quantile at a place of <see cref="Levels"/>; NaN without any.</summary>
    public double Coverage(int level) => _covered[level] / Count;

    /// <summary>Mean pinball loss of the quantile at a place (Koenker and Bassett 1978), in the actual's unit.</summary>
    public double Loss(int level) => _loss[level] / Count;

    /// <summary>
    /// Continuous ranked probability score, as twice the weighted mean of the pinball loss over the levels
    /// (Gneiting and Ranjan 2011), in the actual's unit.
    /// </summary>
    public double Crps
    {
        get
        {
            var sum = 0.0;
            for (var q = 0; q < _loss.Length; q++)
                sum += levels.Weights[q] * _loss[q];
            return 2 * sum / Count;
        }
    }

    /// <summary>Mean distance of the median, in the actual's unit.</summary>
    public double MeanAbsoluteError => _error / Count;

    /// <summary>Takes in what another tally of the same levels has.</summary>
    public void Add(ScoreTally other)
    {
        for (var q = 0; q < _loss.Length; q++)
        {
            _covered[q] += other._covered[q];
            _loss[q] += other._loss[q];
        }
        _error += other._error;
        Count += other.Count;
    }

    /// <summary>Sums, to be kept: count, error, then covered and loss by level.</summary>
    public double[] Save() => [Count, _error, .. _covered, .. _loss];

    /// <summary>A tally that goes on from kept sums; empty where they are of other levels.</summary>
    public static ScoreTally Load(ScoreLevels levels, double[]? sums)
    {
        var tally = new ScoreTally(levels);
        if (sums?.Length != 2 + 2 * levels.Count)
            return tally;
        (tally.Count, tally._error) = (sums[0], sums[1]);
        sums.AsSpan(2, levels.Count).CopyTo(tally._covered);
        sums.AsSpan(2 + levels.Count).CopyTo(tally._loss);
        return tally;
    }

    /// <summary>Loss of one quantile.</summary>
    public static double Pinball(double level, double quantile, double actual) =>
        actual >= quantile ? level * (actual - quantile) : (1 - level) * (quantile - actual);
}
