namespace ShopFloorTwin.Core.Forecast;

/// <summary>The standard normal distribution.</summary>
internal static class Normal
{
    /// <summary>Distribution function, by the complementary error function of W. J. Cody's rational form as given in Numerical Recipes §6.2 (1.2e-7).</summary>
    public static double Cumulative(double z)
    {
        var x = Math.Abs(z) / Math.Sqrt(2);
        var t = 1 / (1 + 0.5 * x);
        var tail = t * Math.Exp(-x * x - 1.26551223 + t * (1.00002368 + t * (0.37409196 + t * (0.09678418
            + t * (-0.18628806 + t * (0.27886807 + t * (-1.13520398 + t * (1.48851587
            + t * (-0.82215223 + t * 0.17087277)))))))));
        return z >= 0 ? 1 - tail / 2 : tail / 2;
    }

    /// <summary>Quantile function by P. J. Acklam's rational approximation (relative error 1.15e-9).</summary>
    public static double Quantile(double p)
    {
        if (p <= 0)
            return -8;
        if (p >= 1)
            return 8;
        if (p < 0.02425)
            return Tail(Math.Sqrt(-2 * Math.Log(p)));
        if (p > 1 - 0.02425)
            return -Tail(Math.Sqrt(-2 * Math.Log(1 - p)));
        var q = p - 0.5;
        var r = q * q;
        return (((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r - 30.66479806614716) * r + 2.506628277459239) * q
            / (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r - 13.28068155288572) * r + 1);
    }

    private static double Tail(double q) =>
        (((((-0.007784894002430293 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) * q + 4.374664141464968) * q + 2.938163982698783)
        / ((((0.007784695709041462 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1);
}
