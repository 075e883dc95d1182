namespace ShopFloorTwin.Core.Learning.Durations;

/// <summary>
/// What is believed of a key's durations: factors on planned set-up and run minutes, and the spread of the logarithm.
/// A key's own observations, shrunk towards its parent's estimate as if that were a few observations more (empirical Bayes).
/// </summary>
/// <param name="Setup">On planned set-up minutes.</param>
/// <param name="Run">On planned run minutes.</param>
/// <param name="LogBias">Of the median against the mean, as a logarithm.</param>
/// <param name="Variance">Of the logarithm.</param>
/// <param name="Evidence">Effective observations of the key itself.</param>
internal readonly record struct DurationEstimate(double Setup, double Run, double LogBias, double Variance, double Evidence)
{
    // Observations a parent counts for: as many for shape and spread; for the level by how far its children differ.
    private const double ParentWeight = 4, LeastWeight = 1, MostWeight = 12;
    private const double LeastVariance = 0.02 * 0.02;

    /// <summary>With no history: the plan is right in the median, two in three within 10 %.</summary>
    public static DurationEstimate Prior { get; } = new(1, 1, 0, 0.10 * 0.10, 0);

    /// <summary>This as the parent of a key of which so much was seen.</summary>
    public DurationEstimate Child(DurationModel? seen)
    {
        if (seen is null)
            return this with { Evidence = 0 };
        var prior = ParentWeight / 2;
        var (a, b, c) = (seen.SetupSetup + prior, seen.SetupRun, seen.RunRun + prior);
        var (u, v) = (seen.SetupRatio + prior * Setup, seen.RunRatio + prior * Run);
        var determinant = a * c - b * b;
        var setup = Math.Max(0.01, (u * c - v * b) / determinant);
        var run = Math.Max(0.01, (v * a - u * b) / determinant);

        // The logarithm of the estimated mean as a line in the set-up share, about its mean.
        var share = (seen.SetupSetup + seen.SetupRun) / seen.Count;
        var mean = setup * share + run * (1 - share);
        var slope = (setup - run) / mean;
        var spread = Math.Max(0, seen.SetupSetup / seen.Count - share * share);
        var log = seen.LogSum / seen.Count;
        var own = Math.Max(0, seen.LogSquares / seen.Count - log * log
            - 2 * slope * (seen.SetupLog / seen.Count - share * log) + slope * slope * spread);
        var bias = log - Math.Log(mean) + slope * slope * spread / 2;

        var variance = Math.Max(LeastVariance, (seen.Count * own + ParentWeight * Variance) / (seen.Count + ParentWeight - 1));
        var weight = Math.Clamp(variance / Math.Max(LeastVariance, Variance - variance), LeastWeight, MostWeight);
        return new DurationEstimate(setup, run, (seen.Count * bias + weight * LogBias) / (seen.Count + weight), variance, seen.Count);
    }

    /// <summary>Median factor on the planned minutes of an operation with that share of set-up.</summary>
    public double Median(double setupShare) => (Setup * setupShare + Run * (1 - setupShare)) * Math.Exp(LogBias);

    /// <summary>Standard deviation of the logarithm, with what is uncertain of the estimate itself.</summary>
    public double Sigma => Math.Sqrt(Variance * (1 + 1 / (Evidence + ParentWeight)));
}
