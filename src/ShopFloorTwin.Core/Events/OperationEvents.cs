namespace ShopFloorTwin.Core.Events;

/// <summary>Reads reports on an operation of an order.</summary>
internal static class OperationEvents
{
    public static IReadOnlyList<EventDefinition> Definitions { get; } =
    [
        new(EventTypes.OperationStarted, SubjectKinds.Order, (ref data, subject) => Report(OperationReport.Started, ref data, subject)),
        new(EventTypes.OperationPaused, SubjectKinds.Order, (ref data, subject) => Report(OperationReport.Paused, ref data, subject)),
        new(EventTypes.OperationResumed, SubjectKinds.Order, (ref data, subject) => Report(OperationReport.Resumed, ref data, subject)),
        new(EventTypes.OperationCompleted, SubjectKinds.Order, (ref data, subject) => Report(OperationReport.Completed, ref data, subject)),
    ];

    private static OperationReportData Report(OperationReport report, ref DataFields data, Subject subject)
    {
        string? operation = null, workCenter = null;
        double? good = null, scrap = null;
        while (data.Next())
        {
            if (data.Is("operation"u8))
                operation = data.Id("operation");
            else if (data.Is("workCenter"u8))
                workCenter = data.Id("workCenter");
            else if (data.Is("good"u8))
                good = data.Quantity("good");
            else if (data.Is("scrap"u8))
                scrap = data.Quantity("scrap");
        }
        data.Require(operation is not null, "operation");
        return new OperationReportData(report, operation ?? "", workCenter, good, scrap) { Entity = subject.Entity };
    }
}
