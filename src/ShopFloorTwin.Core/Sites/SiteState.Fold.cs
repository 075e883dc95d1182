using ShopFloorTwin.Core.Components;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Suppliers;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Sites;

public sealed partial class SiteState
{
    /// <summary>Routes an event to the twins it concerns. What concerns none leaves no trace.</summary>
    private void Fold(CloudEvent @event, long position)
    {
        var time = @event.Time;
        switch (@event.Data)
        {
            case OperationReportData said:
                Report(said, @event, position);
                break;
            case MachineCountData said:
                Count(said, @event, position);
                break;
            case MachineStateData said:
                State(said, @event, position);
                break;
            case MachineMeasurementData said:
                Measure(said, @event, position);
                break;
            case MachineAlarmData said:
                OnWorkCenter(said.Entity, position, workCenter => workCenter.Alarmed(said, @event));
                break;
            case MaintenancePlannedData said:
                OnWorkCenter(said.Entity, position, workCenter => workCenter.Planned(said, @event));
                break;
            case MaintenanceDoneData said:
                if (_workCenters.Find(said.Entity) is { } kept)
                    _learner?.Maintained(kept, time);
                OnWorkCenter(said.Entity, position, workCenter => workCenter.Maintained(time));
                break;
            case StockLevelData said:
                OnComponent(said.Entity, position, component => component.Levelled(said.OnHand, said.OnHold, new EventRef(@event.Id, time)));
                break;
            case StockReceivedData said:
                OnComponent(said.Entity, position, component => component.Moved(said.Quantity, time));
                Receive(said, time, position);
                break;
            case StockConsumedData said:
                OnComponent(said.Entity, position, component => component.Moved(-said.Quantity, time));
                if (said.Order is not null)
                    OnOrder(said.Order, position, order => order.Consumed(said.Entity, said.Quantity, time));
                break;
            case QualityHoldData { About: QualitySubject.Order } said:
                OnOrder(said.Entity, position, order => order.Held(said, @event));
                break;
            case QualityHoldData said:
                OnComponent(said.Entity, position, component => component.Held(said, @event));
                break;
            case QualityReleasedData { About: QualitySubject.Order } said:
                OnOrder(said.Entity, position, order => order.Released(said.Lot, time));
                break;
            case QualityReleasedData said:
                OnComponent(said.Entity, position, component => component.Released(said.Lot, time));
                break;
            case SupplierOrderedData said:
                Ordered(said.PurchaseOrder, @event, position);
                break;
            case SupplierConfirmedData said:
                OnSupplierOf(said.Entity, position, supplier => supplier.Confirmed(said, @event));
                break;
            case SupplierDelayedData said:
                OnSupplierOf(said.Entity, position, supplier => supplier.Delayed(said, @event));
                break;
            case SupplierShippedData said:
                OnSupplierOf(said.Entity, position, supplier => supplier.Shipped(said, @event));
                break;
            case SupplierCancelledData said:
                OnSupplierOf(said.Entity, position, supplier => supplier.Cancelled(said, @event));
                break;
            case OrderReleasedData or OrderChangedData:
                if (OrderAfter(@event) is { } next)
                    Put(next with { Position = position });
                break;
            case OrderDoneData said:
                OnOrder(said.Entity, position, order => order.Closed(OrderState.Done, time));
                break;
            case OrderCancelledData said:
                OnOrder(said.Entity, position, order => order.Closed(OrderState.Cancelled, time));
                break;
            case PlantImportedData said:
                Import(said, @event, position);
                break;
            case DecisionProposedData or DecisionWordData:
                _decisions.Fold(@event, position);
                break;
            case ExceptionRaisedData said:
                Raise(said, time, position);
                break;
            case ExceptionClearedData said:
                Clear(said.Entity);
                break;
        }
    }

    /// <summary>The order a release or change makes of the one known; null when there is nothing to change.</summary>
    internal OrderTwin? OrderAfter(CloudEvent @event, OrderTwin? known = null) => @event.Data switch
    {
        OrderReleasedData { Order: var spec } =>
            (known ?? _orders.Find(spec.Id) ?? OrderTwin.New(spec, _names)).Specified(spec, _plan.Products.GetValueOrDefault(spec.Product), @event.Time, _names),
        OrderChangedData { Entity: var id, Change: var change } when (known ?? _orders.Find(id)) is { } order =>
            order.Changed(change, _plan.Products.GetValueOrDefault(order.Product), @event.Time, _names),
        _ => null,
    };

    private void Report(OperationReportData said, CloudEvent report, long position)
    {
        if (_orders.PlaceOf(said.Entity) is not (>= 0 and var place))
            return;
        var before = _orders[place];
        var after = before.Reported(said, report, said.WorkCenter is null ? null : _workCenters.Find(said.WorkCenter)?.Id, position);
        _orders.Set(place, after);
        _learner?.Made(before, after, report.Time);
        if (_learner is not null && after.IndexOf(said.Operation) is >= 0 and var operation)
            _learner.Reported(_plan, before, after, operation, _workCenters.Find(after.Operations[operation].WorkCenter));
    }

    private void Count(MachineCountData said, CloudEvent count, long position)
    {
        if (_workCenters.PlaceOf(said.Entity) is not (>= 0 and var at))
            return;
        var workCenter = _workCenters[at];
        var (good, scrap) = workCenter.Added(said, count.Time);
        _workCenters.Set(at, workCenter.Counted(said, good, scrap, count.Time, position));
        var place = said.Order is null ? -1 : _orders.PlaceOf(said.Order);
        var before = place < 0 ? null : _orders[place];
        _learner?.Counted(workCenter, said, good + scrap, before, new EventRef(count.Id, count.Time));
        if (before is null)
            return;
        _orders.Set(place, before.Counted(said.Entity, said.Operation, good, scrap, count, position));
        _learner?.Made(before, _orders[place], count.Time);
    }

    private void State(MachineStateData said, CloudEvent report, long position)
    {
        if (_workCenters.PlaceOf(said.Entity) is not (>= 0 and var place))
            return;
        var before = _workCenters[place];
        var after = before.Reported(said, report);
        _workCenters.Set(place, after with { Position = position });
        _learner?.Stated(_plan, before, after, report.Time);
    }

    private void Measure(MachineMeasurementData said, CloudEvent measurement, long position)
    {
        if (_workCenters.PlaceOf(said.Entity) is not (>= 0 and var place))
            return;
        var center = _workCenters[place];
        _workCenters.Set(place, center.Measured(said, measurement.Time) with { Position = position });
        _learner?.Measured(center, said, new EventRef(measurement.Id, measurement.Time));
    }

    private void Receive(StockReceivedData said, DateTimeOffset time, long position)
    {
        if (said.PurchaseOrder is null || said.Line is null)
            return;
        OnSupplierOf(said.PurchaseOrder, position, supplier =>
            supplier.IndexOf(said.PurchaseOrder, said.Line) is >= 0 and var index ? supplier.Received(index, said.Quantity, time, _learnsOfSuppliers) : supplier);
    }

    /// <summary>A purchase order new or changed as a whole; one from before the document is part of it.</summary>
    private void Ordered(PurchaseOrderSpec purchase, CloudEvent word, long position)
    {
        if (word.Time < _plan.AsOf)
            return;
        var before = SupplierOf(purchase.Id);
        if (before is not null && before.Id != purchase.Supplier)
            _suppliers.Put(before.Id, before.Without(purchase.Id) with { Position = position });
        var supplier = _suppliers.Find(purchase.Supplier) ?? new SupplierTwin { Id = _names.Name(purchase.Supplier) };
        _suppliers.Put(supplier.Id, supplier.Ordered(purchase, before, new EventRef(word.Id, word.Time), _names) with { Position = position });
        IndexPurchaseOrders();
    }

    private void Import(PlantImportedData said, CloudEvent document, long position)
    {
        var asOf = said.Plant.AsOf ?? document.Time;
        if (asOf < _plan.AsOf)
            return;
        var import = new PlantImport(said.Plant, asOf, new EventRef(document.Id, asOf), position, _names);
        _plan = import.Plan();
        import.Orders(_orders, _plan);
        import.WorkCenters(_workCenters, _orders);
        import.Suppliers(_suppliers);
        import.Components(_components, _orders);
        IndexPurchaseOrders();
        _learner?.Imported(_orders.All);
    }

    private void OnOrder(string id, long position, Func<OrderTwin, OrderTwin> fold)
    {
        if (_orders.PlaceOf(id) is not (>= 0 and var place))
            return;
        var before = _orders[place];
        _orders.Set(place, fold(before) with { Position = position });
        _learner?.Closed(before, _orders[place]);
    }

    private void Put(OrderTwin order)
    {
        var before = _orders.Find(order.Id);
        _orders.Put(order.Id, order);
        if (before is not null)
            _learner?.Closed(before, order);
    }

    private void OnWorkCenter(string id, long position, Func<WorkCenterTwin, WorkCenterTwin> fold)
    {
        if (_workCenters.PlaceOf(id) is >= 0 and var place)
            _workCenters.Set(place, fold(_workCenters[place]) with { Position = position });
    }

    private void OnComponent(string id, long position, Func<ComponentTwin, ComponentTwin> fold)
    {
        if (_components.Find(id) is { } component)
            _components.Put(component.Id, fold(component) with { Position = position });
        else if (_plan.Products.ContainsKey(id))
            _components.Put(id, fold(new ComponentTwin { Id = _names.Name(id) }) with { Position = position });
    }

    private void OnSupplierOf(string purchaseOrder, long position, Func<SupplierTwin, SupplierTwin> fold)
    {
        if (_suppliersOfPurchaseOrders.TryGetValue(purchaseOrder, out var place))
            _suppliers.Set(place, fold(_suppliers[place]) with { Position = position });
    }
}
