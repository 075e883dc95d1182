using FsCheck;
using FsCheck.Fluent;
using ShopFloorTwin.Core.Forecast;

namespace ShopFloorTwin.Core.Tests.Forecast;

public sealed class QuantileTests
{
    [Fact]
    public void A_quantile_of_samples_in_any_order_is_that_of_the_sorted_ones()
    {
        Prop.ForAll<float[]>(values =>
        {
            float[] finite = [.. values.Where(v => float.IsFinite(v) && Math.Abs(v) < 1e8f)];
            if (finite.Length == 0)
                return true;
            double[] shares = [0, 0.1, 0.5, 0.5, 0.8, 0.95, 1];
            var quantiles = new float[shares.Length];
            Quantiles.Of(finite, shares, quantiles);
            float[] sorted = [.. finite.Order()];
            return shares.Zip(quantiles).All(q => Math.Abs(Quantiles.Of(sorted, q.First) - q.Second) <= 1e-6f);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void An_outlier_does_not_blur_the_quantiles_of_the_crowd()
    {
        float[] samples = [.. Enumerable.Range(1, 255).Reverse().Select(n => n / 1000f), 1e7f];
        var quantiles = new float[3];
        Quantiles.Of(samples, [0.1, 0.5, 0.95], quantiles);
        Assert.Equal([0.026f, 0.128f, 0.244f], quantiles);
    }

    [Fact]
    public void A_quantile_is_one_of_the_samples()
    {
        float[] sorted = [.. Enumerable.Range(1, 256)];
        Assert.Equal(26, Quantiles.Of(sorted, 0.10));
        Assert.Equal(128, Quantiles.Of(sorted, 0.50));
        Assert.Equal(205, Quantiles.Of(sorted, 0.80));
        Assert.Equal(244, Quantiles.Of(sorted, 0.95));
    }
}
