using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ShopFloorTwin.Core.Decisions.Rules;
using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Core.Decisions;

/// <summary>Collects what is to be said after one look, as events with stable ids; at most so many.</summary>
internal sealed class DecisionWords(Look look, DecisionRules rules, Func<string, string?>? traceOf)
{
    /// <summary>Who approves when a rule needs nobody.</summary>
    private const string Rule = "rule";

    private readonly List<CloudEvent> _events = [];

    public IReadOnlyList<CloudEvent> Events => _events;

    private bool IsFull => _events.Count >= Limits.DecisionsPerLook;

    public void Propose(Condition condition)
    {
        if (IsFull)
            return;
        Say(IdOf(condition), Proposal(condition, condition.Draft(), 1));
    }

    /// <summary>A new revision when something worth telling changed, and not too soon after the last one.</summary>
    public void Revise(DecisionTwin decision, Condition condition)
    {
        var settings = rules[condition.Rule];
        var isDone = decision.State == DecisionState.Confirmed;
        if (IsFull || decision.State is not (DecisionState.Proposed or DecisionState.Confirmed)
            || look.Now - decision.ChangedAt < TimeSpan.FromMinutes(settings.UpdateMinutes))
            return;
        var draft = condition.Draft();
        if (draft.Signature == decision.Proposal.Signature)
            return;
        var proposal = Proposal(condition, draft, decision.Revision + 1);
        if (Targets(proposal).SetEquals(Targets(decision.Proposal)))
        {
            // What a person approved is not ordered a second time.
            if (!isDone || !proposal.Actions.Any(action => action.Kind is ActionKind.Replenish or ActionKind.Hold))
                Say(decision.Id, proposal);
        }
        else if (isDone)
            Withdraw(decision, "What is to be done has changed.");
        else
            Say(decision.Id, proposal);
    }

    public void Withdraw(DecisionTwin decision, string why = "Its reason is gone.")
    {
        if (!IsFull)
            Word(decision.Id, DecisionWord.Withdrawn, decision.Revision, why);
    }

    /// <summary>What a decision is owed whatever the picture: the rule's approval, the hold that was approved, the end of what the ERP has no part in.</summary>
    public void GoOn(DecisionTwin decision)
    {
        if (IsFull)
            return;
        if (decision.State == DecisionState.Proposed && decision.Proposal.Approval is null)
            Word(decision.Id, DecisionWord.Approved, decision.Revision);
        if (decision.State != DecisionState.Approved)
            return;
        foreach (var action in decision.Proposal.Actions)
        {
            if (action.Kind == ActionKind.Hold && decision.Standing)
                Hold(decision, action);
        }
        if (!decision.Proposal.Actions.Any(action => action.IsForErp))
            Word(decision.Id, DecisionWord.Confirmed, decision.Revision);
    }

    private void Hold(DecisionTwin decision, DecisionAction action)
    {
        var order = action.Target[(action.Target.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var id = $"{decision.Id}/hold";
        var known = look.Twins.Orders.FirstOrDefault(one => one.Id == order);
        if (known is not null && !known.Holds.Any(hold => hold.Event.Id == id) && !known.Releases.Any(release => release.Time >= decision.ChangedAt))
            _events.Add(OwnEvents.Make(id, decision.ChangedAt, new QualityHoldData(QualitySubject.Order, action["reason"], null, null) { Entity = order }));
    }

    private DecisionProposal Proposal(Condition condition, Draft draft, int revision)
    {
        var settings = rules[condition.Rule];
        var actions = draft.Actions;
        if (settings.Task is { } project)
            actions = actions.Add(Draft.Of(ActionKind.Task, condition.Subject, new("project", project), new("name", draft.Title), new("description", draft.Text)));
        if (settings.Ticket is { } team)
            actions = actions.Add(Draft.Of(ActionKind.Ticket, condition.Subject, new("team", team), new("name", draft.Title), new("description", draft.Text)));
        return new DecisionProposal
        {
            Rule = condition.Rule,
            RulesVersion = rules.Label,
            Subject = condition.Subject,
            Revision = revision,
            Title = Cut(draft.Title),
            Text = Cut(draft.Text),
            Approval = settings.Approval,
            Lane = settings.Lane,
            Signature = draft.Signature,
            Event = draft.Event,
            Actions = [.. actions.Select(action => action with { Values = [.. action.Values.Select(value => value with { Value = value.Value is null ? null : Cut(value.Value) })] })],
        };
    }

    private void Say(string id, DecisionProposal proposal)
    {
        _events.Add(OwnEvents.Make(look.Now, new DecisionProposedData(proposal) { Entity = id }, proposal.Event is { } root ? traceOf?.Invoke(root) : null));
        if (proposal.Approval is null)
            Word(id, DecisionWord.Approved, proposal.Revision);
    }

    private void Word(string id, DecisionWord word, int revision, string? text = null) =>
        _events.Add(OwnEvents.Make(look.Now, new DecisionWordData(word, revision, Rule, text, ImmutableArray<ErpRecord>.Empty) { Entity = id }));

    /// <summary>
    /// Of the rule, the subject, the place in the journal and the time: made again from the same picture, it is the same; of a journal
    /// begun anew it is another one, for the ERP may know those of the old.
    /// </summary>
    private string IdOf(Condition condition) =>
        "D-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{look.Twins.Plan.Site}\n{condition.Rule}\n{condition.Subject}\n{look.Picture.Position}\n{look.Now.UtcTicks}")))[..16];

    private static HashSet<(ActionKind, string)> Targets(DecisionProposal proposal) => [.. proposal.Actions.Select(action => (action.Kind, action.Target))];

    private static string Cut(string text) => text.Length <= Limits.TextChars ? text : text[..(Limits.TextChars - 1)] + "…";
}
