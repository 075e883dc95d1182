using FsCheck;
using FsCheck.Fluent;
using ShopFloorTwin.Core.Forecast;

namespace ShopFloorTwin.Core.Tests.Forecast;

public sealed class QuantileTests
{
    [Fact]
    public void Samples_come_out_sorted_whatever_they_are()
    {
        Prop.ForAll<float[]>(values =>
        {
            var finite = values.Where(v => float.IsFinite(v) && Math.Abs(v) < 1e8f).ToArray();
            if (finite.Length == 0)
                return true;
            var sorted = new float[finite.Length];
            Quantiles.Sort(finite, sorted);
            return finite.Order().Zip(sorted).All(p => Math.Abs(p.First - p.Second) <= 1e-6f);
        }).QuickCheckThrowOnFailure();
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
