using CsvHelper;

namespace ShopFloorTwin.Intake;

/// <summary>Reads the lines of a log that is a CSV file with a header.</summary>
/// <param name="Columns">Must be there.</param>
/// <param name="MostRows">More are refused.</param>
/// <param name="LongestName">Characters of a name.</param>
/// <param name="Fault">Makes the exception that says what is wrong.</param>
internal sealed record CsvLog(IReadOnlyList<string> Columns, int MostRows, int LongestName, Func<string, Exception?, Exception> Fault)
{
    /// <summary>Years that times of a log may lie in, the last one left out: others are mistakes of whoever wrote it.</summary>
    public const int FirstYear = 1970, LastYear = 2100;
    private const int LongestQuoted = 40;

    private static readonly CsvReaderOptions Csv = new()
    {
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
        IncludeValuesInExceptions = false,
        MaxRecordSize = 64 * 1024,
        PoolStrings = true,
        TrackLineNumbers = true,
        TrimWhitespace = true,
    };

    /// <exception cref="Exception">As <see cref="Fault"/> makes it: a column is missing, or a line is not what it should be.</exception>
    public List<TRow> Read<TRow>(TextReader text, Func<CsvReader, TRow> row)
    {
        using var csv = CsvReader.Create(text, Csv, leaveOpen: true);
        try
        {
            csv.ReadHeader();
            if (csv.Headers.Count == 0)
                throw Fault("the log is empty", null);
            foreach (var column in Columns)
            {
                if (!csv.Headers.Contains(column))
                    throw Fault($"the log has no column '{column}'; it has {string.Join(", ", csv.Headers)}", null);
            }
            var rows = new List<TRow>();
            while (csv.Read())
            {
                if (rows.Count == MostRows)
                    throw Fault($"the log has more than {MostRows} lines", null);
                rows.Add(row(csv));
            }
            return rows;
        }
        catch (CsvFormatException fault)
        {
            throw Fault($"the log is not well-formed CSV: {fault.Message}", fault);
        }
    }

    /// <summary>What a message shows of a cell.</summary>
    public static string Quoted(string text) => text.Length > LongestQuoted ? text[..LongestQuoted] + "…" : text;

    /// <summary>A name in a column of the line.</summary>
    public string Name(CsvReader csv, string column)
    {
        var name = csv.GetString(column);
        if (name.Length == 0 || name.Length > LongestName || name.Any(char.IsControl))
            throw Fault($"line {csv.LineNumber}: {column} must have 1 to {LongestName} characters", null);
        return name;
    }
}
