using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Sites;
using static ShopFloorTwin.Core.Tests.Decisions.Saying;

namespace ShopFloorTwin.Core.Tests.Decisions;

public sealed class DecisionLifeTests
{
    private readonly TestSite _site = new();

    [Fact]
    public void A_proposal_waits_for_approval()
    {
        _site.Take(Proposed(1, "D-1", Proposal()));

        Assert.Equal((DecisionState.Proposed, true, true), (_site.Decision().State, _site.Decision().IsOpen, _site.Decision().Standing));
    }

    [Fact]
    public void An_approved_decision_goes_its_way_to_confirmed()
    {
        _site.Take(Proposed(1, "D-1", Proposal()), Said(2, "D-1", DecisionWord.Approved), Said(3, "D-1", DecisionWord.Queued),
            Said(4, "D-1", DecisionWord.Written, records: new ErpRecord("reschedule", "mrp.production", 50)), Said(5, "D-1", DecisionWord.Confirmed));

        var decision = _site.Decision();
        Assert.Equal(DecisionState.Confirmed, decision.State);
        Assert.Equal(("anna", PlantFixtures.At(2)), (decision.Verdict!.By, decision.Verdict.At));
        Assert.Equal(50, Assert.Single(decision.Records).Id);
        Assert.True(decision.IsOpen);
    }

    [Theory]
    [InlineData(DecisionWord.Confirmed)]
    [InlineData(DecisionWord.Rejected)]
    public void What_a_person_wanted_is_over_when_it_is_done_or_refused_and_the_next_wish_may_come(DecisionWord end)
    {
        _site.Take(Proposed(1, "D-1", Proposal(rule: DecisionRules.Manual)));
        _site.Take(end == DecisionWord.Rejected ? [Said(2, "D-1", end)] : [Said(2, "D-1", DecisionWord.Approved), Said(3, "D-1", DecisionWord.Queued), Said(4, "D-1", end)]);

        Assert.False(_site.Decision().IsOpen);
        _site.Take(Proposed(5, "D-2", Proposal(rule: DecisionRules.Manual)));
        Assert.Equal(2, _site.State.Publish().Decisions.Count);
    }

    [Fact]
    public void Where_four_eyes_are_asked_for_the_proposer_may_reject_but_not_approve()
    {
        var rules = DecisionRules.Default with { FourEyes = new HashSet<ActionKind> { ActionKind.Reschedule } };
        _site.Take(Proposed(1, "D-1", rules.ProposedBy("anna", Proposal(rule: DecisionRules.Manual))));

        Assert.Equal(Refusal.FourEyes, _site.State.Check(Said(2, "D-1", DecisionWord.Approved))?.Type);
        Assert.Null(_site.State.Check(Said(2, "D-1", DecisionWord.Rejected)));
        // Should it stand in the journal all the same, it changes nothing.
        _site.State.Apply(new SiteRecord(_site.State.Position + 1, PlantFixtures.At(2), Said(2, "D-1", DecisionWord.Approved)));
        Assert.Equal(DecisionState.Proposed, _site.Decision().State);

        _site.Take(OwnEvents.Make(PlantFixtures.At(3), new DecisionWordData(DecisionWord.Approved, 1, "ben", null, []) { Entity = "D-1" }));
        Assert.Equal((DecisionState.Approved, "anna", "ben"), (_site.Decision().State, _site.Decision().Proposal.By, _site.Decision().Verdict!.By));
    }

    [Fact]
    public void Where_they_are_not_asked_for_the_proposer_may_approve()
    {
        _site.Take(Proposed(1, "D-1", DecisionRules.Default.ProposedBy("anna", Proposal(rule: DecisionRules.Manual))));

        Assert.Null(_site.State.Check(Said(2, "D-1", DecisionWord.Approved)));
    }

    [Fact]
    public void A_proposal_by_a_person_stands_in_the_journal_with_who_made_it()
    {
        var written = Proposed(1, "D-1", Proposal() with { By = "anna", FourEyes = true });
        var read = Assert.IsType<DecisionProposedData>(EventReader.Read(written.Body).Event!.Data).Proposal;

        Assert.Equal(("anna", true), (read.By, read.FourEyes));
        Assert.DoesNotContain("fourEyes", System.Text.Encoding.UTF8.GetString(Proposed(1, "D-1", Proposal()).Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Approved_and_written_nowhere_it_ends_when_it_is_withdrawn()
    {
        _site.Take(Proposed(1, "D-1", Proposal(rule: DecisionRules.Manual)), Said(2, "D-1", DecisionWord.Approved), Said(3, "D-1", DecisionWord.Withdrawn));

        Assert.Equal((DecisionState.Withdrawn, false), (_site.Decision().State, _site.Decision().IsOpen));
    }

    [Fact]
    public void A_decision_keeps_the_trace_of_the_word_that_led_to_it()
    {
        const string trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        var approval = OwnEvents.Make(PlantFixtures.At(2), new DecisionWordData(DecisionWord.Approved, 1, "anna", null, []) { Entity = "D-1" }, trace);
        _site.Take(Proposed(1, "D-1", Proposal()), EventReader.Read(approval.Body).Event!, Said(3, "D-1", DecisionWord.Queued));

        Assert.Equal(trace, _site.Decision().TraceParent);
    }

    [Fact]
    public void Two_open_decisions_of_one_rule_and_subject_are_refused_also_in_one_batch()
    {
        var batch = _site.State.BeginBatch();
        var first = Proposed(1, "D-1", Proposal());
        Assert.Null(batch.Check(first));
        batch.Admit(first);

        Assert.Equal("not-now", batch.Check(Proposed(1, "D-2", Proposal()))?.Type);
        Assert.Null(batch.Check(Proposed(1, "D-3", Proposal(rule: "shortage"))));
    }

    [Fact]
    public void Of_an_approval_and_a_refusal_at_once_only_the_first_is_taken()
    {
        _site.Take(Proposed(1, "D-1", Proposal()));
        var batch = _site.State.BeginBatch();
        var approved = Said(2, "D-1", DecisionWord.Approved);
        Assert.Null(batch.Check(approved));
        batch.Admit(approved);

        Assert.Equal("decision D-1 is approved", batch.Check(Said(2, "D-1", DecisionWord.Rejected))?.Detail);
    }

    [Fact]
    public void An_approval_of_an_older_revision_is_refused()
    {
        _site.Take(Proposed(1, "D-1", Proposal()), Proposed(2, "D-1", Proposal(revision: 2)));

        Assert.Equal("decision D-1 stands at revision 2, not 1: look at it again", _site.State.Check(Said(3, "D-1", DecisionWord.Approved))?.Detail);
    }

    [Fact]
    public void A_rejected_decision_keeps_its_subject_until_its_reason_is_gone()
    {
        _site.Take(Proposed(1, "D-1", Proposal()), Said(2, "D-1", DecisionWord.Rejected, text: "not now"));
        Assert.NotNull(_site.State.Check(Proposed(3, "D-2", Proposal())));

        _site.Take(Said(4, "D-1", DecisionWord.Withdrawn));
        Assert.Null(_site.State.Check(Proposed(5, "D-2", Proposal())));
        Assert.Equal(DecisionState.Rejected, _site.Decision().State);
    }

    [Fact]
    public void A_proposal_whose_reason_is_gone_is_withdrawn()
    {
        _site.Take(Proposed(1, "D-1", Proposal()), Said(2, "D-1", DecisionWord.Withdrawn, text: "gone"));

        Assert.Equal((DecisionState.Withdrawn, false, "gone"), (_site.Decision().State, _site.Decision().IsOpen, _site.Decision().Reason));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_was_approved_and_never_queued_is_withdrawn_when_its_reason_is_gone(bool lasts)
    {
        _site.Take(Proposed(1, "D-1", lasts ? Proposal(actions: Activity()) : Proposal()), Said(2, "D-1", DecisionWord.Approved), Said(3, "D-1", DecisionWord.Withdrawn, text: "gone"));

        Assert.Equal((DecisionState.Withdrawn, false, "gone"), (_site.Decision().State, _site.Decision().IsOpen, _site.Decision().Reason));
        Assert.Equal("decision D-1 is withdrawn", _site.State.Check(Said(4, "D-1", DecisionWord.Queued))?.Detail);
    }

    [Fact]
    public void What_is_tried_again_after_it_was_parked_may_stand_in_the_ERP_and_is_ended_there()
    {
        _site.Take(Proposed(1, "D-1", Proposal(actions: Activity())), Said(2, "D-1", DecisionWord.Approved), Said(3, "D-1", DecisionWord.Queued),
            Said(4, "D-1", DecisionWord.Parked, text: "access"), Said(5, "D-1", DecisionWord.Retried), Said(6, "D-1", DecisionWord.Withdrawn, 2));

        Assert.Equal((DecisionState.Approved, true), (_site.Decision().State, _site.Decision().Ending));
    }

    [Theory]
    [InlineData(DecisionState.Queued)]
    [InlineData(DecisionState.Written)]
    [InlineData(DecisionState.Confirmed)]
    [InlineData(DecisionState.Parked)]
    public void What_lasts_in_the_ERP_is_ended_there_when_its_reason_is_gone(DecisionState state)
    {
        _site.Take(Proposed(1, "D-1", Proposal(actions: Activity())), Said(2, "D-1", DecisionWord.Approved), Said(3, "D-1", DecisionWord.Queued));
        if (state is DecisionState.Written or DecisionState.Confirmed)
            _site.Take(Said(4, "D-1", DecisionWord.Written, records: new ErpRecord("activity", "mail.activity", 7)));
        if (state is DecisionState.Confirmed)
            _site.Take(Said(5, "D-1", DecisionWord.Confirmed));
        if (state is DecisionState.Parked)
            _site.Take(Said(5, "D-1", DecisionWord.Parked, text: "access"));
        _site.Take(Said(6, "D-1", DecisionWord.Withdrawn));
        Assert.Equal((DecisionState.Approved, true, 2, true), (_site.Decision().State, _site.Decision().Ending, _site.Decision().Revision, _site.Decision().IsOpen));

        _site.Take(Said(7, "D-1", DecisionWord.Queued, 2), Said(8, "D-1", DecisionWord.Confirmed, 2));
        Assert.False(_site.Decision().IsOpen);
    }

    [Fact]
    public void A_new_revision_that_was_refused_still_ends_what_the_first_one_wrote()
    {
        _site.Take(Proposed(1, "D-1", Proposal(actions: Activity())), Said(2, "D-1", DecisionWord.Approved),
            Said(3, "D-1", DecisionWord.Confirmed, records: new ErpRecord("activity", "mail.activity", 7)),
            Proposed(4, "D-1", Proposal(revision: 2, actions: Activity())), Said(5, "D-1", DecisionWord.Rejected, 2), Said(6, "D-1", DecisionWord.Withdrawn, 2));

        Assert.Equal((DecisionState.Approved, true), (_site.Decision().State, _site.Decision().Ending));
    }

    [Fact]
    public void A_parked_decision_is_tried_again_by_hand()
    {
        _site.Take(Proposed(1, "D-1", Proposal()), Said(2, "D-1", DecisionWord.Approved), Said(3, "D-1", DecisionWord.Parked, text: "No access"));
        Assert.Equal("No access", _site.Decision().Reason);

        _site.Take(Said(4, "D-1", DecisionWord.Retried));
        Assert.Equal((DecisionState.Approved, 2, null), (_site.Decision().State, _site.Decision().Revision, _site.Decision().Reason));
    }

    [Fact]
    public void An_exception_is_there_until_it_is_cleared()
    {
        CloudEvent Raised(double minute, string text) =>
            OwnEvents.Make(PlantFixtures.At(minute), new ExceptionRaisedData("unmappedRecord", "order/MO-1", text, null, 2) { Entity = "X-1" });

        _site.Take(Raised(1, "first"), Raised(5, "again"));
        var one = Assert.Single(_site.State.Publish().Exceptions);
        Assert.Equal(("again", PlantFixtures.At(1), PlantFixtures.At(5)), (one.Text, one.Since, one.HeardAt));

        _site.Take(OwnEvents.Make(PlantFixtures.At(6), new ExceptionClearedData(null) { Entity = "X-1" }));
        Assert.Empty(_site.State.Publish().Exceptions);
    }

    [Fact]
    public void Decisions_and_exceptions_outlive_a_restart()
    {
        _site.Take(Proposed(1, "D-1", Proposal()), Said(2, "D-1", DecisionWord.Approved),
            OwnEvents.Make(PlantFixtures.At(3), new ExceptionRaisedData("unmappedRecord", "order/MO-1", "text", null, 0) { Entity = "X-1" }));
        var hash = _site.State.StateHash();

        _site.Restarted();

        Assert.Equal(hash, _site.State.StateHash());
        Assert.NotNull(_site.State.Check(Proposed(4, "D-2", Proposal())));
        Assert.Single(_site.State.Publish().Exceptions);
    }

    [Fact]
    public void A_site_without_decisions_keeps_the_hash_it_had_before_there_were_any()
    {
        var twins = _site.State.Publish();

        Assert.Equal(Core.Sites.StateHash.Of(twins), Core.Sites.StateHash.Of(twins with { Decisions = [], Exceptions = [] }));
        Assert.DoesNotContain(_site.State.Save(), chunk => chunk.Name.StartsWith("decisions", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("decision.approved.v1", "decision/D-1", """{"revision":1,"by":"anna"}""")]
    [InlineData("exception.cleared.v1", "exception/X-1", "{}")]
    public void Nobody_outside_can_say_what_the_twin_says(string type, string subject, string data)
    {
        var reading = Events.SampleEvents.Read(type, subject, data);

        Assert.Equal("reserved-type", OwnEvents.Check(reading.Event!)?.Type);
    }

    [Fact]
    public void Nobody_outside_can_take_an_identity_that_a_decision_will_need()
    {
        var forged = FloorEvents.Started(1) with { Source = OwnEvents.Source, Id = "D-1/approved/1" };

        Assert.Equal("reserved-source", OwnEvents.Check(forged)?.Type);
    }
}
