using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Json;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Suppliers;

namespace ShopFloorTwin.Core.Scenarios;

public sealed partial class Overlay
{
    private void Announce(string purchaseOrder, string line, DateTimeOffset to, bool isLater)
    {
        if (Line(purchaseOrder, line, isLater ? "" : ": with component and quantity it is bought") is not (>= 0 and var place, >= 0 and var index))
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

    /// <summary>A line that is not there yet, of a purchase order that may be there; as whoever bought it would say the whole order anew.</summary>
    private void Buy(ExpediteSupply said)
    {
        if (Bought(said) is not { } supplier)
            return;
        var before = _twins.Suppliers.FirstOrDefault(one => one.Lines.Any(line => line.PurchaseOrder == said.PurchaseOrder));
        var purchase = new PurchaseOrderSpec
        {
            Id = said.PurchaseOrder,
            Supplier = supplier,
            Lines =
            [
                .. (before?.Lines ?? []).Where(line => line.PurchaseOrder == said.PurchaseOrder && line.CancelEvent is null).Select(line => line.Said()),
                new PurchaseOrderLineSpec { Line = said.Line, Product = said.Component!, Quantity = said.Quantity!.Value, Due = said.To },
            ],
        };
        var known = _twins.Suppliers.FirstOrDefault(one => one.Id == supplier);
        var next = (known ?? new SupplierTwin { Id = _names.Name(supplier) }).Ordered(purchase, before, Word, _names);
        _twins = _twins with { Suppliers = known is null ? [.. _twins.Suppliers, next] : [.. _twins.Suppliers.Select(one => ReferenceEquals(one, known) ? next : one)] };
    }

    /// <summary>Whom a line is bought from; null, and problems, when it cannot be bought.</summary>
    private string? Bought(ExpediteSupply said)
    {
        var before = _problems.Items.Count;
        _problems.Id(_place, "purchaseOrder", said.PurchaseOrder);
        _problems.Id(_place, "line", said.Line);
        _problems.Id(_place, "supplier", said.Supplier);
        _problems.Instant(_place, "to", said.To);
        Check(said.To >= _now, "to", "must not be in the past");
        Check(said.Quantity is > 0 and <= Limits.LargestNumber, "quantity", $"must be more than 0, and {Limits.LargestNumber:0} at most: so much of the component is bought");
        if (said.Component is null)
            Wrong("component", "must be given with quantity and supplier: it says what is bought");
        else if (!_twins.Plan.Products.ContainsKey(said.Component) && !_twins.Components.Any(one => one.Id == said.Component))
            Wrong("component", $"refers to an unknown component '{Excerpt.Of(said.Component)}'");
        var holder = _twins.Suppliers.FirstOrDefault(one => one.Lines.Any(line => line.PurchaseOrder == said.PurchaseOrder));
        if (holder?.IndexOf(said.PurchaseOrder, said.Line) >= 0)
            Wrong("line", "is there already: leave component, quantity and supplier out to expedite it");
        if (holder is not null && said.Supplier is not null && said.Supplier != holder.Id)
            Wrong("supplier", $"must be '{Excerpt.Of(holder.Id)}', whose purchase order it is");
        var supplier = said.Supplier ?? holder?.Id ?? (said.Component is { } component ? _twins.Plan.Products.GetValueOrDefault(component)?.Supplier : null);
        if (supplier is null && said.Component is not null && _problems.Items.Count == before)
            Wrong("supplier", "must be given: the component has none of its own");
        return _problems.Items.Count == before ? supplier : null;
    }

    private void Cancel(CancelSupply said)
    {
        if (Line(said.PurchaseOrder, said.Line) is not (>= 0 and var place, >= 0))
            return;
        var data = new SupplierCancelledData(said.Line) { Entity = said.PurchaseOrder };
        Put(place, _twins.Suppliers[place].Cancelled(data, Event("supplier.cancelled.v1", "purchase-order/" + said.PurchaseOrder, data)));
    }

    /// <summary>Supplier and line; -1 and a problem when there is no such line, or nothing of it is open.</summary>
    private (int Supplier, int Line) Line(string purchaseOrder, string line, string hint = "")
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
                Wrong("line", $"refers to an unknown line '{Excerpt.Of(line)}'{hint}");
                return (-1, -1);
            }
        }
        Wrong("purchaseOrder", $"refers to an unknown purchase order '{Excerpt.Of(purchaseOrder)}'{hint}");
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
