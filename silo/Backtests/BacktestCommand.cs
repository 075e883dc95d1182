using System.CommandLine;
using ShopFloorTwin.Core.Learning.Scores;
using ShopFloorTwin.Intake.Deliveries;
using ShopFloorTwin.Intake.EventLogs;
using ShopFloorTwin.Silo.Commands;

namespace ShopFloorTwin.Silo.Backtests;

/// <summary><c>backtest log.csv</c>: walks a log forward in time and scores the twin's forecasts beside what a planner would have used.</summary>
public sealed class BacktestCommand
{
    private readonly CommandContext _context;
    private readonly Argument<FileInfo> _log = new("log.csv")
    {
        Description = "An event log of an MES (case, activity, start, end), deliveries (vendor, item, po_sent, scheduled, delivered, recorded), events one a line with --plant, or the folder of an SMT2020 model.",
    };

    private readonly Option<BacktestKind?> _kind = new("--kind") { Description = "What the log holds; left out: by its columns." };
    private readonly Option<DateTimeOffset?> _from = new("--from") { Description = "Forecasts made before are not scored, as 2012-02-15T00:00:00Z; left out: all are." };
    private readonly Option<TimeZoneInfo?> _timeZone = new("--time-zone")
    {
        Description = "Zone of the log's times, as Europe/Paris; left out: UTC.",
        CustomParser = TimeZoneText.ParseOption,
    };

    private readonly DeliveryColumns _columns = new();
    private readonly SimulationBacktest _simulation = new();

    private BacktestCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var self = new BacktestCommand(context);
        var command = new Command("backtest", "Walks a log forward in time, without looking ahead, and scores the forecasts against what came.")
        {
            self._log, self._kind, self._from, self._timeZone, context.Json,
        };
        self._columns.AddTo(command);
        self._simulation.AddTo(command);
        command.SetAction(parsed => (int)self.Run(parsed));
        return command;
    }

    private ExitCode Run(ParseResult parsed)
    {
        var log = parsed.GetRequiredValue(_log);
        var zone = parsed.GetValue(_timeZone) ?? TimeZoneInfo.Utc;
        var kind = parsed.GetValue(_kind) ?? BacktestKinds.Of(log);
        var report = kind is BacktestKind.Events or BacktestKind.Smt2020
            ? _simulation.Run(log, kind, parsed, parsed.GetValue(_from))
            : Read(parsed, log, kind, zone, parsed.GetValue(_from));
        if (parsed.GetValue(_context.Json))
            _context.Terminal.WriteJson(report, CommandJson.Options);
        else
            BacktestOutput.Write(_context.Terminal, report);
        return ExitCode.Ok;
    }

    private BacktestReport Read(ParseResult parsed, FileInfo log, BacktestKind kind, TimeZoneInfo zone, DateTimeOffset? from)
    {
        using var reader = new StreamReader(InputFile.Open(log));
        try
        {
            return kind switch
            {
                BacktestKind.EventLog => EventLogBacktest.Run(reader, new EventLogOptions { TimeZone = zone }, from),
                BacktestKind.Deliveries => DeliveriesBacktest.Run(reader, _columns.Read(parsed), from),
                _ => throw new CommandFailure(ExitCode.Usage, $"--kind {kind} is not known here"),
            };
        }
        catch (Exception fault) when (fault is EventLogFault or DeliveriesFault)
        {
            throw new CommandFailure(ExitCode.BadInput, $"{log}: {fault.Message}", fault);
        }
    }
}
