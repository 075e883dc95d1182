namespace ShopFloorTwin.Core.Learning.Machines;

/// <summary>A stop that lasts: of one unit by name, or of all that is not named ("").</summary>
/// <param name="Unit">Name of the unit; empty: the work center as a whole.</param>
/// <param name="From">When it went down.</param>
/// <param name="Planned">Begin of the planned stop it is; null: nobody planned it.</param>
/// <param name="PlannedMinutes">How long that was to last when it began.</param>
public sealed record RunningStop(string Unit, DateTimeOffset From, DateTimeOffset? Planned, double PlannedMinutes);
