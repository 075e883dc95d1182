using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.Tests.Forecast;

namespace ShopFloorTwin.Core.Tests.Scenarios;

public sealed class SuggestionTests
{
    [Fact]
    public void A_late_receipt_is_to_be_expedited()
    {
        var shop = new Shop().WorkCenter("ASM").Bought("C").Made("P", "ASM:60", "C:1");
        shop.Purchase("PO-7", "C", 1, shop.At("10:00").AddDays(2)).Order("MO-1", "P", shop.At("16:00").AddDays(2)).Import();
        shop.Event("supplier.delayed.v1", "purchase-order/PO-7", $$"""{"line":"1","date":"{{shop.At("10:00").AddDays(9):o}}"}""");
        var best = Suggest(shop, "MO-1")[0];

        Assert.Equal("expediteSupply", Kind(best));
        Assert.StartsWith("Expedite line 1 of PO-7 of Acme to 4 Nov 10:00: MO-1 is late with ", best.Text, StringComparison.Ordinal);
        Assert.Equal(["MO-1"], best.OrdersRescued);
    }

    [Fact]
    public void A_held_order_is_to_be_released_and_a_full_work_center_to_be_given_a_shift()
    {
        var shop = new Shop().WorkCenter("MILL", Shop.TwoShift).Made("P", "MILL:300");
        for (var i = 0; i < 6; i++)
            shop.Order($"MO-{i}", "P", shop.At("21:00").AddDays(i < 3 ? 0 : 1).AddHours(i == 5 ? -9 : 0));
        shop.Import();
        Assert.Contains("addShift", Suggest(shop, null).Select(Kind));

        shop.Event("quality.hold.v1", "order/MO-0", """{"reason":"bore"}""");
        Assert.Equal("releaseHold", Kind(Suggest(shop, "MO-0")[0]));
    }

    [Fact]
    public void A_suggestion_that_is_then_done_gains_what_was_said()
    {
        var shop = new Shop().WorkCenter("MILL").Made("P", "MILL:300");
        for (var i = 0; i < 4; i++)
            shop.Order($"MO-{i}", "P", shop.At("14:00").AddHours(i * 3));
        shop.Import();
        var raise = Suggest(shop, "MO-3").First(s => Kind(s) == "setPriority");
        shop.Event("order.changed.v1", "order/MO-3", """{"priority":1}""");
        var after = shop.Forecast("MO-3");

        Assert.Equal((after.LateProbability, after.ExpectedLatenessMinutes), (raise.Order.LateProbabilityAfter, raise.Order.MinutesAfter));
        Assert.True(raise.OrdersLater > 0);
    }

    [Fact]
    public void A_plant_that_is_on_time_needs_no_suggestion_and_an_unknown_order_has_none()
    {
        var shop = new Shop().WorkCenter("MILL").Made("P", "MILL:60");
        shop.Order("MO-1", "P", shop.At("20:00")).Import();
        Assert.Empty(Suggest(shop, null));
        Assert.Null(Suggestions.Of(Picture(shop), "MO-X", 10, () => true));
    }

    [Fact]
    public void A_search_ends_when_its_time_is_over()
    {
        var shop = new Shop().WorkCenter("MILL").Made("P", "MILL:300");
        shop.Order("MO-1", "P", shop.At("09:00"), quantity: 4).Order("MO-2", "P", shop.At("09:00"), quantity: 2).Import();
        var asked = 0;
        Suggestions.Of(Picture(shop), null, 20, () => ++asked < 3);
        Assert.Equal(3, asked);
    }

    [Fact]
    public void A_search_that_goes_on_later_finds_what_one_in_a_row_finds()
    {
        var (twins, now) = RandomPlants.Of(3, 1.2);
        var picture = new SitePicture(new Forecaster(new ForecastSettings()).Run(twins, now), RiskBoard.Empty, new ForecastSettings());
        var inARow = Suggestions.Of(picture, null, 12, () => true)!;
        SuggestionFindings? found = null;
        for (var part = 0; part < 4; part++)
        {
            var run = SuggestionRun.Of(picture, null, 12, before: found)!;
            // What it needs is made anew each time, as after a stop.
            var forecaster = new Forecaster(picture.Settings);
            for (var tries = 0; tries < 3; tries++)
                Assert.True(run.Next(forecaster));
            found = run.Findings;
            Assert.Equal((3 * (part + 1), part == 3), (found.Tried, found.IsComplete));
        }
        Assert.False(SuggestionRun.Of(picture, null, 12, before: found)!.Next(new Forecaster(picture.Settings)));
        Assert.Equal(inARow.Select(s => (s.Text, s.Score)), found!.Best.Select(s => (s.Text, s.Score)));
    }

    [Fact]
    public void The_worst_orders_at_risk_are_those_whose_lateness_costs_most()
    {
        var shop = new Shop().WorkCenter("MILL").Made("P", "MILL:300");
        for (var i = 0; i < 4; i++)
            shop.Order($"MO-{i}", "P", shop.At("08:00").AddMinutes(i));
        shop.Order("MO-CALM", "P", shop.At("08:00").AddDays(9)).Import();
        shop.Event("order.changed.v1", "order/MO-1", """{"value":90000}""");
        var worst = Suggestions.WorstAtRisk(Picture(shop).Forecast, 0.3, 3);

        // Of the others the last in the queue is the latest.
        Assert.Equal(["MO-1", "MO-3", "MO-2"], worst);
    }

    [Fact]
    public void Suggestions_leave_the_twins_as_they_are()
    {
        var (twins, now) = RandomPlants.Of(3, 1.2);
        var forecast = new Forecaster(new ForecastSettings()).Run(twins, now);
        var before = StateHash.Of(twins);
        Assert.NotEmpty(Suggestions.Of(new SitePicture(forecast, RiskBoard.Empty, new ForecastSettings()), null, 12, () => true)!);
        Assert.Equal(before, StateHash.Of(twins));
    }

    [Fact]
    public void What_is_late_for_sure_either_way_is_told_by_its_minutes()
    {
        var shop = new Shop().WorkCenter("MILL").Made("P", "MILL:300");
        for (var i = 0; i < 4; i++)
            shop.Order($"MO-{i}", "P", shop.At("08:00").AddMinutes(i));
        shop.Import();
        var raise = Suggest(shop, "MO-3").First(s => Kind(s) == "setPriority");

        Assert.Matches("^Raise MO-3 to priority 1: MO-3 is late with 100 % still, by .* instead of .* on average", raise.Text);
    }

    [Theory]
    [InlineData(1, 0.9)]
    [InlineData(2, 1.2)]
    [InlineData(3, 1.6)]
    public void No_suggestion_says_the_same_instead_of_the_same(int seed, double load)
    {
        var (twins, now) = RandomPlants.Of(seed, load);
        var forecast = new Forecaster(new ForecastSettings()).Run(twins, now);
        var texts = Suggestions.Of(new SitePicture(forecast, RiskBoard.Empty, new ForecastSettings()), null, 24, () => true)!.Select(s => s.Text).ToList();

        Assert.NotEmpty(texts);
        Assert.All(texts, text => Assert.DoesNotMatch(@"\b(\d[^:;,]*) instead of \1\b", text));
    }

    [Fact]
    public void An_answer_holds_while_machines_count_and_not_once_the_order_or_what_could_be_done_changed()
    {
        var shop = new Shop().WorkCenter("MILL").WorkCenter("SAW").Made("P", "MILL:300");
        for (var i = 0; i < 4; i++)
            shop.Order($"MO-{i}", "P", shop.At("14:00").AddHours(i * 3));
        shop.Import();
        SuggestionBasis Basis(string? order) => SuggestionBasis.Of(Picture(shop), order, 24)!;
        var (site, last) = (Basis(null), Basis("MO-3"));

        shop.Event("machine.count.v1", "work-center/SAW", """{"good":3,"scrap":0,"mode":"delta"}""");
        Assert.True(site.Holds(Basis(null)) && last.Holds(Basis("MO-3")));

        shop.Event("order.changed.v1", "order/MO-3", """{"quantity":2}""");
        Assert.False(last.Holds(Basis("MO-3")));
        var later = Basis("MO-2");
        shop.Event("quality.hold.v1", "order/MO-2", """{"reason":"bore"}""");
        Assert.False(later.Holds(Basis("MO-2")));
        Assert.Null(SuggestionBasis.Of(Picture(shop), "MO-X", 24));
    }

    private static string Kind(Suggestion suggestion) => suggestion.Edit.GetProperty("kind").GetString()!;

    private static IReadOnlyList<Suggestion> Suggest(Shop shop, string? order) => Suggestions.Of(Picture(shop), order, 24, () => true)!;

    private static SitePicture Picture(Shop shop) => new(shop.Forecast(), RiskBoard.Empty, new ForecastSettings());
}
