namespace ShopFloorTwin.Core.Scenarios;

/// <summary>What lateness costs where nobody said it: a tenth of an order's value for each day.</summary>
public static class Tardiness
{
    /// <summary>Part of an order's value that a day of lateness costs.</summary>
    public const double ValueSharePerDay = 0.1;

    /// <summary>In the value's currency.</summary>
    public static double Cost(double value, double minutes) => value * ValueSharePerDay * minutes / 1440;
}
