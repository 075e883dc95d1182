using FsCheck;
using FsCheck.Fluent;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Learning.Control;

namespace ShopFloorTwin.Core.Tests.Learning.Control;

public sealed class ControlChartTests
{
    private static readonly DateTimeOffset Start = PlantFixtures.Start;

    private static ControlChart Chart { get; } = new() { Characteristic = "bore", Uom = "mm" };

    private static EventRef At(int minute) => new($"m-{minute}", Start.AddMinutes(minute));

    private static ControlChart After(ControlChart chart, int from, IEnumerable<double> values) => values.Select((value, i) => (value, i)).Aggregate(chart, (known, one) => known.With(one.value, At(from + one.i)));

    private static IEnumerable<double> Noise(int seed, int count, double mean = 12.5, double sigma = 0.02, double following = 0)
    {
        var random = new Random(seed);
        var off = 0.0;
        for (var i = 0; i < count; i++)
        {
            off = following * off + Math.Sqrt(1 - following * following) * RunLengths.Normal(random);
            yield return mean + sigma * off;
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public void A_shift_of_one_sigma_is_told_within_some_fifty_points_and_says_which_way(int seed)
    {
        var calm = After(Chart, 0, Noise(seed, 500));
        Assert.Null(calm.Signal);
        var shifted = After(calm, 500, Noise(seed + 100, 60, mean: 12.48));
        Assert.Equal(ControlFault.Shift, shifted.Signal!.Fault);
        Assert.True(shifted.Signal.Sigmas < 0);
        Assert.StartsWith("bore has shifted down by", ControlWords.Signal(shifted, false), StringComparison.Ordinal);
    }

    [Fact]
    public void A_self_started_chart_runs_as_long_in_control_as_one_that_knew_mean_and_spread()
    {
        // Hawkins' Q statistics: from the twenty-first point on, with the CUSUM of h 5 and its published 465.
        var random = new Random(21);
        var (sum, squares) = (0.0, 0.0);
        const int runs = 4_000;
        for (var run = 0; run < runs; run++)
        {
            var (baseline, cusum, points) = (default(Baseline), default(Cusum), 0);
            double? last = null;
            while (!cusum.IsBeyond(5))
            {
                var value = 100 + 3 * RunLengths.Normal(random);
                if (baseline.IsReady)
                    (cusum, points) = (cusum.With(baseline.Score(value)), points + 1);
                baseline = baseline.With(value, last);
                last = value;
            }
            (sum, squares) = (sum + points, squares + (double)points * points);
        }
        var mean = sum / runs;
        var error = Math.Sqrt((squares / runs - mean * mean) / runs);
        Assert.True(Math.Abs(mean - 465.44) < 4 * error + 0.05 * 465, $"465 expected, {mean:0.0} ± {error:0.0} found");
    }

    [Theory]
    [InlineData(0, 31)]
    [InlineData(0.5, 32)]
    [InlineData(0.8, 33)]
    public void A_hundred_thousand_points_in_control_give_hardly_an_alarm_even_where_each_follows_the_last(double following, int seed)
    {
        var (chart, alarms) = (Chart, 0);
        foreach (var (value, i) in Noise(seed, 100_000, following: following).Select((value, i) => (value, i)))
        {
            var next = chart.With(value, At(i));
            alarms += next.Signal is not null && chart.Signal is null ? 1 : 0;
            chart = next;
        }
        Assert.InRange(alarms, 0, 2);
    }

    [Fact]
    public void One_wild_value_opens_no_signal_and_moves_the_baseline_little()
    {
        var calm = After(Chart, 0, Noise(41, 300));
        var wild = calm.With(99, At(300)).With(12.5, At(301));
        Assert.Null(wild.Signal);
        Assert.InRange(wild.Baseline.Mean - calm.Baseline.Mean, -0.001, 0.001);
        Assert.InRange(wild.Baseline.Sigma / calm.Baseline.Sigma, 0.95, 1.1);
    }

    [Theory]
    [InlineData(51)]
    [InlineData(54)]
    [InlineData(57)]
    [InlineData(60)]
    public void A_signal_stays_while_it_lasts_and_ends_once_after_twenty_quiet_points(int seed)
    {
        var shifted = After(After(Chart, 0, Noise(seed, 300)), 300, Noise(seed + 1, 200, mean: 12.56));
        Assert.NotNull(shifted.Signal);
        var (chart, changes) = (shifted, 0);
        foreach (var (value, i) in Noise(seed + 2, 200).Select((value, i) => (value, i)))
        {
            var next = chart.With(value, At(500 + i));
            changes += (next.Signal is null) == (chart.Signal is null) ? 0 : 1;
            chart = next;
        }
        Assert.Equal(1, changes);
        Assert.Null(chart.Signal);
    }

    [Fact]
    public void What_lasts_a_thousand_points_is_the_new_normal()
    {
        var chart = After(After(Chart, 0, Noise(61, 300)), 300, Noise(62, 1_400, mean: 13));
        Assert.Null(chart.Signal);
        Assert.InRange(chart.Baseline.Mean, 12.99, 13.01);
    }

    [Fact]
    public void A_spread_that_grows_is_told()
    {
        var chart = After(Chart, 0, Noise(71, 500));
        var signals = new HashSet<ControlFault>();
        foreach (var (value, i) in Noise(72, 60, sigma: 0.08).Select((value, i) => (value, i)))
        {
            chart = chart.With(value, At(500 + i));
            if (chart.Signal is { } signal)
                signals.Add(signal.Fault);
        }
        Assert.Contains(ControlFault.Spread, signals);
    }

    [Fact]
    public void A_gauge_that_sticks_is_told()
    {
        var chart = After(After(Chart, 0, Noise(81, 500)), 500, Enumerable.Repeat(12.501, 60));
        Assert.Equal(ControlFault.Pattern, chart.Signal!.Fault);
    }

    [Fact]
    public void A_coarse_gauge_that_reads_the_next_step_now_and_then_is_in_control()
    {
        var random = new Random(91);
        var chart = After(Chart, 0, Enumerable.Range(0, 5_000).Select(_ => random.NextDouble() < 0.05 ? 12.6 : 12.5));
        Assert.Null(chart.Signal);
    }

    [Fact]
    public void Values_that_come_late_are_passed_over()
    {
        var chart = After(Chart, 100, Noise(5, 50));
        Assert.Same(chart, chart.With(999, At(3)));
    }

    [Fact]
    public void Any_numbers_at_all_keep_the_chart_finite() =>
        Prop.ForAll(ArbMap.Default.ArbFor<double[]>(), values =>
        {
            var chart = After(Chart, 0, values.Select(value => Math.Clamp(double.IsFinite(value) ? value : 0, -1e9, 1e9)));
            return double.IsFinite(chart.Baseline.Mean) && double.IsFinite(chart.Baseline.Sigma) && double.IsFinite(chart.Level) && double.IsFinite(chart.Cusum.Up) && double.IsFinite(chart.Ewma.Value);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Stated_limits_are_three_sigma_from_the_middle()
    {
        var baseline = Baseline.Of(12.4, 12.6);
        Assert.Equal(12.5, baseline.Mean, 9);
        Assert.InRange(baseline.Score(12.6), 2.98, 3.01);
        Assert.Throws<ArgumentException>(() => Baseline.Of(2, 2));
    }
}
