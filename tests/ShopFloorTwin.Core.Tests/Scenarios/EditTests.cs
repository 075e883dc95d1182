using System.Text;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.Tests.Forecast;

namespace ShopFloorTwin.Core.Tests.Scenarios;

public sealed class EditTests
{
    private readonly Shop _shop = Plant();

    public static TheoryData<string, string, string, string> Happenings()
    {
        var shop = Plant();
        string At(double hours) => shop.Now.AddHours(hours).ToString("o");
        return new TheoryData<string, string, string, string>
        {
            { $$"""[{"kind":"delaySupply","purchaseOrder":"PO-1","line":"1","to":"{{At(80)}}"}]""", "supplier.delayed.v1", "purchase-order/PO-1", $$"""{"line":"1","date":"{{At(80)}}"}""" },
            { $$"""[{"kind":"expediteSupply","purchaseOrder":"PO-1","line":"1","to":"{{At(3)}}"}]""", "supplier.confirmed.v1", "purchase-order/PO-1", $$"""{"line":"1","date":"{{At(3)}}"}""" },
            { $$"""[{"kind":"expediteSupply","purchaseOrder":"PO-9","line":"1","to":"{{At(2)}}","component":"C","quantity":30,"supplier":"ACME"}]""", "supplier.ordered.v1", "purchase-order/PO-9", $$"""{"id":"PO-9","supplier":"ACME","lines":[{"line":"1","product":"C","quantity":30,"due":"{{At(2)}}"}]}""" },
            { $$"""[{"kind":"expediteSupply","purchaseOrder":"PO-9","line":"1","to":"{{At(2)}}","component":"C","quantity":30}]""", "supplier.ordered.v1", "purchase-order/PO-9", $$"""{"id":"PO-9","supplier":"ACME","lines":[{"line":"1","product":"C","quantity":30,"due":"{{At(2)}}"}]}""" },
            { $$"""[{"kind":"expediteSupply","purchaseOrder":"PO-9","line":"1","to":"{{At(2)}}","component":"C","quantity":30,"supplier":"NEWCO"}]""", "supplier.ordered.v1", "purchase-order/PO-9", $$"""{"id":"PO-9","supplier":"NEWCO","lines":[{"line":"1","product":"C","quantity":30,"due":"{{At(2)}}"}]}""" },
            { """[{"kind":"cancelSupply","purchaseOrder":"PO-1","line":"1"}]""", "supplier.cancelled.v1", "purchase-order/PO-1", """{"line":"1"}""" },
            { $$"""[{"kind":"stopWorkCenter","workCenter":"MILL","from":"{{At(1)}}","to":"{{At(6)}}"}]""", "maintenance.planned.v1", "work-center/MILL", $$"""{"from":"{{At(1)}}","to":"{{At(6)}}","reason":"x"}""" },
            { """[{"kind":"setPriority","order":"MO-1","priority":5}]""", "order.changed.v1", "order/MO-1", """{"priority":5}""" },
            { """[{"kind":"setQuantity","order":"MO-2","quantity":7}]""", "order.changed.v1", "order/MO-2", """{"quantity":7}""" },
            { $$"""[{"kind":"setDue","order":"MO-2","due":"{{At(2)}}"}]""", "order.changed.v1", "order/MO-2", $$"""{"due":"{{At(2)}}"}""" },
            { """[{"kind":"moveOperation","order":"MO-2","operation":"10","workCenter":"MILL-B"}]""", "order.changed.v1", "order/MO-2", """{"operations":[{"operation":"10","workCenter":"MILL-B"}]}""" },
            { """[{"kind":"cancelOrder","order":"MO-1"}]""", "order.cancelled.v1", "order/MO-1", "{}" },
            { """[{"order":{"id":"MO-9","product":"PUMP","quantity":2,"priority":1},"kind":"addOrder"}]""", "order.released.v1", "order/MO-9", """{"id":"MO-9","product":"PUMP","quantity":2,"priority":1}""" },
            { """[{"kind":"releaseHold","component":"D"}]""", "quality.released.v1", "component/D", "{}" },
            { """[{"kind":"releaseHold","order":"MO-3"}]""", "quality.released.v1", "order/MO-3", "{}" },
        };
    }

    [Theory]
    [MemberData(nameof(Happenings))]
    public void A_scenario_and_the_same_thing_then_really_happening_give_the_same_answer(string edits, string type, string subject, string data)
    {
        var before = Answers(_shop.Forecast());
        var scenario = Answers(Forecast(Laid(edits)));
        _shop.Event(type, subject, data);
        Assert.Equal(Answers(_shop.Forecast()), scenario);
        Assert.NotEqual(before, scenario);
    }

    public static TheoryData<string> All() => [.. Happenings().Select(row => row.Data.Item1)];

    [Theory]
    [MemberData(nameof(All))]
    public void An_edit_leaves_the_live_twins_as_they_are(string edits)
    {
        var twins = _shop.Twins;
        var before = StateHash.Of(twins);
        Laid(edits);
        Assert.Equal(before, StateHash.Of(twins));
    }

    [Fact]
    public void A_shift_opens_one_work_center_and_not_the_others_of_its_calendar()
    {
        var shop = new Shop().WorkCenter("MILL", Shop.TwoShift).WorkCenter("LATHE", Shop.TwoShift).Made("P", "MILL:1200").Made("Q", "LATHE:1200");
        shop.Order("MO-1", "P", shop.At("10:00")).Order("MO-2", "Q", shop.At("10:00")).Import();
        var edits = Edits($$"""[{"kind":"addShift","workCenter":"MILL","from":"{{shop.At("22:00"):o}}","to":"{{shop.At("22:00").AddHours(8):o}}"}]""");
        var after = Forecast(Overlay.Of(shop.Twins, edits, shop.Now).Twins!, shop.Now);

        Near.Time(shop.At("04:00").AddDays(1), after.Orders[0].P50, 30);
        Near.Time(shop.Forecast("MO-2").P50, after.Orders[1].P50, 0.01);
    }

    [Fact]
    public void A_shift_on_a_day_that_was_closed_opens_it_for_the_shift_alone()
    {
        var shop = new Shop().Calendar(new CalendarSpec { Id = "day", Weekly = [new() { Days = ["mon", "tue", "wed", "thu", "fri"], From = "08:00", To = "16:00" }], Exceptions = [new() { Date = "2026-11-02", Closed = true }] })
            .WorkCenter("MILL", "day").Made("P", "MILL:60");
        shop.Order("MO-1", "P", shop.At("10:00")).Import();
        var edits = Edits($$"""[{"kind":"addShift","workCenter":"MILL","from":"{{shop.At("12:00"):o}}","to":"{{shop.At("14:00"):o}}"}]""");
        Near.Time(shop.At("13:00"), Forecast(Overlay.Of(shop.Twins, edits, shop.Now).Twins!, shop.Now).Orders[0].P50, 10);
    }

    [Fact]
    public void More_units_and_a_better_efficiency_shorten_the_queue()
    {
        var shop = new Shop().WorkCenter("MILL").Made("P", "MILL:60");
        shop.Order("MO-1", "P", shop.At("10:00")).Order("MO-2", "P", shop.At("11:00")).Import();
        DateTimeOffset Last(string edit) => Forecast(Overlay.Of(shop.Twins, Edits(edit), shop.Now).Twins!, shop.Now).Orders.Max(o => o.P50);

        Near.Time(shop.At("10:00"), shop.Forecast().Orders.Max(o => o.P50), 5);
        Near.Time(shop.At("09:00"), Last("""[{"kind":"setCapacity","workCenter":"MILL","capacity":3}]"""), 5);
        Near.Time(shop.At("09:00"), Last("""[{"kind":"setEfficiency","workCenter":"MILL","efficiency":2}]"""), 5);
    }

    [Fact]
    public void A_split_order_becomes_two_with_the_work_and_material_of_one()
    {
        var twins = Laid("""[{"kind":"splitOrder","order":"MO-2","quantity":1},{"kind":"setPriority","order":"MO-2/2","priority":3}]""");
        var (whole, rest, part) = (_shop.Twins.Orders.Single(o => o.Id == "MO-2"), twins.Orders.Single(o => o.Id == "MO-2"), twins.Orders.Single(o => o.Id == "MO-2/2"));

        Assert.Equal((whole.Quantity - 1, 1, 3), (rest.Quantity, part.Quantity, part.Priority));
        Assert.Equal(whole.Components.Sum(c => c.Quantity), rest.Components.Sum(c => c.Quantity) + part.Components.Sum(c => c.Quantity), 9);
        Assert.Equal(whole.Operations.Sum(o => o.PlannedMinutes), rest.Operations.Sum(o => o.PlannedMinutes) + part.Operations.Sum(o => o.PlannedMinutes), 9);
    }

    [Fact]
    public void What_an_edit_does_not_concern_keeps_its_forecast_to_the_second()
    {
        var shop = new Shop().WorkCenter("MILL").WorkCenter("LATHE").Made("P", "MILL:60").Made("Q", "LATHE:60");
        shop.Order("MO-1", "P", shop.At("09:05")).Order("MO-2", "Q", shop.At("09:05")).Import();
        var after = Forecast(Overlay.Of(shop.Twins, Edits("""[{"kind":"setQuantity","order":"MO-2","quantity":9}]"""), shop.Now).Twins!, shop.Now);
        Assert.Equal(Answers(shop.Forecast())[0], Answers(after)[0]);
    }

    [Theory]
    [InlineData("""[{"kind":"delaySupply","purchaseOrder":"PO-X","line":"1","to":"2026-11-09T08:00:00Z"}]""", "$.edits[0].purchaseOrder refers to an unknown purchase order 'PO-X'")]
    [InlineData("""[{"kind":"cancelSupply","purchaseOrder":"PO-1","line":"7"}]""", "$.edits[0].line refers to an unknown line '7'")]
    [InlineData("""[{"kind":"cancelOrder","order":"MO-1"},{"kind":"setPriority","order":"MO-1","priority":1}]""", "$.edits[1] is of order 'MO-1', which $.edits[0] cancels")]
    [InlineData("""[{"kind":"setDue","order":"MO-1","due":"2026-11-09T08:00:00Z"},{"kind":"cancelOrder","order":"MO-1"}]""", "$.edits[1] cancels order 'MO-1', which $.edits[0] changes")]
    [InlineData("""[{"kind":"setPriority","order":"MO-1","priority":1},{"kind":"setPriority","order":"MO-1","priority":2}]""", "$.edits[1] says the priority of MO-1, as $.edits[0] does")]
    [InlineData("""[{"kind":"cancelSupply","purchaseOrder":"PO-1","line":"1"},{"kind":"delaySupply","purchaseOrder":"PO-1","line":"1","to":"2026-11-09T08:00:00Z"}]""", "$.edits[1] says when line 1 of PO-1 comes, as $.edits[0] does")]
    [InlineData("""[{"kind":"addShift","workCenter":"MILL","from":"2026-11-07T08:00:00Z","to":"2026-11-07T12:00:00Z"},{"kind":"stopWorkCenter","workCenter":"MILL","from":"2026-11-07T11:00:00Z","to":"2026-11-07T15:00:00Z"}]""", "$.edits[1] stops MILL while $.edits[0] opens it")]
    [InlineData("""[{"kind":"setPriority","order":"MO-1","priority":12}]""", "$.edits[0].priority must be 0 to 9")]
    [InlineData("""[{"kind":"stopWorkCenter","workCenter":"MILL","from":"2026-11-09T08:00:00Z","to":"2026-11-08T08:00:00Z"}]""", "$.edits[0].to must be later than from")]
    [InlineData("""[{"kind":"addShift","workCenter":"ASM","from":"2026-11-07T08:00:00Z","to":"2026-11-07T12:00:00Z"}]""", "$.edits[0].workCenter is open around the clock")]
    [InlineData("""[{"kind":"moveOperation","order":"MO-1","operation":"99","workCenter":"MILL"}]""", "$.edits[0].operation refers to an unknown operation '99'")]
    [InlineData("""[{"kind":"splitOrder","order":"MO-2","quantity":4}]""", "$.edits[0].quantity must be more than 0 and less than 4")]
    [InlineData("""[{"kind":"releaseHold"}]""", "$.edits[0] must name a component or an order, and not both")]
    [InlineData("""[{"kind":"releaseHold","order":"MO-1"}]""", "$.edits[0].order is not on hold")]
    [InlineData("""[{"kind":"addOrder","order":{"id":"MO-1","product":"PUMP","quantity":1}}]""", "$.edits[0].order.id is there already: 'MO-1'")]
    [InlineData("""[{"kind":"expediteSupply","purchaseOrder":"PO-X","line":"1","to":"2026-11-09T08:00:00Z"}]""", "$.edits[0].purchaseOrder refers to an unknown purchase order 'PO-X': with component and quantity it is bought")]
    [InlineData("""[{"kind":"expediteSupply","purchaseOrder":"PO-X","line":"1","to":"2026-11-09T08:00:00Z","component":"C"}]""", "$.edits[0].quantity must be more than 0, and 1000000000 at most: so much of the component is bought")]
    [InlineData("""[{"kind":"expediteSupply","purchaseOrder":"PO-X","line":"1","to":"2026-11-09T08:00:00Z","quantity":5}]""", "$.edits[0].component must be given with quantity and supplier: it says what is bought")]
    [InlineData("""[{"kind":"expediteSupply","purchaseOrder":"PO-X","line":"1","to":"2026-11-09T08:00:00Z","component":"X","quantity":5}]""", "$.edits[0].component refers to an unknown component 'X'")]
    [InlineData("""[{"kind":"expediteSupply","purchaseOrder":"PO-X","line":"1","to":"2026-11-09T08:00:00Z","component":"PUMP","quantity":5}]""", "$.edits[0].supplier must be given: the component has none of its own")]
    [InlineData("""[{"kind":"expediteSupply","purchaseOrder":"PO-1","line":"1","to":"2026-11-09T08:00:00Z","component":"C","quantity":5}]""", "$.edits[0].line is there already: leave component, quantity and supplier out to expedite it")]
    [InlineData("""[{"kind":"expediteSupply","purchaseOrder":"PO-1","line":"2","to":"2026-11-09T08:00:00Z","component":"C","quantity":5,"supplier":"BOLT"}]""", "$.edits[0].supplier must be 'ACME', whose purchase order it is")]
    [InlineData("""[{"kind":"expediteSupply","purchaseOrder":"PO-X","line":"1","to":"2020-11-09T08:00:00Z","component":"C","quantity":5}]""", "$.edits[0].to must not be in the past")]
    [InlineData("""[{"kind":"expediteSupply","purchaseOrder":"PO-X","line":"1","to":"2026-11-09T08:00:00Z","component":"C","quantity":5},{"kind":"expediteSupply","purchaseOrder":"PO-X","line":"1","to":"2026-11-09T08:00:00Z","component":"C","quantity":6}]""", "$.edits[1] says what line 1 of PO-X is, as $.edits[0] does")]
    [InlineData("""[{"kind":"setCapacity","workCenter":"MILL","capacity":0}]""", "$.edits[0].capacity must be 1 to 1000")]
    public void An_edit_that_does_not_fit_is_refused_with_the_path_of_what_is_wrong(string edits, string problem)
    {
        var result = Overlay.Of(_shop.Twins, Edits(edits), _shop.Now);
        Assert.Null(result.Twins);
        Assert.Equal(problem, result.Problems[0].ToString());
    }

    [Theory]
    [InlineData("""[{"kind":"fly"}]""")]
    [InlineData("""[{"order":"MO-1"}]""")]
    [InlineData("""[{"kind":"setPriority","order":"MO-1"}]""")]
    [InlineData("""[{"kind":"setPriority","order":"MO-1","priority":"high"}]""")]
    [InlineData("""[null]""")]
    [InlineData("""{}""")]
    [InlineData("""[{"kind":"setDue","order":"MO-1","due":"tomorrow"}]""")]
    public void Edits_that_cannot_be_read_are_refused_and_not_thrown(string json)
    {
        var reading = EditReader.Read(Encoding.UTF8.GetBytes(json));
        Assert.Null(reading.Edits);
        Assert.NotEmpty(reading.Problems);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void An_edit_that_is_written_is_read_back_as_it_was(string edits)
    {
        var written = EditReader.Write(Edits(edits)[0]).GetRawText();
        Assert.Equal(written, EditReader.Write(Edits($"[{written}]")[0]).GetRawText());
    }

    [Fact]
    public void What_is_bought_may_be_late_in_the_same_scenario()
    {
        string Buy(double hours, string then = "") => $$"""[{"kind":"expediteSupply","purchaseOrder":"PO-9","line":"1","to":"{{_shop.Now.AddHours(hours):o}}","component":"C","quantity":30}{{then}}]""";
        var late = Answers(Forecast(Laid(Buy(2, $$""",{"kind":"delaySupply","purchaseOrder":"PO-9","line":"1","to":"{{_shop.Now.AddHours(5):o}}"}"""))));

        Assert.NotEqual(Answers(Forecast(Laid(Buy(2)))), late);
        // Said of a line that is due earlier, it is the supplier's delay; bought for then, it is not.
        Assert.NotEqual(Answers(_shop.Forecast()), late);
    }

    private SiteTwins Laid(string edits)
    {
        var result = Overlay.Of(_shop.Twins, Edits(edits), _shop.Now);
        Assert.Empty(result.Problems);
        return result.Twins!;
    }

    private SiteForecast Forecast(SiteTwins twins) => Forecast(twins, _shop.Now);

    private static SiteForecast Forecast(SiteTwins twins, DateTimeOffset now) => new Forecaster(new ForecastSettings()).Run(twins, now);

    private static IReadOnlyList<Edit> Edits(string json)
    {
        var reading = EditReader.Read(Encoding.UTF8.GetBytes(json));
        Assert.Empty(reading.Problems);
        return reading.Edits!;
    }

    private static List<string> Answers(SiteForecast forecast) =>
        [.. forecast.Orders.Select(o => $"{forecast.Twins.Orders[o.Order].Id} {o.P10:o} {o.P50:o} {o.P95:o} {o.LateProbability} {o.ExpectedLatenessMinutes}")];

    private static Shop Plant()
    {
        var shop = new Shop().WorkCenter("MILL", Shop.TwoShift).WorkCenter("MILL-B", Shop.TwoShift).WorkCenter("ASM").Bought("C", onHand: 2).Bought("D", onHand: 30, onHold: 20)
            .Made("PUMP", "MILL:90 ASM:60", "C:1 D:1");
        shop.Purchase("PO-1", "C", 20, shop.At("16:00"));
        for (var i = 1; i <= 3; i++)
            shop.Order($"MO-{i}", "PUMP", shop.At("14:00").AddHours(8 * i), quantity: 2 * i, customer: "Rhône Eaux");
        shop.Import();
        shop.Event("quality.hold.v1", "order/MO-3", """{"reason":"bore"}""");
        return shop;
    }
}
