using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Scenarios;

namespace ShopFloorTwin.LoadTests.Frepple;

/// <summary>The same changes in frePPLe's terms, as <c>planner.py</c> takes them.</summary>
internal sealed class FreppleEdits(PlantDocument plant)
{
    private readonly LocalTime _time = new(plant.TimeZone);

    public IReadOnlyList<object> Of(IEnumerable<Edit> edits) => [.. edits.Select(Of)];

    /// <summary>All orders as early as they can be, the earliest due first: due at once, so that nothing waits for its date.</summary>
    public IReadOnlyList<object> AsEarlyAsPossible()
    {
        var now = _time.Text(plant.AsOf!.Value);
        var turns = plant.Orders.OrderByDescending(order => order.Priority).ThenBy(order => order.Due).Select((order, turn) => (order.Id, turn));
        return [.. turns.SelectMany(one => new object[]
        {
            new { kind = "due", demand = one.Id, value = now },
            new { kind = "priority", demand = one.Id, value = one.turn + 1 },
        })];
    }

    private object Of(Edit edit) => edit switch
    {
        DelaySupply delay => new { kind = "receipt", purchase = $"{delay.PurchaseOrder}/{delay.Line}", to = _time.Text(delay.To) },
        StopWorkCenter stop => new { kind = "closed", resource = stop.WorkCenter, from = _time.Text(stop.From), to = _time.Text(stop.To) },
        SetCapacity { From: null, To: null } set => new { kind = "maximum", resource = set.WorkCenter, value = (double)set.Capacity },
        SetEfficiency set => new { kind = "efficiency", resource = set.WorkCenter, value = set.Efficiency * 100 },
        SetPriority set => new { kind = "priority", demand = set.Order, value = FreppleWriter.Priority(set.Priority) },
        CancelOrder cancel => new { kind = "status", demand = cancel.Order, value = "canceled" },
        _ => throw new NotSupportedException($"{edit.GetType().Name} has no counterpart here"),
    };
}
