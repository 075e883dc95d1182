using System.Text.Json;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Learning.Durations;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Orders;

/// <summary>Makes the views of single orders.</summary>
internal static class OrderViews
{
    private static readonly string[] KindNames = [.. Enum.GetNames<CauseKind>().Select(JsonNamingPolicy.CamelCase.ConvertName)];

    public static OrderView Of(SitePicture picture, in OrderEntry entry)
    {
        var order = picture.Twins.Orders[entry.Twin];
        var forecast = entry.Forecast < 0 ? null : picture.Forecast.Orders[entry.Forecast];
        return new OrderView
        {
            Id = order.Id,
            Product = order.Product,
            Quantity = order.Quantity,
            Done = Done(order),
            State = order.State,
            Priority = order.Priority,
            Customer = order.Customer,
            Value = order.Value,
            Due = order.Due,
            Baseline = order.Baseline,
            Forecast = forecast is null ? null : new ForecastView(forecast.P10, forecast.P50, forecast.P80, forecast.P95),
            Actual = order.Actual,
            LateProbability = entry.LateProbability,
            ExpectedLatenessMinutes = entry.LatenessMinutes,
            Risk = entry.Risk,
            RiskSince = forecast is null ? null : picture.Risks.Find(order.Id)?.Since,
            Causes = forecast is null ? [] : [.. forecast.Causes.Select(Of)],
            Position = picture.Position,
            AsOf = picture.AsOf,
        };
    }

    /// <summary>The operations of an order with their planned places.</summary>
    public static IReadOnlyList<OperationView> Operations(SitePicture picture, int twin)
    {
        var order = picture.Twins.Orders[twin];
        var operations = order.Operations;
        var places = Places(picture, twin);
        var views = new OperationView[operations.Length];
        for (var i = 0; i < views.Length; i++)
        {
            var operation = operations[i];
            var place = places.TryGetValue(i, out var queued) ? queued : default(QueuedOperation?);
            views[i] = new OperationView(
                operation.Operation, operation.Name, operation.WorkCenter, operation.State, operation.PlannedMinutes, operation.Done, operation.Scrap,
                operation.StartedAt, operation.FinishedAt, place?.Start, place?.Finish)
            {
                Belief = operation.IsClosed ? null : DurationBeliefView.Of(picture.Twins, order, operation, Efficiency(picture, operation.WorkCenter)),
            };
        }
        return views;
    }

    private static double Efficiency(SitePicture picture, string workCenter) =>
        picture.WorkCenterIds.Find(workCenter) is >= 0 and var place ? picture.Twins.WorkCenters[place].Efficiency : 1;

    /// <summary>Finished units: what every last operation has made; of a done order whose operations told no figures, all.</summary>
    private static double Done(OrderTwin order)
    {
        double? least = null;
        foreach (var operation in order.Operations)
        {
            if (operation.State == OperationState.Cancelled || order.Operations.Any(o => o.State != OperationState.Cancelled && o.After.Contains(operation.Operation)))
                continue;
            var isTold = order.State != OrderState.Done || operation.Done > 0 || operation.Scrap > 0;
            least = Math.Min(least ?? double.MaxValue, isTold ? operation.Done : order.Quantity);
        }
        return least ?? (order.State == OrderState.Done ? order.Quantity : 0);
    }

    public static CauseView Of(Cause cause) =>
        new(KindNames[(int)cause.Kind], cause.Subject, cause.Text, cause.Share, cause.Minutes, cause.Event, cause.Chain);

    // An operation may be queued at an alternative of its work center: all queues are looked through.
    private static Dictionary<int, QueuedOperation> Places(SitePicture picture, int twin)
    {
        var places = new Dictionary<int, QueuedOperation>();
        foreach (var workCenter in picture.Forecast.WorkCenters)
        {
            foreach (var queued in workCenter.Queue)
            {
                if (queued.Order == twin)
                    places.TryAdd(queued.Operation, queued);
            }
        }
        return places;
    }
}
