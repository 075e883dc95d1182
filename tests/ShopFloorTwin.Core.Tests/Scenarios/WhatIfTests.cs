using System.Text;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.Tests.Forecast;

namespace ShopFloorTwin.Core.Tests.Scenarios;

public sealed class WhatIfTests
{
    [Fact]
    public void Acme_a_week_late_makes_the_order_late_and_its_cause_says_so()
    {
        var shop = Pumps();
        var answer = Ask(shop, Delay(shop, days: 7));
        var order = Assert.Single(answer.Orders);

        Assert.Equal(("MO-1", OrderChangeKind.Changed, Risk.OnTrack, Risk.Late), (order.Order, order.Change, order.Before!.Risk, order.After!.Risk));
        var cause = order.After.Causes[0];
        Assert.Equal("supplierDelay", cause.Kind);
        Assert.StartsWith("PO-7 of Acme, delayed by 7 days at 2 Nov 08:00, holds C, MO-1 needs it", cause.Text, StringComparison.Ordinal);
        Assert.Equal("edit $.edits[0]", cause.Event);
        Assert.InRange(order.P50Minutes!.Value, 6 * 1440, 8 * 1440);
        var supplier = Assert.Single(answer.Suppliers);
        Assert.Equal(("ACME", 1), (supplier.Supplier, supplier.After.Orders));
        Assert.True(supplier.After.LatenessMinutes > supplier.Before.LatenessMinutes + (2 * 1440));
    }

    [Fact]
    public void The_answer_adds_up_to_the_difference_of_the_figures()
    {
        var (twins, now) = RandomPlants.Of(5, 1.1);
        var answer = Ask(Picture(twins, now), """[{"kind":"setCapacity","workCenter":"WC-0","capacity":3},{"kind":"cancelOrder","order":"MO-7"}]""");
        var (was, will) = (answer.Base.Kpis, answer.Scenario.Kpis);

        Assert.Equal(will.ExpectedLateOrders - was.ExpectedLateOrders, answer.Difference.ExpectedLateOrders.Value, 6);
        Assert.Equal(will.ExpectedTardinessMinutes - was.ExpectedTardinessMinutes, answer.Difference.ExpectedTardinessMinutes.Value, 3);
        // What moved by less than half a minute is not shown.
        Assert.InRange(answer.Orders.Sum(o => o.ExpectedLatenessMinutes.Value), answer.CostMinutes - 5, answer.CostMinutes + 5);
        Assert.Equal(-1, will.OpenOrders - was.OpenOrders);
        Assert.Equal(OrderChangeKind.Gone, answer.Orders.Single(o => o.Order == "MO-7").Change);
        Assert.Contains(answer.WorkCenters, w => w.WorkCenter == "WC-0" && w.After.OpenMinutes > w.Before.OpenMinutes);
        Assert.Equal(answer.Orders.Count, answer.Orders.Select(o => o.Order).Distinct().Count());
    }

    [Fact]
    public void No_edits_change_nothing_and_are_sure_of_it()
    {
        var (twins, now) = RandomPlants.Of(6, 1.2);
        var answer = Ask(Picture(twins, now), "[]");
        Assert.Empty(answer.Orders);
        Assert.Empty(answer.WorkCenters);
        Assert.Equal(new Difference(0, 0, 0, 0), answer.Difference.ExpectedTardinessMinutes);
    }

    [Theory]
    [InlineData("""[{"kind":"addOrder","order":{"id":"RUSH","product":"Q","quantity":1,"due":"2026-11-02T09:00:00Z"}}]""", "RUSH", OrderChangeKind.Added)]
    [InlineData("""[{"kind":"splitOrder","order":"MO-2","quantity":1}]""", "MO-2/2", OrderChangeKind.Added)]
    [InlineData("""[{"kind":"cancelOrder","order":"MO-2"}]""", "MO-2", OrderChangeKind.Gone)]
    public void An_order_that_comes_or_goes_does_not_shift_the_chance_of_others(string edits, string order, OrderChangeKind change)
    {
        // Q is made elsewhere than P: nothing of it touches the orders of P.
        var shop = new Shop().WorkCenter("MILL").WorkCenter("LATHE").Made("P", "MILL:60").Made("Q", "LATHE:60");
        for (var i = 1; i <= 6; i += 2)
            shop.Order($"MO-{i}", "P", shop.At("10:00")).Order($"MO-{i + 1}", "Q", shop.At("10:00"), quantity: 2);
        var picture = Picture(shop.Import());
        var answer = Ask(picture, edits);

        Assert.Equal(change, answer.Orders.Single(o => o.Order == order).Change);
        Assert.DoesNotContain(answer.Orders, o => o.Order is "MO-1" or "MO-3" or "MO-5");
    }

    [Fact]
    public void Money_of_lateness_goes_by_the_value_of_the_order_and_the_days()
    {
        var shop = new Shop().WorkCenter("MILL").Made("P", "MILL:60");
        shop.Order("MO-1", "P", shop.At("10:00")).Import();
        shop.Event("order.changed.v1", "order/MO-1", """{"value":5000}""");
        var answer = Ask(shop, $$"""[{"kind":"stopWorkCenter","workCenter":"MILL","from":"{{shop.At("08:00"):o}}","to":"{{shop.At("08:00").AddDays(2):o}}"}]""");
        var minutes = answer.Difference.ExpectedTardinessMinutes.Value;

        Assert.InRange(minutes, 2 * 1440 - 70, 2 * 1440);
        Assert.Equal(5000 * 0.1 * minutes / 1440, answer.Difference.ExpectedTardinessCost.Value, 6);
        Assert.Equal(minutes, answer.CostMinutes, 6);
    }

    [Fact]
    public void A_shift_says_what_it_costs_and_what_a_work_center_has_left()
    {
        var shop = new Shop().WorkCenter("MILL", Shop.TwoShift).Made("P", "MILL:1200");
        shop.Order("MO-1", "P", shop.At("22:00")).Import();
        var answer = Ask(shop, $$"""[{"kind":"addShift","workCenter":"MILL","from":"{{shop.At("22:00"):o}}","to":"{{shop.At("22:00").AddHours(8):o}}"}]""");
        var mill = Assert.Single(answer.WorkCenters);

        Assert.Equal(480, mill.After.OpenMinutes - mill.Before.OpenMinutes, 3);
        Assert.Equal(1200, mill.Before.BusyMinutes, 1);
        Assert.True(mill.After.Utilisation < mill.Before.Utilisation);
        Assert.True(answer.CostMinutes < 0);
    }

    [Fact]
    public void A_unit_for_a_day_opens_a_day_more()
    {
        var shop = new Shop().WorkCenter("MILL").Made("P", "MILL:60");
        shop.Order("MO-1", "P", shop.At("22:00")).Import();
        var answer = Ask(shop, $$"""[{"kind":"setCapacity","workCenter":"MILL","capacity":2,"from":"{{shop.At("08:00").AddDays(1):o}}","to":"{{shop.At("08:00").AddDays(2):o}}"}]""");
        var mill = Assert.Single(answer.WorkCenters);
        Assert.Equal(1440, mill.After.OpenMinutes - mill.Before.OpenMinutes, 3);
    }

    [Fact]
    public void Material_nobody_needs_any_more_is_exposed()
    {
        var shop = new Shop().WorkCenter("ASM").Bought("C", onHand: 10).Made("P", "ASM:60", "C:4");
        shop.Order("MO-1", "P", shop.At("22:00")).Costs("C", 3).Import();
        var answer = Ask(shop, """[{"kind":"cancelOrder","order":"MO-1"}]""");
        Assert.Equal((30, 18, 30), (answer.Base.Kpis.Inventory.OnHand, answer.Base.Kpis.Inventory.Unneeded, answer.Scenario.Kpis.Inventory.Unneeded));
    }

    [Fact]
    public void What_is_made_to_be_sold_is_not_material_nobody_needs()
    {
        var shop = new Shop().WorkCenter("ASM").Bought("C", onHand: 10).Made("SUB", "ASM:60", "C:1").Made("P", "ASM:60", "SUB:2");
        shop.Order("MO-1", "P", shop.At("22:00")).Order("MO-2", "SUB", shop.At("22:00"), quantity: 2).Order("MO-3", "SUB", shop.At("22:00"), quantity: 1, customer: "Acme");
        shop.Costs("C", 3).Costs("SUB", 5).Costs("P", 100).Import();
        var answer = Ask(shop, """[{"kind":"setQuantity","order":"MO-2","quantity":6}]""");

        // Seven of C are left, and three; of SUB what MO-2 makes beyond the two that go into the pump. The pump and what Acme gets are spoken for.
        Assert.Equal((7 * 3, (3 * 3) + (4 * 5)), (answer.Base.Kpis.Inventory.Unneeded, answer.Scenario.Kpis.Inventory.Unneeded));
    }

    [Fact]
    public void The_interval_of_a_difference_holds_what_other_samples_say()
    {
        var (twins, now) = RandomPlants.Of(11, 1.1);
        const string Edits = """[{"kind":"setEfficiency","workCenter":"WC-1","efficiency":0.9}]""";
        var truth = Ask(Picture(twins, now, new ForecastSettings { Samples = 4096, Seed = 4 }), Edits).Difference;
        var (held, tries) = (0, 40);
        for (var seed = 1; seed <= tries; seed++)
        {
            var said = Ask(Picture(twins, now, new ForecastSettings { Samples = 64, Seed = (ulong)seed }), Edits).Difference.ExpectedTardinessMinutes;
            held += truth.ExpectedTardinessMinutes.Value >= said.Low && truth.ExpectedTardinessMinutes.Value <= said.High ? 1 : 0;
        }
        Assert.InRange(held, (int)(0.85 * tries), tries);
    }

    [Fact]
    public void More_samples_make_both_sides_anew()
    {
        var (twins, now) = RandomPlants.Of(7, 1.1);
        var picture = Picture(twins, now);
        var edits = Edits("""[{"kind":"setCapacity","workCenter":"WC-0","capacity":2}]""");
        var more = WhatIf.Of(picture, new WhatIfQuestion(edits, 1024), RiskThresholds.Default).Answer!;
        var direct = WhatIf.Of(Picture(twins, now, picture.Settings with { Samples = 1024 }), new WhatIfQuestion(edits), RiskThresholds.Default).Answer!;

        Assert.Equal(1024, more.Samples);
        Assert.Equal(direct.Difference, more.Difference);
        Assert.NotEqual(Ask(picture, """[{"kind":"setCapacity","workCenter":"WC-0","capacity":2}]""").Difference, more.Difference);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(5000)]
    public void Samples_beyond_the_limits_are_refused_with_their_path(int samples)
    {
        var result = WhatIf.Of(Picture(Pumps()), new WhatIfQuestion([], samples), RiskThresholds.Default);
        Assert.Null(result.Answer);
        Assert.Equal("$.samples must be 16 to 4096", result.Problems[0].ToString());
    }

    [Fact]
    public void Edits_that_do_not_fit_are_refused_with_the_path_of_each()
    {
        var result = WhatIf.Of(
            Picture(Pumps()), new WhatIfQuestion(Edits("""[{"kind":"setPriority","order":"MO-X","priority":1},{"kind":"setCapacity","workCenter":"ASM","capacity":0}]""")), RiskThresholds.Default);
        Assert.Equal(["$.edits[0].order", "$.edits[1].capacity"], result.Problems.Select(p => p.Path));
    }

    [Fact]
    public void A_later_edit_sees_what_an_earlier_one_brought()
    {
        var answer = Ask(Pumps(), """
            [{"kind":"addOrder","order":{"id":"RUSH","product":"P","quantity":4}},{"kind":"setPriority","order":"RUSH","priority":9},
             {"kind":"splitOrder","order":"RUSH","quantity":1},{"kind":"setDue","order":"RUSH/2","due":"2026-11-02T08:30:00Z"}]
            """);
        Assert.Equal(["RUSH", "RUSH/2"], answer.Orders.Where(o => o.Change == OrderChangeKind.Added).Select(o => o.Order).Order());
        Assert.Equal(Risk.Late, answer.Orders.Single(o => o.Order == "RUSH/2").After!.Risk);
    }

    internal static SitePicture Picture(SiteTwins twins, DateTimeOffset now, ForecastSettings? settings = null)
    {
        settings ??= new ForecastSettings();
        var forecast = new Forecaster(settings).Run(twins, now);
        return new SitePicture(forecast, RiskBoard.Empty.After(forecast, RiskThresholds.Default).Board, settings);
    }

    internal static IReadOnlyList<Edit> Edits(string json)
    {
        var reading = EditReader.Read(Encoding.UTF8.GetBytes(json));
        Assert.Empty(reading.Problems);
        return reading.Edits!;
    }

    private static SitePicture Picture(Shop shop) => Picture(shop.Twins, shop.Now);

    private static WhatIfAnswer Ask(Shop shop, string edits) => Ask(Picture(shop), edits);

    private static WhatIfAnswer Ask(SitePicture picture, string edits)
    {
        var result = WhatIf.Of(picture, new WhatIfQuestion(Edits(edits)), RiskThresholds.Default);
        Assert.Empty(result.Problems);
        return result.Answer!;
    }

    private static Shop Pumps()
    {
        var shop = new Shop().WorkCenter("ASM").Bought("C").Made("P", "ASM:60", "C:1");
        return shop.Purchase("PO-7", "C", 1, shop.At("10:00").AddDays(2)).Order("MO-1", "P", shop.At("16:00").AddDays(5)).Import();
    }

    private static string Delay(Shop shop, int days) =>
        $$"""[{"kind":"delaySupply","purchaseOrder":"PO-7","line":"1","to":"{{shop.At("10:00").AddDays(2 + days):o}}"}]""";
}
