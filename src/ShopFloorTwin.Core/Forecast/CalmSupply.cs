namespace ShopFloorTwin.Core.Forecast;

/// <summary>
/// Supply of one product as it would be had nothing gone missing of it, walked through by the same demands in the same order:
/// what a demand gets later than here it gets later for what is missing.
/// </summary>
internal sealed class CalmSupply
{
    private readonly List<(double From, double Quantity)> _supplies = [];
    private double _passed;

    public CalmSupply(double onHand, List<Absence> absences, List<int>? receipts, SourceBuilder sources)
    {
        Largest = absences.MaxBy(absence => absence.Quantity);
        _supplies.Add((0, onHand));
        foreach (var absence in absences)
            _supplies.Add((absence.From, absence.Quantity));
        foreach (var receipt in receipts ?? [])
            _supplies.Add((sources[receipt].Release, sources[receipt].Quantity));
        _supplies.Sort(static (a, b) => a.From.CompareTo(b.From));
    }

    /// <summary>Most of what is missing is missing for this.</summary>
    public Absence Largest { get; }

    /// <summary>A demand took so much.</summary>
    public void Pass(double quantity) => _passed += quantity;

    /// <summary>When the next so many units would all have been there, wall minutes; null: not from stock and receipts.</summary>
    public double? CoveredAt(double quantity)
    {
        var end = _passed + quantity - 1e-6;
        foreach (var (from, supply) in _supplies)
        {
            end -= supply;
            if (end <= 0)
                return from;
        }
        return null;
    }
}
