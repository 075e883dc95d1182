using ShopFloorTwin.Core.Components;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Exceptions;
using ShopFloorTwin.Core.Learning;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Suppliers;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Sites;

/// <summary>
/// All twins of a site at one position: immutable, safe to read from any thread.
/// The lists are in order of first appearance, so that equal journals give equal lists.
/// </summary>
public sealed record SiteTwins
{
    public required SitePlan Plan { get; init; }
    public required IReadOnlyList<WorkCenterTwin> WorkCenters { get; init; }
    public required IReadOnlyList<OrderTwin> Orders { get; init; }
    public required IReadOnlyList<ComponentTwin> Components { get; init; }
    public required IReadOnlyList<SupplierTwin> Suppliers { get; init; }
    public IReadOnlyList<DecisionTwin> Decisions { get; init; } = [];
    public IReadOnlyList<ExceptionTwin> Exceptions { get; init; } = [];

    /// <summary>What the site's orders and machines have taught.</summary>
    public LearnedModels Learned { get; init; } = LearnedModels.None;

    /// <summary>Position of the last record folded in; 0 for none.</summary>
    public required long Position { get; init; }

    /// <summary>Time of the newest event folded in: now, for a site on the journal's clock.</summary>
    public required DateTimeOffset NewestEventTime { get; init; }
}
