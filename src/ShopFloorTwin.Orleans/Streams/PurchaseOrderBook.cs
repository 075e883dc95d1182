using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Orleans.Streams;

/// <summary>Whose purchase order is whose: asked of the site, then kept up by what the journal says.</summary>
internal sealed class PurchaseOrderBook
{
    private readonly Dictionary<string, string> _suppliers = new(StringComparer.Ordinal);

    public string? SupplierOf(string purchaseOrder) => _suppliers.GetValueOrDefault(purchaseOrder);

    /// <summary>Those of the events' purchase orders that must be asked for.</summary>
    public string[] Unknown(IEnumerable<CloudEvent> events) =>
        [.. events.Select(PurchaseOrderOf).OfType<string>().Where(id => !_suppliers.ContainsKey(id)).Distinct(StringComparer.Ordinal)];

    public void Put(string purchaseOrder, string? supplier)
    {
        if (supplier is null)
            return;
        if (_suppliers.Count >= Limits.PlantPurchaseOrders)
            _suppliers.Clear();
        _suppliers[purchaseOrder] = supplier;
    }

    /// <summary>An event in its turn: what follows it goes by what it says.</summary>
    public void Take(CloudEvent @event)
    {
        switch (@event.Data)
        {
            case SupplierOrderedData { PurchaseOrder: var purchase }:
                Put(purchase.Id, purchase.Supplier);
                break;
            case PlantImportedData { Plant: var plant }:
                _suppliers.Clear();
                foreach (var purchase in plant.PurchaseOrders)
                    Put(purchase.Id, purchase.Supplier);
                break;
        }
    }

    private static string? PurchaseOrderOf(CloudEvent @event) => @event.Data switch
    {
        StockReceivedData { Line: not null } said => said.PurchaseOrder,
        SupplierConfirmedData or SupplierDelayedData or SupplierShippedData or SupplierCancelledData or SupplierOrderedData => @event.Data.Entity,
        _ => null,
    };
}
