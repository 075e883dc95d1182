namespace ShopFloorTwin.Core.Learning.Control;

/// <summary>Two-sided tabular CUSUM of standard normal scores (Page 1954; Montgomery, Statistical Quality Control, §9.1).</summary>
/// <param name="Up">Sum of what was above the allowance; never below 0.</param>
/// <param name="Down">Sum of what was below it.</param>
public readonly record struct Cusum(double Up, double Down)
{
    /// <summary>After one more score.</summary>
    public Cusum With(double score, double allowance = ControlLimits.CusumAllowance) =>
        new(Math.Max(0, Up + score - allowance), Math.Max(0, Down - score - allowance));

    /// <summary>One of the sums is beyond the decision interval.</summary>
    public bool IsBeyond(double limit = ControlLimits.CusumLimit) => Up > limit || Down > limit;
}

/// <summary>Exponentially weighted moving average of standard normal scores (Roberts 1959; Lucas and Saccucci 1990), with the limits of the long run.</summary>
public readonly record struct Ewma(double Value)
{
    /// <summary>After one more score.</summary>
    public Ewma With(double score, double weight = ControlLimits.EwmaWeight) => new(Value + weight * (score - Value));

    /// <summary>Beyond the limit, in standard deviations of the average.</summary>
    public bool IsBeyond(double limit = ControlLimits.EwmaLimit, double weight = ControlLimits.EwmaWeight) =>
        Math.Abs(Value) > limit * Math.Sqrt(weight / (2 - weight));
}
