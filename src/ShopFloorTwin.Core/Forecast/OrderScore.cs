using ShopFloorTwin.Core.Learning.Calibrating;
using ShopFloorTwin.Core.Learning.Scores;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>What the samples of an order's finish say, in minutes.</summary>
internal sealed class OrderResult
{
    public required float P10 { get; init; }
    public required float P50 { get; init; }
    public required float P80 { get; init; }
    public required float P95 { get; init; }
    public required float UncorrectedP50 { get; init; }
    public required float UncorrectedP80 { get; init; }
    public double[]? All { get; init; }
    public required double LateProbability { get; init; }
    public required double LatenessMinutes { get; init; }

    /// <summary>Largest first; minutes add up to the lateness.</summary>
    public required LatenessShare[] Shares { get; init; }

    /// <summary>Null: no sample is late.</summary>
    public required LateBatches? Batches { get; init; }
}

/// <summary>A part of an order's lateness and where it comes from.</summary>
/// <param name="Kind">Of the cause.</param>
/// <param name="Index">
/// By kind: a source (shortage, supplier, down, hold, scrap), a work center (capacity, maintenance), a work center or, where too little
/// time was left from the start, ~order (calendar), an order (late predecessor, priority), an operation or ~order (slow operation).
/// </param>
/// <param name="Minutes">Of expected lateness.</param>
internal readonly record struct LatenessShare(CauseKind Kind, int Index, double Minutes);

/// <summary>Scores the finish of one order after the other, with the causes of its lateness.</summary>
internal sealed class OrderScore(Floor floor, Schedule schedule, Calibration calibration, bool withQuantiles) : IFinishScore
{
    private readonly LatenessSplit _split = new(floor, schedule);
    private readonly FinishCorrection _correction = new(calibration);

    /// <summary>By order.</summary>
    public OrderResult[] Results { get; } = new OrderResult[floor.Orders];

    public void Note(int order, Samples finish) => Results[order] = Of(order, finish);

    public OrderResult Of(int order, Samples finish)
    {
        // The last of them is the greatest: it tells an order that is never late without a look at its samples.
        Span<float> quantiles = stackalloc float[5];
        Quantiles.Of(finish.Times, [0.10, 0.50, 0.80, 0.95, 1], quantiles);
        var (p50, p80) = (quantiles[1], quantiles[2]);
        var isCorrected = _correction.Correct(quantiles, p50, p80);
        var isLate = LateBatches.IsLate(quantiles[4], floor.Due[order]);
        if (isCorrected && (isLate || withQuantiles))
            finish = _correction.Of(finish, p50, p80);
        var (batches, late, lateness) = isLate ? LateBatches.Of(finish.Times, floor.Due[order]) : default;
        return new OrderResult
        {
            P10 = quantiles[0],
            P50 = quantiles[1],
            P80 = quantiles[2],
            P95 = quantiles[3],
            UncorrectedP50 = p50,
            UncorrectedP80 = p80,
            All = withQuantiles ? AllOf(finish.Times) : null,
            LateProbability = (double)late / finish.Times.Length,
            LatenessMinutes = lateness / finish.Times.Length,
            Shares = late == 0 ? [] : _split.Of(order, finish, lateness / finish.Times.Length),
            Batches = late == 0 ? null : batches,
        };
    }

    private static double[] AllOf(float[] finish)
    {
        Span<float> quantiles = stackalloc float[QuantileLevels.All.Length];
        Quantiles.Of(finish, QuantileLevels.All.AsSpan(), quantiles);
        var all = new double[quantiles.Length];
        for (var q = 0; q < all.Length; q++)
            all[q] = quantiles[q];
        return all;
    }
}
