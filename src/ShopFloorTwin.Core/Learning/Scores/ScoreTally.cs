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
    /// <param name="weight">Of this forecast among the others.</param>
    public void Add(ReadOnlySpan<double> quantiles, double actual, double weight = 1)
    {
        for (var q = 0; q < _loss.Length; q++)
        {
            _covered[q] += actual <= quantiles[q] ? weight : 0;
            _loss[q] += weight * Pinball(QuantileLevels.All[q], quantiles[q], actual);
        }
        _error += weight * Math.Abs(actual - quantiles[QuantileLevels.P50]);
        Count += weight;
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
