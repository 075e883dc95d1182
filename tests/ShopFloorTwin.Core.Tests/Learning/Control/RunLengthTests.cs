using ShopFloorTwin.Core.Learning.Control;

namespace ShopFloorTwin.Core.Tests.Learning.Control;

/// <summary>The run lengths that are stated, against published ones and those of the R package spc 0.6.7.</summary>
public sealed class RunLengthTests
{
    [Theory]
    // xcusum.arl(k, h, shift, sided = "two"); the first three also in Montgomery, Statistical Quality Control, Table 9.3.
    [InlineData(0.5, 4, 0, 167.68)]
    [InlineData(0.5, 5, 0, 465.44)]
    [InlineData(0.5, 5, 1, 10.38)]
    [InlineData(0.5, 10, 0, 70132)]
    [InlineData(0.5, 12, 0, 518289)]
    [InlineData(0.5, 12, 1, 24.37)]
    [InlineData(0.5, 12, 2, 8.676)]
    public void A_cusum_of_known_settings_runs_as_long_as_published(double allowance, double limit, double shift, double points) =>
        Assert.InRange(RunLengths.Cusum(allowance, limit, shift) / points, 0.99, 1.01);

    [Theory]
    // xewma.arl(lambda, L, shift, sided = "two"); the third is in Lucas and Saccucci 1990.
    [InlineData(0.2, 2.86, 0, 371.1)]
    [InlineData(0.1, 2.7, 0, 369.0)]
    [InlineData(0.25, 2.998, 0, 499.8)]
    [InlineData(0.1, 4.5, 0, 219360)]
    [InlineData(0.1, 5, 0, 2387097)]
    [InlineData(0.1, 5, 1, 37.50)]
    public void An_ewma_of_known_settings_runs_as_long_as_published(double weight, double limit, double shift, double points) =>
        Assert.InRange(RunLengths.Ewma(weight, limit, shift) / points, 0.98, 1.02);

    [Theory]
    [InlineData(4, 167.68)]
    [InlineData(5, 465.44)]
    public void The_cusum_that_runs_is_the_one_that_is_reckoned(double limit, double points) => Agrees(points, RunLengths.Simulated(1, 20_000, () =>
    {
        var cusum = default(Cusum);
        return score => (cusum = cusum.With(score)).IsBeyond(limit);
    }));

    [Fact]
    public void The_ewma_that_runs_is_the_one_that_is_reckoned() => Agrees(368.99, RunLengths.Simulated(2, 20_000, () =>
    {
        var ewma = default(Ewma);
        return score => (ewma = ewma.With(score)).IsBeyond(2.7);
    }));

    [Theory]
    // Champ and Woodall, Technometrics 29 (1987), Table 1; a Shewhart chart by its probability.
    [InlineData(RunRule.BeyondThree, 370.40)]
    [InlineData(RunRule.BeyondThree | RunRule.TwoOfThreeBeyondTwo, 225.44)]
    [InlineData(RunRule.BeyondThree | RunRule.FourOfFiveBeyondOne, 166.05)]
    [InlineData(RunRule.BeyondThree | RunRule.EightOnOneSide, 152.73)]
    [InlineData(RunRule.WesternElectric, 91.75)]
    // Runs of equal chances by renewal: (1 - p^n) / ((1 - p) p^n), with p one half for a side and then twice as often.
    [InlineData(RunRule.NineOnOneSide, 511)]
    [InlineData(RunRule.FifteenWithinOne, 966.5)]
    public void Run_rules_speak_as_often_as_published(RunRule rules, double points) => Agrees(points, RunLengths.Simulated(3, 20_000, () => Rules(rules)));

    [Fact]
    public void All_of_nelsons_rules_speak_every_seventy_three_points() => Assert.InRange(RunLengths.Simulated(4, 20_000, () => Rules(RunRule.Nelson)).Mean, 72, 74.5);

    [Fact]
    public void Fifty_characteristics_a_minute_give_about_one_false_alarm_in_five_days()
    {
        var day = 50 * 24 * 60;
        // The first outlier of three among eight; that many within a window, exactly, by its own chances.
        var outlier = 2 * (1 - RunLengths.Exact(3));
        var spread = outlier * 21 * outlier * outlier;
        var within = 2 * RunLengths.Exact(1) - 1;
        var pattern = (1 - within) * Math.Pow(within, 14 + ControlLimits.PatternPoints);
        var perDay = day * (1 / RunLengths.Cusum(ControlLimits.CusumAllowance, ControlLimits.CusumLimit, 0) + 1 / RunLengths.Ewma(ControlLimits.EwmaWeight, ControlLimits.EwmaLimit, 0) + spread + pattern);
        Assert.InRange(perDay, 0.15, 0.25);
    }

    private static Func<double, bool> Rules(RunRule rules)
    {
        var last = default(RunRules);
        return score => ((last = last.With(score)).Broken & rules) != RunRule.None;
    }

    private static void Agrees(double points, (double Mean, double Error) simulated) =>
        Assert.True(Math.Abs(simulated.Mean - points) < 4 * simulated.Error, $"{points} expected, {simulated.Mean:0.00} ± {simulated.Error:0.00} found");
}
