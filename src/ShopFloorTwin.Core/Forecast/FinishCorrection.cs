using ShopFloorTwin.Core.Learning.Calibrating;
using ShopFloorTwin.Core.Learning.Scores;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>Takes the finish of an order as a run is told it.</summary>
internal interface IFinishScore
{
    /// <param name="order">Of the floor.</param>
    /// <param name="finish">Wall minutes; not changed, and not kept.</param>
    void Note(int order, Samples finish);
}

/// <summary>Corrects finishes by what forecasts before have taught, one after the other.</summary>
internal sealed class FinishCorrection(Calibration calibration)
{
    private Samples? _corrected;

    /// <summary>No finish at any horizon is corrected.</summary>
    public bool IsNone => ReferenceEquals(calibration, Calibration.None);

    /// <summary>
    /// Corrects some of the samples of a finish in place, such as its quantiles: a correction keeps their order. What waits for the
    /// order goes by its own samples: a correction is of what an order says in the end.
    /// </summary>
    /// <param name="some">At most <see cref="Samples.Step"/>.</param>
    /// <param name="p50">Of all of them.</param>
    /// <param name="p80">Of all of them.</param>
    /// <returns>False: the finish stands as it is.</returns>
    public bool Correct(Span<float> some, float p50, float p80)
    {
        if (calibration.At(p50) is not { } correction)
            return false;
        // A whole vector: what is left behind the last one is worked out by other instructions, to another last digit.
        Span<float> vector = stackalloc float[Samples.Step];
        some.CopyTo(vector);
        Apply(correction, vector, p50, p80);
        vector[..some.Length].CopyTo(some);
        return true;
    }

    /// <summary>All the samples of a finish, corrected; good until the next one.</summary>
    public Samples Of(Samples finish, float p50, float p80)
    {
        if (calibration.At(p50) is not { } correction)
            return finish;
        _corrected ??= new Samples(finish.Times.Length);
        finish.Times.CopyTo(_corrected.Times, 0);
        finish.Roots.CopyTo(_corrected.Roots, 0);
        Apply(correction, _corrected.Times, p50, p80);
        return _corrected;
    }

    private static void Apply(Correction correction, Span<float> times, float p50, float p80) =>
        correction.Apply(times, p50, (float)ForecastResidual.SigmaOf(p50, p80));
}
