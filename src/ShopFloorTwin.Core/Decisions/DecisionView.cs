using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Core.Decisions;

/// <summary>A decision as the API shows it.</summary>
public sealed record DecisionView
{
    public required string Id { get; init; }

    /// <summary>The rule that proposed it, or <c>manual</c>.</summary>
    public required string Rule { get; init; }
    public required string RulesVersion { get; init; }
    public required string Subject { get; init; }
    public required string Title { get; init; }
    public required string Text { get; init; }
    public required DecisionState State { get; init; }

    /// <summary>What an approval speaks of.</summary>
    public required int Revision { get; init; }

    /// <summary>Of what is proposed: it does not change by a retry or by the ending.</summary>
    public required int ProposalRevision { get; init; }

    /// <summary>Role whose approval it needs; null: none.</summary>
    public required string? Approval { get; init; }

    /// <summary>Key of the person who proposed it; null: its rule did.</summary>
    public string? ProposedBy { get; init; }

    /// <summary>Whoever proposed it may not approve it.</summary>
    public bool FourEyes { get; init; }

    /// <summary>What it was proposed for still holds.</summary>
    public required bool Standing { get; init; }

    /// <summary>What was written is being undone or closed.</summary>
    public required bool Ending { get; init; }
    public required int Lane { get; init; }
    public required DateTimeOffset ProposedAt { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
    public required Verdict? Verdict { get; init; }
    public required string? Reason { get; init; }

    /// <summary>Id of the event it goes back to.</summary>
    public required string? Event { get; init; }

    /// <summary>W3C trace context of the event or word that led to it, where it carried one; the write into the ERP goes on with it.</summary>
    public string? TraceParent { get; init; }
    public required IReadOnlyList<DecisionAction> Actions { get; init; }
    public required IReadOnlyList<ErpRecord> Records { get; init; }
    public required long Position { get; init; }
    public required DateTimeOffset AsOf { get; init; }
}

/// <summary>Filters and paging of the decisions. Empty lists do not filter.</summary>
public sealed record DecisionQuery
{
    public IReadOnlyList<DecisionState> States { get; init; } = [];
    public string? Rule { get; init; }
    public string? Subject { get; init; }

    /// <summary>Only those of which something is still to come.</summary>
    public bool OpenOnly { get; init; }
    public string? After { get; init; }
    public int Limit { get; init; } = Limits.PageItemsDefault;
}
