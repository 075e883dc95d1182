using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Intake;

/// <summary>What came of reading a body of events: the items, or why none of it is taken.</summary>
/// <param name="Items">One per event, in order; empty when there is a problem.</param>
/// <param name="Problem">Null when the body could be read, whatever became of its events.</param>
public sealed record EventBatch(IReadOnlyList<BatchItem> Items, BodyProblem? Problem);

/// <summary>One event of a body.</summary>
/// <param name="Index">Its place in the body, from 0; blank lines do not count.</param>
/// <param name="Reading">The event, or why it is refused.</param>
/// <param name="Raw">Its bytes as they came, for the quarantine.</param>
public readonly record struct BatchItem(int Index, EventReading Reading, ReadOnlyMemory<byte> Raw);

/// <summary>Why a body as a whole is not taken.</summary>
/// <param name="Type"><c>malformed</c>, <c>too-large</c>, <c>too-many-events</c> or <c>unsupported-media-type</c>.</param>
/// <param name="Detail">One sentence.</param>
/// <param name="Status">The HTTP status that says it: 400, 413 or 415.</param>
public sealed record BodyProblem(string Type, string Detail, int Status);
