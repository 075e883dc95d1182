using ShopFloorTwin.Core.Components;
using static ShopFloorTwin.Core.Tests.FloorEvents;
using static ShopFloorTwin.Core.Tests.PlantFixtures;

namespace ShopFloorTwin.Core.Tests.Components;

public sealed class StockTests
{
    private readonly TestSite site = new();

    [Fact]
    public void Receipts_add_and_consumption_takes_away() =>
        Assert.Equal(115, site.Take(Received(5, 20), Consumed(6, 25)).Component().OnHand);

    [Fact]
    public void Stock_may_go_below_zero_as_reported() => Assert.Equal(-10, site.Take(Consumed(6, 130)).Component().OnHand);

    [Fact]
    public void A_count_says_what_is_there_and_later_moves_still_count()
    {
        site.Take(Consumed(5, 10), Consumed(30, 7), Level(20, 100));
        Assert.Equal(93, site.Component().OnHand);
    }

    [Fact]
    public void A_move_from_before_the_count_is_in_the_count() =>
        Assert.Equal(100, site.Take(Level(20, 100), Consumed(5, 10)).Component().OnHand);

    [Fact]
    public void A_move_reported_after_a_count_of_the_same_moment_counts() =>
        Assert.Equal(90, site.Take(Level(20, 100), Consumed(20, 10)).Component().OnHand);

    [Fact]
    public void A_count_older_than_the_last_changes_nothing() =>
        Assert.Equal(100, site.Take(Level(20, 100), Level(10, 50)).Component().OnHand);

    [Fact]
    public void A_count_lower_than_expected_is_a_loss()
    {
        site.Take(Consumed(5, 20), Level(10, 90));
        Assert.Equal(At(10), site.Component().LossEvent!.Time);
    }

    [Fact]
    public void A_count_that_finds_what_was_expected_is_no_loss() =>
        Assert.Null(site.Take(Consumed(5, 20), Level(10, 100)).Component().LossEvent);

    [Fact]
    public void Consumption_heard_after_the_count_explains_it() =>
        Assert.Null(site.Take(Level(10, 100), Consumed(5, 20)).Component().LossEvent);

    [Fact]
    public void More_moves_than_are_kept_lose_nothing()
    {
        for (var i = 1; i <= 300; i++)
            site.Take(Received(i, 1));
        Assert.Equal(420, site.Component().OnHand);
        Assert.Equal(ComponentTwin.MovesMax, site.Component().Moves.Length);
    }

    [Fact]
    public void A_product_the_document_does_not_count_has_none_on_hand()
    {
        Assert.Equal(0, site.Component("C-20").OnHand);
        site.Take(Received(5, 8, component: "C-20"), Imported(60, Lyon with { AsOf = At(60) }));
        Assert.Equal(0, site.Component("C-20").OnHand);
    }

    [Fact]
    public void A_hold_on_a_quantity_holds_that_much_and_one_without_holds_all()
    {
        Assert.Equal(30, site.Take(Hold(5, 30, "L1")).Component().OnHold);
        Assert.Equal(120, site.Take(Hold(6)).Component().OnHold);
    }

    [Fact]
    public void A_released_lot_is_free_and_the_others_stay_held() =>
        Assert.Equal(20, site.Take(Hold(5, 30, "L1"), Hold(6, 20, "L2"), Release(7, "L1")).Component().OnHold);

    [Fact]
    public void A_release_without_lot_frees_everything_counted_on_hold_too() =>
        Assert.Equal(0, site.Take(Level(4, 120, 15), Hold(5, 30, "L1"), Release(7)).Component().OnHold);

    [Fact]
    public void Hold_and_release_come_out_right_in_either_order()
    {
        Assert.Equal(0, site.Take(Release(7, "L1"), Hold(5, 30, "L1")).Component().OnHold);
        Assert.Equal(30, site.Take(Hold(8, 30, "L1")).Component().OnHold);
        Assert.Equal(30, site.Take(Release(6)).Component().OnHold);
    }

    [Fact]
    public void A_count_of_held_stock_has_the_known_holds_in_it()
    {
        site.Take(Hold(5, 30, "L1"), Level(10, 120, 40));
        Assert.Equal(40, site.Component().OnHold);
        Assert.Equal(10, site.Take(Release(11, "L1")).Component().OnHold);
    }

    [Fact]
    public void A_hold_heard_after_the_count_it_was_in_is_not_held_twice() =>
        Assert.Equal(40, site.Take(Level(10, 120, 40), Hold(5, 30, "L1")).Component().OnHold);

    [Fact]
    public void A_count_heard_after_everything_was_released_holds_nothing() =>
        Assert.Equal(0, site.Take(Release(11), Level(10, 120, 40)).Component().OnHold);
}
