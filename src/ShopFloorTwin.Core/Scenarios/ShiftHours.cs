using System.Globalization;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Scenarios;

/// <summary>A calendar that is open for some time more.</summary>
internal static class ShiftHours
{
    private static readonly string[] DayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary>
    /// The calendar with dated exceptions for the extra hours. An exception stands in place of a day's weekly hours, so
    /// those are said again; a day that was closed is open for the extra hours alone.
    /// </summary>
    public static CalendarSpec With(CalendarSpec calendar, string id, string timeZone, DateTimeOffset from, DateTimeOffset to)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var known) ? known : TimeZoneInfo.Utc;
        var start = TimeZoneInfo.ConvertTime(from, zone).DateTime;
        var end = TimeZoneInfo.ConvertTime(to, zone).DateTime;
        var exceptions = calendar.Exceptions.ToList();
        for (var day = start.Date; day < end; day = day.AddDays(1))
        {
            var date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var isSaid = exceptions.RemoveAll(e => e.Date == date && e.Closed) > 0 || exceptions.Exists(e => e.Date == date);
            if (!isSaid)
                exceptions.AddRange(Weekly(calendar, day).Select(hours => new CalendarExceptionSpec { Date = date, From = hours.From, To = hours.To }));
            exceptions.Add(new CalendarExceptionSpec
            {
                Date = date,
                From = start > day ? start.ToString("HH:mm", CultureInfo.InvariantCulture) : "00:00",
                To = end < day.AddDays(1) ? end.ToString("HH:mm", CultureInfo.InvariantCulture) : "24:00",
            });
        }
        return calendar with { Id = id, Exceptions = exceptions };
    }

    private static IEnumerable<WeeklyHoursSpec> Weekly(CalendarSpec calendar, DateTime day) =>
        calendar.Weekly.Where(hours => hours.Days.Any(name => name.Equals(DayNames[(int)day.DayOfWeek], StringComparison.OrdinalIgnoreCase)));
}
