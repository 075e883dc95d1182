using System.Numerics.Tensors;
using ShopFloorTwin.Core.Learning.Scores;

namespace ShopFloorTwin.Core.Learning.Calibrating;

/// <summary>
/// What forecasts that were scored teach about the next: where in its own spread, by the horizon, an actual really comes.
/// Normalised split-conformal prediction of the whole distribution (Lei et al. 2018; Chernozhukov, Wuethrich and Zhu 2021),
/// shrunk to no correction as far as chance alone may have made it (the positive part of James and Stein's estimate: Efron and
/// Morris 1975). Immutable.
/// </summary>
public sealed class Calibration
{
    /// <summary>Horizons by the median remaining time, in minutes: eight hours, a day, three days, a week, two weeks, and beyond.</summary>
    private static readonly double[] Ends = [480, 1_440, 4_320, 10_080, 20_160, double.PositiveInfinity];

    // What is to come is not quite like what came: so much of a correction is made. In a fab whose forecasts were much too early, more of it overshot.
    private const double Trust = 0.5;

    // Orders that stand in one queue err alike: so many tell as much as one that does not.
    private const double AlikeOrders = 8;

    // Below so many orders nothing is corrected: the first to finish of those begun together are not like the others.
    // Smaller corrections than this, in deviations, are noise.
    private const int LeastOrders = 60;
    private const double Noise = 0.10;

    private static readonly double[] Normals = [.. QuantileLevels.All.Select(Forecast.Normal.Quantile)];

    private static readonly double[] Variances = [.. QuantileLevels.All.Select(VarianceOf)];

    private readonly Correction?[] _corrections;

    private Calibration(Correction?[] corrections) => _corrections = corrections;

    /// <summary>Corrects nothing.</summary>
    public static Calibration None { get; } = new(new Correction?[Ends.Length]);

    /// <summary>The correction that the newest residuals call for.</summary>
    /// <param name="residuals">Of forecasts that were scored.</param>
    /// <param name="orders">They are of so many: forecasts of one order err alike, and count as one.</param>
    public static Calibration Of(IReadOnlyCollection<ForecastResidual> residuals, int orders)
    {
        if (orders < LeastOrders)
            return None;
        var share = orders / (double)residuals.Count;
        var all = Shrunk(Normals, [.. residuals.Select(one => one.Deviations).Order()], share);
        var corrections = new Correction?[Ends.Length];
        for (var h = 0; h < Ends.Length; h++)
        {
            var here = residuals.Where(one => Horizon(one.MedianMinutes) == h).Select(one => one.Deviations).Order().ToArray();
            var blended = here.Length == 0 ? all : Shrunk(all, here, share);
            blended = [.. Normals.Zip(blended, (normal, one) => normal + (Trust * (one - normal)))];
            corrections[h] = blended.Zip(Normals, (corrected, normal) => Math.Abs(corrected - normal)).Max() < Noise ? null : new Correction(Normals, blended);
        }
        return new Calibration(corrections);
    }

    /// <summary>The correction of a forecast with that median; null: it stands.</summary>
    internal Correction? At(double medianMinutes) => _corrections[Horizon(medianMinutes)];

    /// <summary>The corrections, the nearest horizon first.</summary>
    public IReadOnlyList<CorrectionView> Told() =>
    [
        .. from h in Enumerable.Range(0, Ends.Length)
           let correction = _corrections[h]
           where correction is not null
           select new CorrectionView(double.IsPositiveInfinity(Ends[h]) ? null : Ends[h], correction.Of(0), correction.Of(0.8416f), correction.Of(1.6449f)),
    ];

    private static int Horizon(double medianMinutes)
    {
        var horizon = 0;
        while (medianMinutes > Ends[horizon])
            horizon++;
        return horizon;
    }

    /// <summary>From what was believed to what was seen, the further the less chance explains of the way.</summary>
    /// <param name="believed">Deviations, by level.</param>
    /// <param name="sorted">Deviations seen.</param>
    /// <param name="share">Orders for each.</param>
    private static double[] Shrunk(double[] believed, double[] sorted, double share)
    {
        var seen = QuantileLevels.Of(sorted);
        var independent = share * sorted.Length / AlikeOrders;
        var excess = 0.0;
        for (var q = 0; q < seen.Length; q++)
            excess += (seen[q] - believed[q]) * (seen[q] - believed[q]) * independent / Variances[q];
        var factor = Math.Max(0, 1 - (seen.Length / excess));
        return [.. believed.Zip(seen, (one, other) => one + (factor * (other - one)))];
    }

    /// <summary>Of an order statistic of one normal draw, by level: p (1 - p) over the squared density there.</summary>
    private static double VarianceOf(double level)
    {
        var z = Forecast.Normal.Quantile(level);
        return level * (1 - level) * 2 * Math.PI * Math.Exp(z * z);
    }
}

/// <summary>Maps deviations said to deviations that come, linear between levels, shifted alike beyond them.</summary>
internal sealed class Correction(double[] said, double[] comes)
{
    // Levels are not far apart in deviations: a step of a sixteenth is fine enough.
    private const int Steps = 16, Reach = 4;

    // A forecast that says it knows little is not stretched by as much again.
    private const float MostScale = 0.4f;

    // No correction makes a remaining time more than three times as long, or as short.
    private const float MostShift = 1.0986f;

    private readonly float[] _table = Table(said, comes);

    /// <summary>Corrects remaining minutes in place.</summary>
    /// <param name="minutes">Of the samples; less than a minute counts as one.</param>
    /// <param name="median">Of them.</param>
    /// <param name="sigma">See <see cref="ForecastResidual.SigmaOf"/>.</param>
    public void Apply(Span<float> minutes, float median, float sigma)
    {
        median = MathF.Max(1, median);
        TensorPrimitives.Max(minutes, 1f, minutes);
        TensorPrimitives.Log(minutes, minutes);
        var centre = MathF.Log(median);
        var scale = 1 / sigma;
        for (var s = 0; s < minutes.Length; s++)
        {
            var deviations = (minutes[s] - centre) * scale;
            minutes[s] += Math.Clamp((Of(deviations) - deviations) * MathF.Min(sigma, MostScale), -MostShift, MostShift);
        }
        TensorPrimitives.Exp(minutes, minutes);
    }

    public float Of(float deviations)
    {
        var within = Math.Clamp(deviations, -Reach, Reach);
        var at = (within + Reach) * Steps;
        var below = Math.Min((int)at, _table.Length - 2);
        return _table[below] + (at - below) * (_table[below + 1] - _table[below]) + deviations - within;
    }

    private static float[] Table(double[] said, double[] comes)
    {
        var table = new float[2 * Reach * Steps + 1];
        var above = 0;
        for (var i = 0; i < table.Length; i++)
        {
            var deviations = i / (double)Steps - Reach;
            while (above < said.Length && said[above] < deviations)
                above++;
            table[i] = (float)(above == 0 ? deviations + comes[0] - said[0]
                : above == said.Length ? deviations + comes[^1] - said[^1]
                : comes[above - 1] + (comes[above] - comes[above - 1]) * (deviations - said[above - 1]) / (said[above] - said[above - 1]));
        }
        return table;
    }
}
