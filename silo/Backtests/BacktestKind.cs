using ShopFloorTwin.Silo.Commands;

namespace ShopFloorTwin.Silo.Backtests;

/// <summary>What a log to be walked through holds.</summary>
public enum BacktestKind
{
    /// <summary>A line a piece of work: case, activity, start, end.</summary>
    EventLog,

    /// <summary>A line a delivery: vendor, promised, delivered.</summary>
    Deliveries,

    /// <summary>CloudEvents, one a line, beside a plant document: simulated, or recorded.</summary>
    Events,

    /// <summary>The folder of an SMT2020 model, or its order.txt: simulated first.</summary>
    Smt2020,
}

/// <summary>Tells the kinds of logs apart.</summary>
internal static class BacktestKinds
{
    private const int LongestHeader = 200;

    /// <exception cref="CommandFailure">The columns are those of no kind known here.</exception>
    public static BacktestKind Of(FileInfo log)
    {
        if (Directory.Exists(log.FullName))
            return BacktestKind.Smt2020;
        using var reader = new StreamReader(InputFile.Open(log));
        var header = reader.ReadLine();
        if (string.IsNullOrWhiteSpace(header))
            throw new CommandFailure(ExitCode.BadInput, $"{log}: the log is empty");
        if (header.StartsWith('{'))
            return BacktestKind.Events;
        if (header.Split('\t') is ["LOT", "PART", ..])
            return BacktestKind.Smt2020;
        var columns = header.Split(',').Select(column => column.Trim(' ', '"')).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (columns.Contains("activity"))
            return BacktestKind.EventLog;
        if (columns.Contains("delivered"))
            return BacktestKind.Deliveries;
        var shown = header.Length > LongestHeader ? header[..LongestHeader] + "…" : header;
        throw new CommandFailure(
            ExitCode.BadInput,
            $"{log}: its columns are those of no kind of log known here: {shown}. An event log has case_id, activity, start_timestamp and timestamp, deliveries have vendor, scheduled and delivered, with commas between; "
            + "for deliveries with other names say --kind Deliveries and the columns (see --help)");
    }
}
