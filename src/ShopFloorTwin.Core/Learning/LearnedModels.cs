using ShopFloorTwin.Core.Learning.Durations;
using ShopFloorTwin.Core.Learning.Flow;
using ShopFloorTwin.Core.Learning.Machines;
using ShopFloorTwin.Core.Learning.Waiting;
using ShopFloorTwin.Core.Learning.Yields;

namespace ShopFloorTwin.Core.Learning;

/// <summary>What a site's orders and machines have taught up to a position: a pure fold of the journal, immutable.</summary>
public sealed record LearnedModels
{
    public static LearnedModels None { get; } = new();

    /// <summary>Of operations, by operation, product and work center.</summary>
    public LearnedDurations Durations { get; init; } = LearnedDurations.None;

    /// <summary>By work center, in order of first appearance.</summary>
    public IReadOnlyList<WorkCenterWaits> Waits { get; init; } = [];

    /// <summary>The ways of the orders done last, oldest first.</summary>
    public IReadOnlyList<FlowPath> Flows { get; init; } = [];

    /// <summary>By work center, in order of first appearance: stops and control charts.</summary>
    public IReadOnlyList<MachineModel> Machines { get; init; } = [];

    /// <summary>Of operations, by product and operation.</summary>
    public LearnedYields Yields { get; init; } = LearnedYields.None;
}
