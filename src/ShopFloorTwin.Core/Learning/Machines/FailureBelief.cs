namespace ShopFloorTwin.Core.Learning.Machines;

/// <summary>How often a work center breaks down while it works, and how long a repair takes.</summary>
/// <param name="PerHour">Breakdowns in an hour of working time of one unit; 0: none are known of.</param>
/// <param name="Repair">Minutes, around the clock.</param>
public readonly record struct FailureBelief(double PerHour, LogNormalMinutes Repair)
{
    /// <summary>Breakdowns expected in so many working minutes.</summary>
    public double Expected(double workingMinutes) => PerHour * workingMinutes / 60;
}
