using System.Globalization;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Intake.Simulation;

/// <summary>
/// Open hours of a simulated work center, in minutes since the simulation's start. On purpose not the forecast's own
/// arithmetic: a fault in that one must show.
/// </summary>
internal sealed class WorkingHours
{
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private readonly double[] _from, _to, _work;

    private WorkingHours(List<(double From, double To)> open)
    {
        _from = [.. open.Select(span => span.From)];
        _to = [.. open.Select(span => span.To)];
        _work = new double[open.Count];
        for (var i = 1; i < open.Count; i++)
            _work[i] = _work[i - 1] + _to[i - 1] - _from[i - 1];
    }

    /// <summary>Open around the clock.</summary>
    public static WorkingHours Always { get; } = new([(-1e6, 1e8)]);

    /// <param name="days">Beyond these no hours are known: it is open around the clock then.</param>
    public static WorkingHours Of(CalendarSpec? calendar, TimeZoneInfo zone, DateTimeOffset start, int days, IEnumerable<(double From, double To)> stops)
    {
        var open = calendar is null ? [(-1440.0, days * 1440.0)] : Weekly(calendar, zone, start, days);
        open.Add((days * 1440.0, 1e8));
        foreach (var (from, to) in stops)
            open = [.. open.SelectMany(span => Without(span, from, to))];
        open.Sort();
        return new WorkingHours(open);
    }

    public bool IsOpen(double wall) => Index(wall) is var i && i < _from.Length && _from[i] <= wall;

    /// <summary>Working minutes up to a wall time.</summary>
    public double ToWork(double wall)
    {
        var i = Index(wall);
        return i == _from.Length ? double.MaxValue : _work[i] + Math.Max(0, wall - _from[i]);
    }

    /// <summary>The wall time at which so many working minutes are over.</summary>
    public double ToWall(double work)
    {
        var i = Array.BinarySearch(_work, work);
        // Work that ends with a shift ends there, not when the next one opens.
        i = i > 0 ? i - 1 : i < 0 ? Math.Max(0, ~i - 1) : 0;
        return _from[i] + work - _work[i];
    }

    /// <summary>The wall time from which on work may go on: itself, or the next opening.</summary>
    public double NextOpen(double wall) => Math.Max(wall, _from[Math.Min(Index(wall), _from.Length - 1)]);

    // First span that ends behind the wall time.
    private int Index(double wall)
    {
        var i = Array.BinarySearch(_to, wall);
        return i >= 0 ? i + 1 : ~i;
    }

    private static IEnumerable<(double, double)> Without((double From, double To) span, double from, double to)
    {
        if (from > span.From)
            yield return (span.From, Math.Min(span.To, from));
        if (to < span.To)
            yield return (Math.Max(span.From, to), span.To);
    }

    private static List<(double, double)> Weekly(CalendarSpec calendar, TimeZoneInfo zone, DateTimeOffset start, int days)
    {
        var open = new List<(double, double)>();
        var closed = calendar.Exceptions.Where(one => one.Closed).Select(one => one.Date).ToHashSet(StringComparer.Ordinal);
        for (var day = -2; day < days; day++)
        {
            var date = TimeZoneInfo.ConvertTime(start.AddDays(day), zone).Date;
            if (closed.Contains(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))
                continue;
            foreach (var hours in calendar.Weekly.Where(one => one.Days.Contains(Days[(int)date.DayOfWeek])))
            {
                var (from, to) = (Minutes(hours.From), Minutes(hours.To));
                var (first, last) = (At(date, from), At(date, to <= from ? to + 1440 : to));
                if (open.Count > 0 && first <= open[^1].Item2)
                    open[^1] = (open[^1].Item1, Math.Max(open[^1].Item2, last));
                else if (first < days * 1440.0)
                    open.Add((first, Math.Min(last, days * 1440.0)));
            }
        }
        return open;

        double At(DateTime date, double minutes)
        {
            var local = date.AddMinutes(minutes);
            return (new DateTimeOffset(local, zone.GetUtcOffset(local)) - start).TotalMinutes;
        }
    }

    private static double Minutes(string clock) =>
        int.Parse(clock.AsSpan(0, 2), CultureInfo.InvariantCulture) * 60 + int.Parse(clock.AsSpan(3, 2), CultureInfo.InvariantCulture);
}
