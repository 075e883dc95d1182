using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Decisions;

/// <summary>
/// All decisions of a site while they are folded: never two open ones of the same rule and subject, whatever order the events
/// come in. Closed ones are kept up to a limit, the newest.
/// </summary>
internal sealed class DecisionBook
{
    private readonly TwinTable<DecisionTwin> _decisions;
    private readonly Dictionary<(string Rule, string Subject), string> _open;

    public DecisionBook() => (_decisions, _open) = (new TwinTable<DecisionTwin>(), []);

    private DecisionBook(DecisionBook other) => (_decisions, _open) = (other._decisions.Copy(), new(other._open));

    public DecisionTwin? Find(string id) => _decisions.Find(id);

    /// <summary>Id of the open decision of a rule and subject.</summary>
    public string? OpenOf((string Rule, string Subject) key) => _open.GetValueOrDefault(key);

    /// <summary>The decision as an event leaves it; null when the event changes nothing.</summary>
    public DecisionTwin? After(CloudEvent @event, DecisionTwin? known, string? open, long position) => @event.Data switch
    {
        DecisionProposedData said when known is null =>
            open is null && said.Proposal.Revision == 1 ? DecisionTwin.New(said.Entity, said.Proposal, @event.Time, position) : null,
        DecisionProposedData said => Changed(known, known.Revised(said.Proposal, @event.Time, position)),
        DecisionWordData said when known is not null => Changed(known, known.Said(said, @event.Time, position)),
        _ => null,
    };

    public void Fold(CloudEvent @event, long position)
    {
        var known = _decisions.Find(@event.Data.Entity);
        var open = @event.Data is DecisionProposedData said ? OpenOf((said.Proposal.Rule, said.Proposal.Subject)) : null;
        if (After(@event, known, open, position) is { } next)
            Put(@event.TraceParent is { } trace ? next with { TraceParent = trace } : next);
    }

    /// <summary>Puts a decision read back from a snapshot, or as an event left it.</summary>
    public void Put(DecisionTwin decision)
    {
        _decisions.Put(decision.Id, decision);
        if (decision.IsOpen)
            _open[decision.Key] = decision.Id;
        else if (OpenOf(decision.Key) == decision.Id)
            _open.Remove(decision.Key);
        if (_decisions.Count - _open.Count > Limits.ClosedDecisions + Limits.ClosedDecisions / 10)
            Thin();
    }

    public IReadOnlyList<DecisionTwin> Publish() => _decisions.Publish();

    public DecisionBook Copy() => new(this);

    private void Thin()
    {
        var closed = new List<long>();
        foreach (var decision in _decisions.All)
        {
            if (!decision.IsOpen)
                closed.Add(decision.Position);
        }
        closed.Sort();
        var oldestKept = closed[^Limits.ClosedDecisions];
        _decisions.RemoveWhere(decision => !decision.IsOpen && decision.Position < oldestKept, decision => decision.Id);
    }

    private static DecisionTwin? Changed(DecisionTwin before, DecisionTwin after) => ReferenceEquals(before, after) ? null : after;
}
