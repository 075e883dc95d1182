using System.Globalization;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Learning.Queues;
using ShopFloorTwin.Intake.Simulation;

namespace ShopFloorTwin.Intake.Smt2020;

/// <summary>
/// An SMT2020 wafer fab (AutoSched tables, tab-separated) as a simulated site: a work center per tool family, a product per part,
/// an order per lot. What is beyond the twin's model is simplified, in <see cref="Assumptions"/>.
/// </summary>
public static class Smt2020Site
{
    /// <summary>What was simplified, in words.</summary>
    public static IReadOnlyList<string> Assumptions { get; } =
    [
        "a batch tool is as many units as lots fit into its smallest full batch; a lot does not wait for others to fill it",
        "a tool that cascades is taken for the whole lot, without the next one following on",
        "set-ups between kinds of lots are left out, and so are limits on the time between two steps",
        "which sampled steps a lot takes is drawn, and known, when it is released",
        "a lot that is reworked goes through the steps from RWKSTEP on once more",
        "breakdowns and maintenance take out single tools, maintenance spread evenly over them; maintenance by pieces comes by the time these take",
        "lots go by priority, then by slack",
        "due dates are those of the model, drawn in by a stated share of the lead time, so that some lots are late",
    ];

    /// <param name="open">Opens a file of the model by its name; null: there is none.</param>
    /// <param name="options">How much of it.</param>
    /// <exception cref="Smt2020Fault">A file is missing or cannot be read, or there is nothing to simulate.</exception>
    public static SimulatedSite Read(Func<string, TextReader?> open, Smt2020Options options)
    {
        if (options.Problem() is { } problem)
            throw new Smt2020Fault(problem);
        var model = Smt2020Model.Read(open);
        if (model.Wip.Count + model.Releases.Count == 0)
            throw new Smt2020Fault("there are no lots in order.txt and WIP.txt");
        var start = model.Wip.Select(lot => lot.Start).Concat(model.Releases.Select(release => release.Start)).Min();
        var chance = new Chance(options.Seed).Of("smt2020");
        var units = Units(model, options);
        return new SimulatedSite
        {
            Plant = new PlantDocument
            {
                Site = options.Site,
                Name = "SMT2020",
                AsOf = start,
                WorkCenters = [.. units.Select(one => new WorkCenterSpec { Id = one.Key, Name = model.Tools[one.Key].Group, Capacity = one.Value.Units })],
                Products = [.. model.Routes.Select(route => new ProductSpec { Id = route.Key, Routing = [.. route.Value.Select(Step)] })],
                Orders = [.. Some(model.Wip, options.Share).Select(lot => Order(lot, model.Routes[lot.Part], options, chance))],
            },
            Truth = new KnownTruth
            {
                Seed = options.Seed,
                Discipline = QueueDiscipline.Slack,
                Durations = [.. model.Routes.SelectMany(route => route.Value.Select(step => Duration(route.Key, step)))],
                Outages = [.. model.Outages.SelectMany(outage => Outages(outage, model, units, options.Share))],
                Suppliers = [],
                TransportMinutes = new Distribution(DistributionKind.Uniform, model.Transport.Middle, model.Transport.HalfWidth),
            },
            Later = [.. model.Releases.SelectMany(release => Lots(release, model.Routes[release.Part], start, options, chance))],
            ReportsMachines = false,
            UntilMinutes = (options.Days + options.SettleDays) * 1440.0,
        };
    }

    /// <summary>Tool families that are used, with their units and how many of these are one tool.</summary>
    private static Dictionary<string, (int Units, int AtOnce)> Units(Smt2020Model model, Smt2020Options options)
    {
        var pieces = model.Wip.Select(lot => lot.Pieces).Concat(model.Releases.Select(release => release.Pieces)).Max();
        return model.Routes.Values.SelectMany(route => route).GroupBy(step => step.Tool).ToDictionary(
            family => family.Key.Family,
            family =>
            {
                var batches = family.Where(step => step.BatchPieces > 0).Select(step => step.BatchPieces / pieces).DefaultIfEmpty(1).Min();
                var atOnce = Math.Max(1, batches);
                return (Math.Min(Core.Limits.WorkCenterCapacity, (int)Math.Ceiling(family.Key.Quantity * options.Share) * atOnce), atOnce);
            },
            StringComparer.OrdinalIgnoreCase);
    }

    private static RoutingStepSpec Step(Smt2020Step step) => new()
    {
        Operation = step.Step,
        Name = step.Name,
        WorkCenter = step.Tool.Family,
        SetupMinutes = Math.Round(step.FixedMinutes, 3),
        MinutesPerUnit = Math.Round(step.MinutesPerPiece, 4),
    };

    private static DurationTruth Duration(string part, Smt2020Step step) => new(
        part, step.Step, step.Tool.Family, new Distribution(DistributionKind.Uniform, 1, step.HalfWidth), 0,
        step is { Rework: > 0, ReworkStep.Length: > 0 } ? new Rework(step.Rework, step.ReworkStep) : null);

    private static IEnumerable<OutageTruth> Outages(Smt2020Outage outage, Smt2020Model model, Dictionary<string, (int Units, int AtOnce)> units, double share)
    {
        foreach (var (family, (_, atOnce)) in units)
        {
            var tool = model.Tools[family];
            if (!string.Equals(outage.IsOfGroup ? tool.Group : tool.Family, outage.Resource, StringComparison.OrdinalIgnoreCase))
                continue;
            var between = outage.IsByPieces ? outage.Between / PiecesPerMinute(tool, model) : outage.Between;
            var lasts = outage.IsDown
                ? new Distribution(DistributionKind.Exponential, outage.LastsMinutes)
                : new Distribution(DistributionKind.Uniform, outage.LastsMinutes, outage.LastsHalfWidth);
            yield return outage.IsDown
                ? new OutageTruth(family, OutageClock.Wall, new Distribution(DistributionKind.Exponential, between), lasts, "breakdown", null, atOnce)
                : new OutageTruth(family, OutageClock.Wall, new Distribution(DistributionKind.Constant, between), lasts, outage.Name, new Distribution(DistributionKind.Uniform, between / 2, between / 2), atOnce);
        }
    }

    /// <summary>That go through one tool of a family, by the releases.</summary>
    private static double PiecesPerMinute(Smt2020Tool tool, Smt2020Model model) => Math.Max(1e-9, model.Releases
        .Where(release => release.EveryMinutes > 0)
        .Sum(release => release.Pieces / release.EveryMinutes * model.Routes[release.Part].Where(step => step.Tool == tool).Sum(step => step.Share)) / tool.Quantity);

    private static OrderSpec Order(Smt2020Lot lot, IReadOnlyList<Smt2020Step> route, Smt2020Options options, Chance chance) => new()
    {
        Id = lot.Lot,
        Product = lot.Part,
        Quantity = lot.Pieces,
        Priority = lot.Priority,
        Due = lot.Start + (lot.Due - lot.Start) * options.DueShare,
        PlannedStart = lot.Start,
        Operations = Sampled(lot.Lot, route.SkipWhile(step => step.Step != lot.Step), chance),
    };

    private static IEnumerable<LaterOrder> Lots(Smt2020Release release, IReadOnlyList<Smt2020Step> route, DateTimeOffset start, Smt2020Options options, Chance chance)
    {
        var every = release.EveryMinutes / options.Share;
        var until = (options.Days + options.SettleDays) * 1440.0;
        var first = (release.Start - start).TotalMinutes + chance.Of(release.Lot).Uniform(0, Math.Min(every, until));
        for (var (number, at) = (1, first); at < until && every > 0; number++, at += every)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{release.Lot}_{number}");
            var time = start.AddMinutes(Math.Floor(at));
            yield return new LaterOrder(Math.Floor(at), new OrderSpec
            {
                Id = id,
                Product = release.Part,
                Quantity = release.Pieces,
                Priority = release.Priority,
                Due = time + release.DueAfter * options.DueShare,
                PlannedStart = time,
                Operations = Sampled(id, route, chance),
            });
        }
    }

    private static OperationSpec[] Sampled(string lot, IEnumerable<Smt2020Step> steps, Chance chance)
    {
        var luck = chance.Of(lot);
        return [.. steps.Where((step, place) => place == 0 | luck.Happens(step.Share)).Select(step => new OperationSpec { Operation = step.Step })];
    }

    private static IEnumerable<Smt2020Lot> Some(IReadOnlyList<Smt2020Lot> lots, double share) =>
        lots.Where((_, place) => Math.Floor((place + 1) * share) > Math.Floor(place * share));
}
