namespace ShopFloorTwin.Core.Learning.Scores;

/// <summary>
/// Where much of what comes is one and the same value, such as the promised day, a quantile falls on it at many levels, and "at or below"
/// counts more than the level. So quantiles that fall on it are spread closely around it: below it by the share of its mass that lies above the level,
/// in a fixed sequence without chance, so that each level covers as much as it says (smoothed conformal prediction: Vovk, Gammerman and Shafer 2005,
/// section 2.4). A slow correction follows the coverage seen (Gibbs and Candes 2021). It moves quantiles by a quarter of an hour at most.
/// </summary>
public sealed class TieSpread
{
    /// <summary>Days a quantile is moved at most.</summary>
    public const double WidthDays = 0.25 / 24;

    private const double Gain = 0.003;
    private const double GoldenRatio = 0.6180339887498949;

    private readonly double[] _correction = new double[QuantileLevels.All.Length];
    private double _turn;

    /// <summary>Spreads the quantiles that are zero, the value that comes often.</summary>
    /// <param name="quantiles">At <see cref="QuantileLevels.All"/>, ascending; changed.</param>
    /// <param name="below">Probability of less than zero.</param>
    /// <param name="at">Probability of zero.</param>
    public void Spread(Span<double> quantiles, double below, double at)
    {
        _turn = (_turn + GoldenRatio) % 1;
        for (var q = 0; q < quantiles.Length; q++)
        {
            if (quantiles[q] == 0)
                quantiles[q] = WidthDays * (Math.Clamp((QuantileLevels.All[q] - below) / Math.Max(at, 1e-9), 0, 1) + _correction[q] - _turn);
            if (q > 0)
                quantiles[q] = Math.Max(quantiles[q], quantiles[q - 1]);
        }
    }

    /// <summary>What came of a forecast that was spread.</summary>
    public void Learn(ReadOnlySpan<double> quantiles, double actual)
    {
        for (var q = 0; q < quantiles.Length; q++)
            _correction[q] = Math.Clamp(_correction[q] + Gain * (QuantileLevels.All[q] - (actual <= quantiles[q] ? 1 : 0)), -1, 1);
    }
}
