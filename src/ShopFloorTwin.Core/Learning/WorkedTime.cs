using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Learning;

/// <summary>Minutes a work center was open and could work in, of stretches in the past. Keeps open hours from one question to the next.</summary>
internal sealed class WorkedTime
{
    private static readonly TimeSpan Before = TimeSpan.FromDays(35), After = TimeSpan.FromDays(35);

    private readonly Dictionary<string, (DateTimeOffset From, DateTimeOffset To, List<Interval> Open)> _hours = new(StringComparer.Ordinal);
    private SitePlan? _plan;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    /// <summary>Open minutes within the stretch, without those in which the work center stood still.</summary>
    public double Minutes(SitePlan plan, WorkCenterTwin center, DateTimeOffset from, DateTimeOffset to)
    {
        if (to <= from)
            return 0;
        return Total(Intervals.Subtract(Open(plan, center, from, to), Lost(center, to)));
    }

    /// <summary>Minutes within the stretch in which the calendar is open.</summary>
    public double OpenMinutes(SitePlan plan, WorkCenterTwin center, DateTimeOffset from, DateTimeOffset to) =>
        to <= from ? 0 : Total(Open(plan, center, from, to));

    private List<Interval> Open(SitePlan plan, WorkCenterTwin center, DateTimeOffset from, DateTimeOffset to) =>
        Open(plan, center.Calendar, from, to) is { } hours ? Within(hours, from, to) : [new(from, to)];

    private static List<Interval> Lost(WorkCenterTwin center, DateTimeOffset to) =>
        center.Standstills.IsEmpty && center.PlannedStops.IsEmpty && center.StillSince() is null ? [] : OperationWork.Lost(center, to);

    private List<Interval>? Open(SitePlan plan, string? calendar, DateTimeOffset from, DateTimeOffset to)
    {
        if (calendar is null || !plan.Calendars.TryGetValue(calendar, out var spec))
            return null;
        if (!ReferenceEquals(plan, _plan))
        {
            _hours.Clear();
            _plan = plan;
            _zone = TimeZoneInfo.TryFindSystemTimeZoneById(plan.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc;
        }
        if (!_hours.TryGetValue(calendar, out var known) || from < known.From || to > known.To)
        {
            known = (from - Before, to + After, OpenHours.Of(spec, _zone, from - Before, to + After));
            _hours[calendar] = known;
        }
        return known.Open;
    }

    private static List<Interval> Within(List<Interval> hours, DateTimeOffset from, DateTimeOffset to)
    {
        var (low, high) = (0, hours.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (hours[middle].To <= from)
                low = middle + 1;
            else
                high = middle;
        }
        var within = new List<Interval>();
        for (; low < hours.Count && hours[low].From < to; low++)
            within.Add(new Interval(hours[low].From > from ? hours[low].From : from, hours[low].To < to ? hours[low].To : to));
        return within;
    }

    private static double Total(List<Interval> intervals)
    {
        var minutes = 0.0;
        foreach (var interval in intervals)
            minutes += (interval.To - interval.From).TotalMinutes;
        return minutes;
    }
}
