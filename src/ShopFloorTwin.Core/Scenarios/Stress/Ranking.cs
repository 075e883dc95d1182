using ShopFloorTwin.Core.Forecast;

namespace ShopFloorTwin.Core.Scenarios.Stress;

/// <summary>A variant that was tried, with what it changes of all orders' lateness in each batch of samples.</summary>
internal sealed record Tried(VariantOutcome Outcome, double[] Minutes);

/// <summary>
/// Which variants can be told apart. All are made with the same random numbers, so two of them are compared batch by batch, and not by
/// whether their intervals overlap: what they have in common is not in the error (common random numbers, Law 2015, ch. 11). The
/// interval is one pair's; among many pairs some are told apart by chance.
/// </summary>
internal static class Ranking
{
    // Less than this, in minutes, is rounding.
    private const double Visible = 0.5;

    /// <summary>In their order, each with how far the next one is from it.</summary>
    public static IReadOnlyList<VariantOutcome> InOrder(IReadOnlyList<Tried> tried) =>
        [.. tried.Select((one, i) => i + 1 == tried.Count ? one.Outcome : WithNext(one.Outcome, Apart(one, tried[i + 1])))];

    /// <summary>The one that brings most lateness first, each with the places it may hold.</summary>
    public static IReadOnlyList<VariantOutcome> MostFirst(IReadOnlyList<Tried> tried)
    {
        Tried[] ranked = [.. tried.OrderByDescending(one => one.Outcome.Difference.ExpectedTardinessMinutes.Value).ThenBy(one => one.Outcome.Label, StringComparer.Ordinal)];
        var outcomes = InOrder(ranked);
        return [.. outcomes.Select((outcome, i) => outcome with { Rank = Places(ranked, i) })];
    }

    private static RankRange Places(Tried[] ranked, int at)
    {
        var (worse, better) = (0, 0);
        for (var other = 0; other < ranked.Length; other++)
        {
            if (other == at || IsTied(Apart(ranked[at], ranked[other]), out var more))
                continue;
            (worse, better) = more ? (worse + 1, better) : (worse, better + 1);
        }
        return new RankRange(worse + 1, ranked.Length - better);
    }

    private static VariantOutcome WithNext(VariantOutcome outcome, Difference next) => outcome with { ToNext = next, TiedWithNext = IsTied(next, out _) };

    private static bool IsTied(Difference apart, out bool isMore)
    {
        isMore = apart.Value > 0;
        return Math.Abs(apart.Value) < Visible || (apart.Low <= 0 && apart.High >= 0);
    }

    /// <summary>Lateness of the other one less that of the one.</summary>
    private static Difference Apart(Tried one, Tried other)
    {
        Span<double> batches = stackalloc double[LateBatches.Count];
        for (var i = 0; i < batches.Length; i++)
            batches[i] = other.Minutes[i] - one.Minutes[i];
        return Difference.Of(other.Outcome.Difference.ExpectedTardinessMinutes.Value - one.Outcome.Difference.ExpectedTardinessMinutes.Value, batches);
    }
}
