using ShopFloorTwin.Core.Learning.Scores.Ledger;
using static ShopFloorTwin.Core.Tests.Learning.Ledger.LedgerFloor;

namespace ShopFloorTwin.Core.Tests.Learning.Ledger;

/// <summary>A floor whose truth is known: finishes are drawn from the very distribution that is forecast, or from another one.</summary>
public sealed class CalibratedFloorTests
{
    private const double Median = 40, Sigma = 0.5;

    // Standard normal quantiles of 0.10, 0.80, 0.95.
    private const double Z10 = -1.2815515655, Z80 = 0.8416212336, Z95 = 1.6448536270;

    private static double Hours(double z) => Median * Math.Exp(Sigma * z);

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>The probability that a standard normal is above (Zelen and Severo 1964, 26.2.17).</summary>
    private static double Above(double z)
    {
        var t = 1 / (1 + 0.2316419 * Math.Abs(z));
        var tail = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI) * t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return z > 0 ? tail : 1 - tail;
    }

    /// <summary>Orders, so many at a time; what comes takes <paramref name="slower"/> times as long as what is said.</summary>
    private static LedgerFloor Run(int seed, int orders, double slower, int atOnce = 50)
    {
        var random = new Random(seed);
        var floor = new LedgerFloor();
        foreach (var batch in Enumerable.Range(0, orders).Select(i => $"MO-{i}").Chunk(atOnce))
        {
            foreach (var id in batch)
            {
                var due = 20 + 60 * random.NextDouble();
                floor.Open(id, floor.Now.AddHours(due), floor.Now.AddHours(30))
                    .Say(id, Hours(Z10), Hours(0), Hours(Z80), Hours(Z95), Above(Math.Log(due / Median) / Sigma));
            }
            floor.Look();
            foreach (var id in batch)
                floor.Done(id, floor.Now.AddHours(slower * Hours(Normal(random))));
            floor.LookIn(400);
            foreach (var id in batch)
                floor.Remove(id);
        }
        return floor;
    }

    [Fact]
    public void Forecasts_that_are_right_are_scored_as_right_and_better_than_any_date()
    {
        const int Orders = 2_000;
        var card = Run(20260301, Orders, slower: 1).CardOf(new ScorecardQuery(Horizon: ScoreHorizon.Release));

        Assert.Equal(Orders, card.Scored);
        // Three standard errors.
        var (twin, n) = (card.Methods[0].All, card.Scored);
        foreach (var (covered, right) in ((double, double)[])[(twin.Coverage.P50!.Value, 0.5), (twin.Coverage.P80!.Value, 0.8), (twin.Coverage.P95!.Value, 0.95)])
            Assert.InRange(covered, right - 3 * Math.Sqrt(right * (1 - right) / n), right + 3 * Math.Sqrt(right * (1 - right) / n));
        Assert.All(card.Methods.Skip(1).Where(method => method.Name is "plannedDate" or "promisedDate" or "historicalMean"), method => Assert.True(method.Twin.Crps < method.All.Crps, method.Name));
        // By the distribution it is 0.28.
        Assert.InRange(card.Late!.Skill!.Value, 0.24, 0.32);
        Assert.All(card.Late.Reliability, bin => Assert.InRange(bin.Came - bin.Said, -4 * Math.Sqrt(0.25 / bin.Count), 4 * Math.Sqrt(0.25 / bin.Count)));
    }

    [Fact]
    public void Where_all_is_drawn_from_one_distribution_its_past_is_as_good_as_the_truth()
    {
        var card = Run(5, 1_000, slower: 1, atOnce: 1).CardOf(new ScorecardQuery(Horizon: ScoreHorizon.Release));

        // One after the other: of orders that begin together, the newest finishes would be the slowest.
        var past = card.Methods.Single(method => method.Name == "historicalQuantiles");
        Assert.InRange(past.All.Crps!.Value / past.Twin.Crps!.Value, 1.0, 1.1);
    }

    [Fact]
    public void Forecasts_that_come_true_too_late_are_found_out()
    {
        var floor = Run(7, 150, slower: 1.5);

        Assert.Contains(floor.Ledger.Drift, drift => drift.Kind == DriftKind.Later);
        Assert.InRange(floor.CardOf(new ScorecardQuery(Horizon: ScoreHorizon.Release)).Methods[0].All.Coverage.P80!.Value, 0.3, 0.65);
        Assert.Equal(Math.Log(1.5), floor.Ledger.Recent(ScoreHorizon.Release).Average(residual => residual.Z), 0.15);
    }
}
