namespace ShopFloorTwin.Core.Learning.Control;

/// <summary>
/// What a characteristic is when it is in control: mean, spread and how much a value follows the one before, learned from its own
/// first values on. Fixed size; only operations that give the same bits everywhere.
/// </summary>
/// <param name="Count">Values the mean rests on.</param>
/// <param name="Mean">Of the values.</param>
/// <param name="Freedom">Degrees of freedom of the spread.</param>
/// <param name="Squares">Squares about the mean.</param>
/// <param name="Lag">Mean product of successive standardised values.</param>
/// <param name="Step">Smallest difference of two successive values: what the gauge resolves; 0 while there is none.</param>
public readonly record struct Baseline(double Count, double Mean, double Freedom, double Squares, double Lag, double Step)
{
    /// <summary>Values before any is judged.</summary>
    public const int FirstPoints = 20;

    /// <summary>Beyond so many values each new one weighs as one in so many: slow wear is learned, a shift is not.</summary>
    public const double PointsMax = 2_000;

    /// <summary>A value further off counts for the baseline as one so far.</summary>
    private const double ClipSigmas = 4;

    /// <summary>A following larger than this hides shifts altogether.</summary>
    private const double FollowingMax = 0.9;

    /// <summary>Limits somebody stated: the middle, and a spread of a sixth between them.</summary>
    /// <exception cref="ArgumentException">They are not apart.</exception>
    public static Baseline Of(double lower, double upper)
    {
        if (!(upper > lower))
            throw new ArgumentException($"the upper limit {upper} is not above the lower {lower}", nameof(upper));
        var sigma = (upper - lower) / 6;
        return new Baseline(PointsMax, (lower + upper) / 2, PointsMax, sigma * sigma * PointsMax, 0, 0);
    }

    public bool IsReady => Count >= 1 && Freedom >= FirstPoints - 1;

    /// <summary>Standard deviation, at least what the gauge resolves; 0 while all values were equal.</summary>
    public double Sigma => Freedom <= 0 ? 0 : Math.Max(Math.Sqrt(Squares / Freedom), Step / 2);

    /// <summary>Correlation of a value with the one before, where it is beyond chance and positive; else 0.</summary>
    public double Following => Lag * Math.Sqrt(Freedom) > 3 ? Math.Min(Lag, FollowingMax) : 0;

    /// <summary>
    /// A value as a standard normal score against the values before it: the Q statistic of a self-starting chart
    /// (Hawkins 1987; Quesenberry 1991), which in control has exactly the run lengths of known mean and spread.
    /// Student's t is made normal by Wallace's formula (1959).
    /// </summary>
    public double Score(double value)
    {
        var sigma = Sigma;
        if (sigma <= 0 || Count < 1)
            return 0;
        var t = (value - Mean) / (sigma * Math.Sqrt(1 + 1 / Count));
        var f = Freedom;
        var z = (8 * f + 1) / (8 * f + 3) * Math.Sqrt(f * Logarithm.Of(1 + t * t / f));
        return t < 0 ? -z : z;
    }

    /// <summary>With one more value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="before">The value before it; null: there was none, or not of the same run.</param>
    public Baseline With(double value, double? before)
    {
        var sigma = Sigma;
        var step = before is { } b && value != b && (Step == 0 || Math.Abs(value - b) < Step) ? Math.Abs(value - b) : Step;
        var taken = IsReady && sigma > 0 ? Math.Clamp(value, Mean - ClipSigmas * sigma, Mean + ClipSigmas * sigma) : value;
        var count = Math.Min(Count + 1, PointsMax);
        var mean = Mean + (taken - Mean) / count;
        var isFirst = Count < 1;
        var freedom = isFirst ? Freedom : Math.Min(Freedom + 1, PointsMax);
        var kept = Freedom + 1 > PointsMax ? PointsMax / (Freedom + 1) : 1;
        var squares = isFirst ? Squares : (Squares + (taken - Mean) * (taken - mean)) * kept;
        var lag = Lag;
        if (before is { } last && sigma > 0 && Freedom > 1)
            lag += (Math.Clamp((taken - Mean) / sigma, -ClipSigmas, ClipSigmas) * Math.Clamp((last - Mean) / sigma, -ClipSigmas, ClipSigmas) - Lag) / freedom;
        return new Baseline(count, mean, freedom, squares, lag, step);
    }

    /// <summary>The same spread about a mean still to be found: another product is made now.</summary>
    public Baseline OfAnotherRun() => this with { Count = 0, Mean = 0 };
}
