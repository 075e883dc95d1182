using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Reading.Mapping;

/// <summary><c>mrp.workorder</c>: the operations of an order, in Odoo's sequence.</summary>
internal sealed class WorkOrderMapping(OdooRows rows, WorkCenterMapping workCenters, FindingList findings)
{
    private readonly ILookup<long, OdooRow> _workOrders = rows.Of(OdooModels.WorkOrder).ToLookup(row => row.Ref("production_id") ?? 0);

    /// <summary>Open time logs of production by work order: somebody is at work.</summary>
    private readonly ILookup<long, OdooRow> _running = rows.Of(OdooModels.TimeLog)
        .Where(row => row.Text("date_end") is null && row.Text("loss_type") is null or "productive" or "performance").ToLookup(row => row.Ref("workorder_id") ?? 0);

    /// <summary>The operations and the newest <c>write_date</c> of the work orders. Null operations: Odoo has none yet, and the routing gives them.</summary>
    /// <param name="order">Row of <c>mrp.production</c>.</param>
    /// <param name="state">The order's.</param>
    /// <param name="orderId">For findings.</param>
    public (IReadOnlyList<OperationSpec>? Operations, DateTimeOffset? WrittenAt) Of(OdooRow order, OrderState state, string orderId)
    {
        var all = _workOrders[order.Id].OrderBy(row => row.Number("sequence", 0)).ThenBy(row => row.Id).ToList();
        var placed = all.Where(row => IsPlaced(row, orderId)).ToList();
        // A draft has no work orders until Odoo makes them; an order confirmed without any has none to do.
        if (placed.Count == 0)
            return (state == OrderState.Draft ? null : [], null);
        var keys = Keys(placed);
        var names = OperationNames.Of(placed.Select(row => (keys[row.Id], row.Text("name"))));
        var isLinked = placed.Exists(row => row.Refs("blocked_by_workorder_ids").Count > 0) || order.Flag("allow_workorder_dependencies");
        return ([.. placed.Take(Limits.OperationsPerOrder).Select(row => Operation(row, names[keys[row.Id]]) with { After = isLinked ? After(row, keys, names) : null })],
            all.Max(row => row.WrittenAt));
    }

    /// <summary>The routing operation's id; a work order added by hand, or a second one of an operation, goes by its own.</summary>
    private static Dictionary<long, long> Keys(List<OdooRow> workOrders)
    {
        var keys = new Dictionary<long, long>();
        var taken = new HashSet<long>();
        foreach (var row in workOrders.OrderBy(row => row.Id))
            keys[row.Id] = row.Ref("operation_id") is { } operation && taken.Add(operation) ? operation : -row.Id;
        return keys;
    }

    private static List<string> After(OdooRow row, Dictionary<long, long> keys, IReadOnlyDictionary<long, string> names) =>
        [.. row.Refs("blocked_by_workorder_ids").Where(id => id != row.Id && keys.ContainsKey(id)).Select(id => names[keys[id]])];

    private OperationSpec Operation(OdooRow row, string name)
    {
        var workCenter = row.Ref("workcenter_id");
        var state = State(row);
        var hasBegun = state is OperationState.Running or OperationState.Paused or OperationState.Done;
        return new OperationSpec
        {
            Operation = name,
            Name = row.Text("name"),
            WorkCenter = workCenters.NameOf(workCenter)!,
            State = state,
            // Odoo's figure is at the work center's efficiency; the twin's is at 1.
            PlannedMinutes = Math.Clamp(row.Number("duration_expected", 0) * workCenters.EfficiencyOf(workCenter), 0, Limits.LargestNumber),
            WorkedMinutes = Math.Clamp(row.Number("duration", 0), 0, Limits.LargestNumber),
            Done = Math.Clamp(row.Number("qty_produced", 0), 0, Limits.LargestNumber),
            StartedAt = hasBegun ? row.Instant("date_start") : null,
        };
    }

    private OperationState State(OdooRow row)
    {
        switch (row.Text("state"))
        {
            case "pending" or "waiting" or "blocked":
                return OperationState.Pending;
            case "ready":
                return OperationState.Ready;
            case "progress":
                return _running.Contains(row.Id) ? OperationState.Running : OperationState.Paused;
            case "done":
                return OperationState.Done;
            case "cancel":
                return OperationState.Cancelled;
            case var other:
                findings.Add("unknownState", OdooModels.WorkOrder, row.Id, "state", $"is '{other}'", "it is taken as pending");
                return OperationState.Pending;
        }
    }

    private bool IsPlaced(OdooRow row, string orderId)
    {
        if (workCenters.NameOf(row.Ref("workcenter_id")) is not null)
            return true;
        findings.Add("unknownWorkCenter", OdooModels.WorkOrder, row.Id, "workcenter_id", $"'{row.Text("name")}' of {orderId} is at a work center that is not of this site", "the work order is left out");
        return false;
    }
}
