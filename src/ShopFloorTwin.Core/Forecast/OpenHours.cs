using System.Globalization;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>Open hours of a calendar as instants: local weekly hours and dated exceptions, with daylight saving.</summary>
internal static class OpenHours
{
    private static readonly string[] DayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary>Disjoint open intervals that touch [from, to), ascending, in UTC.</summary>
    public static List<Interval> Of(CalendarSpec calendar, TimeZoneInfo zone, DateTimeOffset from, DateTimeOffset to)
    {
        var exceptions = calendar.Exceptions.ToLookup(e => DateOnly.ParseExact(e.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture));
        var open = new List<Interval>();
        var closed = new List<Interval>();
        var first = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(from, zone).Date).AddDays(-1);
        var last = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(to, zone).Date);
        for (var date = first; date <= last; date = date.AddDays(1))
        {
            if (!exceptions.Contains(date))
            {
                AddWeekly(open, calendar, zone, date);
                continue;
            }
            foreach (var exception in exceptions[date])
            {
                if (exception.Closed)
                    closed.Add(new Interval(Instant(date, 0, zone), Instant(date, 1440, zone)));
                else if (exception.From is not null && exception.To is not null)
                    Add(open, zone, date, exception.From, exception.To);
            }
        }
        return Intervals.Subtract(Intervals.Merge(open), Intervals.Merge(closed));
    }

    /// <summary>Minutes after midnight of <c>HH:mm</c>; 24:00 is 1440.</summary>
    public static int Minutes(string clock)
    {
        var colon = clock.IndexOf(':', StringComparison.Ordinal);
        return int.Parse(clock.AsSpan(0, colon), CultureInfo.InvariantCulture) * 60
            + int.Parse(clock.AsSpan(colon + 1, 2), CultureInfo.InvariantCulture);
    }

    private static void AddWeekly(List<Interval> open, CalendarSpec calendar, TimeZoneInfo zone, DateOnly date)
    {
        var name = DayNames[(int)date.DayOfWeek];
        foreach (var hours in calendar.Weekly)
        {
            foreach (var day in hours.Days)
            {
                if (!day.Equals(name, StringComparison.OrdinalIgnoreCase))
                    continue;
                Add(open, zone, date, hours.From, hours.To);
                break;
            }
        }
    }

    private static void Add(List<Interval> open, TimeZoneInfo zone, DateOnly date, string from, string to)
    {
        var start = Minutes(from);
        var end = Minutes(to);
        if (end <= start)
            end += 1440;
        var interval = new Interval(Instant(date, start, zone), Instant(date, end, zone));
        if (interval.To > interval.From)
            open.Add(interval);
    }

    /// <summary>A local time that the spring change skips is taken as much later; one that occurs twice, as the first.</summary>
    private static DateTimeOffset Instant(DateOnly date, int minutes, TimeZoneInfo zone)
    {
        var local = date.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified).AddMinutes(minutes);
        if (zone.IsInvalidTime(local))
            return new DateTimeOffset(local, zone.GetUtcOffset(local.AddHours(-3))).ToUniversalTime();
        if (zone.IsAmbiguousTime(local))
            return new DateTimeOffset(local, zone.GetAmbiguousTimeOffsets(local).Max()).ToUniversalTime();
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}

/// <summary>A half-open span of time.</summary>
internal readonly record struct Interval(DateTimeOffset From, DateTimeOffset To);

/// <summary>Set arithmetic on lists of intervals.</summary>
internal static class Intervals
{
    /// <summary>Sorted, with touching and overlapping ones joined.</summary>
    public static List<Interval> Merge(List<Interval> intervals)
    {
        intervals.Sort((a, b) => a.From.CompareTo(b.From));
        var merged = new List<Interval>(intervals.Count);
        foreach (var interval in intervals)
        {
            if (merged.Count > 0 && interval.From <= merged[^1].To)
                merged[^1] = merged[^1] with { To = interval.To > merged[^1].To ? interval.To : merged[^1].To };
            else
                merged.Add(interval);
        }
        return merged;
    }

    /// <summary>What is left of <paramref name="from"/>; both merged.</summary>
    public static List<Interval> Subtract(List<Interval> from, List<Interval> what)
    {
        if (what.Count == 0)
            return from;
        var left = new List<Interval>(from.Count + what.Count);
        foreach (var interval in from)
        {
            var start = interval.From;
            foreach (var hole in what)
            {
                if (hole.To <= start || hole.From >= interval.To)
                    continue;
                if (hole.From > start)
                    left.Add(new Interval(start, hole.From));
                start = hole.To;
            }
            if (start < interval.To)
                left.Add(interval with { From = start });
        }
        return left;
    }
}
