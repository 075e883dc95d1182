using System.Globalization;

namespace ShopFloorTwin.Intake.Smt2020;

/// <summary>A tab-separated file with a header line.</summary>
internal sealed class TabFile
{
    private readonly string _name;
    private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string[]> _rows = [];

    private TabFile(string name) => _name = name;

    /// <exception cref="Smt2020Fault">It is empty, lacks a column, or has too many lines.</exception>
    public static TabFile Read(string name, TextReader reader, params ReadOnlySpan<string> columns)
    {
        var file = new TabFile(name);
        var header = reader.ReadLine() ?? throw new Smt2020Fault($"{name} is empty");
        foreach (var (place, column) in header.Split('\t').Index())
            file._columns.TryAdd(column.Trim(), place);
        foreach (var column in columns)
        {
            if (!file._columns.ContainsKey(column))
                throw new Smt2020Fault($"{name}, line 1: there is no column {column}");
        }
        while (reader.ReadLine() is { } line)
        {
            if (file._rows.Count == Core.Limits.Smt2020Rows)
                throw new Smt2020Fault($"{name} has more than {Core.Limits.Smt2020Rows} lines");
            file._rows.Add(line.Split('\t'));
        }
        return file;
    }

    /// <summary>Lines that say something in a column.</summary>
    public IEnumerable<Row> Rows(string column) => _rows.Select((cells, index) => new Row(this, index)).Where(row => row.Text(column).Length > 0);

    /// <summary>A line.</summary>
    internal readonly record struct Row(TabFile File, int Index)
    {
        /// <summary>Without blanks around it; empty where there is none.</summary>
        public string Text(string column) =>
            File._columns.TryGetValue(column, out var place) && place < File._rows[Index].Length ? File._rows[Index][place].Trim() : "";

        /// <summary>0 where there is none.</summary>
        public double Number(string column)
        {
            var text = Text(column);
            return text.Length == 0 ? 0
                : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= Core.Limits.LargestNumber ? number
                : throw Fault($"{column} is '{text}', not a number of 0 or more");
        }

        /// <summary>Of a number in a column, with its unit in another.</summary>
        public double Minutes(string column, string unitColumn) => Number(column) * Text(unitColumn) switch
        {
            "" or "min" => 1,
            "sec" => 1 / 60.0,
            "hr" => 60,
            "day" => 1440,
            var unit => throw Fault($"{unitColumn} is '{unit}'; known are sec, min, hr, day"),
        };

        /// <summary>Month, day and year of two digits, with the time.</summary>
        public DateTimeOffset Time(string column) =>
            DateTimeOffset.TryParseExact(Text(column), "MM/dd/yy HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
                : throw Fault($"{column} is '{Text(column)}', not a time like 01/31/18 23:59:59");

        public Smt2020Fault Fault(string what) => new($"{File._name}, line {Index + 2}: {what}");
    }
}

/// <summary>A file of an SMT2020 model cannot be read.</summary>
public sealed class Smt2020Fault(string message) : Exception(message);
