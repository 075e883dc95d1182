using FsCheck;
using FsCheck.Fluent;
using ShopFloorTwin.Core.Learning;
using ShopFloorTwin.Core.Learning.Yields;
using static ShopFloorTwin.Core.Tests.FloorEvents;
using static ShopFloorTwin.Core.Tests.PlantFixtures;

namespace ShopFloorTwin.Core.Tests.Learning.Yields;

public sealed class YieldLearningTests
{
    private static LearnedYields Learned(int orders, Action<YieldBook> more, double scrapPerOrder = 1)
    {
        var book = new YieldBook();
        for (var i = 0; i < orders; i++)
            book.Observe("P-1", "10", 100 - scrapPerOrder, scrapPerOrder, 1, At(i));
        more(book);
        return book.Publish();
    }

    [Fact]
    public void Pieces_reported_and_counted_are_learned_of_the_operation()
    {
        var site = new TestSite().Take(Started(1), Count(5, 9, 1, order: "MO-1", operation: "10"), Completed(60, good: 45, scrap: 5));
        var seen = site.State.Publish().Learned.Yields.Find(new YieldKey("P-100", "10"))!;
        Assert.Equal((45.0, 5.0, 1.0), (seen.Good, seen.Scrap, seen.Orders));
    }

    [Fact]
    public void Fewer_than_five_orders_prove_nothing() => Assert.Equal(YieldBelief.Unknown, Learned(4, _ => { }, scrapPerOrder: 50).Of("P-1", "10"));

    [Fact]
    public void A_known_yield_is_found_again()
    {
        var random = new Random(5);
        var book = new YieldBook();
        for (var i = 0; i < 200; i++)
        {
            var scrap = Enumerable.Range(0, 50).Count(_ => random.NextDouble() < 0.03);
            book.Observe("P-1", "10", 50 - scrap, scrap, 1, At(i));
        }
        Assert.InRange(book.Publish().Of("P-1", "10").Scrap, 0.02, 0.035);
    }

    [Fact]
    public void A_new_product_is_believed_as_its_operation_is() =>
        Assert.InRange(Learned(40, book => { for (var i = 0; i < 10; i++) book.Observe("P-2", "20", 50, 50, 1, At(i)); }).Of("P-3", "10").Scrap, 0.009, 0.05);

    [Fact]
    public void One_large_order_spoilt_weighs_less_than_its_pieces()
    {
        var spoilt = Learned(50, book => book.Observe("P-1", "10", 0, 5_000, 1, At(60))).Of("P-1", "10");
        Assert.InRange(spoilt.Good, 0.4, 1);
        Assert.True(spoilt.Weight < 2_500);
    }

    [Fact]
    public void What_is_sixty_days_older_weighs_half()
    {
        var seen = Learned(0, book =>
        {
            book.Observe("P-1", "10", 80, 20, 1, At(0));
            book.Observe("P-1", "10", 100, 0, 1, Start.AddDays(YieldModel.PeriodDays));
        }).Find(new YieldKey("P-1", "10"))!;
        Assert.Equal((140.0, 10.0, 1.5), (seen.Good, seen.Scrap, seen.Orders));
    }

    [Fact]
    public void Sums_are_the_same_whatever_order_pieces_are_told_in() =>
        Prop.ForAll((from told in (from good in Gen.Choose(0, 200) from scrap in Gen.Choose(0, 50) from day in Gen.Choose(0, 2_000) select (good, scrap, day)).ListOf()
                     from shuffled in Gen.Shuffle(told.ToArray())
                     select (told, shuffled)).ToArbitrary(), pair => Sums(pair.told) == Sums(pair.shuffled)).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void A_yield_is_a_share_whatever_is_told() =>
        Prop.ForAll((from good in Gen.Choose(0, 500) from scrap in Gen.Choose(0, 500) from orders in Gen.Choose(1, 30) select (good, scrap, orders)).ToArbitrary(), told =>
        {
            var belief = Learned(told.orders, book => book.Observe("P-9", "10", told.good, told.scrap, 1, At(1))).Of("P-9", "10");
            return belief.Good is >= 0 and <= 1 && belief.Weight >= 0;
        }).Check(Config.QuickThrowOnFailure);

    private static (double, double, double, int) Sums(IEnumerable<(int Good, int Scrap, int Day)> told)
    {
        var book = new YieldBook();
        foreach (var (good, scrap, day) in told)
            book.Observe("P-1", "10", good, scrap, 1, Start.AddDays(day));
        var seen = book.Publish().Find(new YieldKey("P-1", "10"));
        return (seen?.Good ?? 0, seen?.Scrap ?? 0, seen?.Orders ?? 0, seen?.Period ?? 0);
    }
}
