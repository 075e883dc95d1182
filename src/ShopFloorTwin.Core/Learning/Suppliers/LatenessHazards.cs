namespace ShopFloorTwin.Core.Learning.Suppliers;

/// <summary>
/// Lateness as the chance, bin by bin, that a line which has not come before comes in this one (discrete-time hazard; Cox 1972, section 6).
/// Lines that are still open have lived through the bins behind them and say nothing of the rest: they count as at risk
/// in the one and not in the other (Kaplan and Meier 1958).
/// </summary>
internal static class LatenessHazards
{
    /// <summary>
    /// Weight, in receipts, of what is believed before: of the stated prior against the site, of the site against a supplier,
    /// of the supplier against one of its products.
    /// </summary>
    public const double PriorAgainstSite = 30, SiteAgainstSupplier = 20, SupplierAgainstProduct = 50;

    /// <summary>
    /// The prior learning starts from: four in a hundred early, ninety on the promised day, six late, most of them by days,
    /// a few by months. Wider at both ends than the prior that serves without any history, so that what comes is not a surprise.
    /// </summary>
    private static readonly double[] Stated = FromShares(
    [
        0.04 / 9, 0.04 / 9, 0.04 / 9, 0.04 / 9, 0.04 / 9, 0.04 / 9, 0.04 / 9, 0.04 / 9, 0.04 / 9,
        0.90,
        0.0240, 0.0150, 0.0090, 0.0048, 0.0030, 0.0018, 0.0012, 0.0006, 0.0006,
    ]);

    public static ReadOnlySpan<double> Prior => Stated;

    /// <summary>The hazards of a child, from those of its parent and what was seen of it (a beta prior at each bin).</summary>
    /// <param name="hazards">In: the parent's. Out: the child's.</param>
    /// <param name="came">Weight of the receipts, by bin.</param>
    /// <param name="decay">What a weight is worth now.</param>
    /// <param name="waiting">Weight of open lines, by the first bin they have not passed; empty: none.</param>
    /// <param name="strength">Weight of the parent, in receipts.</param>
    public static void Shrink(Span<double> hazards, ReadOnlySpan<float> came, double decay, ReadOnlySpan<float> waiting, double strength)
    {
        var cameLater = 0.0;
        var wait = 0.0;
        for (var bin = LatenessBins.Count - 1; bin >= 0; bin--)
        {
            var here = came[bin] * decay;
            cameLater += here;
            hazards[bin] = (here + strength * hazards[bin]) / (cameLater + wait + strength);
            wait += waiting.IsEmpty ? 0 : waiting[bin];
        }
    }

    private static double[] FromShares(ReadOnlySpan<double> shares)
    {
        var hazards = new double[shares.Length];
        var left = 1.0;
        for (var bin = 0; bin < shares.Length; bin++)
        {
            hazards[bin] = Math.Min(1, shares[bin] / left);
            left -= shares[bin];
        }
        return hazards;
    }
}
