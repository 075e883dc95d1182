using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Core.Decisions;

public sealed partial record DecisionTwin
{
    /// <summary>A decision as first proposed.</summary>
    public static DecisionTwin New(string id, DecisionProposal proposal, DateTimeOffset time, long position) => new()
    {
        Id = id,
        Proposal = proposal,
        Revision = proposal.Revision,
        Standing = true,
        ProposedAt = time,
        ChangedAt = time,
        Position = position,
    };

    /// <summary>Why this proposal is no next revision; null when it is. Only what waits or is done can be revised: what is under way ends first.</summary>
    public string? RefusalOf(DecisionProposal next) =>
        next.Rule != Proposal.Rule || next.Subject != Proposal.Subject ? $"decision {Id} is one of {Proposal.Rule} on {Proposal.Subject}"
        : State is not (DecisionState.Proposed or DecisionState.Confirmed) || !Standing ? $"decision {Id} is {Name(State)} and cannot be revised"
        : next.Revision != Revision + 1 ? $"decision {Id} stands at revision {Revision}; the next one is {Revision + 1}"
        : null;

    /// <summary>Why this word cannot be said, now or by this person; null when it can.</summary>
    public Refusal? RefusalOf(DecisionWordData said)
    {
        if (said.Revision != Revision)
            return new Refusal("not-now", $"decision {Id} stands at revision {Revision}, not {said.Revision}: look at it again");
        var fits = said.Word switch
        {
            DecisionWord.Approved => State == DecisionState.Proposed,
            DecisionWord.Rejected => State is DecisionState.Proposed or DecisionState.Parked,
            DecisionWord.Retried => State == DecisionState.Parked,
            DecisionWord.Queued => State == DecisionState.Approved,
            DecisionWord.Written => State is DecisionState.Approved or DecisionState.Queued,
            DecisionWord.Confirmed or DecisionWord.Parked => IsUnderWay,
            DecisionWord.Withdrawn => Standing && IsOpen,
            _ => false,
        };
        return !fits ? new Refusal("not-now", $"decision {Id} is {Name(State)}")
            : said.Word == DecisionWord.Approved && Proposal.FourEyes && said.By == Proposal.By
                ? new Refusal(Refusal.FourEyes, $"decision {Id} was proposed by {said.By}: somebody else approves it")
            : null;
    }

    internal DecisionTwin Revised(DecisionProposal next, DateTimeOffset time, long position) => RefusalOf(next) is not null ? this : this with
    {
        Proposal = next,
        Revision = next.Revision,
        State = DecisionState.Proposed,
        Reason = null,
        ChangedAt = time,
        Position = position,
    };

    internal DecisionTwin Said(DecisionWordData said, DateTimeOffset time, long position)
    {
        if (RefusalOf(said) is not null)
            return this;
        var next = this with { ChangedAt = time, Position = position };
        return said.Word switch
        {
            DecisionWord.Approved => next with { State = DecisionState.Approved, Verdict = new Verdict(said.By, time, said.Text), Reason = null },
            DecisionWord.Rejected => next with
            {
                State = DecisionState.Rejected, Verdict = new Verdict(said.By, time, said.Text), Reason = said.Text,
            },
            DecisionWord.Retried => next with { State = DecisionState.Approved, Revision = Revision + 1, Reason = null },
            DecisionWord.Queued => next with { State = DecisionState.Queued },
            DecisionWord.Written => next with { State = DecisionState.Written, Records = Records.AddRange(said.Records.Except(Records)) },
            DecisionWord.Confirmed => next with { State = DecisionState.Confirmed, Reason = said.Text, Records = Records.AddRange(said.Records.Except(Records)) },
            DecisionWord.Parked => next with { State = DecisionState.Parked, Reason = said.Text, Records = Records.AddRange(said.Records.Except(Records)) },
            _ => Withdrawn(next, said.Text),
        };
    }

    /// <summary>The reason is gone: what was not approved, or never queued, is dropped, what lasts in the ERP is ended there, the rest goes its way.</summary>
    private DecisionTwin Withdrawn(DecisionTwin next, string? why)
    {
        next = next with { Standing = false, Reason = why };
        // Also where there is no ERP, and what is approved waits for one: it makes room for others when it is over.
        if (State == DecisionState.Approved && Revision == Proposal.Revision && Records.IsEmpty)
            return next with { State = DecisionState.Withdrawn };
        // Also what was refused as a new revision, or dismissed, may stand on something that is in the ERP.
        var mayBeWritten = !Records.IsEmpty || IsUnderWay || State == DecisionState.Parked;
        if (mayBeWritten && Proposal.Actions.Any(action => action.Lasts))
            return next with { State = DecisionState.Approved, Revision = Revision + 1, Ending = true };
        return State is DecisionState.Proposed or DecisionState.Parked ? next with { State = DecisionState.Withdrawn } : next;
    }

    private static string Name(DecisionState state) => state.ToString().ToLowerInvariant();
}
