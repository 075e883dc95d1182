using System.Globalization;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>Times and spans as a planner says them, in the site's time zone.</summary>
internal sealed class Words(string timeZone, DateTimeOffset asOf)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) ? zone : TimeZoneInfo.Utc;

    public string Date(double minutes) => Date(asOf.AddMinutes(minutes));

    public string Date(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, _zone).ToString("d MMM HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Minutes as "40 min", "3 h 20 min", "5 days".</summary>
    public static string Span(double minutes)
    {
        var whole = (long)Math.Round(Math.Max(0, minutes));
        if (whole < 60)
            return $"{whole} min";
        if (whole < 2880)
            return whole % 60 == 0 ? $"{whole / 60} h" : $"{whole / 60} h {whole % 60} min";
        return $"{Math.Round(whole / 1440.0, 1).ToString(CultureInfo.InvariantCulture)} days";
    }
}
