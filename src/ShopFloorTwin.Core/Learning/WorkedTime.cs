using System.Collections.Immutable;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Learning;

/// <summary>
/// Minutes a work center was open and could work in, of stretches in the past. Keeps open hours, and when work centers stood, from one
/// question to the next, and makes no lists: every report asks.
/// </summary>
internal sealed class WorkedTime
{
    private static readonly TimeSpan Before = TimeSpan.FromDays(35), After = TimeSpan.FromDays(35);
    private static readonly List<Interval> None = [];

    private readonly Dictionary<string, (DateTimeOffset From, DateTimeOffset To, List<Interval> Open)> _hours = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Stood> _stood = new(StringComparer.Ordinal);
    private SitePlan? _plan;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;

    private sealed record Stood(ImmutableArray<Standstill> Standstills, ImmutableArray<PlannedStop> PlannedStops, DateTimeOffset? Since, List<Interval> Lost);

    /// <summary>Open minutes within the stretch, without those in which the work center stood still.</summary>
    public double Minutes(SitePlan plan, WorkCenterTwin center, DateTimeOffset from, DateTimeOffset to) => Minutes(plan, center, from, to, Lost(center));

    /// <summary>Minutes within the stretch in which the calendar is open.</summary>
    public double OpenMinutes(SitePlan plan, WorkCenterTwin center, DateTimeOffset from, DateTimeOffset to) => Minutes(plan, center, from, to, None);

    private double Minutes(SitePlan plan, WorkCenterTwin center, DateTimeOffset from, DateTimeOffset to, List<Interval> lost)
    {
        if (to <= from)
            return 0;
        if (Open(plan, center.Calendar, from, to) is not { } open)
            return Add(0, lost, from, to);
        var minutes = 0.0;
        for (var i = FirstAfter(open, from); i < open.Count && open[i].From < to; i++)
            minutes = Add(minutes, lost, open[i].From > from ? open[i].From : from, open[i].To < to ? open[i].To : to);
        return minutes;
    }

    /// <summary>The minutes, and those of the stretch that nothing of it was lost in.</summary>
    private static double Add(double minutes, List<Interval> lost, DateTimeOffset from, DateTimeOffset to)
    {
        for (var i = FirstAfter(lost, from); i < lost.Count && lost[i].From < to; i++)
        {
            if (lost[i].From > from)
                minutes += (lost[i].From - from).TotalMinutes;
            from = lost[i].To;
        }
        return from < to ? minutes + (to - from).TotalMinutes : minutes;
    }

    /// <summary>When it could not work, ever; a standstill that lasts has no end yet.</summary>
    private List<Interval> Lost(WorkCenterTwin center)
    {
        var since = center.StillSince();
        if (center.Standstills.IsEmpty && center.PlannedStops.IsEmpty && since is null)
            return None;
        if (_stood.GetValueOrDefault(center.Id) is { } known && known.Standstills == center.Standstills && known.PlannedStops == center.PlannedStops && known.Since == since)
            return known.Lost;
        var lost = OperationWork.Lost(center, DateTimeOffset.MaxValue);
        _stood[center.Id] = new Stood(center.Standstills, center.PlannedStops, since, lost);
        return lost;
    }

    private List<Interval>? Open(SitePlan plan, string? calendar, DateTimeOffset from, DateTimeOffset to)
    {
        if (calendar is null || !plan.Calendars.TryGetValue(calendar, out var spec))
            return null;
        if (!ReferenceEquals(plan, _plan))
        {
            _hours.Clear();
            _stood.Clear();
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

    /// <summary>Place of the first interval that ends after a moment; they are disjoint and ascend.</summary>
    private static int FirstAfter(List<Interval> intervals, DateTimeOffset moment)
    {
        var (low, high) = (0, intervals.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (intervals[middle].To <= moment)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}

/// <summary>Minutes in which the calendar of one work center is open.</summary>
internal readonly record struct OpenTime(WorkedTime Worked, SitePlan Plan, WorkCenterTwin Center)
{
    /// <summary>Between two instants.</summary>
    public double Minutes(DateTimeOffset from, DateTimeOffset to) => Worked.OpenMinutes(Plan, Center, from, to);
}
