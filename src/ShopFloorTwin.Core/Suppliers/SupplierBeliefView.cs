using System.Globalization;
using ShopFloorTwin.Core.Learning;
using ShopFloorTwin.Core.Learning.Suppliers;

namespace ShopFloorTwin.Core.Suppliers;

/// <summary>What is believed of a supplier's deliveries, and from how much.</summary>
/// <param name="Product">Null: of any product.</param>
/// <param name="Observations">Receipts counted.</param>
/// <param name="Weight">What they weigh now, older ones less: in receipts of today.</param>
/// <param name="Early">Share expected before the promised day.</param>
/// <param name="OnTime">Share expected on it.</param>
/// <param name="Late">Share expected behind it.</param>
/// <param name="Lateness">Minutes behind the promised date; negative: ahead of it.</param>
/// <param name="Text">The same in words.</param>
public sealed record SupplierBeliefView(
    string? Product, int Observations, double Weight, double Early, double OnTime, double Late, LatenessView Lateness, string Text);

internal static class SupplierBeliefViews
{
    public static IReadOnlyList<SupplierBeliefView> Of(SupplierTwin supplier, IBeliefs beliefs, DateTimeOffset now) =>
    [
        View(null, (supplier.Learned ?? DeliveryLearning.None).Overall, beliefs.Supplier(supplier.Id, ""), now),
        .. (supplier.Learned ?? DeliveryLearning.None).Products.Select(product => View(product.Product, product, beliefs.Supplier(supplier.Id, product.Product), now)),
    ];

    private static SupplierBeliefView View(string? product, LatenessEvidence evidence, SupplierLateness belief, DateTimeOffset now)
    {
        var weight = evidence.Receipts == 0 ? 0 : evidence.WeightAt(now);
        var (p50, p80, p95) = (belief.QuantileDays(0.5), belief.QuantileDays(0.8), belief.QuantileDays(0.95));
        var from = belief is StatedLateness
            ? $"stated prior, {Receipts(evidence.Receipts)} so far"
            : string.Create(CultureInfo.InvariantCulture, $"from {Receipts(evidence.Receipts)} that weigh as {weight:0.#} of today, the supplier's others and the site's");
        return new SupplierBeliefView(
            product, evidence.Receipts, weight, belief.Early, belief.OnTheDay, belief.Late, new LatenessView(p50 * 1440, p80 * 1440, p95 * 1440),
            string.Create(
                CultureInfo.InvariantCulture,
                $"{belief.Early:P0} early, {belief.OnTheDay:P0} on the promised day, {belief.Late:P0} late; half come {By(p50)}, four in five {By(p80)}, 19 in 20 {By(p95)} ({from})"));
    }

    private static string Receipts(int count) => count == 1 ? "1 receipt" : string.Create(CultureInfo.InvariantCulture, $"{count} receipts");

    private static string By(double days) => Math.Round(days, 1) switch
    {
        0 => "by the promised date",
        var late and > 0 => string.Create(CultureInfo.InvariantCulture, $"within {late:0.#} days after it"),
        var early => string.Create(CultureInfo.InvariantCulture, $"by {-early:0.#} days before it"),
    };
}
