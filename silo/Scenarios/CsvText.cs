using System.Globalization;

namespace ShopFloorTwin.Silo.Scenarios;

/// <summary>Tables as CSV (RFC 4180), for spreadsheets: one header, a point for decimals, times in UTC.</summary>
internal static class CsvText
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
            _ => value.ToString() ?? "",
        };
        return text.AsSpan().ContainsAny("\",\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
