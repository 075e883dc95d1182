using System.CommandLine.Parsing;

namespace ShopFloorTwin.Silo.Commands;

/// <summary>Time zones as people type them: <c>Europe/Paris</c>.</summary>
internal static class TimeZoneText
{
    /// <summary>Parses an option's value.</summary>
    public static TimeZoneInfo? ParseOption(ArgumentResult result)
    {
        var id = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone))
            return zone;
        result.AddError($"'{id}' is not a time zone: write it as Europe/Paris");
        return null;
    }
}
