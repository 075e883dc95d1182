using FsCheck;
using FsCheck.Fluent;
using ShopFloorTwin.Core.Learning;
using ShopFloorTwin.Core.Learning.Suppliers;

namespace ShopFloorTwin.Core.Tests.Learning.Suppliers;

public sealed class SupplierLatenessTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(200);
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 8, 0, 0, TimeSpan.Zero);

    private static readonly Gen<(int Late, int Age)[]> Receipts =
        from late in Gen.Choose(-120, 120)
        from spread in Gen.Choose(0, 40)
        from receipts in (from jitter in Gen.Choose(-spread, spread) from age in Gen.Choose(0, 900) from isOnTime in Gen.Elements(true, false)
                          select (isOnTime ? 0 : late + jitter, age)).ArrayOf()
        select receipts;

    private static DeliveryLearning Learn(IEnumerable<(int Late, int Age)> receipts, DeliveryLearning? from = null, string product = "C-10") =>
        receipts.Aggregate(from ?? DeliveryLearning.None, (learned, receipt) => learned.With(product, receipt.Late, 1, Now.AddDays(-receipt.Age)));

    private static SupplierLateness Belief(DeliveryLearning learned, string product = "C-10", params WaitingLine[] waiting) =>
        new SupplierBeliefs([new SupplierHistory("ACME", learned, waiting)], Now).Of("ACME", product) ?? StatedPriors.Instance.Supplier("ACME", product);

    private static IEnumerable<(int, int)> Often(int count, int late) => Enumerable.Range(0, count).Select(i => (late, i));

    [Fact]
    public void A_quantile_is_never_below_that_of_a_lower_probability_whatever_was_received_and_however_overdue() =>
        Prop.ForAll(Receipts.ToArbitrary(), Gen.Choose(-200, 200).ToArbitrary(), (receipts, elapsed) =>
        {
            var belief = Belief(Learn(receipts)).Given(elapsed);
            for (var p = 0.01; p <= 1; p += 0.01)
                Assert.True(belief.QuantileDays(p) >= belief.QuantileDays(p - 0.01), $"at {p}");
            Assert.InRange(belief.Early + belief.OnTheDay + belief.Late, 1 - 1e-9, 1 + 1e-9);
        }).Check(Thorough);

    [Fact]
    public void What_is_overdue_can_only_come_from_now_on() =>
        Prop.ForAll(Receipts.ToArbitrary(), Gen.Choose(1, 200).ToArbitrary(), (receipts, elapsed) =>
            Assert.True(Belief(Learn(receipts)).Given(elapsed).QuantileDays(0) >= elapsed - 1e-9)).Check(Thorough);

    [Fact]
    public void The_order_in_which_receipts_become_known_does_not_matter_to_what_was_seen() =>
        Prop.ForAll(Receipts.ToArbitrary(), receipts =>
        {
            var (one, other) = (Learn(receipts).Overall, Learn(receipts.Reverse()).Overall);
            Assert.Equal((one.Receipts, one.Hour), (other.Receipts, other.Hour));
            Assert.All(one.Came.Zip(other.Came), pair => Assert.Equal(pair.First, pair.Second, 1e-4f + pair.First * 1e-4f));
        }).Check(Thorough);

    [Fact]
    public void The_same_day_in_another_order_says_the_same()
    {
        var day = new[] { (0, 3), (5, 3), (0, 3), (12, 3), (-4, 3) };
        var before = Learn(Often(30, 4));
        var (one, other) = (Belief(Learn(day, before)), Belief(Learn(day.Reverse(), before)));
        foreach (var p in new[] { 0.2, 0.5, 0.8, 0.95 })
            Assert.Equal(one.QuantileDays(p), other.QuantileDays(p), 0.25);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-14)]
    [InlineData(45)]
    public void The_more_receipts_the_nearer_the_belief_is_to_the_truth(int late)
    {
        double Off(int receipts)
        {
            var belief = Belief(Learn(Often(receipts, late)));
            return Enumerable.Range(1, 19).Average(step => Math.Abs(belief.QuantileDays(step / 20.0) - late));
        }
        Assert.True(Off(200) < Off(20), $"{Off(200)} after 200, {Off(20)} after 20");
        Assert.True(Off(20) < Off(4), $"{Off(20)} after 20, {Off(4)} after 4");
        // The bin that holds 45 days is 15 wide, and a twentieth of the weight is still the prior's.
        Assert.InRange(Off(200), 0, 12);
    }

    [Fact]
    public void A_supplier_that_always_comes_on_the_day_is_believed_to()
    {
        var belief = Belief(Learn(Often(100, 0)));
        Assert.Equal((0, 0, 0), (belief.QuantileDays(0.05), belief.QuantileDays(0.5), belief.QuantileDays(0.95)));
        Assert.InRange(belief.OnTheDay, 0.95, 1);
    }

    [Fact]
    public void Without_receipts_the_stated_prior_serves() =>
        Assert.Same(StatedPriors.Instance.Supplier("ACME", "C-10"), Belief(Learn(Often(SupplierBeliefs.ReceiptsMin - 1, 9))));

    [Fact]
    public void Open_lines_that_are_overdue_raise_the_tail()
    {
        var learned = Learn([.. Often(40, 0), .. Often(20, 10)]);
        var (calm, waiting) = (Belief(learned), Belief(learned, "C-10", [.. Enumerable.Repeat(new WaitingLine("C-10", Now.AddDays(-25), 1), 10)]));
        Assert.True(waiting.Late > calm.Late + 0.05, $"{waiting.Late} against {calm.Late}");
        Assert.True(waiting.QuantileDays(0.95) > calm.QuantileDays(0.95), $"{waiting.QuantileDays(0.95)} against {calm.QuantileDays(0.95)}");
    }

    [Fact]
    public void A_line_overdue_for_months_is_taken_for_an_error_of_the_books()
    {
        var learned = Learn(Often(40, 0));
        var forgotten = Belief(learned, "C-10", [.. Enumerable.Repeat(new WaitingLine("C-10", Now.AddDays(-SupplierBeliefs.OverdueDaysMax - 1), 1), 10)]);
        Assert.Equal(Belief(learned).Late, forgotten.Late, 12);
    }

    [Fact]
    public void What_changed_lately_outweighs_what_was_long_ago()
    {
        var belief = Belief(Learn([.. Enumerable.Range(0, 60).Select(i => (0, 400 + i)), .. Enumerable.Range(0, 60).Select(i => (10, 60 - i))]));
        Assert.InRange(belief.QuantileDays(0.5), 6, 15);
        Assert.True(belief.Late > 0.6, $"{belief.Late}");
    }

    [Fact]
    public void A_part_of_a_line_counts_by_its_share()
    {
        var whole = DeliveryLearning.None.With("C-10", 5, 1, Now);
        var parts = DeliveryLearning.None.With("C-10", 5, 0.25, Now).With("C-10", 5, 0.75, Now);
        Assert.Equal(whole.Overall.Came, parts.Overall.Came);
        Assert.Equal(2, parts.Overall.Receipts);
    }

    [Fact]
    public void A_product_seldom_received_is_believed_like_the_supplier_and_one_often_received_by_itself()
    {
        var learned = Learn(Often(60, 8), Learn(Often(60, 0), product: "GOOD"), "BAD");
        Assert.True(Belief(learned, "BAD").Late > 0.6);
        Assert.True(Belief(learned, "GOOD").Late < 0.35);
        Assert.InRange(Belief(learned, "NEW").Late, 0.35, 0.65);
    }

    [Fact]
    public void A_supplier_new_to_a_site_is_believed_a_little_like_the_others_of_it()
    {
        SupplierLateness New(int late) => new SupplierBeliefs(
            [new SupplierHistory("OLD", Learn(Often(400, late)), []), new SupplierHistory("NEW", DeliveryLearning.None, [])], Now).Of("NEW", "C-10")!;
        Assert.True(New(12).Late > New(0).Late + 0.2);
    }

    [Fact]
    public void Beyond_the_limit_the_product_not_received_for_longest_is_given_up()
    {
        var learned = Enumerable.Range(0, Limits.LearnedProductsPerSupplier + 5)
            .Aggregate(DeliveryLearning.None, (known, i) => known.With($"P-{i}", 0, 1, Now.AddDays(i)));
        Assert.Equal(Limits.LearnedProductsPerSupplier, learned.Products.Length);
        Assert.Null(learned.Of("P-4"));
        Assert.NotNull(learned.Of("P-5"));
        Assert.Equal(Limits.LearnedProductsPerSupplier + 5, learned.Overall.Receipts);
    }

    /// <summary>Seeds of truth: 30 % a day to five early, 50 % on the day, 20 % exponential with a mean of ten days.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_known_truth_is_found_again(int seed)
    {
        var random = new Random(seed);
        int Draw() => random.NextDouble() switch
        {
            < 0.3 => -random.Next(1, 6),
            < 0.8 => 0,
            _ => (int)Math.Ceiling(-10 * Math.Log(1 - random.NextDouble())),
        };
        var belief = Belief(Learn(Enumerable.Range(0, 600).Select(i => (Draw(), 300 - i / 2))));
        Assert.InRange(belief.Early, 0.3 - 0.08, 0.3 + 0.08);
        Assert.InRange(belief.OnTheDay, 0.5 - 0.08, 0.5 + 0.08);
        Assert.Equal(0, belief.QuantileDays(0.5));
        Assert.InRange(belief.QuantileDays(0.95), 10 * Math.Log(0.2 / 0.05) - 6, 10 * Math.Log(0.2 / 0.05) + 6);
        var fresh = Enumerable.Range(0, 4000).Select(_ => (double)Draw()).ToArray();
        Assert.InRange(fresh.Count(late => late <= belief.QuantileDays(0.95)) / 4000.0, 0.9, 0.985);
    }
}
