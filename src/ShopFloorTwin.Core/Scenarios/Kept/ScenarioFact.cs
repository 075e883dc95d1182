namespace ShopFloorTwin.Core.Scenarios.Kept;

/// <summary>Something of the floor that an edit was thought out on.</summary>
/// <param name="Path">Of the first edit it was read for: <c>$.edits[0]</c>.</param>
/// <param name="Subject">The entity, in the form of an event's subject.</param>
/// <param name="Name">Which of its values: <c>priority</c>, <c>line 1 expected</c>.</param>
/// <param name="Value">As text; null: there is none, or there is no such entity.</param>
public sealed record ScenarioFact(string Path, string Subject, string Name, string? Value);
