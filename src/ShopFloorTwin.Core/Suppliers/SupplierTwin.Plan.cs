using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Suppliers;

public sealed partial record SupplierTwin
{
    /// <summary>With the purchase order as it is said now; what is known of its lines, also under another supplier, is kept.</summary>
    internal SupplierTwin Ordered(PurchaseOrderSpec purchase, SupplierTwin? before, EventRef word, NamePool names)
    {
        var id = names.Name(purchase.Id);
        SupplyLine? Known(string line)
        {
            if (before?.IndexOf(id, line) is not (>= 0 and var index))
                return null;
            var known = before.Lines[index];
            return known.CancelEvent?.Time <= word.Time ? known with { CancelEvent = null } : known;
        }
        return this with
        {
            Lines = [.. Lines.Where(line => line.PurchaseOrder != id), .. purchase.Lines.Select(line => SupplyLine.Specified(Known(line.Line), id, line, word, names))],
        };
    }

    /// <summary>Without any line of a purchase order.</summary>
    internal SupplierTwin Without(string purchaseOrder) => this with { Lines = Lines.RemoveAll(line => line.PurchaseOrder == purchaseOrder) };
}
