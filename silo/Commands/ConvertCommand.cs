using System.CommandLine;
using System.Globalization;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Intake.EventLogs;

namespace ShopFloorTwin.Silo.Commands;

/// <summary><c>convert log.csv</c>: an MES event log to a plant document and events, for <c>import</c> and <c>replay</c>.</summary>
public sealed class ConvertCommand
{
    private sealed record Answer(
        string Site, string Plant, string Events, int WorkCenters, int Products, int EventCount, int Orders, int StillOpen, DateTimeOffset SplitAt);

    private readonly CommandContext _context;
    private readonly Argument<FileInfo> _log = new("log.csv") { Description = "One line a piece of work: case, activity, start, end." };
    private readonly Option<string> _site = new("--site") { Description = "Id of the site it becomes.", Required = true };
    private readonly Option<FileInfo> _plant = new("--plant") { Description = "Where the plant document goes.", Required = true };
    private readonly Option<FileInfo> _events = new("--events") { Description = "Where the events go, one a line.", Required = true };
    private readonly Option<TimeZoneInfo?> _timeZone = new("--time-zone")
    {
        Description = "Zone of the log's times, as Europe/Paris; left out: UTC.",
        CustomParser = TimeZoneText.ParseOption,
    };
    private readonly Option<DateTimeOffset?> _split = new("--split")
    {
        Description = "Planned figures are taken from what happened before, as 2012-02-15T00:00:00Z; left out: the middle of the log.",
    };

    private ConvertCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var self = new ConvertCommand(context);
        var command = new Command("convert", "Turns an event log of an MES into a plant document and events.")
        {
            self._log, self._site, self._plant, self._events, self._timeZone, self._split, context.Json,
        };
        command.SetAction(async (parsed, cancellation) => (int)await self.RunAsync(parsed, cancellation));
        return command;
    }

    private async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var defaults = new EventLogOptions();
        var options = defaults with { TimeZone = parsed.GetValue(_timeZone) ?? defaults.TimeZone, SplitAt = parsed.GetValue(_split) };
        var site = parsed.GetRequiredValue(_site);
        var import = Read(parsed.GetRequiredValue(_log), site, options);
        var (plant, events) = (parsed.GetRequiredValue(_plant), parsed.GetRequiredValue(_events));
        await OutputFile.WriteAsync(plant, [PlantWriter.Write(import.Plant)], cancellation);
        await OutputFile.WriteLinesAsync(events, import.Events.Select(one => (ReadOnlyMemory<byte>)one), cancellation);

        var answer = new Answer(
            site, plant.ToString(), events.ToString(), import.Plant.WorkCenters.Count, import.Plant.Products.Count,
            import.EventCount, import.Cases.Count, import.Cases.Count(one => one.Finished is null), import.SplitAt);
        if (parsed.GetValue(_context.Json))
            _context.Terminal.WriteJson(answer, CommandJson.Options);
        else
            _context.Terminal.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{plant}: {answer.WorkCenters} work centers, {answer.Products} routings. {events}: {answer.EventCount} events of {answer.Orders} orders, {answer.StillOpen} still open at the end. Planned figures are from before {CellText.Time(answer.SplitAt)} UTC."));
        return ExitCode.Ok;
    }

    private static EventLogImport Read(FileInfo log, string site, EventLogOptions options)
    {
        using var reader = new StreamReader(InputFile.Open(log));
        try
        {
            return EventLogImporter.Import(reader, site, options);
        }
        catch (EventLogFault fault)
        {
            throw new CommandFailure(ExitCode.BadInput, $"{log}: {fault.Message}", fault);
        }
    }
}
