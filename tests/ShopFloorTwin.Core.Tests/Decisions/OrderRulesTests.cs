using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.WorkCenters;
using static ShopFloorTwin.Core.Tests.FloorEvents;
using static ShopFloorTwin.Core.Tests.PlantFixtures;

namespace ShopFloorTwin.Core.Tests.Decisions;

public sealed class OrderRulesTests
{
    /// <summary>One mill, so much work before it that most orders are late, each for the same reason.</summary>
    private static PlantDocument Crowded(int orders) => Lyon with
    {
        Stock = [new StockSpec { Product = "C-10", OnHand = 1_000_000 }],
        PurchaseOrders = [],
        Orders = [.. Enumerable.Range(1, orders).Select(i => Order($"MO-{i}") with { Due = Start.AddHours(6) })],
    };

    /// <summary>Enough time for the castings as they were promised.</summary>
    private static PlantDocument Supplied => Lyon with { Orders = [Order("MO-1"), Order("MO-2") with { Due = Start.AddDays(8) }] };

    [Fact]
    public void An_order_at_risk_gets_an_activity_with_its_causes_once_the_risk_has_lasted()
    {
        var shop = new DecidingSite(Lyon with { PurchaseOrders = [], Orders = [Order("MO-1") with { Due = Start.AddHours(1) }] }).Only(RuleSettings.OrderAtRisk);
        shop.LookFrom(0, 9, 1);
        Assert.Empty(shop.Decisions);

        shop.LookFrom(10, 60, 1);
        var decision = Assert.Single(shop.Decisions);
        var activity = Assert.Single(decision.Proposal.Actions);
        Assert.Equal(("order/MO-1", ActionKind.Activity, "order/MO-1"), (decision.Proposal.Subject, activity.Kind, activity.Target));
        Assert.Contains(" %: ", activity["note"], StringComparison.Ordinal);
        Assert.Equal(DecisionState.Approved, decision.State);
    }

    [Fact]
    public void Many_orders_late_for_one_reason_are_one_decision()
    {
        var shop = new DecidingSite(Crowded(40)).Only(RuleSettings.OrderAtRisk);
        shop.LookFrom(0, 60, 5);

        var roots = shop.Decisions.Where(one => !one.Proposal.Subject.StartsWith("order/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(roots);
        Assert.InRange(shop.Decisions.Count, 1, 8);
        Assert.StartsWith("order/", Assert.Single(roots[0].Proposal.Actions).Target, StringComparison.Ordinal);
    }

    [Fact]
    public void Orders_that_wait_for_a_machine_that_is_down_are_named_in_its_decision_and_not_told_one_by_one()
    {
        var shop = new DecidingSite(Lyon with { Stock = [new StockSpec { Product = "C-10", OnHand = 1000 }], Orders = [Order("MO-1") with { Due = Start.AddHours(5) }] });
        shop.Site.Take(State(1, MachineState.Aborted));
        shop.LookFrom(2, 60, 2);

        Assert.DoesNotContain(shop.Decisions, one => one.Proposal.Rule == RuleSettings.OrderAtRisk);
        Assert.Contains("MO-1", shop.Of(RuleSettings.WorkCenterDown, "work-center/WC-MILL")!.Proposal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_order_that_waits_without_being_urgent_is_proposed_to_be_and_needs_the_planner()
    {
        var shop = new DecidingSite(Crowded(12)).Only(RuleSettings.Reschedule);
        shop.LookFrom(0, 40, 5);

        var decision = shop.Decisions.First(one => one.Proposal.Actions[0].Find("priority") is not null);
        Assert.Equal((DecisionState.Proposed, "planner"), (decision.State, decision.Proposal.Approval));
        Assert.Equal(("1", "0"), (decision.Proposal.Actions[0].Find("priority")!.Value, decision.Proposal.Actions[0].Find("priority")!.Base));
        Assert.Null(decision.Proposal.Actions[0].Find("due"));
        Assert.InRange(shop.Open.Count(), 1, 10);
    }

    [Fact]
    public void A_delayed_purchase_order_gets_a_note_and_an_activity()
    {
        var shop = new DecidingSite(Supplied).Only(RuleSettings.SupplierDelay);
        shop.Site.Take(Delayed(1, Start.AddDays(9)));
        shop.Look(2);

        var decision = Assert.Single(shop.Decisions);
        Assert.Equal("purchase-order/PO-7", decision.Proposal.Subject);
        Assert.Equal([ActionKind.Note, ActionKind.Activity], decision.Proposal.Actions.Select(action => action.Kind));
        Assert.Contains("furnace", decision.Proposal.Text, StringComparison.Ordinal);
        Assert.Contains("MO-2", decision.Proposal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void When_orders_suffer_another_supplier_of_the_same_is_proposed()
    {
        var bolt = new PurchaseOrderSpec { Id = "PO-8", Supplier = "SUP-BOLT", Lines = [new PurchaseOrderLineSpec { Line = "1", Product = "C-10", Quantity = 1, Received = 1, Due = Start }] };
        var shop = new DecidingSite(Supplied with { PurchaseOrders = [.. Lyon.PurchaseOrders, bolt] }).Only(RuleSettings.OtherSource);
        shop.Site.Take(Delayed(1, Start.AddDays(9)));
        shop.LookFrom(2, 60, 2);

        var decision = shop.Decisions.Single(one => one.Proposal.Subject == "purchase-order/PO-7/1");
        Assert.Equal(("approver", "SUP-BOLT"), (decision.Proposal.Approval, decision.Proposal.Actions[0]["supplier"]));
    }

    [Fact]
    public void A_shortage_is_proposed_to_be_bought_from_its_supplier()
    {
        var shop = new DecidingSite(Lyon with { PurchaseOrders = [] }).Only(RuleSettings.Shortage);
        shop.LookFrom(0, 40, 5);

        var action = Assert.Single(Assert.Single(shop.Decisions).Proposal.Actions);
        Assert.Equal((ActionKind.Replenish, "component/C-10", "80", "SUP-ACME"), (action.Kind, action.Target, action["quantity"], action["supplier"]));
    }

    [Fact]
    public void A_quality_hold_is_told_to_quality()
    {
        var shop = new DecidingSite().Only(RuleSettings.QualityHold);
        shop.Site.Take(OrderHold(1));
        shop.Look(2);

        Assert.Equal(ActionKind.QualityAlert, Assert.Single(Assert.Single(shop.Decisions).Proposal.Actions).Kind);
    }

    [Fact]
    public void A_measurement_beyond_its_limits_proposes_a_hold_which_holds_once_quality_approves()
    {
        var shop = new DecidingSite().Only(RuleSettings.QualityBreach);
        shop.Site.Take(Started(1, workCenter: "WC-MILL"), Event(2, "machine.measurement.v1", "work-center/WC-MILL",
            new Core.Events.MachineMeasurementData("bore", 9.7, "mm", 9.8, 10.2, null) { Entity = "WC-MILL" }));
        shop.Look(3);
        var decision = Assert.Single(shop.Decisions);
        Assert.Equal(("quality", DecisionState.Proposed), (decision.Proposal.Approval, decision.State));
        Assert.Empty(shop.Site.Order().Holds);

        shop.Site.Take(Saying.Said(4, decision.Id, DecisionWord.Approved));
        shop.LookFrom(5, 20, 1);
        Assert.Single(shop.Site.Order().Holds);
    }

    [Fact]
    public void A_task_is_added_where_a_project_is_configured()
    {
        var shop = new DecidingSite().Only(RuleSettings.QualityHold).With(RuleSettings.QualityHold, settings => settings with { Task = "Shop floor" });
        shop.Site.Take(OrderHold(1));
        shop.Look(2);

        Assert.Equal("Shop floor", Assert.Single(shop.Decisions).Proposal.Actions[^1]["project"]);
    }

    [Fact]
    public void Looking_again_at_the_same_picture_says_nothing_new()
    {
        var shop = new DecidingSite(Crowded(12));
        shop.LookFrom(0, 60, 5);

        Assert.Empty(shop.Look(61));
    }

    [Fact]
    public void The_same_picture_gives_the_same_events_with_the_same_ids()
    {
        var picture = new DecidingSite(Lyon).Picture(0);
        var rules = DecisionRules.Default;
        var once = DecisionRun.Next(picture, rules, DecisionMemory.Empty).Events;

        Assert.Equal(once.Select(one => one.Id), DecisionRun.Next(picture, rules, DecisionMemory.Empty).Events.Select(one => one.Id));
    }

    [Fact]
    public void Rules_that_differ_in_a_setting_carry_another_label()
    {
        var changed = new DecidingSite().With(RuleSettings.Shortage, settings => settings with { MaxOpen = 5 }).Rules;

        Assert.StartsWith("1+", changed.Label, StringComparison.Ordinal);
        Assert.NotEqual(DecisionRules.Default.Label, changed.Label);
        Assert.Equal(DecisionRules.Default.Label, new DecisionRules().Label);
    }

    [Fact]
    public void A_rule_that_is_turned_off_ends_its_decisions()
    {
        var shop = new DecidingSite().Only(RuleSettings.QualityHold);
        shop.Site.Take(OrderHold(1));
        shop.Look(2);
        shop.Write(2.5);
        shop.Only();
        shop.Look(3);

        Assert.True(Assert.Single(shop.Decisions).Ending);
    }
}
