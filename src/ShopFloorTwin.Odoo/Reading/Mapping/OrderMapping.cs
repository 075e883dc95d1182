using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Reading.Mapping;

/// <summary>An order with the record it is, and the newest <c>write_date</c> of it, its work orders and its components.</summary>
internal sealed record MappedOrder(long Id, OrderSpec Order, DateTimeOffset? WrittenAt);

/// <summary><c>mrp.production</c> with its work orders (<see cref="WorkOrderMapping"/>) and its raw moves.</summary>
internal sealed class OrderMapping(OdooRows rows, ProductCatalog products, WorkOrderMapping workOrders, OdooLinks links, FindingList findings)
{
    private readonly ILookup<long, OdooRow> _moves = rows.Of(OdooModels.Move).ToLookup(row => row.Ref("raw_material_production_id") ?? 0);

    public IReadOnlyList<MappedOrder> Orders() => [.. rows.Of(OdooModels.Order).Select(Order).OfType<MappedOrder>()];

    /// <summary>Null when it makes nothing the twin knows.</summary>
    private MappedOrder? Order(OdooRow row)
    {
        var id = links.Name(OdooModels.Order, row.Id, row.Text("name"), findings);
        var product = row.Ref("product_id");
        if (products.NameOf(product) is not { } made || !products.IsMaterial(product))
        {
            findings.Add("unknownProduct", OdooModels.Order, row.Id, "product_id", $"{id} makes a product that cannot be read, or a service", "the order is left out");
            return null;
        }
        var state = State(row);
        var due = row.Instant("date_deadline");
        if (due is null && state is OrderState.Confirmed or OrderState.InProgress)
            findings.Add("noDeadline", OdooModels.Order, row.Id, "date_deadline", $"{id} has no deadline", "it is forecast, and cannot be late");
        var operations = workOrders.Of(row, state, id);
        return new MappedOrder(row.Id, new OrderSpec
        {
            Id = id,
            Product = made,
            Quantity = Math.Clamp(products.InOwnUnit(row.Number("product_qty", 0), row.Ref("product_uom_id"), product, OdooModels.Order, row.Id, "product_uom_id"), 0, Limits.LargestNumber),
            State = state,
            Priority = row.Text("priority") == "1" ? 1 : 0,
            Due = due,
            PlannedStart = row.Instant("date_planned_start") ?? row.Instant("date_start"),
            PlannedFinish = row.Instant("date_planned_finished") ?? row.Instant("date_finished"),
            Operations = operations.Operations,
            Components = Components(row),
        }, Newest(row.WrittenAt, operations.WrittenAt, _moves[row.Id].Max(move => move.WrittenAt)));
    }

    /// <summary>Everything the order needs in all. Consumed is what Odoo has moved: what is only noted down is still in its stock.</summary>
    private List<OrderComponentSpec> Components(OdooRow row)
    {
        var components = new List<OrderComponentSpec>();
        foreach (var moves in _moves[row.Id].Where(move => move.Text("state") != "cancel").GroupBy(move => move.Ref("product_id")))
        {
            if (!products.IsMaterial(moves.Key))
                continue;
            double quantity = 0, consumed = 0;
            foreach (var move in moves)
            {
                var isDone = move.Text("state") == "done";
                var done = isDone ? Own(move, move.Has("quantity_done") ? "quantity_done" : "quantity") : 0;
                consumed += done;
                quantity += isDone ? done : Own(move, "product_uom_qty");
            }
            components.Add(new OrderComponentSpec { Product = products.NameOf(moves.Key)!, Quantity = Math.Min(quantity, Limits.LargestNumber), Consumed = Math.Min(consumed, quantity) });
        }
        return components.Count <= Limits.ComponentsPerOrder ? components : components[..Limits.ComponentsPerOrder];
    }

    private double Own(OdooRow move, string field) =>
        Math.Max(0, products.InOwnUnit(move.Number(field, 0), move.Ref("product_uom"), move.Ref("product_id"), OdooModels.Move, move.Id, "product_uom"));

    private OrderState State(OdooRow row)
    {
        switch (row.Text("state"))
        {
            case "draft":
                return OrderState.Draft;
            case "confirmed":
                return OrderState.Confirmed;
            case "progress" or "to_close":
                return OrderState.InProgress;
            case "done":
                return OrderState.Done;
            case "cancel":
                return OrderState.Cancelled;
            case var other:
                findings.Add("unknownState", OdooModels.Order, row.Id, "state", $"is '{other}'", "it is taken as confirmed");
                return OrderState.Confirmed;
        }
    }

    private static DateTimeOffset? Newest(params ReadOnlySpan<DateTimeOffset?> times)
    {
        DateTimeOffset? newest = null;
        foreach (var time in times)
            if (!(newest >= time) && time is not null)
                newest = time;
        return newest;
    }
}
