using System.Globalization;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Tests.Scenarios;

/// <summary>
/// Random plants, random edits, and the same things then really happening. <c>TWIN_WHATIF_PLANTS</c> says how many plants
/// (<c>TWIN_WHATIF_SEED</c> the first), with <see cref="CasesPerPlant"/> scenarios each.
/// </summary>
public sealed class ScenarioTruthTests
{
    private const int CasesPerPlant = 45;

    private static int Plants => Number("TWIN_WHATIF_PLANTS", 50);

    private static int FirstSeed => Number("TWIN_WHATIF_SEED", 1);

    [Fact]
    public void A_scenario_and_the_same_thing_then_really_happening_give_the_same_answer_on_random_plants()
    {
        var (laid, wrong) = (new int[RandomEdits.Kinds], new List<string>());
        for (var seed = FirstSeed; seed < FirstSeed + Plants && wrong.Count < 10; seed++)
        {
            var floor = new RandomFloor(seed);
            var random = new Random(seed);
            var twins = floor.State().Publish();
            var settings = new ForecastSettings { Samples = 32, FutureOperations = 8_000 };
            var (forecaster, live) = (new Forecaster(settings), new Forecaster(settings));
            var before = forecaster.Run(twins, floor.Now);
            var hash = StateHash.Of(twins);
            for (var one = 0; one < CasesPerPlant; one++)
            {
                var edits = Edits(new RandomEdits(random, floor), random, twins, one, floor.Now);
                var overlay = Overlay.Of(twins, edits, floor.Now);
                if (overlay.Twins is null)
                    continue;
                laid[one % RandomEdits.Kinds]++;
                var real = floor.State();
                var happening = new Happening(real, floor.Plant, Later(floor.Now, twins.NewestEventTime));
                foreach (var edit in edits)
                    happening.Of(edit);
                // As the live site forecasts, on what it believed before: any event, whatever it says, tells it that nothing else happened until then.
                var came = Answers(live.Run(real.Publish() with { NewestEventTime = twins.NewestEventTime }, floor.Now));
                var said = Answers(forecaster.RunBeside(before, overlay.Twins));
                if (!said.SequenceEqual(came))
                    wrong.Add(Fault(seed, edits, said, came));
            }
            Assert.Equal(hash, StateHash.Of(twins));
        }
        Assert.True(wrong.Count == 0, string.Join("\n\n", wrong));
        TestContext.Current.SendDiagnosticMessage($"{laid.Sum()} scenarios");
        // Most of what is made up fits the floor, of every kind.
        Assert.All(laid, count => Assert.True(count > Plants * CasesPerPlant / RandomEdits.Kinds / 2, string.Join(' ', laid)));
    }

    /// <summary>One edit, or up to four on top of each other.</summary>
    private static List<Edit> Edits(RandomEdits edits, Random random, SiteTwins twins, int one, DateTimeOffset now)
    {
        var all = new List<Edit>();
        for (var more = random.Next(2) == 0 ? 1 : 1 + random.Next(4); more > 0; more--)
        {
            Edit next = edits.Of(all.Count == 0 ? one % RandomEdits.Kinds : random.Next(RandomEdits.Kinds), twins);
            if (Overlay.Of(twins, [.. all, next], now).Twins is not null)
                all.Add(next);
            else if (all.Count == 0)
                return [next];
        }
        return all;
    }

    private static List<string> Answers(SiteForecast forecast) => [.. forecast.Orders.Select(o =>
        $"{forecast.Twins.Orders[o.Order].Id} {o.P10:o} {o.P50:o} {o.P80:o} {o.P95:o} {o.LateProbability} {o.ExpectedLatenessMinutes} "
        + string.Join("; ", o.Causes.Select(c => $"{c.Kind} {c.Subject} {c.Minutes} {c.Text}")))];

    private static string Fault(int seed, List<Edit> edits, List<string> said, List<string> came)
    {
        var at = Enumerable.Range(0, Math.Min(said.Count, came.Count)).FirstOrDefault(i => said[i] != came[i], Math.Min(said.Count, came.Count));
        return $"seed {seed}, {string.Join(", ", edits.Select(edit => EditReader.Write(edit).GetRawText()))}:\n  scenario {said.ElementAtOrDefault(at)}\n  real     {came.ElementAtOrDefault(at)}";
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
