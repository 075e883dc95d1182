using System.Collections.Immutable;
using ShopFloorTwin.Core.Components;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Suppliers;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Sites;

/// <summary>
/// Reconciles a plant document with the twins by id: new, changed, gone.
/// Master data are replaced; what was learned or done is never taken back.
/// </summary>
internal sealed class PlantImport(PlantDocument plant, DateTimeOffset asOf, EventRef document, long position, NamePool names)
{
    public SitePlan Plan() => new()
    {
        Site = plant.Site,
        Name = plant.Name,
        TimeZone = plant.TimeZone,
        Currency = plant.Currency,
        AsOf = asOf,
        Calendars = plant.Calendars.ToImmutableDictionary(calendar => calendar.Id, StringComparer.Ordinal),
        Products = plant.Products.ToImmutableDictionary(product => names.Name(product.Id), StringComparer.Ordinal),
    };

    /// <summary>Open orders the document no longer has are cancelled, unless they were released after it; closed ones are forgotten.</summary>
    public void Orders(TwinTable<OrderTwin> orders, SitePlan plan)
    {
        var present = new HashSet<string>(plant.Orders.Count, StringComparer.Ordinal);
        foreach (var spec in plant.Orders)
        {
            present.Add(spec.Id);
            var order = (orders.Find(spec.Id) ?? OrderTwin.New(spec, names)).Specified(spec, plan.Products.GetValueOrDefault(spec.Product), asOf, names);
            orders.Put(spec.Id, order with { Position = position });
        }
        orders.RemoveWhere(order => !present.Contains(order.Id) && ClosedAt(order) < asOf, order => order.Id);
        for (var i = 0; i < orders.Count; i++)
        {
            var order = orders[i];
            if (!present.Contains(order.Id) && ClosedAt(order) is null && order.SpecifiedAt <= asOf)
                orders.Set(i, order.Closed(OrderState.Cancelled, asOf) with { Position = position });
        }
    }

    /// <summary>Work centers the document no longer has go once no open order needs them.</summary>
    public void WorkCenters(TwinTable<WorkCenterTwin> workCenters, TwinTable<OrderTwin> orders)
    {
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var spec in plant.WorkCenters)
        {
            kept.Add(spec.Id);
            var workCenter = workCenters.Find(spec.Id) ?? new WorkCenterTwin { Id = names.Name(spec.Id) };
            workCenters.Put(spec.Id, workCenter.Specified(spec, names) with { Position = position });
        }
        if (kept.Count == workCenters.Count)
            return;
        foreach (var order in orders.All)
            if (order.IsOpen)
                foreach (var operation in order.Operations)
                    kept.Add(operation.WorkCenter);
        workCenters.RemoveWhere(workCenter => !kept.Contains(workCenter.Id), workCenter => workCenter.Id);
    }

    /// <summary>Lines and suppliers the document no longer has are gone.</summary>
    public void Suppliers(TwinTable<SupplierTwin> suppliers)
    {
        var known = new Dictionary<(string, string), SupplyLine>();
        foreach (var supplier in suppliers.All)
            foreach (var line in supplier.Lines)
                known[(line.PurchaseOrder, line.Line)] = line;
        foreach (var spec in plant.Suppliers)
            suppliers.Put(spec.Id, (suppliers.Find(spec.Id) ?? new SupplierTwin { Id = names.Name(spec.Id) }) with { Name = spec.Name });

        var lines = plant.PurchaseOrders.ToLookup(purchase => purchase.Supplier, StringComparer.Ordinal);
        foreach (var supplier in lines.Where(group => !suppliers.Contains(group.Key)).Select(group => group.Key).ToArray())
            suppliers.Put(supplier, new SupplierTwin { Id = names.Name(supplier) });
        for (var i = 0; i < suppliers.Count; i++)
            suppliers.Set(i, suppliers[i] with { Lines = [.. lines[suppliers[i].Id].SelectMany(purchase => Lines(purchase, known))], Position = position });

        var listed = plant.Suppliers.Select(supplier => supplier.Id).ToHashSet(StringComparer.Ordinal);
        suppliers.RemoveWhere(supplier => supplier.Lines.IsEmpty && !listed.Contains(supplier.Id), supplier => supplier.Id);
    }

    /// <summary>Every product has its stock; one the document does not count has none on hand.</summary>
    public void Components(TwinTable<ComponentTwin> components, TwinTable<OrderTwin> orders)
    {
        var counted = new Dictionary<string, StockSpec>(StringComparer.Ordinal);
        foreach (var stock in plant.Stock)
            counted[stock.Product] = stock;
        var kept = new HashSet<string>(StringComparer.Ordinal);
        foreach (var product in plant.Products.Select(product => product.Id).Concat(plant.Stock.Select(stock => stock.Product)))
            if (kept.Add(product))
                Count(product);
        if (kept.Count == components.Count)
            return;
        foreach (var order in orders.All)
        {
            if (!order.IsOpen)
                continue;
            kept.Add(order.Product);
            foreach (var component in order.Components)
                kept.Add(component.Product);
        }
        components.RemoveWhere(component => !kept.Contains(component.Id), component => component.Id);
        foreach (var component in components.All.ToArray().Where(component => component.LevelEvent != document))
            Count(component.Id);

        void Count(string product)
        {
            var stock = counted.GetValueOrDefault(product);
            var component = components.Find(product) ?? new ComponentTwin { Id = names.Name(product) };
            components.Put(component.Id, component.Levelled(stock?.OnHand ?? 0, stock?.OnHold ?? 0, document) with { Position = position });
        }
    }

    private IEnumerable<SupplyLine> Lines(PurchaseOrderSpec purchase, Dictionary<(string, string), SupplyLine> known)
    {
        var id = names.Name(purchase.Id);
        foreach (var spec in purchase.Lines)
            yield return SupplyLine.Specified(known.GetValueOrDefault((id, spec.Line)), id, spec, document, names);
    }

    private static DateTimeOffset? ClosedAt(OrderTwin order) => order.State switch
    {
        OrderState.Done => order.Actual ?? DateTimeOffset.MinValue,
        OrderState.Cancelled => order.Closing?.At ?? DateTimeOffset.MinValue,
        _ => null,
    };
}
