using ShopFloorTwin.LoadTests.Frepple;

namespace ShopFloorTwin.LoadTests.Tests.Frepple;

/// <summary>Whether two plans say the same.</summary>
public sealed class PlanComparisonTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    private static PlanComparison Plans(params (double Due, double Twin, double? Frepple)[] hours) =>
        new([.. hours.Select(one => new BothEnds(Noon.AddHours(one.Due), Noon.AddHours(one.Twin), one.Frepple is { } end ? Noon.AddHours(end) : null))]);

    [Fact]
    public void Plans_that_end_their_orders_one_after_the_other_alike_correlate_fully_however_far_apart()
    {
        Assert.Equal(1, Plans((9, 1, 10), (9, 2, 50), (9, 3, 51)).RankCorrelation, 9);
        Assert.Equal(-1, Plans((9, 1, 51), (9, 2, 50), (9, 3, 10)).RankCorrelation, 9);
    }

    [Fact]
    public void Orders_that_end_together_share_a_rank()
    {
        // Ranks 0.5 0.5 2 against 0 1 2: covariance 1.5, variances 1.5 and 2.
        Assert.Equal(1.5 / Math.Sqrt(1.5 * 2), Plans((9, 1, 1), (9, 1, 2), (9, 3, 3)).RankCorrelation, 9);
    }

    [Fact]
    public void Late_orders_are_counted_in_both_plans_and_those_not_planned_apart()
    {
        var lines = Plans((5, 6, 29), (5, 6, 5), (5, 5, 5), (5, 5, null)).Lines().ToList();

        Assert.EndsWith("not planned by frePPLe 1", lines[0], StringComparison.Ordinal);
        Assert.Equal("late orders: twin 2, frePPLe 1, both 1 of 3; lateness in all: twin 0 days, frePPLe 1 days", lines[1]);
    }
}
