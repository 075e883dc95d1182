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

    /// <exception cref="EventLogFault">A column is missing, or a line is not what it should be.</exception>
    public static List<EventLogRow> Read(TextReader text, EventLogOptions options)
    {
        var log = new CsvLog([options.Case, options.Activity, options.Start, options.End], Limits.EventLogRows, LongestName, static (message, inner) => new EventLogFault(message, inner));
        return log.Read(text, csv => ReadRow(csv, log, options));
    }

    private static EventLogRow ReadRow(CsvReader csv, CsvLog log, EventLogOptions options)
    {
        var (start, end) = (Time(csv, options.Start, options), Time(csv, options.End, options));
        if (end.Local < start.Local)
            throw new EventLogFault($"line {csv.LineNumber}: {options.End} is before {options.Start}");
        // Over the end of daylight saving a later local time may be an earlier instant.
        var instants = (start.Utc, End: end.Utc < start.Utc ? start.Utc : end.Utc);
        return new EventLogRow(log.Name(csv, options.Case), log.Name(csv, options.Activity), instants.Utc, instants.End);
    }

    private static (DateTime Local, DateTimeOffset Utc) Time(CsvReader csv, string column, EventLogOptions options)
    {
        var time = Read(csv, column, options);
        return time.Local.Year is >= CsvLog.FirstYear and < CsvLog.LastYear ? time
            : throw new EventLogFault($"line {csv.LineNumber}: {column} must lie between the years {CsvLog.FirstYear} and {CsvLog.LastYear}, not '{CsvLog.Quoted(csv.GetString(column))}'");
    }

    private static (DateTime Local, DateTimeOffset Utc) Read(CsvReader csv, string column, EventLogOptions options)
    {
        var text = csv.GetString(column);
        if (Instants.TryParse(Encoding.UTF8.GetBytes(text), out var instant))
            return (instant.UtcDateTime, instant);
        if (!DateTime.TryParseExact(text, [.. options.TimeFormats], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            throw new EventLogFault($"line {csv.LineNumber}: {column} is no time: '{CsvLog.Quoted(text)}'; write it as 2012-01-30T06:24:00Z, or 2012/01/30 06:24:00 in the log's time zone");
        // An hour that daylight saving leaves out is taken as the one behind it.
        var valid = options.TimeZone.IsInvalidTime(local) ? local.AddHours(1) : local;
        return (local, new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(valid, options.TimeZone)));
    }
}
