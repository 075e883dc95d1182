using System.CommandLine;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Learning.Scores;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Intake.Smt2020;
using ShopFloorTwin.Intake.Truth;
using ShopFloorTwin.Silo.Commands;

namespace ShopFloorTwin.Silo.Backtests;

/// <summary>The kinds of <c>backtest</c> that walk the events of a whole site: recorded or simulated ones, and the SMT2020 fab.</summary>
internal sealed class SimulationBacktest
{
    private static readonly Smt2020Options Defaults = new();

    private readonly Option<FileInfo?> _plant = new("--plant") { Description = "Events: the plant document they belong to." };
    private readonly Option<bool> _all = new("--all") { Description = "Events, SMT2020: every open order at every moment, in place of each once at half its lead time." };
    private readonly Option<TimeSpan> _every = new("--every")
    {
        Description = "Events, SMT2020: time between forecasts (8h, 1d).",
        CustomParser = parsed => DurationText.ParseOption(parsed) ?? TimeSpan.Zero,
        DefaultValueFactory = _ => TimeSpan.FromHours(8),
    };

    private readonly Option<double> _share = new("--share") { Description = "SMT2020: share of its lots and tools, above 0 up to 1.", DefaultValueFactory = _ => Defaults.Share };
    private readonly Option<int> _days = new("--days") { Description = "SMT2020: forecasts are made over so many days.", DefaultValueFactory = _ => Defaults.Days };
    private readonly Option<double> _dueShare = new("--due-share") { Description = "SMT2020: lead time promised per lead time of the model's dates.", DefaultValueFactory = _ => Defaults.DueShare };
    private readonly Option<ulong> _seed = new("--seed") { Description = "SMT2020: of its chance.", DefaultValueFactory = _ => Defaults.Seed };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _plant, _all, _every, _share, _days, _dueShare, _seed })
            command.Add(option);
    }

    /// <exception cref="CommandFailure">The files cannot be read, or do not hold what they should.</exception>
    public BacktestReport Run(FileInfo log, BacktestKind kind, ParseResult parsed, DateTimeOffset? from)
    {
        var every = parsed.GetValue(_every);
        if (every < TimeSpan.FromMinutes(1))
            throw new CommandFailure(ExitCode.Usage, "--every: a minute at least");
        var walk = new WalkOptions { From = from, Every = every, OnlyHalf = !parsed.GetValue(_all) };
        try
        {
            if (kind == BacktestKind.Smt2020)
                return Smt2020Backtest.Run(FilesBeside(log), Smt2020(parsed), walk);
            var plant = parsed.GetValue(_plant) ?? throw new CommandFailure(ExitCode.Usage, "--plant is missing: events belong to a plant document");
            return TruthBacktest.OfEvents(Plant(plant), Events(log), walk);
        }
        catch (Exception fault) when (fault is Smt2020Fault or InvalidDataException)
        {
            throw new CommandFailure(ExitCode.BadInput, $"{log}: {fault.Message}", fault);
        }
    }

    private Smt2020Options Smt2020(ParseResult parsed)
    {
        var options = new Smt2020Options { Share = parsed.GetValue(_share), Days = parsed.GetValue(_days), DueShare = parsed.GetValue(_dueShare), Seed = parsed.GetValue(_seed) };
        return options.Problem() is { } problem ? throw new CommandFailure(ExitCode.Usage, problem) : options;
    }

    private static Func<string, TextReader?> FilesBeside(FileInfo log)
    {
        var folder = Directory.Exists(log.FullName) ? log.FullName : log.DirectoryName!;
        return name => new FileInfo(Path.Combine(folder, Path.GetFileName(name))) is { Exists: true } file ? new StreamReader(InputFile.Open(file)) : null;
    }

    private static PlantDocument Plant(FileInfo file)
    {
        using var stream = InputFile.Open(file);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var (document, problems) = PlantReader.Read(bytes.ToArray());
        return document ?? throw new CommandFailure(ExitCode.BadInput, $"{file} is not a valid plant document: {problems[0]} ({problems.Count} problems)");
    }

    private static IEnumerable<CloudEvent> Events(FileInfo file)
    {
        using var reader = new StreamReader(InputFile.Open(file));
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var reading = EventReader.Read(System.Text.Encoding.UTF8.GetBytes(line));
            yield return reading.Event ?? throw new InvalidDataException($"line {number}: {reading.Refusal!.Detail}");
        }
    }
}
