using System.Globalization;
using System.Net;
using System.Text.Json;

namespace ShopFloorTwin.Odoo.Writing;

/// <summary>Values as Odoo writes them.</summary>
internal static class OdooText
{
    private const string Instant = "yyyy-MM-dd HH:mm:ss";

    /// <summary>Naive UTC, whole seconds.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture);

    /// <summary>Of an instant with offset; empty for null.</summary>
    public static string OfInstant(string? instant) =>
        instant is null ? "" : Of(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));

    /// <summary>A paragraph of HTML.</summary>
    public static string Html(string text) => $"<p>{WebUtility.HtmlEncode(text)}</p>";

    /// <summary>A field as comparable text; Odoo's <c>false</c> for empty is the empty one.</summary>
    public static string Plain(JsonElement row, string field) => !row.TryGetProperty(field, out var value) ? "" : value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() ?? "",
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        _ => "",
    };
}
