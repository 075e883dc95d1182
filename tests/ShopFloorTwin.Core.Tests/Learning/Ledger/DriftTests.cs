using ShopFloorTwin.Core.Learning.Scores.Ledger;
using static ShopFloorTwin.Core.Tests.Learning.Ledger.LedgerFloor;

namespace ShopFloorTwin.Core.Tests.Learning.Ledger;

/// <summary>What a change of the forecasts is found by, and how often it is found where there is none.</summary>
public sealed class DriftTests
{
    private static readonly double[] Right = [0.10, 0.40, 0.30, 0.15, 0.05];

    private static int Draw(Random random, double[] shares)
    {
        var at = random.NextDouble();
        for (var part = 0; part < shares.Length; part++)
        {
            at -= shares[part];
            if (at < 0)
                return part;
        }
        return shares.Length - 1;
    }

    private static double RunLength(int seed, Func<DriftWatch, bool> isOff, double[] shares, int runs = 400)
    {
        var random = new Random(seed);
        var finishes = 0L;
        for (var run = 0; run < runs; run++)
        {
            var watch = new DriftWatch();
            for (var i = 0; !isOff(watch) && i < 20_000; i++, finishes++)
                watch.Add(Draw(random, shares), Start.AddHours(i).UtcTicks);
        }
        return finishes / (double)runs;
    }

    [Theory]
    [InlineData(new[] { DriftKind.Later, DriftKind.Earlier })]
    [InlineData(new[] { DriftKind.Wider, DriftKind.Narrower })]
    public void Right_forecasts_are_called_off_once_in_about_a_thousand_finishes(DriftKind[] kinds) =>
        Assert.InRange(RunLength(20260312, watch => watch.Open().Any(drift => kinds.Contains(drift.Kind)), Right), 850, 1_350);

    [Fact]
    public void Forecasts_that_hold_sixty_of_a_hundred_p80_are_found_within_some_thirty_finishes() =>
        Assert.InRange(RunLength(7, watch => watch.Open().Any(drift => drift.Kind == DriftKind.Later), [0.03, 0.27, 0.31, 0.24, 0.15]), 20, 45);

    [Fact]
    public void A_change_is_dated_told_and_over_when_forecasts_are_right_again()
    {
        var random = new Random(3);
        var watch = new DriftWatch();
        var day = 0;
        void Days(int count, double[] shares)
        {
            for (var i = 0; i < count; i++)
                watch.Add(Draw(random, shares), Start.AddDays(day++).UtcTicks);
        }

        Days(100, Right);
        Assert.Empty(watch.Open());
        Days(60, [0, 0.1, 0.3, 0.3, 0.3]);
        var later = Assert.Single(watch.Open(), drift => drift.Kind == DriftKind.Later);
        Assert.InRange(later.Since, Start.AddDays(85), Start.AddDays(112));
        Assert.StartsWith($"Since {later.Since:d MMMM yyyy} orders finish later than forecast: the p80 held for ", later.Text);
        Assert.InRange(later.Covered.P80!.Value, 0.2, 0.6);

        Days(150, Right);
        Assert.DoesNotContain(watch.Open(), drift => drift.Kind == DriftKind.Later);
    }

    [Fact]
    public void Orders_that_begin_together_with_right_forecasts_are_no_drift_though_the_early_ones_finish_first()
    {
        var floor = new LedgerFloor();
        foreach (var i in Enumerable.Range(0, 200))
            floor.Open($"MO-{i}", due: null).Say($"MO-{i}", 10, 50, 80, 95);
        floor.Look();
        for (var i = 0; i < 200; i++)
        {
            floor.Done($"MO-{73 * i % 200}", Start.AddHours(0.25 + i / 2.0)).Look(Start.AddHours(0.5 + i / 2.0));
            Assert.Empty(floor.Ledger.Drift);
        }
        Assert.Equal(200, floor.Ledger.Scored);
    }

    [Fact]
    public void An_order_that_is_not_done_by_its_p95_counts_then_and_not_when_it_is_done()
    {
        var floor = new LedgerFloor();
        for (var i = 0; i < 10; i++)
            floor.Open($"MO-{i}", due: null).Say($"MO-{i}", 1, 2, 3, 4);
        floor.Look().LookIn(3);
        Assert.Empty(floor.Ledger.Drift);

        floor.LookIn(2);
        Assert.Equal(10, Assert.Single(floor.Ledger.Drift, drift => drift.Kind == DriftKind.Later).Orders);
    }

    [Fact]
    public void Only_the_first_forecast_of_an_order_counts()
    {
        var floor = new LedgerFloor();
        for (var i = 0; i < 15; i++)
        {
            floor.Open($"MO-{i}", due: floor.Now.AddDays(2)).Say($"MO-{i}", 1, 2, 3, 4).Look().LookIn(24).LookIn(16).LookIn(1);
            floor.Done($"MO-{i}").LookIn(1).Remove($"MO-{i}");
        }

        var drift = Assert.Single(floor.Ledger.Drift, one => one.Kind == DriftKind.Later);
        Assert.Equal((15, 15), (drift.Orders, drift.Last));
        Assert.Equal(45, floor.Ledger.Scored);
    }
}
