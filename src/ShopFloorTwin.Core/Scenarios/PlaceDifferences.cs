using ShopFloorTwin.Core.Forecast;

namespace ShopFloorTwin.Core.Scenarios;

/// <summary>Work centers and suppliers of two forecasts side by side, by the lateness that goes back to them.</summary>
internal static class PlaceDifferences
{
    // Less than this is rounding: minutes, and parts of one.
    private const double VisibleMinutes = 0.5, VisibleShare = 0.0005;

    public static IReadOnlyList<WorkCenterDifference> WorkCenters(SiteForecast before, ScenarioKpis was, SiteForecast after, ScenarioKpis now)
    {
        var (blamedBefore, blamedAfter) = (Blame.Of(before), Blame.Of(after));
        var found = new List<WorkCenterDifference>();
        for (var w = 0; w < was.WorkCenters.Count; w++)
        {
            var (one, other) = (Answer(was.WorkCenters[w], blamedBefore, w), Answer(now.WorkCenters[w], blamedAfter, w));
            if (Math.Abs(one.LatenessMinutes - other.LatenessMinutes) >= VisibleMinutes || Math.Abs(one.Utilisation - other.Utilisation) >= VisibleShare
                || Math.Abs(one.OpenMinutes - other.OpenMinutes) >= VisibleMinutes)
                found.Add(new WorkCenterDifference(before.Twins.WorkCenters[w].Id, before.Twins.WorkCenters[w].Name, one, other));
        }
        return [.. found.OrderByDescending(one => Math.Abs(one.After.LatenessMinutes - one.Before.LatenessMinutes)).ThenByDescending(one => Math.Abs(one.After.Utilisation - one.Before.Utilisation))];
    }

    public static IReadOnlyList<SupplierDifference> Suppliers(SiteForecast before, SiteForecast after)
    {
        var (blamedBefore, blamedAfter) = (Blame.Of(before), Blame.Of(after));
        var found = new List<SupplierDifference>();
        // One that something is bought from for the first time stands behind the others.
        for (var s = 0; s < after.Twins.Suppliers.Count; s++)
        {
            var one = s < before.Twins.Suppliers.Count ? new SupplierAnswer(blamedBefore.SupplierMinutes[s], blamedBefore.SupplierOrders[s]) : new SupplierAnswer(0, 0);
            var other = new SupplierAnswer(blamedAfter.SupplierMinutes[s], blamedAfter.SupplierOrders[s]);
            if (Math.Abs(one.LatenessMinutes - other.LatenessMinutes) >= VisibleMinutes)
                found.Add(new SupplierDifference(after.Twins.Suppliers[s].Id, after.Twins.Suppliers[s].Name, one, other));
        }
        return [.. found.OrderByDescending(one => Math.Abs(one.After.LatenessMinutes - one.Before.LatenessMinutes))];
    }

    private static WorkCenterAnswer Answer(WorkCenterUse use, Blame blame, int w) => new(use.Utilisation, use.OpenMinutes, use.BusyMinutes, blame.WorkCenterMinutes[w]);

    /// <summary>Minutes of expected lateness by what they go back to.</summary>
    private sealed class Blame(int workCenters, int suppliers)
    {
        public double[] WorkCenterMinutes { get; } = new double[workCenters];
        public double[] SupplierMinutes { get; } = new double[suppliers];
        public int[] SupplierOrders { get; } = new int[suppliers];

        public static Blame Of(SiteForecast forecast)
        {
            var blame = new Blame(forecast.Twins.WorkCenters.Count, forecast.Twins.Suppliers.Count);
            if (forecast.Load is not { } load)
                return blame;
            foreach (var order in forecast.Orders)
            {
                var last = -1;
                foreach (var share in order.Late?.Shares ?? [])
                {
                    if (load.WorkCenterOf(share) is >= 0 and var w)
                        blame.WorkCenterMinutes[w] += share.Minutes;
                    if (load.SupplierOf(share) is not (>= 0 and var s))
                        continue;
                    blame.SupplierMinutes[s] += share.Minutes;
                    blame.SupplierOrders[s] += s == last ? 0 : 1;
                    last = s;
                }
            }
            return blame;
        }
    }
}
