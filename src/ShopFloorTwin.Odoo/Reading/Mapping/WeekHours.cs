using System.Globalization;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Odoo.Reading.Mapping;

/// <summary>Open hours of a week as minutes since Monday 00:00, 0 to 10,080: sorted, disjoint, not touching.</summary>
internal sealed class WeekHours
{
    public const int MinutesPerDay = 1440;
    public const int MinutesPerWeek = 7 * MinutesPerDay;

    private static readonly string[] DayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <summary>Each from and to; to is behind the last open minute.</summary>
    public IReadOnlyList<(int From, int To)> Spans { get; }

    private WeekHours(IReadOnlyList<(int From, int To)> spans) => Spans = spans;

    public int OpenMinutes => Spans.Sum(span => span.To - span.From);

    /// <summary>Any spans in any order; what overlaps is joined, what lies outside the week is cut.</summary>
    public static WeekHours Of(IEnumerable<(int From, int To)> spans)
    {
        var joined = new List<(int From, int To)>();
        foreach (var (from, to) in spans.Select(span => (From: Math.Max(0, span.From), To: Math.Min(MinutesPerWeek, span.To))).Where(span => span.To > span.From).Order())
        {
            if (joined.Count > 0 && from <= joined[^1].To)
                joined[^1] = (joined[^1].From, Math.Max(joined[^1].To, to));
            else
                joined.Add((from, to));
        }
        return new WeekHours(joined);
    }

    /// <summary>The same hours on a clock that is ahead by some minutes; what falls over Sunday's midnight comes back on Monday.</summary>
    public WeekHours Shifted(int minutes)
    {
        var by = ((minutes % MinutesPerWeek) + MinutesPerWeek) % MinutesPerWeek;
        return Of(Spans.SelectMany(span => (IEnumerable<(int, int)>)
            [(span.From + by, span.To + by), (span.From + by - MinutesPerWeek, span.To + by - MinutesPerWeek)]));
    }

    /// <summary>Hours of one day, 0 is Monday, as minutes since its midnight.</summary>
    public IEnumerable<(int From, int To)> Day(int day) =>
        from span in Spans
        let start = Math.Max(span.From - (day * MinutesPerDay), 0)
        let end = Math.Min(span.To - (day * MinutesPerDay), MinutesPerDay)
        where end > start
        select (start, end);

    /// <summary>As a plant document says them: days that open alike together.</summary>
    public IReadOnlyList<WeeklyHoursSpec> Weekly() =>
    [
        .. Enumerable.Range(0, 7).SelectMany(day => Day(day).Select(hours => (day, hours)))
            .GroupBy(entry => entry.hours, entry => DayNames[entry.day])
            .OrderBy(group => group.Key.From).ThenBy(group => group.Key.To)
            .Select(group => new WeeklyHoursSpec { Days = [.. group], From = Clock(group.Key.From), To = Clock(group.Key.To) }),
    ];

    /// <summary><c>HH:mm</c>; 1440 is <c>24:00</c>.</summary>
    public static string Clock(int minutes) => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}");

    /// <summary>An hour as Odoo has it, 7.5 is 07:30, in minutes; 23:59 and later is midnight.</summary>
    public static int MinutesOf(double hour)
    {
        var minutes = (int)Math.Round(Math.Clamp(hour, 0, 24) * 60, MidpointRounding.AwayFromZero);
        return minutes >= MinutesPerDay - 1 ? MinutesPerDay : minutes;
    }
}
