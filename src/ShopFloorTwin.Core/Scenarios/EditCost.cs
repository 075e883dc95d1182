using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Scenarios;

/// <summary>What an edit costs by the cost per hour of work centers, in the site's currency; null: not known.</summary>
internal static class EditCost
{
    public static double? Of(SiteTwins twins, Edit edit) => edit switch
    {
        AddShift shift => twins.WorkCenters.FirstOrDefault(w => w.Id == shift.WorkCenter) is { } center ? Shift(center, shift.From, shift.To) : null,
        MoveOperation move => Move(twins, move),
        SetPriority or ReleaseHold => 0,
        _ => null,
    };

    public static double? Shift(WorkCenterTwin center, DateTimeOffset from, DateTimeOffset to) => center.CostPerHour * (to - from).TotalHours;

    public static double? Move(OperationTwin operation, WorkCenterTwin from, WorkCenterTwin to) =>
        to.CostPerHour * operation.PlannedMinutes / 60 / to.Efficiency - (from.CostPerHour * operation.PlannedMinutes / 60 / from.Efficiency);

    private static double? Move(SiteTwins twins, MoveOperation move)
    {
        var operation = twins.Orders.FirstOrDefault(o => o.Id == move.Order)?.Operations.FirstOrDefault(o => o.Operation == move.Operation);
        var from = twins.WorkCenters.FirstOrDefault(w => w.Id == operation?.WorkCenter);
        var to = twins.WorkCenters.FirstOrDefault(w => w.Id == move.WorkCenter);
        return operation is null || from is null || to is null ? null : Move(operation, from, to);
    }
}
