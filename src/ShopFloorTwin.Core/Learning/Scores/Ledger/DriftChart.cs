namespace ShopFloorTwin.Core.Learning.Scores.Ledger;

/// <summary>
/// A one-sided cumulative sum (Page 1954; Montgomery, Introduction to Statistical Quality Control, 9.1) of a standardised figure:
/// it grows while the figure lies more than the allowance above what was to be expected, and signals at the limit.
/// A signal ends when the sum is back at nothing.
/// </summary>
/// <param name="limit">In standard deviations.</param>
internal sealed class DriftChart(double limit)
{
    // Best against a shift of half a standard deviation.
    private const double Allowance = 0.25;

    public double Sum { get; private set; }

    /// <summary>It has signalled and is not over.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Ticks of the first order behind the last time that nothing spoke for a change: the estimate of when it began.</summary>
    public long Since { get; private set; }

    /// <summary>Orders since then.</summary>
    public int Count { get; private set; }

    public void Add(double figure, long at)
    {
        if (Sum <= 0)
            (Since, Count) = (at, 0);
        Count++;
        // Not beyond the limit: what has lasted for long must not take as long to be forgotten.
        Sum = Math.Clamp(Sum + figure - Allowance, 0, limit);
        IsOpen = Sum >= limit || (IsOpen && Sum > 0);
    }

    public SavedChart Save() => new(Sum, IsOpen, Since, Count);

    public void Load(SavedChart saved) =>
        (Sum, IsOpen, Since, Count) = (Math.Clamp(saved.Sum, 0, limit), saved.Open, saved.Since, saved.Count);
}
