namespace ShopFloorTwin.Core.Learning.Waiting;

/// <summary>
/// Minutes lost at a work center that neither its queue nor a stop explains: none with some probability, else log-normal
/// (a two-part model, Duan et al. 1983). Exponentially forgotten. Fixed size.
/// </summary>
public readonly record struct WaitModel
{
    // At most 100 observations count; so many are believed of no wait beforehand.
    private const double Forgetting = 0.99, PriorNone = 5;

    // A wait of a minute is none.
    private const double LeastMinutes = 1;

    /// <summary>Effective observations, and those with a wait.</summary>
    public double Count { get; init; }
    public double Waits { get; init; }
    public double LogSum { get; init; }
    public double LogSquares { get; init; }

    internal WaitModel With(double minutes)
    {
        var isWait = minutes >= LeastMinutes;
        var log = isWait ? Math.Log(minutes) : 0;
        return new WaitModel
        {
            Count = Forgetting * Count + 1,
            Waits = Forgetting * Waits + (isWait ? 1 : 0),
            LogSum = Forgetting * LogSum + log,
            LogSquares = Forgetting * LogSquares + log * log,
        };
    }

    /// <summary>Probability that there is a wait at all.</summary>
    public double Probability => Waits / (Count + PriorNone);

    /// <summary>The quantile at a probability, in working minutes.</summary>
    public double Quantile(double probability)
    {
        var none = 1 - Probability;
        if (probability <= none || Waits <= 0)
            return 0;
        var mean = LogSum / Waits;
        var sigma = Math.Sqrt(Math.Max(0.05, LogSquares / Waits - mean * mean));
        return Math.Exp(mean + sigma * Forecast.Normal.Quantile((probability - none) / (1 - none)));
    }
}
