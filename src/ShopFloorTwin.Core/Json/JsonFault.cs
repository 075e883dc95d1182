using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ShopFloorTwin.Core.Json;

/// <summary>Says in the product's words what the serializer did not like.</summary>
public static class JsonFault
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
            return (path, $"must be {Kind(message[(wrong + WrongType.Length)..]) ?? Read(fault.InnerException) ?? "an object"}");
        return (path, message);
    }

    /// <summary>What a bare reader found wrong with the syntax: <c>not well-formed JSON: …</c>.</summary>
    public static string DescribeSyntax(JsonException fault) =>
        $"not well-formed JSON: {Syntax(Clause(fault.Message))} (line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1})";

    /// <summary>Where the framework speaks of its reader instead of the text.</summary>
    private static string Syntax(string message) =>
        message.Contains("does not contain any JSON tokens", StringComparison.Ordinal) ? "it is empty"
        : message.Contains("depth to be zero", StringComparison.Ordinal) ? "it ends before all that was opened is closed"
        : message.Contains("trailing comma", StringComparison.Ordinal) ? "a comma stands before a closing bracket"
        : message;

    /// <summary>What the reader was asked for: generated code names the type around it.</summary>
    private static string? Read(Exception? inner) => inner switch
    {
        FormatException { Message: var message } when message.Contains("Int", StringComparison.Ordinal) => "a whole number",
        FormatException => "a number",
        InvalidOperationException { Message: var message } when message.Contains("as a number", StringComparison.Ordinal) => "a number",
        InvalidOperationException { Message: var message } when message.Contains("as a string", StringComparison.Ordinal) => "text",
        InvalidOperationException { Message: var message } when message.Contains("as a boolean", StringComparison.Ordinal) => "true or false",
        _ => null,
    };

    private static string? Kind(string type) =>
        Names(type) is { Length: > 0 } names ? $"one of {string.Join(", ", names)}"
        : type.Contains("System.DateTimeOffset", StringComparison.Ordinal) ? $"a time with offset, as {Instants.Example}"
        : type.Contains("List`1", StringComparison.Ordinal) ? "a list"
        : type.Contains("System.Double", StringComparison.Ordinal) ? "a number"
        : type.Contains("System.Int32", StringComparison.Ordinal) ? "a whole number"
        : type.Contains("System.String", StringComparison.Ordinal) ? "text"
        : type.Contains("System.Boolean", StringComparison.Ordinal) ? "true or false"
        : null;

    /// <summary>Of an enum of this assembly, as JSON has them; empty: it is none.</summary>
    private static string[] Names(string type) =>
        typeof(JsonFault).Assembly.GetType(type) is not { IsEnum: true } known ? []
        : [.. known.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? field.Name)];

    /// <summary>The framework's message without its own account of the place.</summary>
    private static string Clause(string message)
    {
        var end = message.IndexOf(" Path:", StringComparison.Ordinal);
        if (end < 0)
            end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return Excerpt.Of((end < 0 ? message : message[..end]).TrimEnd('.', ' '), LongestClause);
    }
}
