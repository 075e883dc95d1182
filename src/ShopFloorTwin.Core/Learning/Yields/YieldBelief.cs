namespace ShopFloorTwin.Core.Learning.Yields;

/// <summary>A share of pieces that come good: beta-distributed over orders.</summary>
/// <param name="Good">Expected share, 0 to 1.</param>
/// <param name="Weight">Pieces of independent fate that it rests on; 0: nothing is known, all come good.</param>
public readonly record struct YieldBelief(double Good, double Weight)
{
    /// <summary>With no history every piece comes good, as planned.</summary>
    public static YieldBelief Unknown { get; } = new(1, 0);

    public double Scrap => 1 - Good;
}
