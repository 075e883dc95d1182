using ShopFloorTwin.Core.Learning.Calibrating;
using ShopFloorTwin.Core.Learning.Scores;

namespace ShopFloorTwin.Core.Forecast.Coming;

/// <summary>What an order's finish in each of many futures says.</summary>
internal static class FutureFinish
{
    /// <summary>An order's result by its futures, which are put in order. Its lateness is shared out as over the samples; where there was none, the queue it stands in last has it.</summary>
    public static OrderResult Of(OrderResult samples, float[] finish, double due, int queueAt, Calibration calibration)
    {
        var (p50, p80, batches, late, lateness) = Of(finish, due, calibration);
        lateness /= finish.Length;
        Array.Sort(finish);
        return new OrderResult
        {
            P10 = At(finish, 0.10),
            P50 = At(finish, 0.50),
            P80 = At(finish, 0.80),
            P95 = At(finish, 0.95),
            UncorrectedP50 = p50,
            UncorrectedP80 = p80,
            All = samples.All is null ? null : [.. QuantileLevels.All.Select(level => (double)At(finish, level))],
            LateProbability = (double)late / finish.Length,
            LatenessMinutes = lateness,
            Batches = late == 0 ? null : batches,
            Shares = late == 0 ? []
                : samples.Shares.Length == 0 ? [new LatenessShare(CauseKind.Capacity, queueAt, lateness)]
                : [.. samples.Shares.Select(share => share with { Minutes = share.Minutes * lateness / samples.LatenessMinutes })],
        };
    }

    /// <summary>Corrects the finishes by what forecasts before have taught: their median and p80 before that, how many are then late, and by how much together.</summary>
    public static (float P50, float P80, LateBatches Batches, int Late, double Minutes) Of(float[] finish, double due, Calibration calibration)
    {
        Span<float> middle = stackalloc float[2];
        Quantiles.Of(finish, [0.50, 0.80], middle);
        var (p50, p80) = (middle[0], middle[1]);
        calibration.At(p50)?.Apply(finish, p50, (float)ForecastResidual.SigmaOf(p50, p80));
        var (batches, late, lateness) = LateBatches.Of(finish, due);
        return (p50, p80, batches, late, lateness);
    }

    /// <summary>Of few, below the k-th of n the next one lies with probability k / (n + 1) (Weibull 1939): not k / n, as of many.</summary>
    private static float At(float[] sorted, double level) => sorted[Math.Clamp((int)Math.Ceiling(level * (sorted.Length + 1)) - 1, 0, sorted.Length - 1)];
}
