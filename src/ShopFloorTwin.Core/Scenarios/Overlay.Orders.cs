using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Json;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Scenarios;

public sealed partial class Overlay
{
    private void Change(SetPriority said)
    {
        if (Open(said.Order) is >= 0 and var place && Check(said.Priority is >= 0 and <= 9, "priority", "must be 0 to 9"))
            Change(place, new OrderChange { Priority = said.Priority });
    }

    private void Change(SetQuantity said)
    {
        if (Open(said.Order) is >= 0 and var place && Check(said.Quantity is > 0 and <= Limits.LargestNumber, "quantity", $"must be more than 0, up to {Limits.LargestNumber:0}"))
            Change(place, new OrderChange { Quantity = said.Quantity });
    }

    private void Change(SetDue said)
    {
        if (Open(said.Order) is not (>= 0 and var place))
            return;
        var before = _problems.Items.Count;
        _problems.Instant(_place, "due", said.Due);
        if (_problems.Items.Count == before)
            Change(place, new OrderChange { Due = said.Due });
    }

    private void Move(MoveOperation said)
    {
        if (Open(said.Order) is not (>= 0 and var place))
            return;
        var order = _twins.Orders[place];
        if (order.IndexOf(said.Operation) is not (>= 0 and var index))
        {
            Wrong("operation", $"refers to an unknown operation '{Excerpt.Of(said.Operation)}'");
            return;
        }
        if (Check(!order.Operations[index].IsClosed, "operation", "is closed") && Check(order.Operations[index].State != OperationState.Running, "operation", "is running")
            && WorkCenter(said.WorkCenter) >= 0)
            Change(place, new OrderChange { Operations = [new OperationSpec { Operation = said.Operation, WorkCenter = said.WorkCenter, State = order.Operations[index].State }] });
    }

    private void Cancel(CancelOrder said)
    {
        if (Open(said.Order) is >= 0 and var place)
            Put(place, _twins.Orders[place].Closed(OrderState.Cancelled, _now));
    }

    private void Add(AddOrder said)
    {
        var before = _problems.Items.Count;
        var place = _place.Item("order", -1);
        OrderRules.Check(place, said.Order, null, _problems);
        if (said.Order.State is OrderState.Done or OrderState.Cancelled)
            _problems.Add(place, "state", "must be draft, confirmed or inProgress: an order that is over changes nothing");
        if (_twins.Orders.Any(o => o.Id == said.Order.Id))
            _problems.Add(place, "id", $"is there already: '{Excerpt.Of(said.Order.Id)}'");
        var product = _twins.Plan.Products.GetValueOrDefault(said.Order.Product);
        if (product is null && (said.Order.Operations is null || said.Order.Components is null))
            _problems.Add(place, "product", $"refers to an unknown product '{Excerpt.Of(said.Order.Product)}': then operations and components must be given");
        if (_problems.Items.Count > before)
            return;
        var order = OrderTwin.New(said.Order, _names).Specified(said.Order, product, _now, _names);
        foreach (var operation in order.Operations)
        {
            if (!_twins.WorkCenters.Any(w => w.Id == operation.WorkCenter))
                _problems.Add(place, "operations", $"has operation '{Excerpt.Of(operation.Operation)}' at an unknown work center '{Excerpt.Of(operation.WorkCenter)}'");
        }
        if (_problems.Items.Count == before)
            _twins = _twins with { Orders = [.. _twins.Orders, order] };
    }

    private void Split(SplitOrder said)
    {
        if (Open(said.Order) is not (>= 0 and var place))
            return;
        var order = _twins.Orders[place];
        if (!Check(said.Quantity > 0 && said.Quantity < order.Quantity, "quantity", $"must be more than 0 and less than {order.Quantity}")
            || !Check(order.Operations.All(o => o.State is OperationState.Pending or OperationState.Ready or OperationState.Cancelled), "order", "has started: it cannot be split"))
            return;
        var number = 2;
        while (_twins.Orders.Any(o => o.Id == $"{order.Id}/{number}"))
            number++;
        var part = Part(order, $"{order.Id}/{number}", said.Quantity);
        Put(place, order.Changed(new OrderChange { Quantity = order.Quantity - said.Quantity, Value = Share(order, order.Quantity - said.Quantity) }, null, At(order), _names));
        _twins = _twins with
        {
            Orders = [.. _twins.Orders, OrderTwin.New(part, _names).Specified(part, _twins.Plan.Products.GetValueOrDefault(part.Product), _now, _names) with { Holds = order.Holds }],
        };
    }

    /// <summary>As an ERP would release it. What holds the order holds its parts.</summary>
    private static OrderSpec Part(OrderTwin order, string id, double quantity) => new()
    {
        Id = id,
        Product = order.Product,
        Quantity = quantity,
        Priority = order.Priority,
        Customer = order.Customer,
        Value = Share(order, quantity),
        Due = order.Due,
        PlannedStart = order.PlannedStart,
        PlannedFinish = order.PlannedFinish,
        Operations = [.. order.Operations.Select(operation => new OperationSpec
        {
            Operation = operation.Operation,
            Name = operation.Name,
            WorkCenter = operation.WorkCenter,
            State = operation.State,
            After = operation.After,
            PlannedMinutes = operation.SetupMinutes + ((operation.PlannedMinutes - operation.SetupMinutes) * (quantity / order.Quantity)),
        })],
        Components = [.. order.Components.Select(component => new OrderComponentSpec { Product = component.Product, Quantity = component.Quantity * (quantity / order.Quantity) })],
    };

    private static double? Share(OrderTwin order, double quantity) => order.Value * quantity / order.Quantity;

    private void Change(int place, OrderChange change)
    {
        var order = _twins.Orders[place];
        Put(place, order.Changed(change, _twins.Plan.Products.GetValueOrDefault(order.Product), At(order), _names));
    }

    /// <summary>Now, or later where something of the order was said to be of a later time.</summary>
    private DateTimeOffset At(OrderTwin order)
    {
        var latest = order.ChangedAt.IsEmpty ? order.SpecifiedAt : order.ChangedAt.Max();
        return latest > _now ? latest : _now;
    }

    private int Open(string id)
    {
        var place = Find(_twins.Orders, o => o.Id, id, "order", "order");
        return place >= 0 && Check(_twins.Orders[place].IsOpen, "order", "is not open") ? place : -1;
    }
}
