using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Core.Learning.Variance;

/// <summary>
/// What an order's operations will have taken when they are done: worked so far, and what is believed of the rest.
/// The mean and deviation of log-normal factors; operations count as independent of each other.
/// </summary>
internal sealed class WorkForesight(SiteForecast forecast, IBeliefs beliefs)
{
    // Work that has outlived what was believed of it has at least so much of it before it.
    private const double LeastShare = 0.1;

    private readonly WorkFigures _work = new(forecast);

    /// <param name="order">Open.</param>
    /// <param name="scrap">Share scrapped of its product, and how sure that is.</param>
    public OrderPrediction Of(OrderTwin order, (double Share, double Deviation) scrap)
    {
        var operations = order.Operations.Where(operation => operation.State != OperationState.Cancelled).Select(operation => Of(order, operation)).ToArray();
        var seen = order.Operations.Sum(operation => operation.Scrap);
        var left = Math.Max(0, order.Quantity - Made(order));
        var deviation = Math.Sqrt(left * scrap.Share * (1 - scrap.Share) + left * left * scrap.Deviation * scrap.Deviation);
        return new OrderPrediction(operations, (float)(seen + left * scrap.Share), (float)deviation);
    }

    public OperationPrediction Of(OrderTwin order, OperationTwin operation)
    {
        var worked = _work.Worked(operation) ?? 0;
        if (operation.State == OperationState.Done)
            return new OperationPrediction(operation.Operation, (float)(worked > 0 ? worked : _work.Planned(operation)), 0);
        var belief = beliefs.Duration(order.Product, operation.Operation, operation.WorkCenter, operation.SetupShare);
        var variance = Math.Exp(belief.Sigma * belief.Sigma);
        var whole = _work.Planned(operation) * belief.Median * Math.Sqrt(variance);
        var left = operation.Done > 0 && order.Quantity > 0
            ? whole * Math.Clamp(1 - operation.Done / order.Quantity, 0, 1)
            : worked > 0 ? Math.Max(whole - worked, LeastShare * whole) : whole;
        return new OperationPrediction(operation.Operation, (float)(worked + left), (float)(left * Math.Sqrt(variance - 1)));
    }

    // Pieces past the last operation cannot be scrapped any more.
    private static double Made(OrderTwin order) => order.Operations.IsEmpty ? 0 : order.Operations[^1].Done;
}
