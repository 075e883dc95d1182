using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Scenarios.Sampling;
using ShopFloorTwin.Core.Scenarios.Stress;

namespace ShopFloorTwin.Engine;

/// <summary>A stress test.</summary>
/// <param name="Kinds">Of its blows.</param>
/// <param name="Most">Blows at most.</param>
public sealed record StressQuestion(IReadOnlyList<StressKind> Kinds, int Most);

/// <summary>A Monte Carlo run.</summary>
/// <param name="Id">To end it by; unlike any other.</param>
/// <param name="Edits">Empty: the floor alone.</param>
/// <param name="Samples">At least so many.</param>
public sealed record MonteCarloQuestion(string Id, IReadOnlyList<Edit> Edits, int Samples);

/// <summary>What came of a sweep: the study, or what is wrong with the first variant that does not fit the floor.</summary>
public sealed record SweepAnswer(Study? Study, IReadOnlyList<PlantProblem> Problems);

/// <summary>
/// A step of a Monte Carlo run: how far it is, with the answer at last, or that it was ended by its id; or, as the only one, what is wrong
/// with its edits.
/// </summary>
/// <param name="Progress">So far; null: the edits do not fit, or it was ended.</param>
/// <param name="Answer">With the last step; null before.</param>
/// <param name="Problems">Of the edits.</param>
/// <param name="IsCancelled">It was ended by its id.</param>
public sealed record MonteCarloStep(MonteCarloProgress? Progress, MonteCarloAnswer? Answer, IReadOnlyList<PlantProblem> Problems, bool IsCancelled = false)
{
    /// <summary>The last one of a run that was ended by its id.</summary>
    public static MonteCarloStep Cancelled { get; } = new(null, null, [], IsCancelled: true);
}
