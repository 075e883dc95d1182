namespace ShopFloorTwin.Core.Learning.Flow;

/// <summary>
/// Quantiles of a time from weighted observations, some of which had not ended when last seen (Kaplan and Meier 1958);
/// beyond the last end the tail is exponential with the rate of all observations.
/// </summary>
/// <param name="count">Strata of probability.</param>
internal sealed class SurvivalCurve(int count)
{
    private readonly List<(double Time, bool Ended, double Weight)> _seen = [];

    /// <summary>Observations come by time, of equal ones the ended first.</summary>
    public void Add(double time, bool ended, double weight) => _seen.Add((time, ended, weight));

    /// <summary>At the midpoints of the strata, ascending.</summary>
    public float[] Quantiles()
    {
        var quantiles = new float[count];
        double atRisk = _seen.Sum(seen => seen.Weight), exposure = 0, ends = 0, survival = 1, last = 0;
        var next = 0;
        foreach (var (time, ended, weight) in _seen)
        {
            exposure += weight * time;
            if (ended && atRisk > 1e-12)
            {
                ends += weight;
                survival *= Math.Max(0, 1 - weight / atRisk);
                last = time;
                for (; next < count && 1 - survival >= (next + 0.5) / count - 1e-12; next++)
                    quantiles[next] = (float)time;
            }
            atRisk -= weight;
        }
        var rate = Math.Max(ends, 0.3) / Math.Max(exposure, 1e-9);
        for (; next < count; next++)
            quantiles[next] = (float)(last + Math.Log(Math.Max(survival, 1e-9) / (1 - (next + 0.5) / count)) / rate);
        return quantiles;
    }
}
