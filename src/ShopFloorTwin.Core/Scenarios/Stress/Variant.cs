namespace ShopFloorTwin.Core.Scenarios.Stress;

/// <summary>One of several what-ifs that are tried on the same floor.</summary>
/// <param name="Label">What tells it from the others: an entity in the form of an event's subject, or the value of a parameter.</param>
/// <param name="Text">What is done, in words.</param>
/// <param name="Edits">Not empty.</param>
public sealed record Variant(string Label, string Text, IReadOnlyList<Edit> Edits);
