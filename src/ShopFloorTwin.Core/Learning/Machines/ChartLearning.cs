using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Learning.Control;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Learning.Machines;

/// <summary>What measurements and counts teach a work center's charts.</summary>
internal static class ChartLearning
{
    /// <summary>Of the chart of cycle times.</summary>
    public const string CycleTime = "cycle time";

    public static MachineModel Measured(MachineModel model, MachineMeasurementData said, EventRef point)
    {
        var charts = model.Charts;
        for (var i = 0; i < charts.Length; i++)
        {
            if (charts[i].Characteristic != said.Characteristic)
                continue;
            var next = charts[i].With(said.Value, point);
            return ReferenceEquals(next, charts[i]) ? model : model with { Charts = charts.SetItem(i, next) };
        }
        if (charts.Length >= WorkCenterTwin.MeasurementsMax)
            charts = charts.Remove(charts.MinBy(chart => chart.Time)!);
        return model with { Charts = charts.Add(new ControlChart { Characteristic = said.Characteristic, Uom = said.Uom }.With(said.Value, point)) };
    }

    /// <summary>Pieces counted at a work center that produced since the count before: so many minutes each.</summary>
    /// <param name="model">Before the count.</param>
    /// <param name="center">The work center.</param>
    /// <param name="said">The count.</param>
    /// <param name="pieces">Good and scrap that it adds.</param>
    /// <param name="product">Of its order; null when it names none.</param>
    /// <param name="point">The count's event.</param>
    public static MachineModel Counted(MachineModel model, WorkCenterTwin center, MachineCountData said, double pieces, string? product, EventRef point)
    {
        // Units that count for themselves make pieces side by side.
        if (said.Unit is not null || !center.WorstState.IsProducing())
            return model;
        var stood = center.Clock.DownMinutes + center.Clock.OtherMinutes;
        var (made, operation) = (product ?? "", said.Operation ?? "");
        if (model.Cycle is not { } cycle)
            return model with { Cycle = new CycleChart(new ControlChart { Characteristic = CycleTime, Uom = "min" }, made, operation, point.Time, stood) };
        if (point.Time <= cycle.CountedAt)
            return model;
        var isSame = cycle.Product == made && cycle.Operation == operation;
        var chart = isSame ? cycle.Chart : cycle.Chart.OfAnotherRun();
        if (isSame && pieces > 0 && stood == cycle.Stood)
            chart = chart.With(Logarithm.Of((point.Time - cycle.CountedAt).TotalMinutes / pieces), point);
        // Pieces of nothing leave the minutes to the next count.
        return pieces > 0 || !isSame || stood != cycle.Stood
            ? model with { Cycle = new CycleChart(chart, made, operation, point.Time, stood) }
            : model;
    }
}
