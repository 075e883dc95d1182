using System.Diagnostics;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.LoadTests.Commands;

namespace ShopFloorTwin.LoadTests.Frepple;

/// <summary>
/// One plant in frePPLe's engine and in the twin. Both are asked the same questions in turn, round by round, so that what slows
/// the machine slows both. Of frePPLe only erasing the old plan and making the new one counts, of the twin the whole answer.
/// </summary>
internal sealed class Contest : IAsyncDisposable
{
    private const double WarmSeconds = 2;
    private readonly PlantDocument _plant;
    private readonly FreppleProcess _frepple;
    private readonly FreppleEdits _edits;
    private readonly TwinSide _sampled;
    private readonly TwinSide _planned;
    private IReadOnlyDictionary<string, DateTimeOffset?> _base = new Dictionary<string, DateTimeOffset?>();

    private Contest(PlantDocument plant, FreppleProcess frepple)
    {
        (_plant, _frepple, _edits) = (plant, frepple, new FreppleEdits(plant));
        _sampled = new TwinSide(LocalSite.Picture(plant));
        _planned = new TwinSide(LocalSite.Picture(plant, PlannedBeliefs.Settings));
    }

    public static async Task<Contest> StartAsync(PlantDocument plant, FileInfo executable, CancellationToken cancellation)
    {
        var file = Path.GetTempFileName();
        var frepple = FreppleProcess.Start(executable.FullName);
        try
        {
            await using (var stream = File.Create(file))
                FreppleWriter.Write(plant, stream);
            var started = Stopwatch.GetTimestamp();
            var loaded = await frepple.LoadAsync(file, cancellation);
            Console.WriteLine($"{plant.Orders.Count} orders: {new FileInfo(file).Length / 1024} KiB of XML, read by frePPLe in {loaded.Seconds:0.00} s ({Stopwatch.GetElapsedTime(started).TotalSeconds:0.00} s with its start)");
            var lines = plant.PurchaseOrders.Sum(order => order.Lines.Count);
            if (loaded.Purchases != lines)
                throw new InvalidDataException($"frePPLe has {loaded.Purchases} of {lines} purchase order lines");
            return new Contest(plant, frepple);
        }
        catch
        {
            await frepple.DisposeAsync();
            throw;
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Plans the plant as it is and says how far both agree.</summary>
    /// <param name="withEarly">With a plan as early as possible too: frePPLe's own ends orders when they are due.</param>
    public async Task ComparePlansAsync(bool withEarly, CancellationToken cancellation)
    {
        var plan = await _frepple.PlanAsync([], withEnds: true, cancellation);
        _base = Ends(plan);
        Compare("the plan as it is", plan);
        if (withEarly)
            Compare("as early as possible", await _frepple.PlanAsync(_edits.AsEarlyAsPossible(), withEnds: true, cancellation));
    }

    /// <summary>Asks all questions, so many times each.</summary>
    public async Task MeasureAsync(int rounds, CancellationToken cancellation)
    {
        var questions = WhatIfCommand.Questions(_sampled.Picture).Select(asked => new Question(asked, _edits.Of(asked.Edits))).ToList();
        foreach (var question in questions)
            await WarmAsync(question, cancellation);
        for (var round = 0; round < rounds; round++)
        {
            foreach (var question in questions)
                question.Rounds.Add(await RoundAsync(question, cancellation));
        }
        var after = Ends(await _frepple.PlanAsync([], withEnds: true, cancellation));
        if (Moved(_base, after, TimeSpan.FromSeconds(1)) is var left and > 0)
            throw new InvalidDataException($"changes were not taken back: {left} orders of frePPLe's end otherwise than before");
        foreach (var line in ContestReport.Lines(_plant.Orders.Count, questions))
            Console.WriteLine(line);
    }

    public ValueTask DisposeAsync() => _frepple.DisposeAsync();

    private async Task<Round> RoundAsync(Question question, CancellationToken cancellation)
    {
        var frepple = await _frepple.PlanAsync(question.Changes, withEnds: false, cancellation);
        return new Round(new Taken(frepple.SolveSeconds * 1e3, frepple.CpuSeconds * 1e3), frepple.ReadSeconds * 1e3, _sampled.Answer(question.Asked), _planned.Answer(question.Asked));
    }

    /// <summary>A turn of each that does not count; says what the change does.</summary>
    private async Task WarmAsync(Question question, CancellationToken cancellation)
    {
        var until = Stopwatch.GetTimestamp() + (long)(WarmSeconds * Stopwatch.Frequency);
        do
        {
            _sampled.Answer(question.Asked);
            _planned.Answer(question.Asked);
        }
        while (Stopwatch.GetTimestamp() < until);
        var hour = TimeSpan.FromHours(1);
        var frepple = Moved(_base, Ends(await _frepple.PlanAsync(question.Changes, withEnds: true, cancellation)), hour);
        var twin = Moved(_planned.Ends(), _planned.Ends(question.Asked), hour);
        Console.WriteLine($"  {question.Asked.Name}: orders moved by an hour or more: twin {twin}, frePPLe {frepple}");
    }

    private static int Moved(IReadOnlyDictionary<string, DateTimeOffset?> before, IReadOnlyDictionary<string, DateTimeOffset?> after, TimeSpan least) =>
        before.Count(one => after.GetValueOrDefault(one.Key) is var now && (now is null || one.Value is null ? now != one.Value : (now - one.Value).Value.Duration() >= least));

    private void Compare(string what, Planned plan)
    {
        Console.WriteLine($"  {what}: frePPLe {plan.SolveSeconds * 1e3:0} ms");
        var frepple = Ends(plan);
        var due = _plant.Orders.ToDictionary(order => order.Id, order => order.Due!.Value);
        foreach (var line in new PlanComparison([.. _planned.Ends().Select(one => new BothEnds(due[one.Key], one.Value!.Value, frepple[one.Key]))]).Lines())
            Console.WriteLine($"    {line}");
    }

    private Dictionary<string, DateTimeOffset?> Ends(Planned plan)
    {
        var time = new LocalTime(_plant.TimeZone);
        return plan.Ends!.ToDictionary(one => one.Key, one => one.Value is { } end ? time.Read(end) : (DateTimeOffset?)null);
    }
}
