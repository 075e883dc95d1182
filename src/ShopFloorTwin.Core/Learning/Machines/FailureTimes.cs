namespace ShopFloorTwin.Core.Learning.Machines;

/// <summary>
/// Minutes that breakdowns add to an operation: the number of breakdowns while it works is Poisson, each repair log-normal. Quantiles of
/// that sum by the number expected, in medians of a repair, by Panjer's recursion (ASTIN Bulletin 12, 1981); in between linear, which
/// keeps the mean right. A table serves every work center whose repairs spread alike. Immutable, safe for concurrent use.
/// </summary>
public sealed class FailureTimes
{
    /// <summary>Quantiles at the middles of so many strata.</summary>
    public const int Strata = 256;

    // Cells of an eighth of a median; what reaches beyond 160 medians is counted there.
    private const int CellsPerMedian = 8, Cells = 160 * CellsPerMedian;

    /// <summary>Breakdowns expected, at which quantiles are kept.</summary>
    private static readonly double[] Expected = [0, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.0625, 0.125, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8, 12, 16];

    private readonly float[] _quantiles = new float[Expected.Length * Strata];

    /// <param name="sigma">Of the logarithm of a repair.</param>
    public FailureTimes(double sigma)
    {
        Sigma = sigma;
        var repair = Repair(Math.Max(0.01, sigma));
        for (var row = 1; row < Expected.Length; row++)
            Fill(_quantiles.AsSpan(row * Strata, Strata), Sums(repair, Expected[row]), Expected[row] * Math.Exp(sigma * sigma / 2));
    }

    public double Sigma { get; }

    /// <summary>The first stratum in which something is lost.</summary>
    public int First(double expected)
    {
        var (low, high, share, _) = Rows(expected);
        var row = (share > 0 ? high : low).Span;
        var (from, to) = (0, Strata);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = row[middle] > 0 ? (from, middle) : (middle + 1, to);
        }
        return from;
    }

    /// <summary>
    /// Two rows of quantiles, ascending, and how much of the second: <c>minutes[s] = repair median × ((1 - share) × low[s] + share × high[s])</c>,
    /// with a stratum s drawn at random. Beyond 16 breakdowns the last row is scaled.
    /// </summary>
    public (ReadOnlyMemory<float> Low, ReadOnlyMemory<float> High, float Share, float Scale) Rows(double expected)
    {
        if (!(expected > 0))
            return (Row(0), Row(0), 0, 1);
        if (expected >= Expected[^1])
            return (Row(Expected.Length - 1), Row(Expected.Length - 1), 0, (float)(expected / Expected[^1]));
        var row = 0;
        while (Expected[row + 1] <= expected)
            row++;
        return (Row(row), Row(row + 1), (float)((expected - Expected[row]) / (Expected[row + 1] - Expected[row])), 1);
    }

    /// <summary>Sampled minutes lost to breakdowns in so many working minutes.</summary>
    /// <param name="belief">Of the work center; its repairs spread as <see cref="Sigma"/>.</param>
    /// <param name="workingMinutes">Of the operation.</param>
    /// <param name="uniform">In (0, 1).</param>
    public double Minutes(in FailureBelief belief, double workingMinutes, double uniform)
    {
        var (low, high, share, scale) = Rows(belief.Expected(workingMinutes));
        var stratum = Math.Clamp((int)(uniform * Strata), 0, Strata - 1);
        return belief.Repair.MedianMinutes * scale * ((1 - share) * low.Span[stratum] + share * high.Span[stratum]);
    }

    private ReadOnlyMemory<float> Row(int row) => _quantiles.AsMemory(row * Strata, Strata);

    /// <summary>Probability of each cell for one repair of median 1.</summary>
    private static double[] Repair(double sigma)
    {
        var cells = new double[Cells];
        var below = 0.0;
        for (var c = 0; c < Cells; c++)
        {
            var upTo = c == Cells - 1 ? 1 : Forecast.Normal.Cumulative(Math.Log((c + 0.5) / CellsPerMedian) / sigma);
            (cells[c], below) = (upTo - below, upTo);
        }
        return cells;
    }

    private static double[] Sums(double[] repair, double expected)
    {
        var sums = new double[Cells];
        sums[0] = Math.Exp(expected * (repair[0] - 1));
        for (var c = 1; c < Cells; c++)
        {
            var sum = 0.0;
            for (var j = 1; j <= c; j++)
                sum += j * repair[j] * sums[c - j];
            sums[c] = sum * expected / c;
        }
        return sums;
    }

    /// <summary>The mean of each stratum, so that the mean of the row is that of the sum.</summary>
    private static void Fill(Span<float> row, double[] sums, double mean)
    {
        var (cell, left, total) = (0, sums[0], 0.0);
        for (var s = 0; s < Strata; s++)
        {
            var (need, value) = (1.0 / Strata, 0.0);
            while (need > 1e-15)
            {
                var part = cell == Cells - 1 ? need : Math.Min(need, left);
                value += part * cell / CellsPerMedian;
                need -= part;
                left -= part;
                if (left <= 1e-18 && cell < Cells - 1)
                    left = sums[++cell];
            }
            row[s] = (float)(value * Strata);
            total += value;
        }
        // What rounding to cells did to the mean is undone.
        var mend = total > 0 ? (float)(mean / total) : 1;
        foreach (ref var quantile in row)
            quantile *= mend;
    }
}
