namespace ShopFloorTwin.Core.Learning;

/// <summary>
/// Weight, mean and squares of the logarithms of durations or factors; the older the less they weigh.
/// Fixed size; the arithmetic of <see cref="Logarithm"/>, so that replay gives the same bits.
/// </summary>
/// <param name="Weight">Sum of the weights: at most <see cref="Memory"/>.</param>
/// <param name="Mean">Weighted mean of the logarithms.</param>
/// <param name="Squares">Weighted squares about the mean.</param>
/// <param name="Count">Observations ever.</param>
public readonly record struct LogTally(double Weight, double Mean, double Squares, long Count)
{
    /// <summary>Observations that count at most: an observation weighs 1/e after as many others.</summary>
    public const double Memory = 32;

    /// <summary>One further from the belief than so many standard deviations counts as one so far.</summary>
    public const double ClipSigmas = 2.5;

    /// <summary>With one more observation, taken in (Huber 1964) to where the belief would just about have it.</summary>
    /// <param name="value">Positive: minutes, or a factor.</param>
    /// <param name="prior">What is believed without any.</param>
    internal LogTally With(double value, LogBelief prior)
    {
        var belief = prior.With(this);
        var far = ClipSigmas * belief.Sigma;
        var x = Math.Clamp(Logarithm.Of(value), belief.Mean - far, belief.Mean + far);
        const double keep = 1 - 1 / Memory;
        var weight = Weight * keep + 1;
        var mean = Mean + (x - Mean) / weight;
        return new LogTally(weight, mean, Squares * keep + (x - Mean) * (x - mean), Count + 1);
    }

    /// <summary>Both together.</summary>
    internal LogTally And(LogTally other)
    {
        var weight = Weight + other.Weight;
        if (weight <= 0)
            return this;
        var apart = other.Mean - Mean;
        return new LogTally(weight, Mean + apart * other.Weight / weight, Squares + other.Squares + apart * apart * Weight * other.Weight / weight, Count + other.Count);
    }

    /// <summary>As if there were at most so many observations.</summary>
    internal LogTally AtMost(double weight) => Weight <= weight ? this : this with { Weight = weight, Squares = Squares * weight / Weight };
}

/// <summary>A belief about the logarithm of a quantity: mean and standard deviation of the next one.</summary>
internal readonly record struct LogBelief(double Mean, double Sigma)
{
    /// <summary>Observations the mean, and the spread, of a belief weigh as much as.</summary>
    public const double MeanWeight = 2, SpreadWeight = 4;

    /// <summary>
    /// After a tally: normal-inverse-gamma updating (Gelman et al., Bayesian Data Analysis, §3.3), the predictive t taken as normal.
    /// </summary>
    public LogBelief With(LogTally tally)
    {
        if (tally.Weight <= 0)
            return this;
        var n = tally.Weight;
        var apart = tally.Mean - Mean;
        var mean = Mean + apart * n / (MeanWeight + n);
        var squares = SpreadWeight * Sigma * Sigma + tally.Squares + apart * apart * MeanWeight * n / (MeanWeight + n);
        var variance = squares / (SpreadWeight + n) * (1 + 1 / (MeanWeight + n));
        // Without data the stated spread is the predictive one already; the more there are, the less of this is left.
        return new LogBelief(mean, Math.Sqrt(variance));
    }
}
