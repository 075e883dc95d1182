using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Suppliers;

public sealed partial record SupplyLine
{
    /// <summary>
    /// The line as a document says it. What the supplier said is kept, unless the document brings a confirmation
    /// that was not known: that is a word of the supplier as of the document. Receipts only grow.
    /// </summary>
    internal PurchaseOrderLineSpec Said() => new() { Line = Line, Product = Product, Quantity = Quantity, Received = Received, Due = Due, Confirmed = Confirmed };

    internal static SupplyLine Specified(SupplyLine? known, string purchaseOrder, PurchaseOrderLineSpec spec, EventRef document, NamePool names)
    {
        var line = (known ?? new SupplyLine { PurchaseOrder = purchaseOrder, Line = spec.Line, Product = names.Name(spec.Product) }) with
        {
            Product = names.Name(spec.Product),
            Quantity = spec.Quantity,
            Received = Math.Max(spec.Received, known?.Received ?? 0),
            Due = spec.Due,
        };
        return spec.Confirmed is { } confirmed && confirmed != known?.Confirmed ? line.ConfirmedFor(confirmed, document) : line;
    }
}
