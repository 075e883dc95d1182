using FsCheck;
using FsCheck.Fluent;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Tests.Decisions;

public sealed class DecisionProperties
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(300);

    private static Gen<CloudEvent> WordAt(int minute) =>
        from id in Gen.Elements("D-1", "D-2", "D-3")
        from rule in Gen.Elements("shortage", "reschedule")
        from subject in Gen.Elements("order/MO-1", "order/MO-2")
        from revision in Gen.Choose(1, 4)
        from word in Gen.Elements(Enum.GetValues<DecisionWord>())
        from kind in Gen.Choose(0, 3)
        from lasts in Gen.Elements(true, false)
        let proposal = Saying.Proposal(rule, subject, kind == 0 ? 1 : revision)
        select kind < 2
            ? Saying.Proposed(minute, id, lasts ? proposal with { Actions = [Saying.Activity(subject)] } : proposal)
            : Saying.Said(minute, id, word, revision, records: lasts ? [new ErpRecord("activity", "mail.activity", minute)] : []);

    private static Gen<CloudEvent[]> Words =>
        from count in Gen.Choose(1, 60)
        from events in Gen.CollectToArray(Enumerable.Range(1, count).Select(WordAt))
        select events;

    private static bool HasOneOpenOfEach(SiteState state) =>
        state.Publish().Decisions.Where(one => one.IsOpen).CountBy(one => one.Key).All(pair => pair.Value == 1);

    [Fact]
    public void Never_two_open_decisions_of_one_rule_and_subject_even_of_events_nobody_checked() =>
        Prop.ForAll(Words.ToArbitrary(), events =>
        {
            var state = new SiteState("lyon");
            var position = 0;
            return events.All(one =>
            {
                state.Apply(new SiteRecord(++position, one.Time, one));
                return HasOneOpenOfEach(state);
            });
        }).Check(Thorough);

    [Fact]
    public void What_the_check_takes_the_fold_takes_and_what_it_refuses_changes_nothing() =>
        Prop.ForAll(Words.ToArbitrary(), events =>
        {
            var site = new TestSite();
            return events.All(one =>
            {
                var refusal = site.State.Check(one);
                var before = site.State.Publish().Decisions;
                site.State.Apply(new SiteRecord(site.State.Position + 1, one.Time, one));
                return refusal is null != ReferenceEquals(before, site.State.Publish().Decisions);
            });
        }).Check(Thorough);

    [Fact]
    public void A_snapshot_anywhere_and_the_tail_give_the_same_decisions() =>
        Prop.ForAll((from events in Words from at in Gen.Choose(0, 60) select (events, at)).ToArbitrary(), drawn =>
        {
            var site = new TestSite();
            foreach (var (one, i) in drawn.events.Select((one, i) => (one, i)))
            {
                if (i == drawn.at)
                    site.Restarted();
                if (site.State.Check(one) is null)
                    site.Take(one);
            }
            return TestSite.HashOf(site.Journal) == site.State.StateHash();
        }).Check(Thorough);

    [Fact]
    public void One_batch_is_checked_as_its_events_would_be_one_by_one() =>
        Prop.ForAll(Words.ToArbitrary(), events =>
        {
            var (whole, single) = (new TestSite(), new TestSite());
            var batch = whole.State.BeginBatch();
            return events.All(one =>
            {
                var isTaken = batch.Check(one) is null;
                if (isTaken)
                    batch.Admit(one);
                var isTakenAlone = single.State.Check(one) is null;
                if (isTakenAlone)
                    single.Take(one);
                return isTaken == isTakenAlone;
            });
        }).Check(Thorough);
}
