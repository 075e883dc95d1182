using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>
/// Time lines of a site's work centers. Work centers with the same calendar and no planned stops share one,
/// so that their samples need no conversion. Open hours are kept from one forecast to the next while the plan is the same.
/// </summary>
internal sealed class TimeLines
{
    /// <summary>Days before and after the forecast's time that are exact.</summary>
    public const int PastDays = 30, FutureDays = 400;

    private readonly Dictionary<string, List<Interval>> _hours = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeLine> _lines = new(StringComparer.Ordinal);
    private SitePlan? _plan;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private DateTimeOffset _from;
    private DateTimeOffset _asOf;

    /// <summary>Makes ready for a forecast at <paramref name="asOf"/>.</summary>
    public void Begin(SitePlan plan, DateTimeOffset asOf)
    {
        var moved = asOf - _from - TimeSpan.FromDays(PastDays);
        if (!ReferenceEquals(plan, _plan) || moved < TimeSpan.Zero || moved > TimeSpan.FromDays(7))
        {
            _hours.Clear();
            _plan = plan;
            _zone = TimeZoneInfo.TryFindSystemTimeZoneById(plan.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;
            _from = asOf.AddDays(-PastDays);
        }
        _lines.Clear();
        _asOf = asOf;
    }

    /// <summary>The line of a work center, its planned stops left out of it.</summary>
    public TimeLine Of(WorkCenterTwin workCenter)
    {
        var stops = new List<Interval>();
        foreach (var stop in workCenter.PlannedStops)
        {
            if (stop.To > _asOf && stop.To > stop.From)
                stops.Add(new Interval(stop.From, stop.To));
        }
        if (stops.Count == 0)
            return OfCalendar(workCenter.Calendar);
        return TimeLine.Of(Intervals.Subtract(Hours(workCenter.Calendar), Intervals.Merge(stops)), _asOf);
    }

    /// <summary>The line of a calendar without stops; null: open around the clock.</summary>
    public TimeLine OfCalendar(string? calendar)
    {
        if (Spec(calendar) is null)
            return TimeLine.Always;
        if (!_lines.TryGetValue(calendar!, out var line))
            _lines[calendar!] = line = TimeLine.Of(Hours(calendar), _asOf);
        return line;
    }

    private CalendarSpec? Spec(string? calendar) =>
        calendar is not null && _plan!.Calendars.TryGetValue(calendar, out var spec) ? spec : null;

    private List<Interval> Hours(string? calendar)
    {
        var to = _from.AddDays(PastDays + FutureDays + 7);
        if (Spec(calendar) is not { } spec)
            return [new Interval(_from, to)];
        if (!_hours.TryGetValue(calendar!, out var hours))
            _hours[calendar!] = hours = OpenHours.Of(spec, _zone, _from, to);
        return hours;
    }
}
