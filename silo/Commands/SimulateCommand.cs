using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Learning.Queues;
using ShopFloorTwin.Intake.Simulation;

namespace ShopFloorTwin.Silo.Commands;

/// <summary><c>simulate --seed</c>: a random plant with known truth, and all that happens on it, for <c>import</c>, <c>replay</c> and <c>backtest</c>.</summary>
public sealed class SimulateCommand
{
    private sealed record Answer(
        ulong Seed, string Site, int WorkCenters, int Products, int Orders, int LateOrders, int Events, DateTimeOffset From, DateTimeOffset? To, string? Plant, string? EventsFile, string? Truth);

    private static readonly SimulationOptions Defaults = new();
    private static readonly JsonSerializerOptions TruthJson = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private readonly CommandContext _context;
    private readonly Option<ulong> _seed = new("--seed") { Description = "The same seed and options give the same plant and events.", Required = true };
    private readonly Option<string> _site = new("--site") { Description = "Id of the site it becomes.", DefaultValueFactory = _ => Defaults.Site };
    private readonly Option<int> _orders = new("--orders") { Description = "Orders of customers; each brings the orders of its parts.", DefaultValueFactory = _ => Defaults.Orders };
    private readonly Option<int> _workCenters = new("--workCenters") { Description = "Work centers, of one to three units.", DefaultValueFactory = _ => Defaults.WorkCenters };
    private readonly Option<int> _products = new("--products") { Description = "Products that are sold.", DefaultValueFactory = _ => Defaults.Products };
    private readonly Option<int> _levels = new("--levels") { Description = "Levels of made products, 1 to 3.", DefaultValueFactory = _ => Defaults.Levels };
    private readonly Option<int> _days = new("--days") { Description = "Orders are released over so many days.", DefaultValueFactory = _ => Defaults.Days };
    private readonly Option<double> _load = new("--load") { Description = "Planned work of the busiest work center per open minute.", DefaultValueFactory = _ => Defaults.Load };
    private readonly Option<QueueDiscipline> _discipline = new("--discipline") { Description = "Who goes first: slack (the product's rule), firstCome, dueDate or shortest.", DefaultValueFactory = _ => Defaults.Discipline };
    private readonly Option<double> _faults = new("--faults") { Description = "Times the usual breakdowns, scrap, holds and late deliveries; 0 for none.", DefaultValueFactory = _ => 1 };
    private readonly Option<bool> _exact = new("--exact") { Description = "Planned minutes are right but for a tenth and nothing goes wrong but what the forecast believes without history." };
    private readonly Option<FileInfo?> _plant = new("--plant") { Description = "Where the plant document goes." };
    private readonly Option<FileInfo?> _events = new("--events") { Description = "Where the events go, one a line." };
    private readonly Option<FileInfo?> _truth = new("--truth") { Description = "Where the truth goes: distributions, and when each order was really done." };

    private SimulateCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context)
    {
        var self = new SimulateCommand(context);
        var command = new Command("simulate", "Makes a random plant whose truth is known, and what happens on it.")
        {
            self._seed, self._site, self._orders, self._workCenters, self._products, self._levels, self._days, self._load,
            self._discipline, self._faults, self._exact, self._plant, self._events, self._truth, context.Json,
        };
        command.SetAction(async (parsed, cancellation) => (int)await self.RunAsync(parsed, cancellation));
        return command;
    }

    private async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var options = OptionsOf(parsed);
        if (!Ids.IsValidSite(options.Site))
            throw new CommandFailure(ExitCode.Usage, $"--site: {options.Site} is not an id of a site");
        if (options.Problem() is { } problem)
            throw new CommandFailure(ExitCode.Usage, problem);
        var site = RandomPlant.Make(options);
        var run = FloorSimulation.Run(site);
        var (plant, events, truth) = (parsed.GetValue(_plant), parsed.GetValue(_events), parsed.GetValue(_truth));
        if (plant is not null)
            await OutputFile.WriteAsync(plant, [PlantWriter.Write(site.Plant)], cancellation);
        if (events is not null)
            await OutputFile.WriteLinesAsync(events, run.Events.Select(one => one.Body), cancellation);
        if (truth is not null)
            await OutputFile.WriteAsync(truth, [JsonSerializer.SerializeToUtf8Bytes(new { site.Truth, run.Finishes }, TruthJson)], cancellation);

        var due = site.Later.ToDictionary(later => later.Order.Id, later => later.Order.Due, StringComparer.Ordinal);
        var answer = new Answer(
            options.Seed, options.Site, site.Plant.WorkCenters.Count, site.Plant.Products.Count, run.Finishes.Count,
            run.Finishes.Count(one => one.Value > due.GetValueOrDefault(one.Key)), run.Events.Count, site.Start,
            run.Events.Count == 0 ? null : run.Events[^1].Time, plant?.ToString(), events?.ToString(), truth?.ToString());
        if (parsed.GetValue(_context.Json))
            _context.Terminal.WriteJson(answer, CommandJson.Options);
        else
            _context.Terminal.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Seed {answer.Seed}: {answer.WorkCenters} work centers, {answer.Products} products, {answer.Orders} orders of which {answer.LateOrders} were late, {answer.Events} events from {CellText.Time(answer.From)} to {CellText.Time(answer.To ?? answer.From)} UTC."));
        return ExitCode.Ok;
    }

    private SimulationOptions OptionsOf(ParseResult parsed)
    {
        var seed = parsed.GetValue(_seed);
        var kind = parsed.GetValue(_exact) ? SimulationOptions.Exact(seed) : Defaults with { Seed = seed };
        var faults = parsed.GetValue(_faults);
        if (faults is not (>= 0 and <= 10))
            throw new CommandFailure(ExitCode.Usage, "--faults: 0 to 10");
        return kind with
        {
            Site = parsed.GetRequiredValue(_site),
            Orders = parsed.GetValue(_orders),
            WorkCenters = parsed.GetValue(_workCenters),
            Products = parsed.GetValue(_products),
            Levels = parsed.GetValue(_levels),
            Days = parsed.GetValue(_days),
            Load = parsed.GetValue(_load),
            Discipline = parsed.GetValue(_discipline),
            HoursBetweenFailures = faults == 0 ? double.PositiveInfinity : kind.HoursBetweenFailures / faults,
            ScrapRate = Math.Min(0.5, kind.ScrapRate * faults),
            HoldProbability = Math.Min(1, kind.HoldProbability * faults),
            LateShare = Math.Min(0.9, kind.LateShare * faults),
        };
    }
}
