using System.Globalization;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Intake.EventLogs;

/// <summary>
/// A log as it happened, told without what came later: an order is released when its work begins, with no routing; operations
/// come as they begin; whether a stretch of work was its operation's last shows only when the order is done.
/// </summary>
internal sealed class EventLogHistory
{
    public const string Product = "ORDER";

    // Nothing is planned to take time at them: a few are enough.
    private const int Units = 8;

    private EventLogHistory()
    {
    }

    public required PlantDocument Plant { get; init; }

    /// <summary>By time.</summary>
    public required IReadOnlyList<(DateTimeOffset Time, EventData Data)> Events { get; init; }
    public required IReadOnlyList<EventLogCase> Cases { get; init; }

    /// <summary>The last that was recorded.</summary>
    public required DateTimeOffset End { get; init; }

    public static IReadOnlyList<string> Assumptions { get; } =
    [
        "a log has no routing: an order's operations become known as they begin, and the rest of its way is learned from others'",
        "a work center for each activity, open around the clock",
        "a promised date is the release plus the median lead time of the orders done by then",
        "an order the log shows no end of is open at the log's end: losses are of forecasts and actuals cut there, and it counts as covered by the share the forecast gives to what comes later",
    ];

    /// <exception cref="EventLogFault">The log cannot be read, or holds no work.</exception>
    public static EventLogHistory Of(TextReader csv, EventLogOptions options)
    {
        var cases = WorkedCase.Of(EventLogReader.Read(csv, options));
        if (cases.Count == 0)
            throw new EventLogFault("the log has no lines");
        var end = cases.Max(worked => worked.End);
        bool IsFinished(WorkedCase worked) => options.FinalActivities.Contains(worked.Last.Activity) || (end - worked.End).TotalDays >= options.QuietDays;
        return new EventLogHistory
        {
            Plant = PlantOf(cases, options),
            Events = [.. cases.SelectMany(worked => EventsOf(worked, IsFinished(worked))).OrderBy(happening => happening.Time)],
            Cases = [.. cases.Select(worked => new EventLogCase(worked.Id, worked.Start, IsFinished(worked) ? worked.End : null, worked.End))],
            End = end,
        };
    }

    private static PlantDocument PlantOf(List<WorkedCase> cases, EventLogOptions options) => new()
    {
        Site = "log",
        TimeZone = options.TimeZone.Id,
        AsOf = cases[0].Start,
        WorkCenters =
        [
            .. cases.SelectMany(worked => worked.Operations).Select(operation => operation.Activity).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(activity => new WorkCenterSpec { Id = activity, Capacity = Units }),
        ],
        Products = [new ProductSpec { Id = Product }],
    };

    private static IEnumerable<(DateTimeOffset Time, EventData Data)> EventsOf(WorkedCase worked, bool isFinished)
    {
        yield return (worked.Start, new OrderReleasedData(new OrderSpec { Id = worked.Id, Product = Product, Quantity = 1 }) { Entity = worked.Id });
        foreach (var operation in worked.Operations)
        {
            for (var s = 0; s < operation.Stretches.Count; s++)
            {
                yield return (operation.Stretches[s].Start, Report(s == 0 ? OperationReport.Started : OperationReport.Resumed, operation.Activity));
                yield return (operation.Stretches[s].End, Report(OperationReport.Paused, operation.Activity));
            }
        }
        if (isFinished)
            yield return (worked.End, new OrderDoneData { Entity = worked.Id });

        OperationReportData Report(OperationReport report, string activity) => new(report, activity, activity, null, null) { Entity = worked.Id };
    }

    public static CloudEvent EventOf(EventData data, DateTimeOffset time, int number) => new()
    {
        Source = "/event-log",
        Id = number.ToString(CultureInfo.InvariantCulture),
        Type = "",
        Subject = "",
        Time = time,
        Data = data,
        Body = ReadOnlyMemory<byte>.Empty,
    };
}
