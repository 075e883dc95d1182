using System.Globalization;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Intake.EventLogs;

/// <summary>
/// Turns a machine shop's event log, as any MES exports it, into a plant document and operation events.
/// A work center per activity; a product per distinct routing; an order of quantity 1 per case.
/// What the log does not say is taken plainly: a work center has as many units as cases were ever worked on there at once in
/// the whole log, and is open around the clock; a routing, rework included, is known at the order's release;
/// an order is promised for its release plus the median lead time before the split.
/// </summary>
public static class EventLogImporter
{
    /// <param name="csv">The log; left open.</param>
    /// <param name="site">Id of the site it becomes.</param>
    /// <param name="options">Columns, time zone, split.</param>
    /// <exception cref="EventLogFault">The log cannot be read, or holds no work.</exception>
    public static EventLogImport Import(TextReader csv, string site, EventLogOptions options)
    {
        var cases = WorkedCase.Of(EventLogReader.Read(csv, options));
        if (cases.Count == 0)
            throw new EventLogFault("the log has no lines");
        var start = cases[0].Start;
        var end = cases.Max(worked => worked.End);
        var split = options.SplitAt ?? start + (end - start) / 2;
        bool IsFinished(WorkedCase worked) =>
            options.FinalActivities.Contains(worked.Last.Activity) || (end - worked.End).TotalDays >= options.QuietDays;

        var plant = new EventLogPlant(cases, PlanFigures.Before(split, cases, IsFinished));
        var events = cases.SelectMany(worked => EventsOf(worked, IsFinished(worked), plant)).OrderBy(happening => happening.Time).ToList();
        return new EventLogImport(
            plant.Document(site, options.TimeZone, start),
            events.Select(happening => EventWriter.Write(options.Source, happening.Id, happening.Time, happening.Data)),
            events.Count,
            [.. cases.Select(worked => new EventLogCase(worked.Id, worked.Start, IsFinished(worked) ? worked.End : null, worked.End))],
            split);
    }

    private readonly record struct Happening(string Id, DateTimeOffset Time, EventData Data);

    private static IEnumerable<Happening> EventsOf(WorkedCase worked, bool isFinished, EventLogPlant plant)
    {
        yield return new Happening($"{worked.Id}/released", worked.Start, new OrderReleasedData(plant.OrderOf(worked)) { Entity = worked.Id });
        for (var o = 0; o < worked.Operations.Count; o++)
        {
            var operation = worked.Operations[o];
            // The work a cut-off case was last seen in may go on behind the log's end.
            var isCompleted = isFinished || operation != worked.Last;
            foreach (var (report, time) in ReportsOf(operation, isCompleted))
                yield return Report(worked, operation, EventLogPlant.OperationId(o), report, time, plant);
        }
        if (isFinished)
            yield return new Happening($"{worked.Id}/done", worked.End, new OrderDoneData { Entity = worked.Id });
    }

    private static IEnumerable<(OperationReport Report, DateTimeOffset Time)> ReportsOf(WorkedOperation operation, bool isCompleted)
    {
        for (var s = 0; s < operation.Stretches.Count; s++)
        {
            var isLast = s == operation.Stretches.Count - 1;
            yield return (s == 0 ? OperationReport.Started : OperationReport.Resumed, operation.Stretches[s].Start);
            yield return (isLast && isCompleted ? OperationReport.Completed : OperationReport.Paused, operation.Stretches[s].End);
        }
    }

    private static Happening Report(
        WorkedCase worked, WorkedOperation operation, string operationId, OperationReport report, DateTimeOffset time, EventLogPlant plant)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{worked.Id}/{operation.Activity}/{report}/{time.UtcDateTime:yyyyMMddTHHmmss.FFF}");
        double? good = report == OperationReport.Completed ? 1 : null;
        return new Happening(id, time, new OperationReportData(report, operationId, plant.WorkCenterOf(operation.Activity), good, null) { Entity = worked.Id });
    }
}
