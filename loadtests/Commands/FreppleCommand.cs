using System.CommandLine;
using System.Diagnostics;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.LoadTests.Figures;
using ShopFloorTwin.LoadTests.Frepple;

namespace ShopFloorTwin.LoadTests.Commands;

/// <summary>
/// <c>frepple</c>: the dates of a changed plan, from the twin and from frePPLe's engine in turn, of the same plant and the same changes.
/// </summary>
internal static class FreppleCommand
{
    private static readonly Promise Ratio = new("a changed plan's dates, frePPLe's time over the twin's", 10, 10, "", MoreIsBetter: true);

    public static Command Create()
    {
        var sizes = LoadOptions.Sizes(1_000, 3_000, 10_000, 30_000);
        var executable = new Option<FileInfo>("--frepple") { Description = "frePPLe's executable, built from its source.", Required = true };
        executable.AcceptExistingOnly();
        var rounds = new Option<int>("--rounds") { Description = "Rounds of all questions for each size.", DefaultValueFactory = _ => 5 };
        var early = new Option<bool>("--early") { Description = "Compares ends with a plan of frePPLe's as early as possible too; it takes its time." };
        var command = new Command("frepple", "A changed plan's dates, beside frePPLe's engine on the same plants.") { sizes, executable, rounds, early };
        command.SetAction(async (parsed, cancellation) =>
        {
            foreach (var orders in parsed.GetRequiredValue(sizes))
                await new Contest(orders, parsed.GetRequiredValue(executable).FullName).RunAsync(parsed.GetValue(rounds), parsed.GetValue(early), cancellation);
        });
        return command;
    }

    private sealed class Contest(int orders, string executable)
    {
        private readonly PlantDocument _plant = Plants.Make(new PlantOptions(orders, PlantOptions.NormalLoad, PlantOptions.FixedAsOf));
        private readonly List<Question> _questions = [];

        public async Task RunAsync(int rounds, bool withEarly, CancellationToken cancellation)
        {
            await using var frepple = FreppleProcess.Start(executable);
            await LoadAsync(frepple, cancellation);
            var edits = new FreppleEdits(_plant);
            var sampled = new Side(LocalSite.Picture(_plant));
            var planned = new Side(LocalSite.Picture(_plant, PlannedBeliefs.Settings));
            var basePlan = await frepple.PlanAsync([], withEnds: true, cancellation);
            Console.WriteLine($"  the plan as it is: frePPLe {basePlan.SolveSeconds * 1e3:0} ms, {basePlan.Orders} orders planned");
            Compare("due dates kept in mind", planned.Picture, basePlan);
            if (withEarly)
            {
                var early = await frepple.PlanAsync(edits.AsEarlyAsPossible(), withEnds: true, cancellation);
                Console.WriteLine($"  as early as possible: frePPLe {early.SolveSeconds * 1e3:0} ms, {early.Orders} orders planned");
                Compare("as early as possible", planned.Picture, early);
            }
            foreach (var question in WhatIfCommand.Questions(sampled.Picture))
            {
                var asked = new Question(question, edits.Of(question.Edits));
                _questions.Add(asked);
                await WarmAsync(asked, frepple, basePlan, [sampled, planned], cancellation);
            }
            for (var round = 0; round < rounds; round++)
            {
                foreach (var question in _questions)
                    await RoundAsync(question, frepple, sampled, planned, cancellation);
            }
            Report();
        }

        private async Task LoadAsync(FreppleProcess frepple, CancellationToken cancellation)
        {
            var file = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"frepple-{Guid.NewGuid():N}.xml");
            try
            {
                await using (var stream = File.Create(file))
                    FreppleWriter.Write(_plant, stream);
                var started = Stopwatch.GetTimestamp();
                var loaded = await frepple.LoadAsync(file, cancellation);
                Console.WriteLine($"{orders} orders: {new FileInfo(file).Length / 1024} KiB of XML, read by frePPLe in {loaded.Seconds:0.00} s ({Stopwatch.GetElapsedTime(started).TotalSeconds:0.00} s with its start)");
                var lines = _plant.PurchaseOrders.Sum(order => order.Lines.Count);
                if (loaded.Purchases != lines)
                    throw new InvalidDataException($"frePPLe has {loaded.Purchases} of {lines} purchase order lines");
            }
            finally
            {
                File.Delete(file);
            }
        }

        /// <summary>Neither side counts; says how many orders move in each, by an hour or more.</summary>
        private static async Task WarmAsync(Question question, FreppleProcess frepple, Planned before, Side[] sides, CancellationToken cancellation)
        {
            var after = await frepple.PlanAsync(question.Changes, withEnds: true, cancellation);
            var moved = before.Ends!.Count(one => IsMoved(one.Value, after.Ends![one.Key]));
            var until = Stopwatch.GetTimestamp() + 2 * Stopwatch.Frequency;
            while (Stopwatch.GetTimestamp() < until)
            {
                foreach (var side in sides)
                    side.Milliseconds(question.Asked);
            }
            var overlaid = Overlay.Of(sides[1].Picture.Twins, question.Asked.Edits, sides[1].Picture.AsOf).Twins!;
            var beside = new Forecaster(PlannedBeliefs.Settings).RunBeside(sides[1].Picture.Forecast, overlaid).Orders.ToDictionary(one => overlaid.Orders[one.Order].Id, one => one.P50);
            var twinMoved = sides[1].Picture.Forecast.Orders.Count(one => !beside.TryGetValue(sides[1].Picture.Twins.Orders[one.Order].Id, out var end) || Math.Abs((end - one.P50).TotalHours) >= 1);
            Console.WriteLine($"  {question.Asked.Name}: orders moved by an hour or more: twin {twinMoved}, frePPLe {moved}");
        }

        private static bool IsMoved(string? before, string? after) =>
            before is null || after is null ? before != after : Math.Abs((DateTime.Parse(after, null) - DateTime.Parse(before, null)).TotalHours) >= 1;

        private static async Task RoundAsync(Question question, FreppleProcess frepple, Side sampled, Side planned, CancellationToken cancellation)
        {
            var theirs = await frepple.PlanAsync(question.Changes, withEnds: false, cancellation);
            question.Rounds.Add(new Round(theirs.SolveSeconds * 1e3, theirs.CpuSeconds * 1e3, theirs.ReadSeconds * 1e3, sampled.Milliseconds(question.Asked), planned.Milliseconds(question.Asked)));
        }

        private void Compare(string how, SitePicture picture, Planned plan)
        {
            var time = new LocalTime(_plant.TimeZone);
            var comparison = new PlanComparison([.. picture.Forecast.Orders.Select(one =>
            {
                var order = picture.Twins.Orders[one.Order];
                return new BothEnds(order.Due!.Value, one.P50, plan.Ends![order.Id] is { } end ? time.Read(end) : null);
            })]);
            foreach (var line in comparison.Lines())
                Console.WriteLine($"    {how}: {line}");
        }

        private void Report()
        {
            foreach (var question in _questions)
                Report(question.Asked.Name!, question.Rounds);
            var all = _questions.SelectMany(question => question.Rounds).ToList();
            Report("all", all);
            Console.WriteLine($"  reading the ends out of frePPLe, not counted: {Text(all.Select(round => round.Read))}");
            Console.WriteLine($"  {orders} orders, {Ratio.Line(Of(all.Select(round => round.Solve / round.Sampled)).Median)}");
        }

        private static void Report(string name, IReadOnlyList<Round> rounds)
        {
            Console.WriteLine($"  {name}");
            Console.WriteLine($"    frePPLe, one plan                {Text(rounds.Select(round => round.Solve))}; processor time p50 {Of(rounds.Select(round => round.Cpu)).Median:0} ms");
            Console.WriteLine($"    twin, 256 samples and difference {Text(rounds.Select(round => round.Sampled))}; ratio {RatioText(rounds.Select(round => round.Solve / round.Sampled))}");
            Console.WriteLine($"    twin, one plan and difference    {Text(rounds.Select(round => round.Plan))}; ratio {RatioText(rounds.Select(round => round.Solve / round.Plan))}");
        }

        private static Percentiles Of(IEnumerable<double> values) => new(values);

        private static string Text(IEnumerable<double> values) => Of(values) is var all ? $"min {all.Min:0.0}  p50 {all.Median:0.0}  max {all.Max:0.0} ms" : "";

        private static string RatioText(IEnumerable<double> values) => Of(values) is var all ? $"{all.Median:0.0} ({all.Min:0.0}-{all.Max:0.0})" : "";
    }

    /// <summary>A change, in both languages, and what it took.</summary>
    private sealed record Question(WhatIfQuestion Asked, IReadOnlyList<object> Changes)
    {
        public List<Round> Rounds { get; } = [];
    }

    /// <summary>The same question to all, one after the other, in milliseconds.</summary>
    private sealed record Round(double Solve, double Cpu, double Read, double Sampled, double Plan);

    /// <summary>The twin's answers over one picture.</summary>
    private sealed class Side(SitePicture picture)
    {
        private readonly Forecaster _forecaster = new(picture.Settings);

        public SitePicture Picture => picture;

        public double Milliseconds(WhatIfQuestion question)
        {
            var started = Stopwatch.GetTimestamp();
            if (WhatIf.Of(picture, question, RiskThresholds.Default, _forecaster).Answer is null)
                throw new InvalidDataException("the question is refused");
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
    }
}
