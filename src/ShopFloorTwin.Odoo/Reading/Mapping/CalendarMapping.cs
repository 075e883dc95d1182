using System.Globalization;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Reading.Mapping;

/// <summary>
/// <c>resource.calendar</c> with its attendances, in the site's local time. Breaks (<c>day_period</c> lunch) are no hours.
/// A two-week calendar is laid out by date: odd weeks as exceptions to the even ones, as Odoo counts them (whole weeks since the year 1).
/// </summary>
internal sealed class CalendarMapping(OdooRows rows, TimeZoneInfo site, DateOnly today, OdooLinks links, FindingList findings)
{
    /// <summary>Weeks ahead of today that a two-week calendar is laid out for.</summary>
    public const int WeeksAhead = 60;

    private readonly ILookup<long, OdooRow> _attendances = rows.Of(OdooModels.Attendance).ToLookup(row => row.Ref("calendar_id") ?? 0);

    /// <summary>The calendars some work center uses. One without hours is left out: its work centers are open around the clock.</summary>
    public IReadOnlyList<CalendarSpec> Calendars(IReadOnlySet<long> used) =>
        [.. rows.Of(OdooModels.Calendar).Where(row => used.Contains(row.Id)).Select(Calendar).OfType<CalendarSpec>()];

    /// <summary>0 for an even week, 1 for an odd one, as <c>resource.calendar.attendance.get_week_type</c> has it.</summary>
    public static int WeekType(DateOnly date) => date.DayNumber / 7 % 2;

    private CalendarSpec? Calendar(OdooRow row)
    {
        var shift = ShiftOf(row);
        var isTwoWeeks = row.Flag("two_weeks_calendar");
        var attendances = _attendances[row.Id].Where(attendance => Counts(attendance)).ToList();
        var even = Hours(attendances, isTwoWeeks ? "0" : null).Shifted(shift);
        var odd = isTwoWeeks ? Hours(attendances, "1").Shifted(shift) : even;
        if (even.OpenMinutes + odd.OpenMinutes == 0)
        {
            findings.Add("noHours", OdooModels.Calendar, row.Id, "attendance_ids", $"'{row.Text("name")}' has no working hours", "its work centers are open around the clock");
            return null;
        }
        return new CalendarSpec
        {
            Id = links.Name(OdooModels.Calendar, row.Id, row.Text("name"), findings),
            // A calendar must open in some week; one that does so only in odd ones stands by its exceptions.
            Weekly = (even.OpenMinutes > 0 ? even : odd).Weekly(),
            Exceptions = isTwoWeeks ? Exceptions(even, odd) : [],
        };
    }

    private List<CalendarExceptionSpec> Exceptions(WeekHours even, WeekHours odd)
    {
        var exceptions = new List<CalendarExceptionSpec>();
        var standing = even.OpenMinutes > 0 ? even : odd;
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7) - 7);
        for (var date = monday; date < monday.AddDays(7 * (WeeksAhead + 1)); date = date.AddDays(1))
        {
            var day = ((int)date.DayOfWeek + 6) % 7;
            var hours = (WeekType(date) == 0 ? even : odd).Day(day).ToList();
            if (hours.SequenceEqual(standing.Day(day)))
                continue;
            var text = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            if (hours.Count == 0)
                exceptions.Add(new CalendarExceptionSpec { Date = text, Closed = true });
            exceptions.AddRange(hours.Select(span => new CalendarExceptionSpec { Date = text, From = WeekHours.Clock(span.From), To = WeekHours.Clock(span.To) }));
        }
        return exceptions;
    }

    /// <summary>Hours count that are no break, no heading of a list, valid today, and of nobody in particular.</summary>
    private bool Counts(OdooRow row) =>
        row.Text("day_period") != "lunch" && row.Text("display_type") is null && row.Ref("resource_id") is null
        && !(row.Date("date_from") > today) && !(row.Date("date_to") < today);

    private static WeekHours Hours(IEnumerable<OdooRow> attendances, string? weekType) => WeekHours.Of(
        from row in attendances
        where weekType is null || row.Text("week_type") is not { } type || type == weekType
        let day = int.TryParse(row.Text("dayofweek"), NumberStyles.None, CultureInfo.InvariantCulture, out var known) && known < 7 ? known : -1
        where day >= 0
        let opens = WeekHours.MinutesOf(row.Number("hour_from", 0))
        let closes = WeekHours.MinutesOf(row.Number("hour_to", 0))
        where closes > opens
        select ((day * WeekHours.MinutesPerDay) + opens, (day * WeekHours.MinutesPerDay) + closes));

    /// <summary>Minutes the site's clock is ahead of the calendar's, today.</summary>
    private int ShiftOf(OdooRow row)
    {
        if (row.Text("tz") is not { } id || id == site.Id)
            return 0;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
        {
            findings.Add("unknownTimeZone", OdooModels.Calendar, row.Id, "tz", $"'{id}' is no time zone known here", "its hours are taken in the site's time zone");
            return 0;
        }
        var noon = today.ToDateTime(new TimeOnly(12, 0), DateTimeKind.Unspecified);
        var shift = (int)(site.GetUtcOffset(noon) - zone.GetUtcOffset(noon)).TotalMinutes;
        if (shift != 0 || !zone.HasSameRules(site))
            findings.Add("otherTimeZone", OdooModels.Calendar, row.Id, "tz", $"its hours are in {id}, the site's in {site.Id}", "they are moved by today's difference");
        return shift;
    }
}
