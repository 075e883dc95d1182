using System.Text.Json;
using ShopFloorTwin.Core.Scenarios.Stress;

namespace ShopFloorTwin.Api.Studies;

/// <summary>A stress test.</summary>
/// <param name="Kinds">Of its blows; left out: all.</param>
/// <param name="Limit">Blows at most, 1 to 200; left out: 200.</param>
public sealed record NewStress(IReadOnlyList<StressKind>? Kinds, int? Limit);

/// <summary>A sweep: one edit, with one of its members at one value after another.</summary>
/// <param name="Edits">Laid before it, the same for all values.</param>
/// <param name="Edit">With its kind; the parameter may be left out.</param>
/// <param name="Parameter">The member that takes the values: <c>capacity</c>.</param>
/// <param name="Values">1 to 50, of whatever the member takes.</param>
public sealed record NewSweep(IReadOnlyList<JsonElement>? Edits, JsonElement Edit, string Parameter, IReadOnlyList<JsonElement> Values);

/// <summary>A Monte Carlo run.</summary>
/// <param name="Edits">Of a what-if; left out: the present floor alone.</param>
/// <param name="Samples">At least so many, in whole batches of 256; left out: 10,240, which is the most.</param>
public sealed record NewMonteCarlo(JsonElement? Edits, int? Samples);

/// <summary>The first event of a Monte Carlo run.</summary>
/// <param name="Id">To cancel it by.</param>
/// <param name="Samples">There are to be.</param>
public sealed record MonteCarloStarted(string Id, int Samples);
