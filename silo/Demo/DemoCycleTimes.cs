using System.Globalization;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Silo.Demo;

/// <summary>Sets the cycle times so that the open work loads each work center as far as it is meant to be over the time the orders cover.</summary>
internal static class DemoCycleTimes
{
    /// <summary>Factor on relative minutes, by work center.</summary>
    public static IReadOnlyDictionary<string, double> Factors(IEnumerable<DemoOrder> open, DemoProgress progress, DateTimeOffset now, DateTimeOffset until)
    {
        var fixedMinutes = new Dictionary<string, double>(StringComparer.Ordinal);
        var relative = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var order in open)
        {
            var (done, share) = progress.Of(order);
            for (var i = done; i < order.Product.Routing.Count; i++)
            {
                var (workCenter, _, setup, minutes) = order.Product.Routing[i];
                fixedMinutes[workCenter] = fixedMinutes.GetValueOrDefault(workCenter) + (i == done && share > 0 ? 0 : setup);
                relative[workCenter] = relative.GetValueOrDefault(workCenter) + minutes * order.Quantity * (i == done ? 1 - share : 1);
            }
        }
        return DemoCatalog.WorkCenters.ToDictionary(w => w.Id, w =>
        {
            var offered = OpenMinutes(w.Calendar, now, until) * w.Capacity * w.Efficiency * w.Utilisation;
            return Math.Clamp((offered - fixedMinutes.GetValueOrDefault(w.Id)) / relative.GetValueOrDefault(w.Id, 1), 0.2, 8);
        }, StringComparer.Ordinal);
    }

    public static IReadOnlyList<RoutingStepSpec> Routing(DemoProduct product, IReadOnlyDictionary<string, double> factors) =>
    [
        .. product.Routing.Select((step, i) => new RoutingStepSpec
        {
            Operation = (10 * (i + 1)).ToString(CultureInfo.InvariantCulture),
            Name = step.Name,
            WorkCenter = step.WorkCenter,
            SetupMinutes = step.Setup,
            MinutesPerUnit = Math.Max(0.1, Math.Round(step.Minutes * factors[step.WorkCenter], 1)),
        }),
    ];

    private static double OpenMinutes(string calendar, DateTimeOffset from, DateTimeOffset to)
    {
        const int step = 30;
        double open = 0;
        for (var at = from; at < to; at = at.AddMinutes(step))
            open += DemoHours.IsOpen(calendar, at) ? step : 0;
        return open;
    }
}
