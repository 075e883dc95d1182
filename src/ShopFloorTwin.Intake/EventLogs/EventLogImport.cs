using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Intake.EventLogs;

/// <summary>An event log as the product takes it in.</summary>
/// <param name="Plant">Work centers and products; no orders, as those are released along the way. As of the first start.</param>
/// <param name="Events">UTF-8 JSON of the events, by time; written as they are enumerated.</param>
/// <param name="EventCount">How many events there are.</param>
/// <param name="Cases">What became of each case, to hold a forecast against.</param>
/// <param name="SplitAt">Nothing behind it went into the planned figures.</param>
public sealed record EventLogImport(
    PlantDocument Plant, IEnumerable<byte[]> Events, int EventCount, IReadOnlyList<EventLogCase> Cases, DateTimeOffset SplitAt);

/// <summary>One case of the log.</summary>
/// <param name="Order">The order's id, the case's own.</param>
/// <param name="Released">Start of its first work.</param>
/// <param name="Finished">End of its last work; null when the log cuts it off.</param>
/// <param name="LastSeen">End of its last work in the log.</param>
public sealed record EventLogCase(string Order, DateTimeOffset Released, DateTimeOffset? Finished, DateTimeOffset LastSeen);
