using System.Globalization;
using CsvHelper;
using ShopFloorTwin.Core;

namespace ShopFloorTwin.Intake.Deliveries;

/// <summary>One delivery, in days since 2000; null: not known, or not yet.</summary>
internal sealed record Delivery(string Vendor, string Product, int Known, int Promised, int? Delivered, int? Recorded)
{
    /// <summary>Days behind the promised day.</summary>
    public int? Late => Delivered - Promised;
}

/// <summary>Reads the lines of a log of deliveries.</summary>
internal static class DeliveriesReader
{
    private const int LongestName = 300;

    private static readonly DateOnly Epoch = new(2000, 1, 1);

    /// <exception cref="DeliveriesFault">A column is missing, or a line is not what it should be.</exception>
    public static List<Delivery> Read(TextReader text, DeliveriesOptions options)
    {
        var log = new CsvLog([options.Vendor, options.Promised, options.Delivered], Limits.DeliveryRows, LongestName, static (message, inner) => new DeliveriesFault(message, inner));
        return log.Read(text, csv => ReadRow(csv, log, options));
    }

    /// <summary>Morning of a day since 2000, in UTC.</summary>
    public static DateTimeOffset Morning(int day) => new(Epoch.AddDays(day).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>The day since 2000 of a moment.</summary>
    public static int DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime).DayNumber - Epoch.DayNumber;

    private static Delivery ReadRow(CsvReader csv, CsvLog log, DeliveriesOptions options)
    {
        var promised = Day(csv, options.Promised, options) ?? throw new DeliveriesFault($"line {csv.LineNumber}: {options.Promised} is empty");
        var delivered = Day(csv, options.Delivered, options);
        var recorded = Optional(csv, options.Recorded, options) ?? delivered;
        var ordered = Optional(csv, options.Ordered, options);
        // An order that is dated on or behind its own promised day says nothing of when it was known.
        var known = ordered < promised ? ordered.Value : promised - options.KnownDays;
        return new Delivery(
            log.Name(csv, options.Vendor), csv.Headers.Contains(options.Product) ? log.Name(csv, options.Product) : "",
            known, promised, delivered, delivered is null ? null : Math.Max(delivered.Value, recorded!.Value));
    }

    private static int? Optional(CsvReader csv, string column, DeliveriesOptions options) =>
        csv.Headers.Contains(column) ? Day(csv, column, options) : null;

    private static int? Day(CsvReader csv, string column, DeliveriesOptions options)
    {
        var text = csv.GetString(column);
        if (text.Length == 0)
            return null;
        if (!DateTime.TryParseExact(text, [.. options.DateFormats], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var day))
            throw new DeliveriesFault($"line {csv.LineNumber}: {column} is no date: '{CsvLog.Quoted(text)}'; write it as 2012-03-31");
        if (day.Year is < CsvLog.FirstYear or >= CsvLog.LastYear)
            throw new DeliveriesFault($"line {csv.LineNumber}: {column} must lie between the years {CsvLog.FirstYear} and {CsvLog.LastYear}, not '{CsvLog.Quoted(text)}'");
        return DateOnly.FromDateTime(day).DayNumber - Epoch.DayNumber;
    }
}
