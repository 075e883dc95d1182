using System.Text.Json;
using ShopFloorTwin.Core.Components;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Suppliers;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Sites;

public sealed partial class SiteState
{
    /// <summary>One twin with what its fold needs; null when the site has no such twin.</summary>
    internal SavedSlice? Slice(TwinRef twin) => twin.Kind switch
    {
        TwinKind.WorkCenter when _workCenters.Find(twin.Id) is { } workCenter => Slice() with { WorkCenter = workCenter },
        TwinKind.Order when _orders.Find(twin.Id) is { } order => Slice() with
        {
            Order = order,
            Product = _plan.Products.GetValueOrDefault(order.Product) is { } product ? JsonSerializer.SerializeToElement(product, PlantJson.Options) : null,
            WorkCentersOfOrder = [.. order.Operations.Select(operation => operation.WorkCenter).Where(_workCenters.Contains).Distinct(StringComparer.Ordinal)],
        },
        TwinKind.Component when _components.Find(twin.Id) is { } component => Slice() with { Component = component },
        TwinKind.Supplier when _suppliers.Find(twin.Id) is { } supplier => Slice() with { Supplier = supplier },
        _ => null,
    };

    /// <summary>A site that consists of the slice alone: the same fold, with no other twin to change.</summary>
    internal static SiteState Of(SavedSlice slice)
    {
        var state = new SiteState(slice.Site) { Position = slice.Position, _learner = null };
        state._plan = state._plan with { AsOf = slice.AsOf };
        if (slice.Product?.Deserialize<ProductSpec>(PlantJson.Options) is { } product)
            state._plan = state._plan with { Products = state._plan.Products.Add(product.Id, product) };
        foreach (var workCenter in slice.WorkCentersOfOrder)
            state._workCenters.Put(workCenter, new WorkCenterTwin { Id = workCenter });
        if (slice.WorkCenter is { } one)
            state._workCenters.Put(one.Id, one);
        if (slice.Order is { } order)
            state._orders.Put(order.Id, order);
        if (slice.Component is { } component)
            state._components.Put(component.Id, component);
        if (slice.Supplier is { } supplier)
            state._suppliers.Put(supplier.Id, supplier);
        state.IndexPurchaseOrders();
        return state;
    }

    /// <summary>The supplier of a purchase order; null when the site knows none.</summary>
    public string? SupplierIdOf(string purchaseOrder) => SupplierOf(purchaseOrder)?.Id;

    internal WorkCenterTwin? WorkCenter(string id) => _workCenters.Find(id);
    internal ComponentTwin? Component(string id) => _components.Find(id);
    internal SupplierTwin? Supplier(string id) => _suppliers.Find(id);

    private SavedSlice Slice() => new() { Form = SavedSlice.FormNow, Site = Site, Position = Position, BasePosition = Position, AsOf = _plan.AsOf };
}
