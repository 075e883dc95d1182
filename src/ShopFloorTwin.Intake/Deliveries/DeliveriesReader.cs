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

    /// <exception cref="DeliveriesFault">A column is missing, or a line is not what it should be.</exception>
    public static List<Delivery> Read(TextReader text, DeliveriesOptions options)
    {
        using var csv = CsvReader.Create(text, Csv, leaveOpen: true);
        try
        {
            csv.ReadHeader();
            if (csv.Headers.Count == 0)
                throw new DeliveriesFault("the log is empty");
            foreach (var column in new[] { options.Vendor, options.Promised, options.Delivered })
            {
                if (!csv.Headers.Contains(column))
                    throw new DeliveriesFault($"the log has no column '{column}'; it has {string.Join(", ", csv.Headers)}");
            }
            var rows = new List<Delivery>();
            while (csv.Read())
            {
                if (rows.Count == Limits.DeliveryRows)
                    throw new DeliveriesFault($"the log has more than {Limits.DeliveryRows} lines");
                rows.Add(ReadRow(csv, options));
            }
            return rows;
        }
        catch (CsvFormatException fault)
        {
            throw new DeliveriesFault($"the log is not well-formed CSV: {fault.Message}", fault);
        }
    }

    /// <summary>Morning of a day since 2000, in UTC.</summary>
    public static DateTimeOffset Morning(int day) => new(Epoch.AddDays(day).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>The day since 2000 of a moment.</summary>
    public static int DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime).DayNumber - Epoch.DayNumber;

    private static Delivery ReadRow(CsvReader csv, DeliveriesOptions options)
    {
        var promised = Day(csv, options.Promised, options) ?? throw new DeliveriesFault($"line {csv.LineNumber}: {options.Promised} is empty");
        var delivered = Day(csv, options.Delivered, options);
        var recorded = Optional(csv, options.Recorded, options) ?? delivered;
        var ordered = Optional(csv, options.Ordered, options);
        // An order that is dated on or behind its own promised day says nothing of when it was known.
        var known = ordered < promised ? ordered.Value : promised - options.KnownDays;
        return new Delivery(
            Name(csv, options.Vendor), csv.Headers.Contains(options.Product) ? Name(csv, options.Product) : "",
            known, promised, delivered, delivered is null ? null : Math.Max(delivered.Value, recorded!.Value));
    }

    private static string Name(CsvReader csv, string column)
    {
        var name = csv.GetString(column);
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
            throw new DeliveriesFault($"line {csv.LineNumber}: {column} must have 1 to {LongestName} characters");
        return name;
    }

    private static int? Optional(CsvReader csv, string column, DeliveriesOptions options) =>
        csv.Headers.Contains(column) ? Day(csv, column, options) : null;

    private static int? Day(CsvReader csv, string column, DeliveriesOptions options)
    {
        var text = csv.GetString(column);
        if (text.Length == 0)
            return null;
        if (!DateTime.TryParseExact(text, [.. options.DateFormats], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var day))
            throw new DeliveriesFault($"line {csv.LineNumber}: {column} is no date: '{(text.Length > 40 ? text[..40] : text)}'");
        return DateOnly.FromDateTime(day).DayNumber - Epoch.DayNumber;
    }
}
