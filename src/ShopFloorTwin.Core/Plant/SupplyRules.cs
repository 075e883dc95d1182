namespace ShopFloorTwin.Core.Plant;

/// <summary>Checks suppliers, stock and purchase orders.</summary>
internal static class SupplyRules
{
    public static void Check(PlantDocument document, PlantIndex index, Place root, ProblemList problems)
    {
        CheckSuppliers(document.Suppliers, root, problems);
        CheckStock(document.Stock, root, problems);
        CheckPurchaseOrders(document.PurchaseOrders, index, root, problems);
    }

    private static void CheckSuppliers(IReadOnlyList<SupplierSpec> suppliers, Place root, ProblemList problems)
    {
        var known = new HashSet<string>();
        for (var i = 0; i < suppliers.Count && !problems.IsFull; i++)
        {
            var place = root.Item("suppliers", i);
            if (!problems.Present(place, suppliers[i]))
                continue;
            problems.Id(place, "id", suppliers[i].Id);
            problems.Unique(place, "id", known, suppliers[i].Id);
            problems.Text(place, "name", suppliers[i].Name);
        }
    }

    private static void CheckStock(IReadOnlyList<StockSpec> stock, Place root, ProblemList problems)
    {
        var known = new HashSet<string>();
        for (var i = 0; i < stock.Count && !problems.IsFull; i++)
        {
            var place = root.Item("stock", i);
            if (!problems.Present(place, stock[i]))
                continue;
            problems.Id(place, "product", stock[i].Product);
            problems.Unique(place, "product", known, stock[i].Product);
            problems.Number(place, "onHand", stock[i].OnHand);
            problems.Number(place, "onHold", stock[i].OnHold);
        }
    }

    private static void CheckPurchaseOrders(IReadOnlyList<PurchaseOrderSpec> purchaseOrders, PlantIndex index, Place root, ProblemList problems)
    {
        var known = new HashSet<string>();
        for (var i = 0; i < purchaseOrders.Count && !problems.IsFull; i++)
        {
            var place = root.Item("purchaseOrders", i);
            if (!problems.Present(place, purchaseOrders[i]))
                continue;
            problems.Id(place, "id", purchaseOrders[i].Id);
            problems.Unique(place, "id", known, purchaseOrders[i].Id);
            problems.Reference(place, "supplier", index.Suppliers, purchaseOrders[i].Supplier, "supplier");
            CheckLines(place, purchaseOrders[i].Lines, index, problems);
        }
    }

    /// <summary>A purchase order that comes by itself: what it refers to is left to the site.</summary>
    public static void Check(Place place, PurchaseOrderSpec order, ProblemList problems)
    {
        problems.Id(place, "id", order.Id);
        problems.Id(place, "supplier", order.Supplier);
        CheckLines(place, order.Lines, null, problems);
    }

    private static void CheckLines(Place place, IReadOnlyList<PurchaseOrderLineSpec> lines, PlantIndex? index, ProblemList problems)
    {
        problems.Count(place, "lines", lines.Count, Limits.LinesPerPurchaseOrder);
        var known = new HashSet<string>();
        for (var l = 0; l < lines.Count; l++)
        {
            var linePlace = place.Item("lines", l);
            if (!problems.Present(linePlace, lines[l]))
                continue;
            var line = lines[l];
            problems.Id(linePlace, "line", line.Line);
            problems.Unique(linePlace, "line", known, line.Line);
            problems.Id(linePlace, "product", line.Product);
            if (index is not null)
                problems.Reference(linePlace, "product", index.Articles, line.Product, "product");
            problems.Number(linePlace, "quantity", line.Quantity);
            problems.Number(linePlace, "received", line.Received);
            problems.Instant(linePlace, "due", line.Due);
            problems.Instant(linePlace, "confirmed", line.Confirmed);
        }
    }
}
