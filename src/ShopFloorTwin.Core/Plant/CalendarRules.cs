using System.Globalization;

namespace ShopFloorTwin.Core.Plant;

/// <summary>Checks calendars: hours, weekdays, dates, and that a calendar in use opens at all.</summary>
internal static class CalendarRules
{
    private static readonly string[] Weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public static void Check(PlantDocument document, Place root, ProblemList problems)
    {
        var known = new HashSet<string>();
        var used = document.WorkCenters.Select(workCenter => workCenter?.Calendar).ToHashSet();
        for (var i = 0; i < document.Calendars.Count && !problems.IsFull; i++)
        {
            var place = root.Item("calendars", i);
            if (!problems.Present(place, document.Calendars[i]))
                continue;
            var calendar = document.Calendars[i];
            problems.Id(place, "id", calendar.Id);
            problems.Unique(place, "id", known, calendar.Id);
            problems.Count(place, "weekly", calendar.Weekly.Count, Limits.CalendarEntries);
            problems.Count(place, "exceptions", calendar.Exceptions.Count, Limits.CalendarEntries);
            for (var w = 0; w < calendar.Weekly.Count; w++)
                CheckWeekly(place.Item("weekly", w), calendar.Weekly[w], problems);
            for (var e = 0; e < calendar.Exceptions.Count; e++)
                CheckException(place.Item("exceptions", e), calendar.Exceptions[e], problems);
            if (used.Contains(calendar.Id) && !calendar.Weekly.Any(hours => hours is { Days.Count: > 0 }))
                problems.Add(place, "weekly", "has no hours: a work center on this calendar would never be open");
        }
    }

    private static void CheckWeekly(Place place, WeeklyHoursSpec hours, ProblemList problems)
    {
        if (!problems.Present(place, hours))
            return;
        for (var d = 0; d < hours.Days.Count; d++)
        {
            if (!Weekdays.Contains(hours.Days[d]))
                problems.Add(place.Item("days", d), null, $"must be one of {string.Join(' ', Weekdays)}");
        }
        CheckHours(place, hours.From, hours.To, problems);
    }

    private static void CheckException(Place place, CalendarExceptionSpec exception, ProblemList problems)
    {
        if (!problems.Present(place, exception))
            return;
        if (!DateOnly.TryParseExact(exception.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            problems.Add(place, "date", "must be a date, as 2026-11-11");
        else if (date.Year is < 2000 or >= 2100)
            problems.Add(place, "date", "must lie between the years 2000 and 2100");
        if (exception.Closed)
            return;
        if (exception.From is null || exception.To is null)
            problems.Add(place, null, "must be closed, or say both from and to");
        else
            CheckHours(place, exception.From, exception.To, problems);
    }

    private static void CheckHours(Place place, string from, string to, ProblemList problems)
    {
        if (!IsTimeOfDay(from))
            problems.Add(place, "from", "must be a time of day, 00:00 to 23:59");
        if (!IsTimeOfDay(to) && !string.Equals(to, "24:00", StringComparison.Ordinal))
            problems.Add(place, "to", "must be a time of day, 00:00 to 24:00");
    }

    private static bool IsTimeOfDay(string text) =>
        text is [>= '0' and <= '2', >= '0' and <= '9', ':', >= '0' and <= '5', >= '0' and <= '9'] && (text[0] < '2' || text[1] <= '3');
}
