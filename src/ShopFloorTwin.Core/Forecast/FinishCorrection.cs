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
    /// Good until the next one; null: the finish stands as it is. What waits for the order goes by its own samples: a correction is of
    /// what an order says in the end.
    /// </summary>
    public Samples? Of(Samples finish, float p50, float p80)
    {
        if (calibration.At(p50) is not { } correction)
            return null;
        _corrected ??= new Samples(finish.Times.Length);
        finish.Times.CopyTo(_corrected.Times, 0);
        finish.Roots.CopyTo(_corrected.Roots, 0);
        correction.Apply(_corrected.Times, p50, (float)ForecastResidual.SigmaOf(p50, p80));
        return _corrected;
    }
}
