using System.Globalization;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.LoadTests.Frepple;

/// <summary>Hours that are open on some days of a week; none crosses midnight.</summary>
/// <param name="Days">A bit for each day, Sunday the lowest.</param>
/// <param name="From">Since midnight.</param>
/// <param name="To">Since midnight, after <paramref name="From"/>, 24 hours at most.</param>
internal sealed record WeekHours(int Days, TimeSpan From, TimeSpan To)
{
    private const int Week = 7;
    private static readonly TimeSpan Midnight = TimeSpan.FromHours(24);
    private static readonly string[] Names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary>The weekly hours of a calendar; hours of a night are those before midnight and, a day on, those after.</summary>
    public static IEnumerable<WeekHours> Of(CalendarSpec calendar)
    {
        foreach (var hours in calendar.Weekly)
        {
            var days = hours.Days.Aggregate(0, (bits, day) => bits | 1 << Array.IndexOf(Names, day));
            var (from, to) = (Clock(hours.From), Clock(hours.To));
            if (to > from)
            {
                yield return new WeekHours(days, from, to);
                continue;
            }
            yield return new WeekHours(days, from, Midnight);
            if (to > TimeSpan.Zero)
                yield return new WeekHours((days << 1 | days >> (Week - 1)) & (1 << Week) - 1, TimeSpan.Zero, to);
        }
    }

    private static TimeSpan Clock(string text) => text == "24:00" ? Midnight : TimeSpan.ParseExact(text, @"hh\:mm", CultureInfo.InvariantCulture);
}
