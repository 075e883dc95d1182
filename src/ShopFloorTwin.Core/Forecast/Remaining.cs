namespace ShopFloorTwin.Core.Forecast;

/// <summary>What remains of a log-normal duration that has lasted some time already.</summary>
internal static class Remaining
{
    /// <summary>The <paramref name="u"/> quantile of T - elapsed, given T &gt; elapsed, T log-normal.</summary>
    public static double LogNormal(double median, double sigma, double elapsed, double u)
    {
        if (elapsed <= 0 || sigma <= 0)
            return Math.Max(0, median * Math.Exp(sigma * Normal.Quantile(u)) - Math.Max(0, elapsed));
        var z = Math.Log(elapsed / median) / sigma;
        if (z > 4)
        {
            // Deep in the tail the hazard is ln(t/m) / (sigma² t): the rest is nearly exponential.
            return -Math.Log(1 - u) * elapsed * sigma * sigma / Math.Log(elapsed / median);
        }
        var passed = Normal.Cumulative(z);
        return Math.Max(0, median * Math.Exp(sigma * Normal.Quantile(passed + u * (1 - passed))) - elapsed);
    }
}
