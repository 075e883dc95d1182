using System.Text.RegularExpressions;

namespace ShopFloorTwin.Silo.Commands;

/// <summary>Says in the product's words what the parser of the command line did not like: it names types of the framework.</summary>
internal static partial class ParseFault
{
    public static string Describe(string message) =>
        Wrong().Match(message.ReplaceLineEndings(" ")) is { Success: true } wrong
            ? $"{wrong.Groups["option"].Value} must be {Kind(wrong.Groups["type"].Value, wrong.Groups["rest"].Value)}, not '{wrong.Groups["value"].Value}'"
            : WhiteSpace().Replace(message, " ").TrimEnd('.', ' ');

    private static string Kind(string type, string rest) =>
        Names().Match(rest) is { Success: true } names ? $"one of {WhiteSpace().Replace(names.Groups["names"].Value.Trim(), ", ")}"
        : type.Contains("DateTimeOffset", StringComparison.Ordinal) ? "a time, as 2012-02-15T00:00:00Z"
        : type.Contains("Int", StringComparison.Ordinal) ? "a whole number"
        : type.Contains("Double", StringComparison.Ordinal) ? "a number"
        : "something else";

    [GeneratedRegex("^Cannot parse argument '(?<value>.*)' for (?:option|command) '(?<option>[^']*)' as expected type '(?<type>[^']*)'\\.(?<rest>.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Wrong();

    [GeneratedRegex("Did you mean one of the following\\?(?<names>.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Names();

    [GeneratedRegex("\\s+")]
    private static partial Regex WhiteSpace();
}
