namespace ShopFloorTwin.Silo.Demo;

/// <summary>The working hours of the demonstration plant: two shifts, Monday to Friday 06:00 to 22:00 in Paris; some work centers run around the clock.</summary>
internal static class DemoHours
{
    public const string TimeZone = "Europe/Paris";
    public const string TwoShift = "two-shift";
    public const string AroundTheClock = "continuous";
    private const int OpensAt = 6;
    private const int ClosesAt = 22;

    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    public static bool IsOpen(string calendar, DateTimeOffset at)
    {
        if (calendar == AroundTheClock)
            return true;
        var local = TimeZoneInfo.ConvertTime(at, Zone);
        return IsWorkingDay(local) && local.Hour is >= OpensAt and < ClosesAt;
    }

    /// <summary>The instant so many open minutes later, to the minute.</summary>
    public static DateTimeOffset AddOpenMinutes(string calendar, DateTimeOffset from, double minutes)
    {
        if (calendar == AroundTheClock)
            return from.AddMinutes(minutes);
        var at = from;
        const int step = 5;
        for (var left = minutes; left > 0; at = at.AddMinutes(step))
        {
            if (IsOpen(calendar, at))
                left -= step;
        }
        return at;
    }

    /// <summary>The same local time so many working days later (earlier, when negative).</summary>
    public static DateTimeOffset AddWorkingDays(DateTimeOffset from, double days)
    {
        var local = TimeZoneInfo.ConvertTime(from, Zone);
        var direction = Math.Sign(days);
        for (var left = Math.Abs(days); left >= 1; left--)
        {
            do
                local = local.AddDays(direction);
            while (!IsWorkingDay(local));
        }
        local = local.AddHours((days - Math.Truncate(days)) * (ClosesAt - OpensAt));
        return local.ToUniversalTime();
    }

    /// <summary>An hour of the local working day an instant falls on; of the next one, on a week end.</summary>
    public static DateTimeOffset AtHour(DateTimeOffset day, int hour)
    {
        var local = TimeZoneInfo.ConvertTime(day, Zone);
        while (!IsWorkingDay(local))
            local = local.AddDays(1);
        var wall = new DateTime(local.Year, local.Month, local.Day, hour, 0, 0, DateTimeKind.Unspecified);
        return new DateTimeOffset(wall, Zone.GetUtcOffset(wall)).ToUniversalTime();
    }

    private static bool IsWorkingDay(DateTimeOffset local) => local.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}
