using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.Tests.Sites;

namespace ShopFloorTwin.Core.Tests.Orders;

public sealed class OrderListTests
{
    private static string Ids(Page<OrderView> page) => string.Join(' ', page.Items.Select(o => o.Id));

    private static string Ids(SitePicture picture, OrderQuery query) => Ids(OrderQueries.List(picture, query));

    private static SitePicture Mixed() => new Pictures()
        .Open("MO-CALM")
        .Open("MO-WATCH", 0.2, 30, o => o with { Customer = "Acme", Product = "P-2" }, suppliers: [0], components: [1])
        .Open("MO-LATE", 0.9, 600, o => o with { Priority = 1, Customer = "Acme" }, suppliers: [0, 1], components: [0, 1])
        .Open("MO-RISK", 0.5, 900, o => o with { Value = 100, Operations = [o.Operations[0] with { State = OperationState.Done }, o.Operations[0] with { Operation = "20", WorkCenter = "WC-MILL" }] })
        .Picture();

    [Fact]
    public void The_worst_order_comes_first_and_its_risk_weighs_more_than_its_minutes() =>
        Assert.Equal("MO-LATE MO-RISK MO-WATCH MO-CALM", Ids(Mixed(), new OrderQuery()));

    [Fact]
    public void Of_equal_risk_the_longer_lateness_then_the_likelier_then_the_id_comes_first()
    {
        var picture = new Pictures().Open("B", 0.9, 60).Open("A", 0.9, 60).Open("C", 0.95, 60).Open("D", 0.85, 90).Picture();
        Assert.Equal("D C A B", Ids(picture, new OrderQuery()));
    }

    [Fact]
    public void Filters_narrow_by_risk_product_customer_work_center_supplier_and_component()
    {
        var picture = Mixed();
        Assert.Equal("MO-LATE MO-RISK", Ids(picture, new OrderQuery { Risks = [Risk.AtRisk, Risk.Late] }));
        Assert.Equal("MO-WATCH", Ids(picture, new OrderQuery { Product = "P-2" }));
        Assert.Equal("MO-LATE MO-WATCH", Ids(picture, new OrderQuery { Customer = "Acme" }));
        Assert.Equal("MO-LATE MO-WATCH", Ids(picture, new OrderQuery { Supplier = "SUP-A" }));
        Assert.Equal("MO-LATE", Ids(picture, new OrderQuery { Supplier = "SUP-B", Component = "C-2" }));
        Assert.Equal("MO-WATCH", Ids(picture, new OrderQuery { Component = "C-2", Risks = [Risk.Watch] }));
    }

    [Fact]
    public void Whoever_asks_for_the_worst_orders_pays_for_no_filter()
    {
        var floor = new Pictures();
        for (var order = 0; order < 2_000; order++)
            floor.Open($"MO-{order:0000}", suppliers: [0], components: [0]);
        var picture = floor.Picture().Warm();
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        OrderQueries.List(picture, new OrderQuery { Limit = 1 });
        // An entry of each order for a filter is more than this.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - bytes, 1, 30_000);
    }

    [Fact]
    public void A_work_center_lists_only_orders_with_an_open_operation_there()
    {
        Assert.Equal("MO-RISK", Ids(Mixed(), new OrderQuery { WorkCenter = "WC-MILL" }));
        Assert.Equal("MO-LATE MO-WATCH MO-CALM", Ids(Mixed(), new OrderQuery { WorkCenter = "WC-SAW" }));
    }

    [Fact]
    public void A_filter_nobody_matches_gives_an_empty_page()
    {
        var page = OrderQueries.List(Mixed(), new OrderQuery { Supplier = "SUP-NOBODY" });
        Assert.Empty(page.Items);
        Assert.Null(page.Next);
        Assert.Equal(7, page.Position);
    }

    [Theory]
    [InlineData("due", "B A C D")]
    [InlineData("-due", "C A B D")]
    [InlineData("value", "C B A D")]
    [InlineData("-value", "B C D A")]
    [InlineData("priority", "A B C D")]
    [InlineData("-priority", "D C B A")]
    [InlineData("id", "A B C D")]
    [InlineData("-id", "D C B A")]
    [InlineData("-worst", "D C B A")]
    public void A_sort_puts_orders_without_the_date_or_value_last(string sort, string expected)
    {
        var pictures = new Pictures()
            .Open("A", with: o => o with { Due = Pictures.Now.AddDays(2) })
            .Open("B", with: o => o with { Due = Pictures.Now.AddDays(1), Value = 20 })
            .Open("C", with: o => o with { Due = Pictures.Now.AddDays(3), Value = -5 })
            .Open("D");
        pictures.Orders[3] = pictures.Orders[3] with { Due = null };
        Assert.Equal(expected, Ids(pictures.Picture(), new OrderQuery { Sort = sort }));
    }

    [Theory]
    [InlineData("worst")]
    [InlineData("-worst")]
    [InlineData("due")]
    [InlineData("-finish")]
    [InlineData("priority")]
    [InlineData("-value")]
    [InlineData("id")]
    public void Pages_one_after_the_other_give_every_order_once_in_the_order_of_one_page(string sort)
    {
        var pictures = new Pictures();
        for (var i = 0; i < 57; i++)
        {
            var odd = i * 37 % 57;
            pictures.Open($"MO-{odd:00}", odd % 5 / 5.0, odd % 7, o => o with { Due = Pictures.Now.AddDays(odd % 4), Priority = odd % 3, Value = odd % 6 == 0 ? null : odd % 6 });
        }
        var picture = pictures.Picture();
        var whole = OrderQueries.List(picture, new OrderQuery { Sort = sort, Limit = 1000 });
        var paged = new List<string>();
        string? after = null;
        do
        {
            var page = OrderQueries.List(picture, new OrderQuery { Sort = sort, Limit = 5, After = after });
            paged.AddRange(page.Items.Select(o => o.Id));
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(57, whole.Items.Count);
        Assert.Null(whole.Next);
        Assert.Equal(whole.Items.Select(o => o.Id), paged);
    }

    [Fact]
    public void A_cursor_goes_on_behind_its_place_when_the_picture_was_replaced_and_its_order_is_gone()
    {
        var before = new Pictures().Open("A", 0.9, 400).Open("B", 0.9, 300).Open("C", 0.9, 200).Picture();
        var next = OrderQueries.List(before, new OrderQuery { Limit = 2 }).Next;
        var later = new Pictures().Open("A", 0.9, 100).Open("C", 0.9, 200).Open("NEW", 0.95, 900).Picture();
        Assert.Equal("C A", Ids(later, new OrderQuery { After = next }));
    }

    [Fact]
    public void A_cursor_of_another_sort_is_refused_by_name()
    {
        var next = OrderQueries.List(Mixed(), new OrderQuery { Limit = 1, Sort = "due" }).Next;
        var refused = Assert.Throws<QueryException>(() => OrderQueries.List(Mixed(), new OrderQuery { After = next }));
        Assert.Equal("after", refused.Parameter);
        Assert.Contains("`due`", refused.Detail);
    }

    [Theory]
    [InlineData("")]
    [InlineData("%%%")]
    [InlineData("AAAA")]
    [InlineData("d29yc3QKOTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5")]
    public void A_cursor_that_is_none_is_refused(string after) =>
        Assert.Equal("after", Assert.Throws<QueryException>(() => OrderQueries.List(Mixed(), new OrderQuery { After = after })).Parameter);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1001)]
    public void A_limit_out_of_range_is_refused(int limit) =>
        Assert.Equal("limit", Assert.Throws<QueryException>(() => OrderQueries.List(Mixed(), new OrderQuery { Limit = limit })).Parameter);

    [Fact]
    public void An_unknown_sort_is_refused() =>
        Assert.Equal("sort", Assert.Throws<QueryException>(() => OrderQueries.List(Mixed(), new OrderQuery { Sort = "-weight" })).Parameter);

    [Fact]
    public void Done_orders_are_listed_when_asked_for_and_were_late_or_not()
    {
        var due = Pictures.Now.AddDays(-1);
        var picture = new Pictures()
            .Closed("MO-DRAFT", OrderState.Draft)
            .Open("MO-OPEN", 0.5, 60)
            .Closed("MO-GOOD", OrderState.Done, due, due.AddMinutes(-30))
            .Closed("MO-BAD", OrderState.Done, due, due.AddMinutes(45))
            .Picture();
        Assert.Equal("MO-OPEN", Ids(picture, new OrderQuery()));
        Assert.Equal("MO-BAD MO-OPEN MO-GOOD", Ids(picture, new OrderQuery { States = [OrderState.Confirmed, OrderState.Done] }));
        var bad = OrderQueries.Find(picture, "MO-BAD")!;
        Assert.Equal((Risk.Late, 1.0, 45.0, 10.0), (bad.Risk, bad.LateProbability, bad.ExpectedLatenessMinutes, bad.Done));
        Assert.Null(bad.Forecast);
        Assert.Equal((Risk.OnTrack, 0.0), (OrderQueries.Find(picture, "MO-GOOD")!.Risk, OrderQueries.Find(picture, "MO-GOOD")!.LateProbability));
        Assert.Equal("MO-DRAFT", Ids(picture, new OrderQuery { States = [OrderState.Draft] }));
    }

    [Fact]
    public void A_warm_picture_takes_over_the_order_of_ids_that_did_not_change()
    {
        var first = Mixed().Warm();
        Assert.Same(first.OrderIds, Mixed().Warm(first).OrderIds);
        Assert.NotSame(first.OrderIds, new Pictures().Open("MO-1").Picture().Warm(first).OrderIds);
    }
}
