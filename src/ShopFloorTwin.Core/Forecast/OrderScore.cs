namespace ShopFloorTwin.Core.Forecast;

/// <summary>What the samples of an order's finish say, in minutes.</summary>
internal sealed class OrderResult
{
    public required float P10 { get; init; }
    public required float P50 { get; init; }
    public required float P80 { get; init; }
    public required float P95 { get; init; }
    public required double LateProbability { get; init; }
    public required double LatenessMinutes { get; init; }

    /// <summary>Largest first; minutes add up to the lateness.</summary>
    public required LatenessShare[] Shares { get; init; }
}

/// <summary>A part of an order's lateness and where it comes from.</summary>
/// <param name="Kind">Of the cause.</param>
/// <param name="Index">
/// By kind: a source (shortage, supplier, down, hold, scrap), a work center (capacity, maintenance, calendar),
/// an order (late predecessor, priority), an operation or ~order (slow operation).
/// </param>
/// <param name="Minutes">Of expected lateness.</param>
internal readonly record struct LatenessShare(CauseKind Kind, int Index, double Minutes);

/// <summary>Scores the finish of one order after the other.</summary>
internal sealed class OrderScore(Floor floor, Schedule schedule, int samples)
{
    private readonly float[] _sorted = new float[samples];
    private readonly LatenessSplit _split = new(floor, schedule);

    public OrderResult Of(int order, Samples finish)
    {
        Quantiles.Sort(finish.Times, _sorted);
        var due = floor.Due[order];
        var late = 0;
        var lateness = 0.0;
        if (_sorted[^1] > due)
        {
            // Sorted: the late ones are at the end.
            for (var s = samples - 1; s >= 0 && _sorted[s] > due + 1e-3; s--)
            {
                late++;
                lateness += _sorted[s] - due;
            }
        }
        lateness /= samples;
        return new OrderResult
        {
            P10 = Quantiles.Of(_sorted, 0.10),
            P50 = Quantiles.Of(_sorted, 0.50),
            P80 = Quantiles.Of(_sorted, 0.80),
            P95 = Quantiles.Of(_sorted, 0.95),
            LateProbability = (double)late / samples,
            LatenessMinutes = lateness,
            Shares = late == 0 ? [] : _split.Of(order, finish, lateness),
        };
    }
}
