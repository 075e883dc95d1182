using System.Globalization;

namespace ShopFloorTwin.Core.Scenarios;

/// <summary>
/// Tables as CSV (RFC 4180), for spreadsheets: a point for decimals, times in UTC. A text that a spreadsheet would take for a formula
/// stays text: names and notes are other people's words.
/// </summary>
public static class CsvText
{
    public static string Row(params ReadOnlySpan<object?> cells)
    {
        var texts = new List<string>(cells.Length);
        foreach (var cell in cells)
            texts.Add(Cell(cell));
        return string.Join(',', texts) + "\r\n";
    }

    private static string Cell(object? value)
    {
        var text = value switch
        {
            null => "",
            double number when !double.IsFinite(number) => "",
            DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            IFormattable known => known.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] formula ? "'" + formula : value.ToString() ?? "",
        };
        return text.AsSpan().ContainsAny("\",\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
