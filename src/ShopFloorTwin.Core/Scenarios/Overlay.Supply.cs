using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Json;

namespace ShopFloorTwin.Core.Scenarios;

public sealed partial class Overlay
{
    private void Announce(string purchaseOrder, string line, DateTimeOffset to, bool isLater)
    {
        if (Line(purchaseOrder, line) is not (>= 0 and var place, >= 0 and var index))
            return;
        var supplier = _twins.Suppliers[place];
        var expected = supplier.Lines[index].Expected;
        _problems.Instant(_place, "to", to);
        var isRight = Check(to >= _now, "to", "must not be in the past")
            & (isLater ? Check(!(to < expected), "to", $"must not be before it is expected, {expected:u}") : Check(!(to > expected) || expected < _now, "to", $"must not be after it is expected, {expected:u}"));
        if (!isRight)
            return;
        var next = isLater
            ? supplier.Delayed(new SupplierDelayedData(line, to, null) { Entity = purchaseOrder }, Event("supplier.delayed.v1", "purchase-order/" + purchaseOrder, new SupplierDelayedData(line, to, null) { Entity = purchaseOrder }))
            : supplier.Confirmed(new SupplierConfirmedData(line, to, null) { Entity = purchaseOrder }, Event("supplier.confirmed.v1", "purchase-order/" + purchaseOrder, new SupplierConfirmedData(line, to, null) { Entity = purchaseOrder }));
        Put(place, next);
    }

    private void Cancel(CancelSupply said)
    {
        if (Line(said.PurchaseOrder, said.Line) is not (>= 0 and var place, >= 0))
            return;
        var data = new SupplierCancelledData(said.Line) { Entity = said.PurchaseOrder };
        Put(place, _twins.Suppliers[place].Cancelled(data, Event("supplier.cancelled.v1", "purchase-order/" + said.PurchaseOrder, data)));
    }

    /// <summary>Supplier and line; -1 and a problem when there is no such line, or nothing of it is open.</summary>
    private (int Supplier, int Line) Line(string purchaseOrder, string line)
    {
        for (var s = 0; s < _twins.Suppliers.Count; s++)
        {
            var lines = _twins.Suppliers[s].Lines;
            for (var l = 0; l < lines.Length; l++)
            {
                if (lines[l].PurchaseOrder != purchaseOrder || lines[l].Line != line)
                    continue;
                return Check(lines[l].Open > 0, "line", "has nothing open any more") ? (s, l) : (-1, -1);
            }
            if (lines.Any(l => l.PurchaseOrder == purchaseOrder))
            {
                Wrong("line", $"refers to an unknown line '{Excerpt.Of(line)}'");
                return (-1, -1);
            }
        }
        Wrong("purchaseOrder", $"refers to an unknown purchase order '{Excerpt.Of(purchaseOrder)}'");
        return (-1, -1);
    }

    private void Release(ReleaseHold said)
    {
        if (!Check(said.Component is null != said.Order is null, null, "must name a component or an order, and not both"))
            return;
        if (said.Order is { } order)
        {
            if (Find(_twins.Orders, o => o.Id, order, "order", "order") is >= 0 and var held && Check(!_twins.Orders[held].Holds.IsEmpty, "order", "is not on hold"))
                Put(held, _twins.Orders[held].Released(null, _now));
            return;
        }
        if (Find(_twins.Components, c => c.Id, said.Component!, "component", "component") is >= 0 and var place && Check(_twins.Components[place].OnHold > 0, "component", "has nothing on hold"))
            Put(place, _twins.Components[place].Released(null, _now));
    }
}
