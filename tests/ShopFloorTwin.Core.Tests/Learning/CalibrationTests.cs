using FsCheck;
using FsCheck.Fluent;
using ShopFloorTwin.Core.Learning.Calibrating;

namespace ShopFloorTwin.Core.Tests.Learning;

public sealed class CalibrationTests
{
    private static readonly float[] Said = [.. Enumerable.Range(0, 256).Select(s => (float)(600 * Math.Exp(0.3 * Core.Forecast.Normal.Quantile((s + 0.5) / 256))))];

    private static Calibration Learned(int seed, int count, Func<double, double> actual)
    {
        var random = new Random(seed);
        return Calibration.Of([.. Enumerable.Range(0, count).Select(_ => new ForecastResidual(600, 0.3, actual(600 * Math.Exp(0.3 * DurationLearningTests.Gauss(random)))))], count);
    }

    private static double Quantile(Calibration calibration, double level)
    {
        var minutes = Said.ToArray();
        calibration.At(600)?.Apply(minutes, 600, 0.3f);
        return minutes.Order().ElementAt((int)(level * 256));
    }

    [Fact]
    public void Without_enough_scored_forecasts_nothing_is_corrected() =>
        Assert.Same(Calibration.None, Learned(1, 59, minutes => minutes * 3));

    [Fact]
    public void Forecasts_that_are_right_stay_nearly_as_they_are()
    {
        var right = Learned(2, 400, minutes => minutes);

        Assert.InRange(Quantile(right, 0.5) / 600, 0.95, 1.05);
        Assert.InRange(Quantile(right, 0.8) / Said[204], 0.95, 1.05);
    }

    [Fact]
    public void Where_orders_take_half_as_long_again_as_said_forecasts_go_half_the_way_there()
    {
        var late = Learned(3, 400, minutes => minutes * 1.5);

        Assert.InRange(Quantile(late, 0.5), 600 * 1.17, 600 * 1.28);
        Assert.InRange(Quantile(late, 0.8), Said[204] * 1.15, Said[204] * 1.3);
    }

    [Fact]
    public void Where_orders_spread_twice_as_wide_as_said_forecasts_become_wider()
    {
        var wide = Learned(4, 400, minutes => 600 * Math.Pow(minutes / 600, 2));

        Assert.InRange(Quantile(wide, 0.5), 560, 640);
        Assert.InRange(Math.Log(Quantile(wide, 0.8) / 600) / Math.Log(Said[204] / 600), 1.35, 1.65);
    }

    [Fact]
    public void The_more_was_scored_the_more_is_corrected() =>
        Assert.True(MeanMedian(70) < MeanMedian(400));

    private static double MeanMedian(int count) => Enumerable.Range(30, 10).Average(seed => Quantile(Learned(seed, count, minutes => minutes * 1.15), 0.5));

    [Fact]
    public void What_chance_may_have_made_is_not_corrected_however_much_was_scored() =>
        Assert.All([10, 11, 12, 13, 14, 15, 16, 17], seed =>
        {
            Assert.Null(Learned(seed, 80, minutes => minutes).At(600));
            Assert.Null(Learned(seed, 1_000, minutes => minutes).At(600));
        });

    [Fact]
    public void What_chance_cannot_have_made_is_corrected_by_half()
    {
        var late = Learned(20, 200, minutes => minutes * 1.3);

        Assert.InRange(Quantile(late, 0.5), 600 * 1.11, 600 * 1.17);
    }

    [Fact]
    public void A_correction_never_changes_which_sample_is_later()
    {
        Prop.ForAll(
            ArbMap.Default.ArbFor<NonEmptyArray<NormalFloat>>(),
            errors =>
            {
                var seen = errors.Get.Concat(Enumerable.Repeat(NormalFloat.NewNormalFloat(0.5), 60)).ToList();
                var calibration = Calibration.Of([.. seen.Select(error => new ForecastResidual(600, 0.3, 600 * Math.Exp(Math.Clamp(error.Get, -8, 8))))], seen.Count);
                var minutes = Said.ToArray();
                calibration.At(600)?.Apply(minutes, 600, 0.3f);
                return minutes.Zip(minutes.Skip(1), (earlier, later) => later >= earlier - 1e-3 * later).All(isOrdered => isOrdered) && minutes.All(float.IsFinite);
            }).QuickCheckThrowOnFailure();
    }
}
