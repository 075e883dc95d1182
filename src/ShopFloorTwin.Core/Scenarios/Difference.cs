using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Scenarios.Sampling;

namespace ShopFloorTwin.Core.Scenarios;

/// <summary>
/// A difference, scenario less base, and how sure it is. Both are made with the same random numbers, so what they have in common is
/// not in the error; it is that of the samples, and not of what is believed of the floor.
/// </summary>
/// <param name="Value">Scenario less base.</param>
/// <param name="StandardError">Of the value, from batches of paired samples.</param>
/// <param name="Low">Lower end of the 95 % interval (Student's t).</param>
/// <param name="High">Upper end.</param>
public sealed record Difference(double Value, double StandardError, double Low, double High)
{
    // Quantile 0.975 of Student's t with one degree of freedom less than there are batches.
    private const double Student = 2.1314;

    internal static Difference Of(double value, ReadOnlySpan<double> batches)
    {
        var mean = new RunningMean();
        foreach (var batch in batches)
            mean.Add(batch);
        return new Difference(value, mean.Error, value - (Student * mean.Error), value + (Student * mean.Error));
    }
}

/// <summary>Differences by batch of samples, of one order or summed over many.</summary>
internal readonly struct BatchDifferences()
{
    private readonly double[] _late = new double[LateBatches.Count];
    private readonly double[] _minutes = new double[LateBatches.Count];

    public BatchDifferences(OrderForecast? before, OrderForecast? after)
        : this()
    {
        for (var b = 0; b < LateBatches.Count; b++)
        {
            _late[b] = (after?.Late?.Batches?.Late[b] ?? 0) - (before?.Late?.Batches?.Late[b] ?? 0);
            _minutes[b] = (after?.Late?.Batches?.Minutes[b] ?? 0) - (before?.Late?.Batches?.Minutes[b] ?? 0);
        }
    }

    public ReadOnlySpan<double> Late => _late;
    public ReadOnlySpan<double> Minutes => _minutes;
}
