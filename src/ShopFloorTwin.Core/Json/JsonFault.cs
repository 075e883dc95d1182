using System.Text.Json;

namespace ShopFloorTwin.Core.Json;

/// <summary>Says in the product's words what the serializer did not like.</summary>
internal static class JsonFault
{
    private const string Missing = "missing required properties including: ";
    private const string WrongType = "could not be converted to ";
    private const int LongestPath = 200;
    private const int LongestClause = 300;

    /// <summary>JSON path and one clause: <c>$.orders[3].quantity</c>, <c>must be a number</c>.</summary>
    public static (string Path, string Detail) Describe(JsonException fault)
    {
        var path = Excerpt.Of(fault.Path ?? "$", LongestPath);
        var message = Clause(fault.Message);
        if (fault.InnerException is JsonException inner)
            return (path, $"is {DescribeSyntax(inner)}");
        if (message.IndexOf(Missing, StringComparison.Ordinal) is >= 0 and var missing)
            return (path, $"lacks {message[(missing + Missing.Length)..].Replace("'", "", StringComparison.Ordinal)}");
        if (message.Contains("doesn't allow setting null", StringComparison.Ordinal))
            return (path, "must not be null");
        if (message.IndexOf(WrongType, StringComparison.Ordinal) is >= 0 and var wrong)
            return (path, $"must be {Kind(message[(wrong + WrongType.Length)..])}");
        return (path, message);
    }

    /// <summary>What a bare reader found wrong with the syntax: <c>not well-formed JSON: …</c>.</summary>
    public static string DescribeSyntax(JsonException fault) =>
        $"not well-formed JSON: {Clause(fault.Message)} (line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1})";

    private static string Kind(string type) =>
        type.Contains("List`1", StringComparison.Ordinal) ? "a list"
        : type.Contains("System.Double", StringComparison.Ordinal) ? "a number"
        : type.Contains("System.Int32", StringComparison.Ordinal) ? "a whole number"
        : type.Contains("System.String", StringComparison.Ordinal) ? "text"
        : type.Contains("System.Boolean", StringComparison.Ordinal) ? "true or false"
        : "an object";

    /// <summary>The framework's message without its own account of the place.</summary>
    private static string Clause(string message)
    {
        var end = message.IndexOf(" Path:", StringComparison.Ordinal);
        if (end < 0)
            end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return Excerpt.Of((end < 0 ? message : message[..end]).TrimEnd('.', ' '), LongestClause);
    }
}
