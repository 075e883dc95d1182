using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Silo.Configuration;
using ShopFloorTwin.Silo.Replays;

namespace ShopFloorTwin.Silo.Commands;

/// <summary><c>replay events.ndjson</c>: runs recorded events through a site, with forecasts along the way.</summary>
public sealed class ReplayCommand
{
    private readonly CommandContext _context;
    private readonly Argument<FileInfo> _file = new("events.ndjson") { Description = "CloudEvents, one a line, in the order they came in." };
    private readonly Option<string?> _site = new("--site") { Description = "The site; left out: the plant document's." };
    private readonly Option<FileInfo?> _plant = new("--plant") { Description = "A plant document to import first." };
    private readonly Option<double?> _speed = new("--speed")
    {
        Description = "Times real time, as 3600 for an hour a second; left out: as fast as it goes.",
        CustomParser = ParseSpeed,
    };
    private readonly Option<TimeSpan?> _forecastEvery = new("--forecast-every")
    {
        Description = "Takes the forecasts of the open orders this often in the events' time (7d, 12h), and scores them at the end.",
        CustomParser = DurationText.ParseOption,
    };

    private readonly Option<DateTimeOffset?> _scoreFrom = new("--score-from")
    {
        Description = "Forecasts made before are shown but not scored: the end of what the plan was learned from, as 2012-02-15T00:00:00Z.",
    };

    private ReplayCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var self = new ReplayCommand(context);
        var command = new Command("replay", "Runs recorded events through a site. Twin:Clock is journal here unless it is configured.")
        {
            self._file, self._site, self._plant, self._speed, self._forecastEvery, self._scoreFrom, context.Json,
        };
        command.SetAction(async (parsed, cancellation) => (int)await self.RunAsync(parsed, cancellation));
        return command;
    }

    private async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var settings = Settings();
        var file = parsed.GetRequiredValue(_file);
        var plant = parsed.GetValue(_plant) is { } given ? await PlantFile.ReadAsync(given, _context.Terminal, cancellation) : null;
        var site = parsed.GetValue(_site) ?? plant?.Document.Site ?? throw new CommandFailure(ExitCode.Usage, "--site is missing (or --plant, which names one)");
        if (plant is not null && !string.Equals(plant.Document.Site, site, StringComparison.Ordinal))
            throw new CommandFailure(ExitCode.Usage, $"--site says {site}, and the plant document is of {plant.Document.Site}");

        await using var stream = InputFile.Open(file);
        await using var open = await _context.OpenAsync(settings, $"POST the events to /api/v1/sites/{site}/events there", cancellation);
        if (plant is not null)
            await open.ImportAsync(plant, settings.Clock, _context.Time, cancellation);
        var twin = await open.Engine.FindAsync(site, cancellation) ?? throw new CommandFailure(ExitCode.BadInput, $"there is no site {site}: give --plant, or import its plant document first");

        var output = new ReplayOutput(_context.Terminal, parsed.GetValue(_context.Json));
        var replay = new Replay(twin, _context.Time, settings.Clock, parsed.GetValue(_speed), parsed.GetValue(_forecastEvery), output.Forecasts) { ScoreFrom = parsed.GetValue(_scoreFrom) };
        ReplayResult? result = null;
        await _context.Terminal.WithProgressAsync(file.Name, async progress =>
            result = await replay.RunAsync(EventLine.ReadAsync(stream, cancellation), progress, cancellation));
        output.Result(result!);
        return result!.Refused == 0 ? ExitCode.Ok : ExitCode.BadInput;
    }

    /// <summary>Recorded events are of another time than now, so that their own is the clock unless somebody says otherwise.</summary>
    private TwinSettings Settings()
    {
        var configuration = _context.ReadConfiguration();
        var settings = new TwinSettingsReader(configuration).Read();
        return configuration["Twin:Clock"] is null ? settings with { Clock = EngineClock.Journal } : settings;
    }

    private static double? ParseSpeed(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var times) && times > 0)
            return times;
        result.AddError($"'{text}' is not a speed: write a number above 0");
        return null;
    }
}
