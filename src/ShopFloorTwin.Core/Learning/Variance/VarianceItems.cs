using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.Suppliers;

namespace ShopFloorTwin.Core.Learning.Variance;

/// <summary>What the ledger of forecasts knows of finished orders.</summary>
/// <param name="Finished">With what was foreseen of them, oldest first.</param>
/// <param name="Scrap">Share scrapped by product, and how sure that is.</param>
/// <param name="ScrapElsewhere">Of a product that nothing is known of.</param>
public sealed record VarianceBasis(
    IReadOnlyList<FinishedOrder> Finished, IReadOnlyDictionary<string, (double Share, double Deviation)> Scrap, (double Share, double Deviation) ScrapElsewhere)
{
    internal (double Share, double Deviation) ScrapOf(string product) => Scrap.TryGetValue(product, out var known) ? known : ScrapElsewhere;
}

/// <summary>Measures every order, operation and purchase order line of a picture that is open, or was done within the last weeks.</summary>
internal sealed class VarianceItems
{
    private readonly SitePicture _picture;
    private readonly VarianceBasis _basis;
    private readonly IBeliefs _beliefs;
    private readonly WorkFigures _work;
    private readonly WorkForesight _foresight;
    private readonly DateTimeOffset _from;

    public VarianceItems(SitePicture picture, VarianceBasis basis)
    {
        (_picture, _basis) = (picture, basis);
        _beliefs = picture.Settings.BeliefsOf(picture.Twins);
        _work = new WorkFigures(picture.Forecast);
        _foresight = new WorkForesight(picture.Forecast, _beliefs);
        _from = picture.AsOf.AddDays(-7 * Limits.VarianceWeeks);
    }

    /// <summary>Orders, each under the key that it is asked for.</summary>
    public IEnumerable<VarianceItem> Orders(Func<OrderTwin, DateTimeOffset?, string?> key)
    {
        foreach (var (order, forecast, finished, predicted) in All())
        {
            if (key(order, finished?.FinishedAt) is { } known)
                yield return Of(known, order, forecast, finished, predicted);
        }
    }

    /// <summary>Operations that are open, or done of finished orders, by work center.</summary>
    public IEnumerable<VarianceItem> Operations()
    {
        foreach (var (order, _, finished, predicted) in All())
        {
            foreach (var operation in order.Operations)
            {
                if (operation.State == OperationState.Cancelled || (finished is null && operation.State == OperationState.Done))
                    continue;
                var minutes = Minutes(predicted, operation);
                var work = Work(operation, minutes, finished is not null);
                var scrap = new Measured(0, null, null, 0, finished is null ? null : operation.Scrap);
                yield return new VarianceItem(operation.WorkCenter, finished?.FinishedAt, null, work, finished is null ? null : scrap, Cost(operation, work));
            }
        }
    }

    /// <summary>Purchase order lines that are open, or were received, by supplier: how far behind due.</summary>
    public IEnumerable<VarianceItem> Lines()
    {
        foreach (var supplier in _picture.Twins.Suppliers)
        {
            foreach (var line in supplier.Lines)
            {
                if (line.Due is not { } due || line.CancelEvent is not null)
                    continue;
                if (line.Open > 0 && line.Expected is { } expected)
                    yield return new VarianceItem(supplier.Id, null, new Measured(0, Lateness(supplier.Id, line.Product, (expected - due).TotalMinutes), null, 0, null), null, null, null);
                else if (line.Open <= 0 && line.ReceivedAt >= _from)
                    yield return new VarianceItem(supplier.Id, line.ReceivedAt, new Measured(0, null, null, 0, (line.ReceivedAt.Value - due).TotalMinutes), null, null, null);
            }
        }
    }

    private IEnumerable<(OrderTwin Order, OrderForecast? Forecast, FinishedOrder? Finished, OrderPrediction Predicted)> All()
    {
        foreach (var finished in _basis.Finished)
        {
            if (finished.FinishedAt >= _from && _picture.OrderIds.Find(finished.Order) is >= 0 and var place && _picture.Twins.Orders[place] is { State: OrderState.Done } order)
                yield return (order, null, finished, finished.Predicted);
        }
        foreach (var forecast in _picture.Forecast.Orders)
        {
            var order = _picture.Twins.Orders[forecast.Order];
            yield return (order, forecast, null, _foresight.Of(order, _basis.ScrapOf(order.Product)));
        }
    }

    private VarianceItem Of(string key, OrderTwin order, OrderForecast? forecast, FinishedOrder? finished, OrderPrediction predicted)
    {
        var isDone = finished is not null;
        var operations = order.Operations.Where(operation => operation.State != OperationState.Cancelled)
            .Select(operation => (Operation: operation, Work: Work(operation, Minutes(predicted, operation), isDone))).ToList();
        // An operation that nobody reported on leaves the order's work unknown.
        var isTold = operations.TrueForAll(one => one.Work is not null);
        var scrap = new Measured(0, null, predicted.Scrap, predicted.ScrapDeviation, isDone ? order.Operations.Sum(operation => operation.Scrap) : null);
        var price = _picture.Twins.Plan.Products.GetValueOrDefault(order.Product)?.Cost ?? 0;
        var costs = isTold ? operations.Select(one => Cost(one.Operation, one.Work)).ToList() : [];
        var wasted = new Measured(0, null, scrap.Mean * price, scrap.Deviation * price, scrap.Actual * price);
        return new VarianceItem(
            key, finished?.FinishedAt, Finish(order, forecast, finished),
            isTold ? Measured.Sum(operations.Select(one => one.Work)) : null, scrap,
            costs.Exists(cost => cost is not null) || (isTold && price > 0) ? Measured.Sum([.. costs, wasted]) : null);
    }

    private static Measured? Finish(OrderTwin order, OrderForecast? forecast, FinishedOrder? finished)
    {
        if (order.Baseline is not { } planned)
            return null;
        if (finished is not null)
        {
            var made = (finished.MadeAt - planned).TotalMinutes;
            var said = finished.Finish;
            return new Measured(0, new ForeseenFigures(made + said.P10, made + said.P50, made + said.P80, made + said.P95), null, 0, (finished.FinishedAt - planned).TotalMinutes);
        }
        double Behind(DateTimeOffset time) => (time - planned).TotalMinutes;
        return forecast is null ? null : new Measured(0, new ForeseenFigures(Behind(forecast.P10), Behind(forecast.P50), Behind(forecast.P80), Behind(forecast.P95)), null, 0, null);
    }

    /// <summary>Null: it is done, and nothing tells how long it took.</summary>
    private Measured? Work(OperationTwin operation, OperationPrediction minutes, bool isDone)
    {
        var worked = _work.Worked(operation);
        return isDone && worked is null ? null : new Measured(_work.Planned(operation), null, minutes.Minutes, minutes.Deviation, isDone ? worked : null);
    }

    private Measured? Cost(OperationTwin operation, Measured? work) =>
        work is null || _work.Cost(operation, 1) is not { } perMinute ? null
        : new Measured(work.Planned * perMinute, null, work.Mean * perMinute, work.Deviation * perMinute, work.Actual * perMinute);

    // An operation that came later was not foreseen: its plan is all there was.
    private OperationPrediction Minutes(OrderPrediction predicted, OperationTwin operation)
    {
        foreach (var known in predicted.Operations)
        {
            if (known.Operation == operation.Operation)
                return known;
        }
        return new OperationPrediction(operation.Operation, (float)_work.Planned(operation), 0);
    }

    private ForeseenFigures Lateness(string supplier, string product, double expected)
    {
        var belief = _beliefs.Supplier(supplier, product);
        double At(double level) => expected + belief.QuantileDays(level) * 1440;
        return new ForeseenFigures(At(0.10), At(0.50), At(0.80), At(0.95));
    }
}
