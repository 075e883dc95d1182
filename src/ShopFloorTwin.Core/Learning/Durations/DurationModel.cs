namespace ShopFloorTwin.Core.Learning.Durations;

/// <summary>
/// What was seen of the durations of one key: worked minutes over planned ones, regressed on the shares of set-up and run
/// (recursive least squares with forgetting, Ljung 1999 §11), and the mean and spread of the logarithm about that, robust to
/// gross outliers (what is off by more than three deviations is cut, Huber 1964). Fixed size.
/// </summary>
public sealed record DurationModel
{
    // The weight of an observation halves every 69 later ones: at most 100 count.
    private const double Forgetting = 0.99;

    public required DurationKey Key { get; init; }

    /// <summary>Effective observations.</summary>
    public double Count { get; init; }

    /// <summary>Observations in all.</summary>
    public long Seen { get; init; }

    // Normal equations of ratio = a × set-up share + b × run share.
    public double SetupSetup { get; init; }
    public double SetupRun { get; init; }
    public double RunRun { get; init; }
    public double SetupRatio { get; init; }
    public double RunRatio { get; init; }

    /// <summary>Sums of the ratio's logarithm, of its square, and of its product with the set-up share.</summary>
    public double LogSum { get; init; }
    public double LogSquares { get; init; }
    public double SetupLog { get; init; }

    /// <summary>One more operation done.</summary>
    /// <param name="setupShare">Of its planned minutes, 0 to 1.</param>
    /// <param name="ratio">Worked over planned minutes, cut to what is credible.</param>
    /// <param name="log">Logarithm of the ratio.</param>
    internal DurationModel With(double setupShare, double ratio, double log)
    {
        var runShare = 1 - setupShare;
        return this with
        {
            Count = Forgetting * Count + 1,
            Seen = Seen + 1,
            SetupSetup = Forgetting * SetupSetup + setupShare * setupShare,
            SetupRun = Forgetting * SetupRun + setupShare * runShare,
            RunRun = Forgetting * RunRun + runShare * runShare,
            SetupRatio = Forgetting * SetupRatio + setupShare * ratio,
            RunRatio = Forgetting * RunRatio + runShare * ratio,
            LogSum = Forgetting * LogSum + log,
            LogSquares = Forgetting * LogSquares + log * log,
            SetupLog = Forgetting * SetupLog + setupShare * log,
        };
    }
}
