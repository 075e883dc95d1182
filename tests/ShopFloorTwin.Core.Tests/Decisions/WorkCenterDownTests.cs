using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.WorkCenters;
using static ShopFloorTwin.Core.Tests.FloorEvents;

namespace ShopFloorTwin.Core.Tests.Decisions;

public sealed class WorkCenterDownTests
{
    private const string Mill = "work-center/WC-MILL";
    private readonly DecidingSite _shop = new DecidingSite().Only(RuleSettings.WorkCenterDown);

    [Fact]
    public void A_short_stop_is_nobodys_business()
    {
        _shop.Site.Take(State(1, MachineState.Aborted, reason: "spindle"));

        Assert.Equal(0, _shop.LookFrom(2, 30, 1));
    }

    [Fact]
    public void Down_longer_than_the_limit_it_is_blocked_and_gets_one_maintenance_request()
    {
        _shop.Site.Take(State(1, MachineState.Aborted, reason: "spindle"));
        _shop.LookFrom(2, 120, 0.5);

        var decision = Assert.Single(_shop.Decisions);
        Assert.Equal(Mill, decision.Proposal.Subject);
        Assert.Equal([ActionKind.Block, ActionKind.MaintenanceRequest], decision.Proposal.Actions.Select(action => action.Kind));
        Assert.Equal((DecisionState.Approved, "rule"), (decision.State, decision.Verdict!.By));
        Assert.Contains("spindle", decision.Proposal.Title, StringComparison.Ordinal);
        Assert.Equal("machine.state.v1@1", decision.Proposal.Event);
    }

    [Fact]
    public void While_a_unit_still_runs_it_is_not_blocked()
    {
        _shop.Site.Take(State(1, MachineState.Execute, "B"), State(2, MachineState.Aborted, "A"));
        _shop.Look(60);

        Assert.Equal([ActionKind.MaintenanceRequest], Assert.Single(_shop.Decisions).Proposal.Actions.Select(action => action.Kind));
    }

    [Fact]
    public void The_request_is_updated_when_something_changed_and_not_oftener_than_set()
    {
        _shop.Site.Take(State(1, MachineState.Execute, "B"), State(2, MachineState.Aborted, "A"));
        _shop.Look(40);
        _shop.Write(41);
        _shop.Site.Take(Started(42), State(43, MachineState.Aborted, "A", reason: "coolant"));
        _shop.LookFrom(44, 100, 1);
        Assert.Equal(1, _shop.Of(RuleSettings.WorkCenterDown, Mill)!.Proposal.Revision);

        _shop.Look(102);
        var decision = _shop.Of(RuleSettings.WorkCenterDown, Mill)!;
        Assert.Equal((2, DecisionState.Approved), (decision.Proposal.Revision, decision.State));
        Assert.Contains("coolant", decision.Proposal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void When_it_runs_again_for_a_while_the_request_is_closed()
    {
        _shop.Site.Take(State(1, MachineState.Aborted));
        _shop.Look(40);
        _shop.Write(41);
        _shop.Site.Take(State(50, MachineState.Execute));
        _shop.LookFrom(51, 55, 1);
        Assert.False(_shop.Of(RuleSettings.WorkCenterDown, Mill)!.Ending);

        _shop.LookFrom(56, 58, 1);
        Assert.True(_shop.Of(RuleSettings.WorkCenterDown, Mill)!.Ending);
        _shop.Write(59);
        Assert.Empty(_shop.Open);
    }

    [Fact]
    public void Without_an_ERP_each_breakdown_has_its_decision_and_none_that_is_over_takes_the_room_of_the_next()
    {
        _shop.With(RuleSettings.WorkCenterDown, settings => settings with { MaxOpen = 1 });
        for (var day = 0; day < 5; day++)
        {
            var start = 1 + day * 1_440;
            _shop.Site.Take(State(start, MachineState.Aborted));
            _shop.LookFrom(start + 31, start + 33, 1);
            Assert.Equal(Mill, Assert.Single(_shop.Open).Proposal.Subject);

            _shop.Site.Take(State(start + 60, MachineState.Execute));
            _shop.LookFrom(start + 61, start + 67, 1);
            Assert.Empty(_shop.Open);
        }
        Assert.Equal(Enumerable.Repeat(DecisionState.Withdrawn, 5), _shop.Decisions.Select(one => one.State));
    }

    [Fact]
    public void A_machine_that_stops_and_starts_again_within_minutes_makes_no_storm()
    {
        _shop.Site.Take(State(1, MachineState.Aborted));
        _shop.Look(40);
        _shop.Write(41);
        for (var minute = 42; minute < 242; minute += 4)
        {
            _shop.Site.Take(State(minute, MachineState.Execute), State(minute + 2, MachineState.Aborted));
            _shop.Look(minute + 1);
            _shop.Look(minute + 3);
        }

        Assert.InRange(_shop.Decisions.Count, 1, 2);
    }

    [Fact]
    public void Twenty_thousand_machine_events_make_a_handful_of_decisions()
    {
        var shop = new DecidingSite();
        var random = new Random(3);
        var words = 0;
        for (var second = 1; second <= 200; second++)
        {
            for (var i = 0; i < 100; i++)
                shop.Site.Take(random.Next(20) == 0 ? State(second + i / 100.0, random.Next(2) == 0 ? MachineState.Aborted : MachineState.Execute) : Count(second + i / 100.0, 1));
            words += shop.Look(second + 1).Count;
        }

        Assert.InRange(words, 0, 60);
        Assert.InRange(shop.Decisions.Sum(one => one.Proposal.Revision), 0, 30);
    }

    [Fact]
    public void A_planned_stop_is_no_breakdown()
    {
        _shop.Site.Take(MaintenancePlanned(1, 2, 600), State(3, MachineState.Stopped));

        Assert.Empty(_shop.Look(100));
    }
}
