using System.Globalization;
using System.Text;
using CsvHelper;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Json;

namespace ShopFloorTwin.Intake.EventLogs;

/// <summary>One line of the log: a piece of work on a case. Times in UTC; the end is never before the start.</summary>
internal readonly record struct EventLogRow(string Case, string Activity, DateTimeOffset Start, DateTimeOffset End);

/// <summary>Reads the lines of an event log.</summary>
internal static class EventLogReader
{
    private const int LongestName = 100;

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

    /// <exception cref="EventLogFault">A column is missing, or a line is not what it should be.</exception>
    public static List<EventLogRow> Read(TextReader text, EventLogOptions options)
    {
        using var csv = CsvReader.Create(text, Csv, leaveOpen: true);
        try
        {
            csv.ReadHeader();
            if (csv.Headers.Count == 0)
                throw new EventLogFault("the log is empty");
            foreach (var column in new[] { options.Case, options.Activity, options.Start, options.End })
            {
                if (!csv.Headers.Contains(column))
                    throw new EventLogFault($"the log has no column '{column}'; it has {string.Join(", ", csv.Headers)}");
            }
            var rows = new List<EventLogRow>();
            while (csv.Read())
            {
                if (rows.Count == Limits.EventLogRows)
                    throw new EventLogFault($"the log has more than {Limits.EventLogRows} lines");
                rows.Add(ReadRow(csv, options));
            }
            return rows;
        }
        catch (CsvFormatException fault)
        {
            throw new EventLogFault($"the log is not well-formed CSV: {fault.Message}", fault);
        }
    }

    private static EventLogRow ReadRow(CsvReader csv, EventLogOptions options)
    {
        var (start, end) = (Time(csv, options.Start, options), Time(csv, options.End, options));
        if (end.Local < start.Local)
            throw new EventLogFault($"line {csv.LineNumber}: {options.End} is before {options.Start}");
        // Over the end of daylight saving a later local time may be an earlier instant.
        var instants = (start.Utc, End: end.Utc < start.Utc ? start.Utc : end.Utc);
        return new EventLogRow(Name(csv, options.Case), Name(csv, options.Activity), instants.Utc, instants.End);
    }

    private static string Name(CsvReader csv, string column)
    {
        var name = csv.GetString(column);
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
            throw new EventLogFault($"line {csv.LineNumber}: {column} must have 1 to {LongestName} characters");
        return name;
    }

    private static (DateTime Local, DateTimeOffset Utc) Time(CsvReader csv, string column, EventLogOptions options)
    {
        var text = csv.GetString(column);
        if (Instants.TryParse(Encoding.UTF8.GetBytes(text), out var instant))
            return (instant.UtcDateTime, instant);
        if (!DateTime.TryParseExact(text, [.. options.TimeFormats], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            throw new EventLogFault($"line {csv.LineNumber}: {column} is no time: '{text}'");
        // An hour that daylight saving leaves out is taken as the one behind it.
        var valid = options.TimeZone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return (local, new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(valid, options.TimeZone)));
    }
}
