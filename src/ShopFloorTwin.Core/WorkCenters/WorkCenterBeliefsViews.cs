using System.Globalization;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Learning.Control;
using ShopFloorTwin.Core.Learning.Machines;
using ShopFloorTwin.Core.Learning.Waiting;
using ShopFloorTwin.Core.Learning.Yields;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.WorkCenters;

/// <summary>What is believed of a work center, in figures and words.</summary>
internal static class WorkCenterBeliefsViews
{
    /// <summary>Operations whose yield is told.</summary>
    private const int YieldsMax = 20;

    public static WorkCenterBeliefsView Of(SitePicture picture, string workCenter, IReadOnlyList<QueuedOperation> queue)
    {
        var beliefs = picture.Machines;
        var model = beliefs.Model(workCenter);
        return new WorkCenterBeliefsView(
            Repair(beliefs, workCenter, model), Failures(beliefs, workCenter, model), ShortStops(model), PlannedStops(beliefs, workCenter, model),
            Waits(picture.Twins.Learned.Waits.FirstOrDefault(waits => waits.WorkCenter == workCenter)),
            model is null ? [] : [.. model.AllCharts().Select(chart => Chart(model, chart))],
            [
                .. queue.Take(Limits.QueueItemsInList).Select(one => (picture.Twins.Orders[one.Order].Product, picture.Twins.Orders[one.Order].Operations[one.Operation].Operation))
                    .Distinct().Take(YieldsMax).Select(one => Yield(picture, one.Product, one.Operation, workCenter)),
            ]);
    }

    /// <summary>Signals of its charts.</summary>
    public static IEnumerable<SignalView> Signals(MachineModel model) =>
        from chart in model.AllCharts()
        let signal = chart.Signal
        where signal is not null
        select new SignalView(signal.Fault.ToString().ToLowerInvariant(), ControlWords.Signal(chart, IsCycle(model, chart)), signal.Since, signal.Event.Id);

    private static RepairBeliefView Repair(MachineBeliefs beliefs, string workCenter, MachineModel? model)
    {
        var repair = beliefs.Repair(workCenter);
        var (p50, p80, p95) = (repair.MedianMinutes, repair.Quantile(0.8), repair.Quantile(0.95));
        var seen = model?.Repairs.Count ?? 0;
        return new RepairBeliefView(p50, p80, p95, seen, $"half of the repairs take up to {Words.Span(p50)}, four in five {Words.Span(p80)}, 19 in 20 {Words.Span(p95)} ({From(seen, "breakdown")})");
    }

    private static FailureBeliefView Failures(MachineBeliefs beliefs, string workCenter, MachineModel? model)
    {
        var failures = beliefs.Failures(workCenter);
        var (seen, hours) = (model?.Failures ?? 0, (model?.ProducingMinutes ?? 0) / 60);
        var raised = failures.PerHour > 0 && model!.IsOutOfControl;
        var text = failures.PerHour <= 0 ? "breakdowns are not reckoned with: too little is told of when it runs"
            : $"one breakdown in {Number(1 / failures.PerHour)} working hours ({Number(seen)} in {Number(hours)} h, and the site's{(raised ? "; doubled while something measured here is out of control" : "")})";
        return new FailureBeliefView(failures.PerHour, seen, hours, raised, text);
    }

    private static ShortStopsView ShortStops(MachineModel? model)
    {
        double? perHour = model is { ProducingMinutes: > 0 } ? model.ShortStops * 60 / model.ProducingMinutes : null;
        double? minutes = model is { ShortStops: > 0 } ? model.ShortStopMinutesLost / model.ShortStops : null;
        return new ShortStopsView(perHour, minutes, minutes is null ? "no stops under 5 minutes" : perHour is null ? $"stops under 5 minutes of {Number(minutes.Value)} min on average"
            : $"{Number(perHour.Value)} stops under 5 minutes in a producing hour, of {Number(minutes.Value)} min on average");
    }

    private static PlannedStopsView PlannedStops(MachineBeliefs beliefs, string workCenter, MachineModel? model)
    {
        var belief = beliefs.PlannedStop(workCenter);
        var (p50, p80, seen) = (belief.Median, belief.Quantile(0.8), model?.Overruns.Count ?? 0);
        return new PlannedStopsView(p50, p80, seen, $"planned stops last {Number(p50)} times what is planned, one in five over {Number(p80)} times ({From(seen, "planned stop")})");
    }

    private static WaitsView Waits(WorkCenterWaits? waits)
    {
        var (start, pause) = (waits?.Start ?? default, waits?.Pause ?? default);
        var text = Math.Max(start.Count, pause.Count) < WorkCenterWaits.Evidence ? "no waits are reckoned with: too little was seen"
            : string.Create(CultureInfo.InvariantCulture, $"{start.Probability:P0} of what could start waits, one in twenty over {Words.Span(start.Quantile(0.95))}; {pause.Probability:P0} is paused, one in twenty over {Words.Span(pause.Quantile(0.95))} (from {start.Count:0} starts and {pause.Count:0} ends)");
        return new WaitsView(start.Probability, start.Quantile(0.8), start.Quantile(0.95), start.Count, pause.Probability, pause.Quantile(0.95), text);
    }

    private static ChartView Chart(MachineModel model, ControlChart chart)
    {
        var isCycle = IsCycle(model, chart);
        var baseline = chart.Baseline;
        if (!baseline.IsReady)
            return new ChartView(chart.Characteristic, chart.Uom, null, null, baseline.Count, true, $"{chart.Characteristic}: {Number(baseline.Freedom)} points so far, judged from {Baseline.FirstPoints} on");
        var text = chart.Signal is null ? $"{chart.Characteristic} is in control: {ControlWords.Normal(chart, isCycle)} (from {Number(baseline.Count)} points)" : ControlWords.Signal(chart, isCycle);
        return new ChartView(chart.Characteristic, chart.Uom, isCycle ? Math.Exp(baseline.Mean) : baseline.Mean, baseline.Sigma, baseline.Count, chart.Signal is null, text);
    }

    private static YieldView Yield(SitePicture picture, string product, string operation, string workCenter)
    {
        var yields = picture.Twins.Learned.Yields;
        var belief = picture.Machines.Yield(yields.Of(product, operation), workCenter);
        var seen = yields.Find(new YieldKey(product, operation));
        var pieces = (seen?.Good ?? 0) + (seen?.Scrap ?? 0);
        var text = belief.Weight <= 0 ? "all pieces are taken to come good: too little was made yet"
            : string.Create(CultureInfo.InvariantCulture, $"{belief.Good:P1} of the pieces come good (from {pieces:0} pieces of {seen?.Orders ?? 0:0} orders, the operation's others and the site's)");
        return new YieldView(product, operation, belief.Good, pieces, seen?.Orders ?? 0, text);
    }

    private static bool IsCycle(MachineModel model, ControlChart chart) => ReferenceEquals(model.Cycle?.Chart, chart);

    private static string From(long seen, string what) => seen == 0 ? $"of the site or stated, no {what} of its own yet" : $"from {seen} {what}{(seen == 1 ? "" : "s")} of its own, and the site's";

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
