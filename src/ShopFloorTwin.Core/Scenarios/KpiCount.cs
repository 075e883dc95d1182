using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Scenarios;

/// <summary>Counts the figures of a forecast.</summary>
internal static class KpiCount
{
    private const double WindowMinutes = ScenarioKpis.WindowDays * 1440;

    public static ScenarioKpis Of(SiteForecast forecast, RiskBoard risks)
    {
        var counts = new int[Enum.GetValues<Risk>().Length];
        var (late, tardiness, cost, atRisk) = (0.0, 0.0, 0.0, 0.0);
        foreach (var order in forecast.Orders)
        {
            var twin = forecast.Twins.Orders[order.Order];
            var risk = risks.Find(twin.Id)?.Risk ?? Risk.OnTrack;
            counts[(int)risk]++;
            late += order.LateProbability;
            tardiness += order.ExpectedLatenessMinutes;
            cost += Tardiness.Cost(twin.Value ?? 0, order.ExpectedLatenessMinutes);
            atRisk += risk >= Risk.AtRisk ? twin.Value ?? 0 : 0;
        }
        var uses = Uses(forecast);
        var open = uses.Sum(use => use.OpenMinutes);
        var (inventory, isShort) = Material(forecast);
        return new ScenarioKpis
        {
            OpenOrders = forecast.Orders.Count,
            Late = counts[(int)Risk.Late],
            AtRisk = counts[(int)Risk.AtRisk],
            Watch = counts[(int)Risk.Watch],
            OnTrack = counts[(int)Risk.OnTrack],
            ExpectedLateOrders = late,
            ExpectedTardinessMinutes = tardiness,
            ExpectedTardinessCost = cost,
            ValueAtRisk = atRisk,
            Utilisation = open > 0 ? uses.Sum(use => use.BusyMinutes) / open : 0,
            WorkInProcess = InProcess(forecast),
            Inventory = inventory,
            ComponentsShort = isShort,
            WorkCenters = uses,
        };
    }

    private static WorkCenterUse[] Uses(SiteForecast forecast)
    {
        if (forecast.Load?.Work(WindowMinutes) is not var (open, busy))
            return [];
        var uses = new WorkCenterUse[open.Length];
        for (var w = 0; w < uses.Length; w++)
            uses[w] = new WorkCenterUse(forecast.Twins.WorkCenters[w].Id, open[w] > 0 ? Math.Min(1, busy[w] / open[w]) : 0, open[w], busy[w]);
        return uses;
    }

    /// <summary>By the time each order is in process (Little 1961).</summary>
    private static WorkInProcess InProcess(SiteForecast forecast)
    {
        var (orders, value) = (0.0, 0.0);
        var starts = forecast.Load?.Starts() ?? [];
        for (var o = 0; o < starts.Length; o++)
        {
            var finish = Math.Min(WindowMinutes, (forecast.Orders[o].P50 - forecast.AsOf).TotalMinutes);
            var share = Math.Max(0, finish - starts[o]) / WindowMinutes;
            orders += share;
            value += share * (forecast.Twins.Orders[forecast.Orders[o].Order].Value ?? 0);
        }
        return new WorkInProcess(orders, value);
    }

    private static (InventoryExposure Inventory, int Short) Material(SiteForecast forecast)
    {
        var (onHand, onHold, incoming, unneeded, isShort) = (0.0, 0.0, 0.0, 0.0, 0);
        if (forecast.Load?.Material() is not { } material)
            return (new InventoryExposure(0, 0, 0, 0), 0);
        var used = new Lazy<HashSet<string>>(() => Used(forecast.Twins.Plan));
        for (var c = 0; c < forecast.Twins.Components.Count; c++)
        {
            var component = forecast.Twins.Components[c];
            isShort += material.IsShort[c] ? 1 : 0;
            if (forecast.Twins.Plan.Products.GetValueOrDefault(component.Id)?.Cost is not { } cost)
                continue;
            var there = Math.Max(0, material.OnHand[c]);
            onHand += there * cost;
            onHold += component.OnHold * cost;
            incoming += material.Bought[c] * cost;
            var made = material.Made[c] > 0 && (material.Needed[c] > 0 || used.Value.Contains(component.Id)) ? material.Made[c] : 0;
            unneeded += Math.Max(0, there + material.Bought[c] + made - material.Needed[c]) * cost;
        }
        return (new InventoryExposure(onHand, onHold, incoming, unneeded), isShort);
    }

    /// <summary>Products that go into others. What goes into none is made to be sold, and no order has to need it.</summary>
    private static HashSet<string> Used(SitePlan plan)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var product in plan.Products.Values)
        {
            foreach (var line in product.Bom)
                used.Add(line.Component);
        }
        return used;
    }
}
