using System.Collections.Immutable;

namespace ShopFloorTwin.Core.Learning.Scores;

/// <summary>The levels at which forecasts of one kind are scored, with the weight of each in the CRPS.</summary>
public sealed class ScoreLevels
{
    private ScoreLevels(ImmutableArray<double> levels, ImmutableArray<double> weights, int p50, int p80, int p95) =>
        (Levels, Weights, P50, P80, P95) = (levels, weights, p50, p80, p95);

    /// <summary>Ascending.</summary>
    public ImmutableArray<double> Levels { get; }

    /// <summary>Add up to 1.</summary>
    public ImmutableArray<double> Weights { get; }

    /// <summary>Places in <see cref="Levels"/>.</summary>
    public int P50 { get; }
    public int P80 { get; }
    public int P95 { get; }
    public int Count => Levels.Length;

    /// <summary>The nineteen of <see cref="QuantileLevels.All"/>, of equal weight.</summary>
    public static ScoreLevels Fine { get; } =
        new(QuantileLevels.All, [.. QuantileLevels.All.Select(_ => 1.0 / QuantileLevels.All.Length)], QuantileLevels.P50, QuantileLevels.P80, QuantileLevels.P95);

    /// <summary>
    /// The four that a forecast is published with: 0.10, 0.50, 0.80, 0.95. Each weighs as much of the range of probabilities as lies
    /// nearer to it than to the others (0.30, 0.35, 0.225, 0.125): a coarse CRPS, good for comparing methods that are scored the same way.
    /// </summary>
    public static ScoreLevels Published { get; } = new([0.10, 0.50, 0.80, 0.95], [0.30, 0.35, 0.225, 0.125], 1, 2, 3);

    /// <summary>Quantiles of past values at every level, by linear interpolation (Hyndman and Fan 1996, type 7).</summary>
    /// <param name="sorted">Ascending, at least one.</param>
    /// <param name="quantiles">One per level.</param>
    public void Of(ReadOnlySpan<double> sorted, Span<double> quantiles)
    {
        for (var q = 0; q < quantiles.Length; q++)
        {
            var at = Levels[q] * (sorted.Length - 1);
            var below = (int)at;
            var above = Math.Min(below + 1, sorted.Length - 1);
            quantiles[q] = sorted[below] + (at - below) * (sorted[above] - sorted[below]);
        }
    }
}
