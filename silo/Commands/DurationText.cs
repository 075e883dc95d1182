using System.CommandLine.Parsing;
using System.Globalization;

namespace ShopFloorTwin.Silo.Commands;

/// <summary>Durations as people type them: <c>7d</c>, <c>12h</c>, <c>30m</c>, <c>45s</c>.</summary>
public static class DurationText
{
    /// <summary>Null when it is not one, or not positive.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (text.Length < 2 || !double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return null;
        var seconds = text[^1] switch { 'd' => 86_400, 'h' => 3_600, 'm' => 60, 's' => 1, _ => 0 } * number;
        return seconds is > 0 and < 1e9 ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>Parses an option's value.</summary>
    public static TimeSpan? ParseOption(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        var duration = Parse(text);
        if (duration is null)
            result.AddError($"'{text}' is not a duration: write 7d, 12h, 30m or 45s");
        return duration;
    }
}
