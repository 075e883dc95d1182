using System.Globalization;

namespace ShopFloorTwin.Api.Board;

/// <summary>Times as a person on the site says them.</summary>
internal sealed class LocalTimes(string timeZone)
{
    public TimeZoneInfo Zone { get; } = TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) ? zone : TimeZoneInfo.Utc;

    public DateTime Local(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, Zone).DateTime;

    public string Day(DateTimeOffset time) => Local(time).ToString("ddd d MMM", CultureInfo.InvariantCulture);

    public string Minute(DateTimeOffset? time) => time is { } some ? Local(some).ToString("ddd d MMM HH:mm", CultureInfo.InvariantCulture) : "–";

    public string Clock(DateTimeOffset time) => Local(time).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A span in its two largest units.</summary>
    public static string Span(TimeSpan span)
    {
        var minutes = (long)Math.Round(Math.Abs(span.TotalMinutes));
        return minutes switch
        {
            < 60 => $"{minutes} min",
            < 24 * 60 => minutes % 60 == 0 ? $"{minutes / 60} h" : $"{minutes / 60} h {minutes % 60} min",
            _ => minutes / 60 % 24 == 0 ? $"{minutes / 60 / 24} d" : $"{minutes / 60 / 24} d {minutes / 60 % 24} h",
        };
    }

    public static string Span(double minutes) => Span(TimeSpan.FromMinutes(Math.Clamp(double.IsFinite(minutes) ? minutes : 0, -1e8, 1e8)));
}
