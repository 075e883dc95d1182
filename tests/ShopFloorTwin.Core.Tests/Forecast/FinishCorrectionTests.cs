using FsCheck;
using FsCheck.Fluent;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Learning.Calibrating;

namespace ShopFloorTwin.Core.Tests.Forecast;

public sealed class FinishCorrectionTests
{
    private static readonly double[] Shares = [0.10, 0.50, 0.80, 0.95, 1];

    [Fact]
    public void Quantiles_that_are_corrected_are_the_quantiles_of_corrected_samples()
    {
        Prop.ForAll<int>(seed =>
        {
            var random = new Random(seed);
            var correction = new FinishCorrection(Taught(random));
            var finish = new Samples(256);
            var (middle, spread) = (Math.Pow(10, random.NextDouble() * 5), random.NextDouble());
            for (var s = 0; s < 256; s++)
                finish.Times[s] = (float)(middle * Math.Exp(spread * Normal.Quantile((s + 0.5) / 256)));
            random.Shuffle(finish.Times);
            var said = Quantile(finish);
            var quantiles = (float[])said.Clone();
            correction.Correct(quantiles, said[1], said[2]);
            return quantiles.SequenceEqual(Quantile(correction.Of(finish, said[1], said[2])));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Without_anything_learned_a_finish_stands_as_it_is()
    {
        float[] quantiles = [1, 2, 3];
        Assert.False(new FinishCorrection(Calibration.None).Correct(quantiles, 2, 3));
        Assert.Equal([1, 2, 3], quantiles);
    }

    private static float[] Quantile(Samples finish)
    {
        var quantiles = new float[Shares.Length];
        Quantiles.Of(finish.Times, Shares, quantiles);
        return quantiles;
    }

    private static Calibration Taught(Random random)
    {
        var (bias, share) = (0.5 + random.NextDouble(), random.NextDouble());
        return Calibration.Of(
            [.. Enumerable.Range(0, 600).Select(i => new ForecastResidual(200 * Math.Pow(2, i % 8), 0.3, 200 * Math.Pow(2, i % 8) * bias * (1 + share * (i % 11 - 5) / 6)))], 400);
    }
}
