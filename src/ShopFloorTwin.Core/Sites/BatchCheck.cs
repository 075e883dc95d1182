using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Sites;

/// <summary>
/// Checks a batch before it is journalled: each event against the state and what the events admitted before it brought,
/// so that an order's release and its first report may stand in one batch. The state itself does not change.
/// </summary>
public sealed class BatchCheck(SiteState state)
{
    private SiteState _state = state;
    private Dictionary<string, OrderTwin>? _released;
    private DecisionBook? _decided;
    private List<CloudEvent>? _changes;

    /// <summary>Null when the event can be accepted; otherwise why not.</summary>
    public Refusal? Check(CloudEvent candidate)
    {
        if (candidate.Data is PlantImportedData { Plant.Site: var plantSite, Entity: var subject })
            return subject != _state.Site ? Unknown($"site/{subject}", $"this is site {_state.Site}")
                : plantSite != _state.Site ? new Refusal("invalid-data", $"data.site: the document is of site {plantSite}, this is site {_state.Site}")
                : null;
        if (!_state.HasPlant)
            return new Refusal("unknown-subject", $"{candidate.Subject}: the site {_state.Site} is empty, import a plant first");
        return candidate.Data switch
        {
            OrderReleasedData said => Released(said),
            OrderChangedData said => Order(said.Entity) is { } order
                ? Parts(said.Change.Operations, said.Change.Components, _state.Plan.Products.GetValueOrDefault(order.Product), order)
                : UnknownOrder(said.Entity),
            OperationReportData said => (IsUnplanned(said) ? null : Operation(said.Entity, said.Operation, "data.operation"))
                ?? (said.WorkCenter is null || _state.HasWorkCenter(said.WorkCenter) ? null : new Refusal("invalid-data", $"data.workCenter: no work center {said.WorkCenter} in the plant document")),
            OrderDoneData or OrderCancelledData => OrderOf(candidate.Data.Entity),
            MachineCountData said => WorkCenter(said.Entity) ?? (said.Order is null ? null
                : said.Operation is null ? OrderOf(said.Order, "data.order: ") : Operation(said.Order, said.Operation, "data.operation", "data.order: ")),
            MachineStateData or MachineMeasurementData or MachineAlarmData or MaintenancePlannedData or MaintenanceDoneData => WorkCenter(candidate.Data.Entity),
            QualityResultData { About: QualitySubject.Order } or QualityHoldData { About: QualitySubject.Order } or QualityReleasedData { About: QualitySubject.Order } =>
                OrderOf(candidate.Data.Entity),
            StockReceivedData said => Component(said.Entity) ?? Receipt(said),
            StockConsumedData said => Component(said.Entity) ?? (said.Order is null ? null : OrderOf(said.Order, "data.order: ")),
            StockLevelData or QualityResultData or QualityHoldData or QualityReleasedData => Component(candidate.Data.Entity),
            SupplierOrderedData said => Ordered(said),
            SupplierConfirmedData said => Line(said.Entity, said.Line),
            SupplierDelayedData said => Line(said.Entity, said.Line),
            SupplierCancelledData said => Line(said.Entity, said.Line),
            SupplierShippedData said => Shipment(said),
            DecisionProposedData said => Proposal(said),
            DecisionWordData said => Decision(said.Entity) is not { } decision ? Unknown($"decision/{said.Entity}", "no such decision")
                : decision.RefusalOf(said),
            _ => null,
        };
    }

    /// <summary>Remembers an event that will be journalled: later ones of the batch may speak of what it brings.</summary>
    public void Admit(CloudEvent accepted)
    {
        switch (accepted.Data)
        {
            case OrderReleasedData or OrderChangedData:
                if (_state.OrderAfter(accepted, Order(accepted.Data is OrderReleasedData said ? said.Order.Id : accepted.Data.Entity)) is not { } order)
                    return;
                (_released ??= new Dictionary<string, OrderTwin>(StringComparer.Ordinal))[order.Id] = order;
                (_changes ??= []).Add(accepted);
                break;
            case DecisionProposedData or DecisionWordData:
                Decide(accepted);
                (_changes ??= []).Add(accepted);
                break;
            case PlantImportedData or SupplierOrderedData:
                _state = _state.Copy();
                foreach (var @event in (IEnumerable<CloudEvent>)[.. _changes ?? [], accepted])
                    _state.Apply(new SiteRecord(_state.Position + 1, @event.Time, @event));
                _released = null;
                _decided = null;
                _changes = null;
                break;
        }
    }

    private DecisionTwin? Decision(string id) => (_decided ?? _state.Decisions).Find(id);

    private Refusal? Proposal(DecisionProposedData said)
    {
        if (Decision(said.Entity) is { } known)
            return known.RefusalOf(said.Proposal) is { } why ? new Refusal("not-now", why) : null;
        var open = (_decided ?? _state.Decisions).OpenOf((said.Proposal.Rule, said.Proposal.Subject));
        return open is null
            ? said.Proposal.Revision == 1 ? null : Unknown($"decision/{said.Entity}", "no such decision to revise")
            : new Refusal("not-now", $"decision {open} of {said.Proposal.Rule} on {said.Proposal.Subject} is open");
    }

    private void Decide(CloudEvent accepted)
    {
        _decided ??= _state.Decisions.Copy();
        _decided.Fold(accepted, _state.Position);
    }

    private OrderTwin? Order(string id) => _released?.GetValueOrDefault(id) ?? _state.Order(id);

    private Refusal? OrderOf(string id, string path = "") => Order(id) is null ? UnknownOrder(id, path) : null;

    /// <summary>Of an order without planned operations, any is known by where it runs.</summary>
    private bool IsUnplanned(OperationReportData said) => said.WorkCenter is not null && Order(said.Entity) is { IsUnrouted: true, Operations.Length: < Limits.OperationsPerOrder };

    private Refusal? Operation(string order, string operation, string path, string orderPath = "") => Order(order) switch
    {
        null => UnknownOrder(order, orderPath),
        var known when known.IndexOf(operation) < 0 =>
            new Refusal("unknown-subject", $"{path}: order {order} has no operation {operation}; it has {string.Join(", ", known.Operations.Select(one => one.Operation))}"),
        _ => null,
    };

    private Refusal? WorkCenter(string id) => _state.HasWorkCenter(id) ? null : Unknown($"work-center/{id}", "no such work center in the plant document");

    private Refusal? Component(string id) => _state.HasComponent(id) ? null : Unknown($"component/{id}", "no such product in the plant document");

    private Refusal? Line(string purchaseOrder, string line, string path = "data.line") => _state.SupplierOf(purchaseOrder) switch
    {
        null => Unknown($"purchase-order/{purchaseOrder}", "no such purchase order in the plant document"),
        var supplier when supplier.IndexOf(purchaseOrder, line) < 0 => new Refusal("unknown-subject", $"{path}: purchase order {purchaseOrder} has no line {line}"),
        _ => null,
    };

    private Refusal? Shipment(SupplierShippedData said)
    {
        if (_state.SupplierOf(said.Entity) is null)
            return Unknown($"purchase-order/{said.Entity}", "no such purchase order in the plant document");
        for (var i = 0; i < said.Lines.Count; i++)
            if (Line(said.Entity, said.Lines[i].Line, $"data.lines[{i}].line") is { } refusal)
                return refusal;
        return null;
    }

    private Refusal? Receipt(StockReceivedData said)
    {
        if (said.PurchaseOrder is null || said.Line is null)
            return null;
        if (Line(said.PurchaseOrder, said.Line) is { } refusal)
            return refusal;
        var supplier = _state.SupplierOf(said.PurchaseOrder)!;
        var product = supplier.Lines[supplier.IndexOf(said.PurchaseOrder, said.Line)].Product;
        return product == said.Entity ? null
            : new Refusal("invalid-data", $"data.line: line {said.Line} of {said.PurchaseOrder} delivers {product}, not {said.Entity}");
    }

    private Refusal? Ordered(SupplierOrderedData said)
    {
        var lines = said.PurchaseOrder.Lines;
        for (var i = 0; i < lines.Count; i++)
            if (!_state.HasComponent(lines[i].Product))
                return new Refusal("invalid-data", $"data.lines[{i}].product: no product {lines[i].Product} in the plant document");
        return null;
    }

    private Refusal? Released(OrderReleasedData said)
    {
        var spec = said.Order;
        if (spec.Id != said.Entity)
            return new Refusal("invalid-data", $"data.id: the subject is order {said.Entity}, the data are of {spec.Id}");
        if (!_state.Plan.Products.TryGetValue(spec.Product, out var product))
            return new Refusal("invalid-data", $"data.product: no product {spec.Product} in the plant document");
        return Parts(spec.Operations, spec.Components, product, known: null);
    }

    private Refusal? Parts(IReadOnlyList<OperationSpec>? operations, IReadOnlyList<OrderComponentSpec>? components, ProductSpec? product, OrderTwin? known)
    {
        for (var i = 0; i < operations?.Count; i++)
        {
            var operation = operations[i];
            if (operation.WorkCenter is { } workCenter && !_state.HasWorkCenter(workCenter))
                return new Refusal("invalid-data", $"data.operations[{i}].workCenter: no work center {workCenter} in the plant document");
            var isKnown = known?.IndexOf(operation.Operation) >= 0 || PlannedOperations.PlaceIn(product?.Routing ?? [], operation.Operation) >= 0;
            if (operation.WorkCenter is null && !isKnown)
                return new Refusal("invalid-data", $"data.operations[{i}].workCenter: say it, there is no routing step {operation.Operation} to take it from");
        }
        for (var i = 0; i < components?.Count; i++)
            if (!_state.HasComponent(components[i].Product))
                return new Refusal("invalid-data", $"data.components[{i}].product: no product {components[i].Product} in the plant document");
        return null;
    }

    private static Refusal UnknownOrder(string id, string path = "") => new("unknown-subject", $"{path}order/{id}: no such order; release it first");

    private static Refusal Unknown(string subject, string why) => new("unknown-subject", $"{subject}: {why}");
}
