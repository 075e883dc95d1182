using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.LoadTests.Folding;

/// <summary>Events of one kind that follow each other: long enough to be timed as one.</summary>
/// <param name="Kind">What they are called in the table.</param>
/// <param name="Events">In order.</param>
internal sealed record EventRun(string Kind, CloudEvent[] Events);
