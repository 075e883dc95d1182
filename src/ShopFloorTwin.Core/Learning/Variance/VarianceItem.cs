namespace ShopFloorTwin.Core.Learning.Variance;

/// <summary>A measure of one thing: planned, expected with its spread, actual.</summary>
/// <param name="Planned">By the plan.</param>
/// <param name="Foreseen">Quantiles, where they are known as such.</param>
/// <param name="Mean">Expected.</param>
/// <param name="Deviation">Of what is expected.</param>
/// <param name="Actual">Null: open.</param>
internal sealed record Measured(double Planned, ForeseenFigures? Foreseen, double? Mean, double Deviation, double? Actual)
{
    private static readonly double[] Scores = [-1.2815515655, 0, 0.8416212336, 1.6448536270];

    public VarianceFigures Figures()
    {
        var foreseen = Foreseen ?? (Mean is { } mean ? Spread(mean, Deviation) : null);
        return new VarianceFigures(Planned, foreseen, Actual, (Actual ?? foreseen?.P50) - Planned);
    }

    /// <summary>Several as one; of independent things, so that spreads partly cancel out. Null: none.</summary>
    public static Measured? Sum(IEnumerable<Measured?> parts)
    {
        var known = parts.OfType<Measured>().ToList();
        return known.Count == 0 ? null : new Measured(
            known.Sum(one => one.Planned), null,
            known.TrueForAll(one => one.Mean is not null) ? known.Sum(one => one.Mean!.Value) : null,
            Math.Sqrt(known.Sum(one => one.Deviation * one.Deviation)),
            known.TrueForAll(one => one.Actual is not null) ? known.Sum(one => one.Actual!.Value) : null);
    }

    /// <summary>The mean of several whose quantiles are known.</summary>
    public static Measured? Average(IEnumerable<Measured?> parts)
    {
        var known = parts.OfType<Measured>().ToList();
        if (known.Count == 0)
            return null;
        double Of(Func<ForeseenFigures, double> quantile) => known.Average(one => quantile(one.Foreseen!));
        return new Measured(
            known.Average(one => one.Planned),
            known.TrueForAll(one => one.Foreseen is not null) ? new ForeseenFigures(Of(q => q.P10), Of(q => q.P50), Of(q => q.P80), Of(q => q.P95)) : null,
            null, 0,
            known.TrueForAll(one => one.Actual is not null) ? known.Average(one => one.Actual!.Value) : null);
    }

    /// <summary>Quantiles of the log-normal distribution of that mean and deviation.</summary>
    private static ForeseenFigures Spread(double mean, double deviation)
    {
        if (mean <= 0)
            return new ForeseenFigures(0, 0, 0, 0);
        var variance = Math.Log(1 + deviation * deviation / (mean * mean));
        double At(int place) => mean * Math.Exp(Math.Sqrt(variance) * Scores[place] - variance / 2);
        return new ForeseenFigures(At(0), At(1), At(2), At(3));
    }
}

/// <summary>One thing whose variance is known, and what it is summed up with.</summary>
/// <param name="Key">Of the row it belongs to.</param>
/// <param name="At">When it was done; null: open.</param>
internal sealed record VarianceItem(string Key, DateTimeOffset? At, Measured? Finish, Measured? Work, Measured? Scrap, Measured? Cost)
{
    /// <summary>Null: there are none.</summary>
    public static VarianceSet? Sum(IReadOnlyList<VarianceItem> items) => items.Count == 0 ? null : new VarianceSet(
        items.Count,
        (items.Count == 1 ? items[0].Finish : Measured.Average(items.Select(item => item.Finish)))?.Figures(),
        Measured.Sum(items.Select(item => item.Work))?.Figures(),
        Measured.Sum(items.Select(item => item.Scrap))?.Figures(),
        Measured.Sum(items.Select(item => item.Cost))?.Figures());
}
