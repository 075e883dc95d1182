using System.Globalization;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Learning.Durations;

/// <summary>What is believed of how long an operation takes as a whole, at its work center, in working minutes.</summary>
/// <param name="From">Whose history that is first of all: <c>operation</c> (of the product, there), <c>workCenter</c>, <c>site</c>, or <c>plan</c> where too little was seen.</param>
/// <param name="Observations">Operations of that history, older ones less.</param>
/// <param name="Text">In words.</param>
public sealed record DurationBeliefView(double P50, double P80, double P95, string From, double Observations, string Text)
{
    /// <summary>Of an operation of an order.</summary>
    internal static DurationBeliefView Of(SiteTwins twins, OrderTwin order, OperationTwin operation, double efficiency)
    {
        var (belief, from, seen) = twins.Learned.Durations.Told(new DurationKey(order.Product, operation.Operation, operation.WorkCenter));
        var factor = new LogNormalFactor(belief.Median(operation.SetupShare), belief.Sigma);
        var planned = operation.PlannedMinutes / Math.Max(0.001, efficiency);
        var whose = from switch
        {
            "operation" => $"from {seen:0} of this product's here, and what else is done here",
            "workCenter" => $"from {seen:0} operations of the work center",
            "site" => $"from {seen:0} operations of the site",
            _ => "too few are done to say more than the plan",
        };
        return new DurationBeliefView(
            planned * factor.Median, planned * factor.Quantile(0.8), planned * factor.Quantile(0.95), from, seen,
            string.Create(CultureInfo.InvariantCulture, $"{factor.Median:0.00} times the plan in the median, one in five over {factor.Quantile(0.8):0.00} times ({whose})"));
    }
}
