using System.Numerics.Tensors;
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
/// By kind: a source (shortage, supplier, down, hold, scrap), a work center (capacity, maintenance, calendar),
/// an order (late predecessor, priority), an operation or ~order (slow operation).
/// </param>
/// <param name="Minutes">Of expected lateness.</param>
internal readonly record struct LatenessShare(CauseKind Kind, int Index, double Minutes);

/// <summary>Scores the finish of one order after the other.</summary>
internal sealed class OrderScore(Floor floor, Schedule schedule, Calibration calibration, bool withQuantiles)
{
    // Later than due by less than this, in minutes, is rounding.
    public const float Rounding = 1e-3f;

    private readonly LatenessSplit _split = new(floor, schedule);

    private Samples? _corrected;

    public OrderResult Of(int order, Samples finish)
    {
        Span<float> quantiles = stackalloc float[4];
        Quantiles.Of(finish.Times, [0.10, 0.50, 0.80, 0.95], quantiles);
        var (p50, p80) = (quantiles[1], quantiles[2]);
        if (calibration.At(p50) is { } correction)
        {
            finish = Corrected(finish, correction, p50, p80);
            Quantiles.Of(finish.Times, [0.10, 0.50, 0.80, 0.95], quantiles);
        }
        var (batches, late, lateness) = Lateness(finish.Times, floor.Due[order]);
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

    // What waits for the order goes by its own samples: a correction is of what an order says in the end.
    private Samples Corrected(Samples finish, Correction correction, float p50, float p80)
    {
        _corrected ??= new Samples(finish.Times.Length);
        finish.Times.CopyTo(_corrected.Times, 0);
        finish.Roots.CopyTo(_corrected.Roots, 0);
        correction.Apply(_corrected.Times, p50, (float)ForecastResidual.SigmaOf(p50, p80));
        return _corrected;
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

    private static (LateBatches? Batches, int Late, double Lateness) Lateness(float[] finish, double due) =>
        TensorPrimitives.Max(finish) <= due + Rounding ? (null, 0, 0) : LateBatches.Of(finish, due);
}
