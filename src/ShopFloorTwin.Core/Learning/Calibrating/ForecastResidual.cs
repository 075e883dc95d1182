namespace ShopFloorTwin.Core.Learning.Calibrating;

/// <summary>How far an uncorrected forecast of a remaining time was off.</summary>
/// <param name="MedianMinutes">It said.</param>
/// <param name="Sigma">Spread of the logarithm it said: ln(p80 / p50) in deviations.</param>
/// <param name="ActualMinutes">It took.</param>
public readonly record struct ForecastResidual(double MedianMinutes, double Sigma, double ActualMinutes)
{
    // No time counts as less, and no forecast as surer.
    private const double LeastMinutes = 1, LeastSigma = 0.05, DeviationsOfP80 = 0.8416;

    // One that was much too sure tells little of those that are less so.
    private const double MostDeviations = 4;

    /// <summary>What a forecast says of its own spread.</summary>
    /// <param name="p50">Minutes.</param>
    /// <param name="p80">Minutes.</param>
    public static double SigmaOf(double p50, double p80) =>
        Math.Max(LeastSigma, (Math.Log(Math.Max(LeastMinutes, p80)) - Math.Log(Math.Max(LeastMinutes, p50))) / DeviationsOfP80);

    /// <summary>In deviations of the forecast's own: 0 is right, 1 as late as one in six was said to be.</summary>
    public double Deviations => Math.Clamp((Math.Log(Math.Max(LeastMinutes, ActualMinutes)) - Math.Log(Math.Max(LeastMinutes, MedianMinutes))) / Sigma, -MostDeviations, MostDeviations);
}
