using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Scenarios;

/// <summary>
/// Changes worth trying, from the causes of late orders: whatever stands in a cause's chain is expedited, released, moved,
/// put first, split or given a shift. Each counts the minutes of lateness that go through it.
/// </summary>
internal sealed class CandidateList(SiteForecast forecast)
{
    private const double LeastLeadHours = 24, MostShiftHours = 8;
    private const int MovesPerCenter = 3;

    private readonly Dictionary<Edit, (Candidate Candidate, double Minutes)> _candidates = [];
    private readonly SiteIndex _index = new(forecast);
    private readonly Words _words = new(forecast.Twins.Plan.TimeZone, forecast.AsOf);

    /// <summary>The likeliest to help.</summary>
    public IEnumerable<Candidate> Best(int count) => _candidates.Values.OrderByDescending(c => c.Minutes).Select(c => c.Candidate).Take(count);

    /// <summary>Adds what could be done for an order.</summary>
    public void Add(OrderForecast late)
    {
        var order = forecast.Twins.Orders[late.Order];
        foreach (var cause in late.Causes)
        {
            foreach (var link in cause.Chain)
                Add(link.Subject, order, cause.Minutes);
        }
        AddOrder(order.Id, late.ExpectedLatenessMinutes / 2);
        foreach (var operation in order.Operations.Where(o => !o.IsClosed).DistinctBy(o => o.WorkCenter))
            AddWorkCenter(operation.WorkCenter, order, late.ExpectedLatenessMinutes / 4);
        foreach (var component in order.Components)
            AddComponent(component.Product, late.ExpectedLatenessMinutes / 8);
    }

    private void Add(string subject, OrderTwin order, double minutes)
    {
        var id = subject[(subject.IndexOf('/', StringComparison.Ordinal) + 1)..];
        if (subject.StartsWith("purchase-order/", StringComparison.Ordinal))
            AddPurchase(id, minutes);
        else if (subject.StartsWith("component/", StringComparison.Ordinal))
            AddComponent(id, minutes);
        else if (subject.StartsWith("order/", StringComparison.Ordinal))
            AddOrder(id, minutes);
        else if (subject.StartsWith("work-center/", StringComparison.Ordinal))
            AddWorkCenter(id, order, minutes);
    }

    private void AddPurchase(string id, double minutes)
    {
        foreach (var (supplier, line) in _index.LinesOf(id))
        {
            if (line.Open <= 0 || line.Expected is not { } expected)
                continue;
            var soonest = forecast.AsOf.AddHours(LeastLeadHours);
            var to = line.Due is { } due && due > soonest && due < expected.AddHours(-1) ? due : soonest;
            if (to < expected.AddHours(-1))
                Add(new ExpediteSupply { PurchaseOrder = id, Line = line.Line, To = to }, $"expedite line {line.Line} of {id} of {supplier} to {_words.Date(to)}", null, minutes);
        }
    }

    private void AddComponent(string id, double minutes)
    {
        if (_index.Component(id) is not (>= 0 and var component))
            return;
        if (forecast.Twins.Components[component].OnHold > 0)
            Add(new ReleaseHold { Component = id }, $"release what is held of {id}", 0, minutes);
        foreach (var incoming in forecast.Components[component].Incoming.Take(3))
        {
            if (incoming.PurchaseOrder is { } purchase)
                AddPurchase(purchase, minutes / 2);
            else if (incoming.Order is { } maker)
                AddOrder(forecast.Twins.Orders[maker].Id, minutes / 2);
        }
    }

    private void AddOrder(string id, double minutes)
    {
        if (_index.Order(id) is not { IsOpen: true } order)
            return;
        if (!order.Holds.IsEmpty)
            Add(new ReleaseHold { Order = id }, $"release the hold on {id}", 0, 2 * minutes);
        if (order.Priority < _index.MostPriority)
            Add(new SetPriority { Order = id, Priority = _index.MostPriority }, $"raise {id} to priority {_index.MostPriority}", 0, minutes);
        var half = Math.Floor(order.Quantity / 2);
        if (half >= 1 && order.Operations.All(o => o.State is OperationState.Pending or OperationState.Ready or OperationState.Cancelled))
            Add(new SplitOrder { Order = id, Quantity = half }, $"split {half:0.##} of {order.Quantity:0.##} off {id}", 0, minutes / 2);
    }

    private void AddWorkCenter(string id, OrderTwin order, double minutes)
    {
        if (_index.WorkCenter(id) is not (>= 0 and var place))
            return;
        var center = forecast.Twins.WorkCenters[place];
        foreach (var (from, to) in _index.Closed(center, MostShiftHours))
        {
            Add(new AddShift { WorkCenter = id, From = from, To = to }, $"open {center.Name ?? id} from {_words.Date(from)} to {_words.Date(to)}", EditCost.Shift(center, from, to), minutes);
        }
        foreach (var other in center.Alternatives)
        {
            if (_index.WorkCenter(other) is not (>= 0 and var alternative))
                continue;
            foreach (var operation in order.Operations.Where(o => o.WorkCenter == id))
                AddMove(order, operation, forecast.Twins.WorkCenters[alternative], center, minutes);
            // What stands before it in the queue may move as well.
            foreach (var queued in forecast.WorkCenters[place].Queue.Take(MovesPerCenter))
                AddMove(forecast.Twins.Orders[queued.Order], forecast.Twins.Orders[queued.Order].Operations[queued.Operation], forecast.Twins.WorkCenters[alternative], center, minutes / 2);
        }
    }

    private void AddMove(OrderTwin order, OperationTwin operation, WorkCenterTwin to, WorkCenterTwin from, double minutes)
    {
        if (operation.IsClosed || operation.State == OperationState.Running)
            return;
        Add(new MoveOperation { Order = order.Id, Operation = operation.Operation, WorkCenter = to.Id }, $"do operation {operation.Operation} of {order.Id} at {to.Name ?? to.Id}", EditCost.Move(operation, from, to), minutes);
    }

    private void Add(Edit edit, string words, double? cost, double minutes)
    {
        var known = _candidates.GetValueOrDefault(edit);
        _candidates[edit] = (known.Candidate ?? new Candidate(edit, words, cost), known.Minutes + minutes);
    }
}
