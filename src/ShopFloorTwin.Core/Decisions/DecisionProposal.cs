using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ShopFloorTwin.Core.Decisions;

/// <summary>What is proposed: the content of a decision, in one revision.</summary>
public sealed record DecisionProposal
{
    /// <summary>Name of the rule, or <see cref="DecisionRules.Manual"/>.</summary>
    public required string Rule { get; init; }

    /// <summary>Version and fingerprint of the rules it was made by.</summary>
    public required string RulesVersion { get; init; }

    /// <summary>What it is about, in the form of an event's subject; with the rule unique among open decisions.</summary>
    public required string Subject { get; init; }

    /// <summary>From 1; each change of what is proposed is one more.</summary>
    public required int Revision { get; init; }
    public required string Title { get; init; }

    /// <summary>Why, in sentences.</summary>
    public required string Text { get; init; }

    /// <summary>Role whose approval it needs; null: its rule approves it.</summary>
    public string? Approval { get; init; }

    /// <summary>Key of the person who proposed it; null: a rule did.</summary>
    public string? By { get; init; }

    /// <summary>Whoever proposed it may not approve it: the site asked for that when it was proposed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool FourEyes { get; init; }

    /// <summary>0 the most urgent, 2 the least: the lane its writes go in.</summary>
    public int Lane { get; init; } = 1;

    /// <summary>Changes when what is proposed changes in a way worth telling anyone.</summary>
    public string Signature { get; init; } = "";

    /// <summary>Id of the event it goes back to, when one is known.</summary>
    public string? Event { get; init; }
    public ImmutableArray<DecisionAction> Actions { get; init; } = [];
}
