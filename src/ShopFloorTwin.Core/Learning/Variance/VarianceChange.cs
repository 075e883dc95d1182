namespace ShopFloorTwin.Core.Learning.Variance;

/// <summary>
/// Finds the one place where the mean of a series has changed most (the likelihood ratio test of one change of mean, Hinkley 1970),
/// and says so only where that could hardly be chance: about one series in a hundred without a change gives a false word.
/// </summary>
internal static class VarianceChange
{
    /// <summary>Fewer before or after say nothing.</summary>
    public const int Least = 5;

    // Of the largest of all the places' t statistics.
    private const double Limit = 4.5;

    /// <param name="Place">First of the series that is otherwise.</param>
    /// <param name="Before">Mean before.</param>
    /// <param name="After">Mean since.</param>
    /// <param name="Statistic">Size of t.</param>
    public readonly record struct Found(int Place, double Before, double After, double Statistic);

    /// <param name="series">By time.</param>
    public static Found? Find(IReadOnlyList<double> series)
    {
        double total = 0, squares = 0;
        foreach (var value in series)
            (total, squares) = (total + value, squares + value * value);
        var (best, head) = (default(Found?), 0.0);
        for (var place = 1; place <= series.Count - Least; place++)
        {
            head += series[place - 1];
            if (place < Least)
                continue;
            var (n, m) = (place, series.Count - place);
            var (before, after) = (head / n, (total - head) / m);
            var within = Math.Max(0, squares - n * before * before - m * after * after) / (series.Count - 2);
            // Equal to the last digit on both sides: the change is sure, and of its own size.
            var t = Math.Abs(after - before) / Math.Sqrt(Math.Max(within, 1e-12) * (1.0 / n + 1.0 / m));
            if (t > (best?.Statistic ?? Limit) && Math.Abs(after - before) > 1e-6)
                best = new Found(place, before, after, t);
        }
        return best;
    }
}
