using System.Globalization;

namespace ShopFloorTwin.Odoo.Reading.Rows;

/// <summary>Odoo's times: naive, always UTC, to the second. What it takes and gives back knows no <c>T</c>, no <c>Z</c>, no offset.</summary>
public static class OdooTime
{
    private const string Format = "yyyy-MM-dd HH:mm:ss";

    /// <summary>As Odoo gives it; fractions of a second, where a version has them, are dropped. Null when it is no time.</summary>
    public static DateTimeOffset? Parse(string? text) =>
        text is { Length: >= 19 }
        && DateTime.TryParseExact(text.AsSpan(0, 19), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var naive)
            ? new DateTimeOffset(naive, TimeSpan.Zero)
            : null;

    /// <summary>As Odoo takes it, in values and in domains: UTC, whole seconds, rounded down.</summary>
    public static string Write(DateTimeOffset instant) => instant.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>A date without time, as <c>2026-11-02</c>; the date part of a datetime too.</summary>
    public static DateOnly? ParseDate(string? text) =>
        text is { Length: >= 10 }
        && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;
}
