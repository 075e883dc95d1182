namespace ShopFloorTwin.Core.Learning.Suppliers;

/// <summary>
/// Days behind the promised date, in whole days, cut into bins that widen with the distance. A bin holds the days above
/// the upper day of the one before, up to and with its own; as a span of time, from half a day to half a day after these.
/// The promised day is a bin by itself.
/// </summary>
internal static class LatenessBins
{
    private static ReadOnlySpan<sbyte> Uppers => [-90, -60, -45, -30, -21, -14, -7, -3, -1, 0, 3, 7, 14, 21, 30, 45, 60, 90];

    public const int Count = 19;

    /// <summary>The promised day.</summary>
    public const int OnTheDay = 9;

    /// <summary>Days a line in the first bin lies ahead of its promised date at most, as it is taken.</summary>
    private const double EarliestDays = -150;

    /// <summary>From here on what is open comes after an exponential time, whatever its age.</summary>
    public const double TailFromDays = 90.5;

    /// <summary>Mean of that time: as long as the widest bin.</summary>
    public const double TailMeanDays = 30;

    public static int Of(double days)
    {
        var day = Math.Round(days);
        var bin = 0;
        while (bin < Uppers.Length && day > Uppers[bin])
            bin++;
        return bin;
    }

    /// <summary>The first bin that is not wholly behind a moment; the last one never is.</summary>
    /// <param name="days">The moment, in days behind the promised date.</param>
    public static int NotPassed(double days)
    {
        var bin = 0;
        while (bin < Uppers.Length && Uppers[bin] + 0.5 <= days)
            bin++;
        return bin;
    }

    public static double From(int bin) => bin == 0 ? EarliestDays : Uppers[bin - 1] + 0.5;

    /// <summary>End of a bin before the tail.</summary>
    public static double To(int bin) => Uppers[bin] + 0.5;
}
