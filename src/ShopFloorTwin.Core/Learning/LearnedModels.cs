using ShopFloorTwin.Core.Learning.Durations;
using ShopFloorTwin.Core.Learning.Flow;
using ShopFloorTwin.Core.Learning.Waiting;

namespace ShopFloorTwin.Core.Learning;

/// <summary>What a site's orders have taught up to a position: a pure fold of the journal, immutable.</summary>
public sealed record LearnedModels
{
    public static LearnedModels None { get; } = new();

    /// <summary>Of operations, by operation, product and work center.</summary>
    public LearnedDurations Durations { get; init; } = LearnedDurations.None;

    /// <summary>By work center, in order of first appearance.</summary>
    public IReadOnlyList<WorkCenterWaits> Waits { get; init; } = [];

    /// <summary>The ways of the orders done last, oldest first.</summary>
    public IReadOnlyList<FlowPath> Flows { get; init; } = [];
}
