using ShopFloorTwin.Core.Forecast.Coming;
using ShopFloorTwin.Core.Learning.Calibrating;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>How late the orders of a site are, as its forecast says it, and nothing else of that: what a change that is tried is judged by.</summary>
public sealed class SiteLateness
{
    /// <summary>The twins it was computed from.</summary>
    public required SiteTwins Twins { get; init; }

    /// <summary>One per open order, in the twins' order.</summary>
    public required IReadOnlyList<OrderLateness> Orders { get; init; }
}

/// <summary>How late one order is.</summary>
/// <param name="Order">Index into <see cref="SiteTwins.Orders"/>.</param>
/// <param name="LateProbability">As <see cref="OrderForecast.LateProbability"/>.</param>
/// <param name="ExpectedLatenessMinutes">As <see cref="OrderForecast.ExpectedLatenessMinutes"/>.</param>
public readonly record struct OrderLateness(int Order, double LateProbability, double ExpectedLatenessMinutes);

/// <summary>Scores the finish of one order after the other, by its lateness alone.</summary>
internal sealed class LatenessScore(Floor floor, Calibration calibration) : IFinishScore
{
    private readonly FinishCorrection _correction = new(calibration);

    /// <summary>By order.</summary>
    public OrderLateness[] Results { get; } = new OrderLateness[floor.Orders];

    public void Note(int order, Samples finish)
    {
        if (double.IsPositiveInfinity(floor.Due[order]))
        {
            Results[order] = new OrderLateness(floor.OrderTwin[order], 0, 0);
            return;
        }
        var greatest = Extent.Of(finish.Times).High;
        if (!_correction.IsNone)
        {
            Span<float> quantiles = stackalloc float[2];
            Quantiles.Of(finish.Times, [0.50, 0.80], quantiles);
            _correction.Correct(new Span<float>(ref greatest), quantiles[0], quantiles[1]);
            if (LateBatches.IsLate(greatest, floor.Due[order]))
                finish = _correction.Of(finish, quantiles[0], quantiles[1]);
        }
        var (_, late, minutes) = LateBatches.IsLate(greatest, floor.Due[order]) ? LateBatches.Of(finish.Times, floor.Due[order]) : default;
        Results[order] = Of(order, late, minutes, finish.Times.Length);
    }

    /// <summary>In place of what its samples said: its finish in each future.</summary>
    public void Note(int order, float[] finish)
    {
        var (_, _, _, late, minutes) = FutureFinish.Of(finish, floor.Due[order], calibration);
        Results[order] = Of(order, late, minutes, finish.Length);
    }

    private OrderLateness Of(int order, int late, double minutes, int samples) => new(floor.OrderTwin[order], (double)late / samples, minutes / samples);
}
