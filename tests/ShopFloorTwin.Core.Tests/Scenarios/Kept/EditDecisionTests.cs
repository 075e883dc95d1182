using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Scenarios.Kept;
using ShopFloorTwin.Core.Tests.Forecast;

namespace ShopFloorTwin.Core.Tests.Scenarios.Kept;

public sealed class EditDecisionTests
{
    private static readonly ScenarioName Name = new("S-1", "Rush order", "Rhône asks", "anna");
    private readonly Shop _shop = KeptShop.New();

    private EditDecisionResult Of(string edits) => EditDecisions.Of(_shop.Picture(), KeptShop.Edits(edits), Name, DecisionRules.Default);

    [Fact]
    public void A_priority_is_written_over_the_one_it_was_based_on_once_an_approver_agrees()
    {
        var decision = Assert.Single(Of("""[{"kind":"setPriority","order":"MO-1","priority":1}]""").Decisions);

        Assert.Equal(("manual", "order/MO-1", "approver", 1), (decision.Proposal.Rule, decision.Proposal.Subject, decision.Proposal.Approval, decision.Proposal.Revision));
        Assert.Equal("Set the priority of MO-1 to 1", decision.Proposal.Title);
        Assert.Equal("Of the scenario \"Rush order\" (S-1): Rhône asks", decision.Proposal.Text);
        var action = Assert.Single(decision.Proposal.Actions);
        Assert.Equal((ActionKind.Reschedule, new ActionValue("priority", "1", "0")), (action.Kind, Assert.Single(action.Values)));
    }

    [Theory]
    [InlineData("""{"kind":"setPriority","order":"MO-1","priority":1}""", true)]
    [InlineData("""{"kind":"setDue","order":"MO-1","due":"2026-11-09T08:00:00+01:00"},{"kind":"setPriority","order":"MO-1","priority":1}""", true)]
    [InlineData("""{"kind":"setDue","order":"MO-1","due":"2026-11-09T08:00:00+01:00"}""", false)]
    public void Somebody_else_must_approve_what_the_site_asks_four_eyes_for(string edits, bool fourEyes)
    {
        var rules = DecisionRules.Default with { FourEyes = new HashSet<ActionKind> { ActionKind.Reschedule } };
        var proposal = Assert.Single(EditDecisions.Of(_shop.Picture(), KeptShop.Edits($"[{edits}]"), Name, rules).Decisions).Proposal;

        Assert.Equal(("anna", fourEyes), (proposal.By, proposal.FourEyes));
    }

    [Theory]
    [InlineData("PO-9", """, "supplier":"ACME" """)]
    [InlineData("PO-9", "")]
    [InlineData("PO-1", "")]
    public void What_is_bought_becomes_a_draft_purchase_order_at_its_supplier(string order, string supplier)
    {
        var proposal = Assert.Single(Of($$"""[{"kind":"expediteSupply","purchaseOrder":"{{order}}","line":"2","to":"2026-11-09T08:00:00+01:00","component":"C","quantity":30.5{{supplier}}}]""").Decisions).Proposal;
        var action = Assert.Single(proposal.Actions);
        Assert.Equal(("component/C", ActionKind.Replenish, "component/C", "30.5", "ACME", "2026-11-09T07:00:00Z"), (proposal.Subject, action.Kind, action.Target, action["quantity"], action["supplier"], action["needed"]));
        Assert.StartsWith("Buy 30.5 of C", proposal.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void An_added_order_becomes_a_draft_order_of_its_product()
    {
        var action = Assert.Single(Assert.Single(Of("""[{"kind":"addOrder","order":{"id":"MO-9","product":"PUMP","quantity":2.5,"due":"2026-11-09T08:00:00+01:00"}}]""").Decisions).Proposal.Actions);
        Assert.Equal((ActionKind.Replenish, "component/PUMP", "2.5", "2026-11-09T07:00:00Z"), (action.Kind, action.Target, action["quantity"], action["needed"]));
    }

    [Theory]
    [InlineData("""{"kind":"expediteSupply","purchaseOrder":"PO-1","line":"1","to":"2026-11-02T11:00:00+01:00"}""", "purchase-order/PO-1", "Expedite line 1 of PO-1 to 2 Nov 11:00")]
    [InlineData("""{"kind":"cancelSupply","purchaseOrder":"PO-1","line":"1"}""", "purchase-order/PO-1", "Cancel line 1 of PO-1")]
    [InlineData("""{"kind":"addShift","workCenter":"MILL","from":"2026-11-07T06:00:00+01:00","to":"2026-11-07T14:00:00+01:00"}""", "work-center/MILL", "Open MILL from 7 Nov 06:00 to 7 Nov 14:00")]
    [InlineData("""{"kind":"setCapacity","workCenter":"MILL","capacity":2}""", "work-center/MILL", "Run MILL with 2 units")]
    [InlineData("""{"kind":"moveOperation","order":"MO-2","operation":"10","workCenter":"MILL-B"}""", "order/MO-2", "Do operation 10 of MO-2 at MILL-B")]
    [InlineData("""{"kind":"setQuantity","order":"MO-2","quantity":7}""", "order/MO-2", "Set the quantity of MO-2 to 7")]
    [InlineData("""{"kind":"setDue","order":"MO-2","due":"2026-11-09T08:00:00+01:00"}""", "order/MO-2", "Agree 9 Nov 08:00 as the due date of MO-2")]
    [InlineData("""{"kind":"cancelOrder","order":"MO-1"}""", "order/MO-1", "Cancel MO-1")]
    [InlineData("""{"kind":"splitOrder","order":"MO-3","quantity":1}""", "order/MO-3", "Split 1 off MO-3")]
    [InlineData("""{"kind":"releaseHold","order":"MO-3"}""", "order/MO-3", "Release the hold on MO-3")]
    [InlineData("""{"kind":"releaseHold","component":"D"}""", "component/D", "Release what is held of D")]
    public void What_a_person_must_do_becomes_a_to_do_on_the_record(string edit, string subject, string summary)
    {
        var proposal = Assert.Single(Of($"[{edit}]").Decisions).Proposal;
        var action = Assert.Single(proposal.Actions);
        Assert.Equal((subject, subject, ActionKind.Activity, summary), (proposal.Subject, action.Target, action.Kind, action["summary"]));
    }

    [Theory]
    [InlineData("""{"kind":"delaySupply","purchaseOrder":"PO-1","line":"1","to":"2026-11-09T08:00:00Z"}""", "$.edits[1] is what a supplier does to the plant, and not decided here")]
    [InlineData("""{"kind":"stopWorkCenter","workCenter":"MILL","from":"2026-11-09T08:00:00Z","to":"2026-11-09T09:00:00Z"}""", "$.edits[1] is what happens to a work center, and not decided here")]
    [InlineData("""{"kind":"setEfficiency","workCenter":"MILL","efficiency":2}""", "$.edits[1] is assumed and not decided: no one can order an efficiency")]
    [InlineData("""{"kind":"setPriority","order":"MO-2","priority":3}""", "$.edits[1].priority must be 0 or 1 to be written: the ERP knows normal and urgent")]
    [InlineData("""{"kind":"setPriority","order":"MO-1/2","priority":1}""", "$.edits[1].order is an order that only the scenario has: say it with the order that is added")]
    [InlineData("""{"kind":"expediteSupply","purchaseOrder":"PO-9","line":"1","to":"2026-11-09T08:00:00Z","component":"C","quantity":5,"supplier":"NEWCO"}""", "$.edits[1].supplier is no supplier of the plant document: the ERP cannot buy there")]
    [InlineData("""{"kind":"addOrder","order":{"id":"MO-9","product":"SHOE","quantity":2}}""", "$.edits[1].order.product is no product of the plant document: the ERP cannot make it")]
    public void What_cannot_be_decided_is_refused_with_its_path_and_nothing_is_proposed(string edit, string problem)
    {
        var result = Of($$"""[{"kind":"setPriority","order":"MO-1","priority":1},{{edit}}]""");
        Assert.Empty(result.Decisions);
        Assert.Equal(problem, Assert.Single(result.Problems).ToString());
    }

    [Fact]
    public void All_edits_of_one_entity_are_one_decision_and_the_later_of_two_values_holds()
    {
        var result = Of("""[{"kind":"setPriority","order":"MO-2","priority":1},{"kind":"setQuantity","order":"MO-2","quantity":7},{"kind":"setPriority","order":"MO-2","priority":0},{"kind":"cancelOrder","order":"MO-1"}]""");

        Assert.Equal(["order/MO-2", "order/MO-1"], result.Decisions.Select(one => one.Proposal.Subject));
        Assert.Equal(["$.edits[0]", "$.edits[1]", "$.edits[2]"], result.Decisions[0].Paths);
        Assert.Equal([ActionKind.Activity, ActionKind.Reschedule], result.Decisions[0].Proposal.Actions.Select(action => action.Kind));
        Assert.Equal("0", result.Decisions[0].Proposal.Actions[1]["priority"]);
    }

    [Fact]
    public void A_scenario_comes_to_the_same_decisions_again_and_another_one_to_its_own()
    {
        const string edits = """[{"kind":"setPriority","order":"MO-1","priority":1},{"kind":"cancelOrder","order":"MO-2"}]""";
        var other = EditDecisions.Of(_shop.Picture(), KeptShop.Edits(edits), Name with { Id = "S-2" }, DecisionRules.Default);
        Assert.Equal(Of(edits).Decisions.Select(one => one.Id), Of(edits).Decisions.Select(one => one.Id));
        Assert.Equal(4, Of(edits).Decisions.Concat(other.Decisions).Select(one => one.Id).Distinct().Count());
    }

    [Fact]
    public void An_open_decision_by_hand_on_the_same_entity_must_be_decided_first_unless_it_is_its_own()
    {
        const string edits = """[{"kind":"setPriority","order":"MO-1","priority":1}]""";
        var decision = Of(edits).Decisions[0];
        _shop.Say(OwnEvents.Make(_shop.Now, new DecisionProposedData(decision.Proposal) { Entity = decision.Id }));

        Assert.Empty(Of(edits).Problems);
        var other = EditDecisions.Of(_shop.Picture(), KeptShop.Edits(edits), Name with { Id = "S-2" }, DecisionRules.Default);
        Assert.Equal($"$.edits[0] is about order/MO-1, of which decision {decision.Id} is open: approve or reject that first", Assert.Single(other.Problems).ToString());
    }

    [Fact]
    public void Every_kind_of_edit_has_words()
    {
        foreach (var edit in KeptShop.Edits(KeptShop.EveryKind(_shop)))
            Assert.NotEqual("", EditWords.Of(edit, "Europe/Paris"));
    }
}
