using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Scenarios.Kept;

namespace ShopFloorTwin.Engine.Scenarios;

/// <summary>Why something cannot be done with a kept scenario.</summary>
public enum ScenarioFault
{
    /// <summary>Its edits do not fit the present floor.</summary>
    DoesNotFit,

    /// <summary>The owner or the site keeps as many as it may.</summary>
    NoRoom,

    /// <summary>It is committed, or was changed meanwhile.</summary>
    NotNow,

    /// <summary>The floor is another one than it was kept on, in a way that matters.</summary>
    Stale,

    /// <summary>An edit is nothing that one decides.</summary>
    NotDecidable,
}

/// <summary>Something cannot be done with a kept scenario; nothing was.</summary>
public sealed class ScenarioException(ScenarioFault fault, string message, IReadOnlyList<PlantProblem>? problems = null, ScenarioDifference? difference = null) : Exception(message)
{
    public ScenarioFault Fault { get; } = fault;

    /// <summary>Every edit that is wrong, with its path.</summary>
    public IReadOnlyList<PlantProblem> Problems { get; } = problems ?? [];

    /// <summary>What has changed since it was kept, when it is stale.</summary>
    public ScenarioDifference? Difference { get; } = difference;
}
