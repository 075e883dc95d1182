using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Core.Decisions;

/// <summary>Live state of one decision: a pure fold of what was said of it.</summary>
public sealed partial record DecisionTwin
{
    public required string Id { get; init; }
    public required DecisionProposal Proposal { get; init; }
    public DecisionState State { get; init; }

    /// <summary>Of the proposal, and one more for each retry and for the ending: words name it.</summary>
    public int Revision { get; init; }

    /// <summary>What it was proposed for still holds.</summary>
    public bool Standing { get; init; }

    /// <summary>What was written is being undone or closed, for its reason is gone.</summary>
    public bool Ending { get; init; }
    public DateTimeOffset ProposedAt { get; init; }

    /// <summary>Time of the newest word.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Who approved or rejected it, when, and what they said.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>Why it is parked, rejected or withdrawn.</summary>
    public string? Reason { get; init; }

    /// <summary>W3C trace context of the newest word of a person or a rule that carried one: the write into the ERP goes on with it.</summary>
    public string? TraceParent { get; init; }

    /// <summary>What it made or changed in the ERP.</summary>
    public ImmutableArray<ErpRecord> Records { get; init; } = [];

    /// <summary>Position of the last record folded in.</summary>
    public long Position { get; init; }

    /// <summary>
    /// There is still something to come of it: no second one of its rule and subject is proposed. What a rule had done stands as long as
    /// its reason does; what a person wanted is over when it is done.
    /// </summary>
    [JsonIgnore]
    public bool IsOpen => State switch
    {
        DecisionState.Withdrawn => false,
        DecisionState.Rejected or DecisionState.Confirmed => Standing && Proposal.Rule != DecisionRules.Manual,
        _ => true,
    };

    /// <summary>On its way into the ERP.</summary>
    [JsonIgnore]
    public bool IsUnderWay => State is DecisionState.Approved or DecisionState.Queued or DecisionState.Written;

    /// <summary>What is unique among open decisions.</summary>
    [JsonIgnore]
    public (string Rule, string Subject) Key => (Proposal.Rule, Proposal.Subject);
}

/// <summary>A person's word on a proposal, or the rule's own.</summary>
public sealed record Verdict(string By, DateTimeOffset At, string? Note);
