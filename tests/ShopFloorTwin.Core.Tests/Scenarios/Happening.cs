using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Tests.Scenarios;

/// <summary>Lets what an edit says really happen: by the events that tell of it, or by the plant document taken anew.</summary>
internal sealed class Happening(SiteState state, PlantDocument plant, DateTimeOffset now)
{
    private PlantDocument _plant = plant;
    private int _event;

    public void Of(Edit edit)
    {
        switch (edit)
        {
            case DelaySupply said:
                Say("purchase-order", new SupplierDelayedData(said.Line, said.To, null) { Entity = said.PurchaseOrder });
                break;
            case ExpediteSupply { Component: { } component } said:
                Order(said, component);
                break;
            case ExpediteSupply said:
                Say("purchase-order", new SupplierConfirmedData(said.Line, said.To, null) { Entity = said.PurchaseOrder });
                break;
            case CancelSupply said:
                Say("purchase-order", new SupplierCancelledData(said.Line) { Entity = said.PurchaseOrder });
                break;
            case StopWorkCenter said:
                Say("work-center", new MaintenancePlannedData(said.From, said.To, null) { Entity = said.WorkCenter });
                break;
            case AddShift said:
                Import(said);
                break;
            case SetCapacity said:
                Import(said.WorkCenter, center => center with { Capacity = said.Capacity });
                break;
            case SetEfficiency said:
                Import(said.WorkCenter, center => center with { Efficiency = said.Efficiency });
                break;
            case MoveOperation said:
                Change(said.Order, new OrderChange { Operations = [new OperationSpec { Operation = said.Operation, WorkCenter = said.WorkCenter }] });
                break;
            case SetPriority said:
                Change(said.Order, new OrderChange { Priority = said.Priority });
                break;
            case SetQuantity said:
                Change(said.Order, new OrderChange { Quantity = said.Quantity });
                break;
            case SetDue said:
                Change(said.Order, new OrderChange { Due = said.Due });
                break;
            case CancelOrder said:
                Say("order", new OrderCancelledData { Entity = said.Order });
                break;
            case AddOrder said:
                Say("order", new OrderReleasedData(said.Order) { Entity = said.Order.Id });
                break;
            case SplitOrder said:
                Split(said);
                break;
            case ReleaseHold { Order: { } order }:
                Say("order", new QualityReleasedData(QualitySubject.Order, null) { Entity = order });
                break;
            case ReleaseHold { Component: { } component }:
                Say("component", new QualityReleasedData(QualitySubject.Component, null) { Entity = component });
                break;
        }
    }

    /// <summary>As an ERP says it: the whole purchase order, with the lines that it has already.</summary>
    private void Order(ExpediteSupply said, string component)
    {
        var twins = state.Publish();
        var known = twins.Suppliers.FirstOrDefault(s => s.Lines.Any(l => l.PurchaseOrder == said.PurchaseOrder));
        var lines = (known?.Lines ?? []).Where(l => l.PurchaseOrder == said.PurchaseOrder && l.CancelEvent is null)
            .Select(l => new PurchaseOrderLineSpec { Line = l.Line, Product = l.Product, Quantity = l.Quantity, Received = l.Received, Due = l.Due, Confirmed = l.Confirmed });
        var purchase = new PurchaseOrderSpec
        {
            Id = said.PurchaseOrder, Supplier = said.Supplier ?? known?.Id ?? twins.Plan.Products[component].Supplier!,
            Lines = [.. lines, new PurchaseOrderLineSpec { Line = said.Line, Product = component, Quantity = said.Quantity!.Value, Due = said.To }],
        };
        Say("purchase-order", new SupplierOrderedData(purchase) { Entity = purchase.Id });
        // A document that is taken later has it.
        _plant = _plant with
        {
            PurchaseOrders = [.. _plant.PurchaseOrders.Where(one => one.Id != purchase.Id), purchase],
            Suppliers = _plant.Suppliers.Any(one => one.Id == purchase.Supplier) ? _plant.Suppliers : [.. _plant.Suppliers, new SupplierSpec { Id = purchase.Supplier }],
        };
    }

    /// <summary>As an ERP does it: the order is made smaller, and another released for the rest, under what held the first.</summary>
    private void Split(SplitOrder said)
    {
        var order = state.Publish().Orders.Single(o => o.Id == said.Order);
        var part = said.Quantity / order.Quantity;
        var id = Enumerable.Range(2, 100).Select(number => $"{order.Id}/{number}").First(name => state.Publish().Orders.All(o => o.Id != name));
        Change(order.Id, new OrderChange { Quantity = order.Quantity - said.Quantity, Value = order.Value * (order.Quantity - said.Quantity) / order.Quantity });
        Say("order", new OrderReleasedData(new OrderSpec
        {
            Id = id, Product = order.Product, Quantity = said.Quantity, Priority = order.Priority, Customer = order.Customer, Due = order.Due,
            Value = order.Value * part, PlannedStart = order.PlannedStart, PlannedFinish = order.PlannedFinish,
            Operations = [.. order.Operations.Select(o => new OperationSpec
            {
                Operation = o.Operation, Name = o.Name, WorkCenter = o.WorkCenter, State = o.State, After = o.After,
                PlannedMinutes = o.SetupMinutes + ((o.PlannedMinutes - o.SetupMinutes) * (said.Quantity / order.Quantity)),
            })],
            Components = [.. order.Components.Select(c => new OrderComponentSpec { Product = c.Product, Quantity = c.Quantity * (said.Quantity / order.Quantity) })],
        }) { Entity = id });
        foreach (var hold in order.Holds)
            Say("order", new QualityHoldData(QualitySubject.Order, hold.Reason, hold.Lot, hold.Quantity) { Entity = id }, hold.Event);
    }

    private void Import(AddShift said)
    {
        var center = _plant.WorkCenters.Single(w => w.Id == said.WorkCenter);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(_plant.TimeZone);
        var calendar = _plant.Calendars.Single(c => c.Id == center.Calendar);
        var (start, end) = (TimeZoneInfo.ConvertTime(said.From, zone).DateTime, TimeZoneInfo.ConvertTime(said.To, zone).DateTime);
        var exceptions = calendar.Exceptions.ToList();
        for (var day = start.Date; day < end; day = day.AddDays(1))
        {
            var date = day.ToString("yyyy-MM-dd");
            if (exceptions.RemoveAll(e => e.Date == date && e.Closed) == 0 && exceptions.All(e => e.Date != date))
                exceptions.AddRange(calendar.Weekly.Where(w => w.Days.Contains(day.DayOfWeek.ToString()[..3].ToLowerInvariant())).Select(w => new CalendarExceptionSpec { Date = date, From = w.From, To = w.To }));
            exceptions.Add(new CalendarExceptionSpec { Date = date, From = start > day ? start.ToString("HH:mm") : "00:00", To = end < day.AddDays(1) ? end.ToString("HH:mm") : "24:00" });
        }
        _plant = _plant with { Calendars = [.. _plant.Calendars, calendar with { Id = $"own-{++_event}", Exceptions = exceptions }] };
        Import(said.WorkCenter, w => w with { Calendar = $"own-{_event}" });
    }

    private void Import(string workCenter, Func<WorkCenterSpec, WorkCenterSpec> change)
    {
        _plant = _plant with { WorkCenters = [.. _plant.WorkCenters.Select(w => w.Id == workCenter ? change(w) : w)] };
        RandomFloor.Apply(state, RandomFloor.Imported(_plant));
    }

    private void Change(string order, OrderChange change) => Say("order", new OrderChangedData(change) { Entity = order });

    private void Say(string subject, EventData data, EventRef? as_ = null)
    {
        var @event = new CloudEvent
        {
            Source = "erp", Id = as_?.Id ?? $"real-{++_event}", Type = data.GetType().Name, Subject = $"{subject}/{data.Entity}", Time = as_?.Time ?? now, Data = data, Body = default,
        };
        Assert.Null(state.Check(@event));
        RandomFloor.Apply(state, @event);
    }
}
