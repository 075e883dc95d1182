using System.Collections.Immutable;

namespace ShopFloorTwin.Core.Learning.Scores;

/// <summary>The levels at which a forecast is kept and scored: 0.05, 0.10 … 0.95.</summary>
public static class QuantileLevels
{
    public static ImmutableArray<double> All { get; } = [.. Enumerable.Range(1, 19).Select(step => step * 5 / 100.0)];

    /// <summary>Places in <see cref="All"/>.</summary>
    public const int P10 = 1, P50 = 9, P80 = 15, P95 = 18;

    /// <summary>The quantiles of a forecast that is a single figure: the same at every level.</summary>
    public static double[] Point(double value)
    {
        var quantiles = new double[All.Length];
        Array.Fill(quantiles, value);
        return quantiles;
    }

    /// <summary>Quantiles of past values at every level, by linear interpolation (Hyndman and Fan 1996, type 7).</summary>
    /// <param name="sorted">Ascending, at least one.</param>
    public static double[] Of(ReadOnlySpan<double> sorted)
    {
        var quantiles = new double[All.Length];
        ScoreLevels.Fine.Of(sorted, quantiles);
        return quantiles;
    }
}
