using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Scenarios.Kept;
using ShopFloorTwin.Core.Tests.Forecast;

namespace ShopFloorTwin.Core.Tests.Scenarios.Kept;

public sealed class ScenarioDriftTests
{
    private static readonly ScenarioEffect Calm = new(-2, 0.1, -600, 20);

    private static ScenarioBase BaseOf(Shop shop, string edits, ScenarioEffect? effect = null) => ScenarioBase.Of(shop.Picture(), KeptShop.Edits(edits), effect ?? Calm);

    private static ScenarioDifference Between(ScenarioBase then, ScenarioBase now) => ScenarioDrift.Between(then, new KeptReading([], null, now, now.Facts, null), now.Position);

    private static ScenarioDifference Drift(ScenarioEffect now) => Between(new ScenarioBase(1, default, [], Calm), new ScenarioBase(2, default, [], now));

    [Fact]
    public void A_scenario_on_a_floor_where_nothing_it_touches_has_changed_still_holds()
    {
        var shop = KeptShop.New();
        var edits = KeptShop.EveryKind(shop);
        var then = BaseOf(shop, edits);
        shop.Event("order.changed.v1", "order/MO-2", """{"priority":1}""");
        shop.Event("machine.state.v1", "work-center/ASM", """{"state":"execute"}""");
        shop.Now = shop.Now.AddMinutes(30);

        var difference = Between(then, BaseOf(shop, edits));
        Assert.Empty(difference.Changes);
        Assert.False(difference.Matters);
        Assert.True(difference.Now > difference.Then);
    }

    [Theory]
    [InlineData("order.changed.v1", "order/MO-1", """{"priority":4}""", "$.edits[0]", "order/MO-1", "priority", "0", "4")]
    [InlineData("order.cancelled.v1", "order/MO-1", "{}", "$.edits[0]", "order/MO-1", "open", "yes", "no")]
    [InlineData("order.changed.v1", "order/MO-2", """{"quantity":9}""", "$.edits[1]", "order/MO-2", "quantity", "4", "9")]
    [InlineData("operation.started.v1", "order/MO-2", """{"operation":"10","workCenter":"MILL"}""", "$.edits[1]", "order/MO-2", "state", "waiting", "begun")]
    [InlineData("order.changed.v1", "order/MO-3", """{"operations":[{"operation":"10","workCenter":"MILL-B"}]}""", "$.edits[2]", "order/MO-3", "operation 10 at", "MILL", "MILL-B")]
    [InlineData("supplier.cancelled.v1", "purchase-order/PO-1", """{"line":"1"}""", "$.edits[3]", "purchase-order/PO-1", "line 1 open", "20", "0")]
    [InlineData("quality.released.v1", "component/D", "{}", "$.edits[4]", "component/D", "on hold", "20", "0")]
    [InlineData("maintenance.planned.v1", "work-center/MILL", """{"from":"2026-11-07T08:00:00Z","to":"2026-11-07T09:00:00Z","reason":"x"}""", "$.edits[5]", "work-center/MILL",
        "stops, 2026-11-07T07:00:00Z to 2026-11-07T11:00:00Z", "", "2026-11-07T08:00:00Z to 2026-11-07T09:00:00Z")]
    public void A_scenario_goes_stale_when_what_an_edit_touches_changes_and_says_what(
        string type, string subject, string data, string path, string changed, string name, string was, string isNow)
    {
        const string edits = """
            [{"kind":"setPriority","order":"MO-1","priority":1}, {"kind":"splitOrder","order":"MO-2","quantity":1},
             {"kind":"moveOperation","order":"MO-3","operation":"10","workCenter":"MILL-B"}, {"kind":"cancelSupply","purchaseOrder":"PO-1","line":"1"},
             {"kind":"releaseHold","component":"D"}, {"kind":"addShift","workCenter":"MILL","from":"2026-11-07T08:00:00+01:00","to":"2026-11-07T12:00:00+01:00"}]
            """;
        var shop = KeptShop.New();
        var then = BaseOf(shop, edits);
        shop.Event(type, subject, data);

        var difference = Between(then, BaseOf(shop, edits));
        Assert.True(difference.Matters);
        Assert.Contains(new FactChange(path, changed, name, was, isNow), difference.Changes);
        Assert.Contains($"{changed}: {name} was {was} and is {isNow}", difference.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-2.4, -600)]
    [InlineData(-2, -550)]
    public void An_answer_that_moved_by_little_still_holds(double lateOrders, double minutes) =>
        Assert.False(Drift(Calm with { LateOrders = lateOrders, TardinessMinutes = minutes }).Matters);

    [Theory]
    [InlineData(-0.5, -600, "It changed the expected number of late orders by -2.0, and does so now by -0.5.")]
    [InlineData(-2, 300, "It changed the expected lateness by -10 h, and does so now by +5 h.")]
    public void An_answer_that_is_another_one_makes_a_scenario_stale(double lateOrders, double minutes, string text) =>
        Assert.Equal(text, Drift(Calm with { LateOrders = lateOrders, TardinessMinutes = minutes }).Text);

    [Fact]
    public void A_move_within_the_error_of_the_samples_is_none() =>
        Assert.False(Drift(new ScenarioEffect(-0.5, 1, 300, 600)).Matters);

    [Fact]
    public void A_scenario_that_does_not_fit_any_more_is_stale_and_says_why()
    {
        var shop = KeptShop.New();
        var edits = KeptShop.Edits("""[{"kind":"setPriority","order":"MO-1","priority":1}]""");
        var then = KeptReading.Of(shop.Picture(), new KeptQuestion([edits]), RiskThresholds.Default).Items[0].Base!;
        shop.Event("order.cancelled.v1", "order/MO-1");
        var now = KeptReading.Of(shop.Picture(), new KeptQuestion([edits]), RiskThresholds.Default);

        var difference = ScenarioDrift.Between(then, now.Items[0], now.Position);
        Assert.Null(difference.EffectNow);
        Assert.Equal("$.edits[0].order is not open", Assert.Single(difference.Problems).ToString());
        Assert.Equal("It does not fit the floor any more: $.edits[0].order is not open. order/MO-1: open was yes and is no.", difference.Text);
    }

    [Fact]
    public void Scenarios_read_together_are_read_on_one_floor_and_as_each_by_itself()
    {
        var picture = KeptShop.New().Picture();
        var (first, second) = (KeptShop.Edits("""[{"kind":"setCapacity","workCenter":"MILL","capacity":2}]"""), KeptShop.Edits("""[{"kind":"cancelOrder","order":"MO-1"}]"""));
        var both = KeptReading.Of(picture, new KeptQuestion([first, second]), RiskThresholds.Default);
        var alone = KeptReading.Of(picture, new KeptQuestion([second]), RiskThresholds.Default);

        Assert.Equal(alone.Items[0].Base!.Effect, both.Items[1].Base!.Effect);
        Assert.NotEqual(both.Items[0].Base!.Effect, both.Items[1].Base!.Effect);
        Assert.Null(both.Items[0].Decisions);
        var committed = KeptReading.Of(picture, new KeptQuestion([second], new ScenarioName("S-1", "x", null, "anna")), RiskThresholds.Default);
        Assert.Equal("order/MO-1", Assert.Single(committed.Items[0].Decisions!.Decisions).Proposal.Subject);
    }

    [Fact]
    public void A_base_that_is_written_is_read_back_as_it_was()
    {
        var shop = KeptShop.New();
        var written = BaseOf(shop, KeptShop.EveryKind(shop));
        var read = ScenarioBase.Read(written.Write());
        Assert.Equal(written.Facts, read.Facts);
        Assert.Equal((written.Position, written.AsOf, written.Effect), (read.Position, read.AsOf, read.Effect));
    }
}
