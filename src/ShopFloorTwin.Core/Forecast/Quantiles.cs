namespace ShopFloorTwin.Core.Forecast;

/// <summary>Quantiles of samples by nearest rank, so that every quantile is a time that occurs (not one in closed hours between two).</summary>
internal static class Quantiles
{
    public static float Of(ReadOnlySpan<float> sorted, double p) =>
        sorted[Math.Clamp((int)Math.Ceiling(p * sorted.Length) - 1, 0, sorted.Length - 1)];
}
