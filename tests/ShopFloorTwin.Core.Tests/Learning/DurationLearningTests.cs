using ShopFloorTwin.Core.Learning.Durations;

namespace ShopFloorTwin.Core.Tests.Learning;

public sealed class DurationLearningTests
{
    private static readonly DurationKey Mill = new("P-100", "10", "WC-MILL");

    [Fact]
    public void Until_enough_operations_are_done_the_plan_is_believed()
    {
        var book = new DurationBook();
        for (var i = 0; i < 4; i++)
            book.Observe(Mill, 0, 2);

        Assert.Equal(1, book.Publish().Of(Mill).Median(0), 9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Operations_that_take_half_as_long_again_are_believed_to(int seed)
    {
        var (book, random) = (new DurationBook(), new Random(seed));
        for (var i = 0; i < 150; i++)
            book.Observe(Mill, 0.2, 1.5 * Math.Exp(0.2 * Gauss(random)));

        var believed = book.Publish().Of(Mill);
        Assert.InRange(believed.Median(0.2), 1.5 * 0.93, 1.5 * 1.07);
        Assert.InRange(believed.Sigma, 0.15, 0.26);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.5)]
    [InlineData(2.5)]
    public void What_was_wrong_of_the_first_operations_is_not_held_against_the_later_ones(double truth)
    {
        var errors = new List<double>();
        for (var seed = 1; seed <= 60; seed++)
        {
            var (book, random) = (new DurationBook(), new Random(seed));
            for (var i = 0; i < 300; i++)
            {
                var key = new DurationKey($"P-{i % 10}", "10", "WC-MILL");
                var factor = i % 10 == 0 ? truth : 0.8 + i % 10 * 0.05;
                book.Observe(key, 0.05 + 0.02 * random.NextDouble(), factor * Math.Exp(0.25 * Gauss(random)));
            }
            errors.Add(Math.Log(book.Publish().Of(new DurationKey("P-0", "10", "WC-MILL")).Median(0.06) / truth));
        }

        // Thirty operations with a deviation of a quarter: 5 % in one plant, under 1 % in the mean of sixty.
        Assert.InRange(errors.Average(), -0.04, 0.04);
        Assert.InRange(Math.Sqrt(errors.Average(error => error * error)), 0, 0.08);
    }

    [Fact]
    public void One_operation_that_ran_over_a_holiday_hardly_moves_what_is_believed()
    {
        var (book, random) = (new DurationBook(), new Random(4));
        for (var i = 0; i < 60; i++)
            book.Observe(Mill, 0, Math.Exp(0.1 * Gauss(random)));
        var before = book.Publish().Of(Mill).Median(0);
        book.Observe(Mill, 0, 80);

        Assert.InRange(book.Publish().Of(Mill).Median(0) / before, 0.98, 1.03);
    }

    [Fact]
    public void What_a_work_center_taught_is_believed_of_a_product_it_never_made()
    {
        var book = new DurationBook();
        for (var i = 0; i < 60; i++)
            book.Observe(Mill, 0, 1.4);

        Assert.InRange(book.Publish().Of(new DurationKey("P-NEW", "10", "WC-MILL")).Median(0), 1.33, 1.45);
    }

    [Fact]
    public void Set_up_that_takes_longer_is_told_apart_from_the_run()
    {
        var (book, random) = (new DurationBook(), new Random(5));
        for (var i = 0; i < 300; i++)
        {
            var share = 0.1 + 0.8 * random.NextDouble();
            book.Observe(Mill, share, (3 * share + 1 * (1 - share)) * Math.Exp(0.05 * Gauss(random)));
        }

        var believed = book.Publish().Of(Mill);
        Assert.InRange(believed.Median(1), 2.7, 3.3);
        Assert.InRange(believed.Median(0), 0.9, 1.1);
    }

    [Fact]
    public void Readers_of_an_earlier_picture_do_not_see_what_was_learned_later()
    {
        var book = new DurationBook();
        for (var i = 0; i < 30; i++)
            book.Observe(Mill, 0, 2);
        var before = book.Publish();
        var median = before.Of(Mill).Median(0);
        for (var i = 0; i < 30; i++)
            book.Observe(Mill, 0, 0.5);
        book.Observe(Mill with { Operation = "20" }, 0, 0.5);

        Assert.Equal(median, before.Of(Mill).Median(0));
        Assert.Null(before.Find(Mill with { Operation = "20" }));
    }

    internal static double Gauss(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
