using ShopFloorTwin.Core.Learning;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Suppliers;

/// <summary>Suppliers of a picture, by id.</summary>
public static class SupplierQueries
{
    /// <exception cref="QueryException">Limit or cursor is wrong.</exception>
    public static Page<SupplierView> List(SitePicture picture, ListQuery query) =>
        Paging.Page(picture, picture.SupplierIds, query, i => View(picture, i), v => v.Id);

    /// <summary>Null when there is none of that id.</summary>
    public static SupplierView? Find(SitePicture picture, string id) =>
        picture.SupplierIds.Find(id) is >= 0 and var supplier ? View(picture, supplier) : null;

    private static SupplierView View(SitePicture picture, int index)
    {
        var supplier = picture.Twins.Suppliers[index];
        var beliefs = picture.Settings.BeliefsOf(picture.Twins);
        var open = supplier.Lines.Where(l => l.Open > 0).OrderBy(l => l.Expected ?? DateTimeOffset.MaxValue).ToList();
        return new SupplierView
        {
            Id = supplier.Id,
            Name = supplier.Name,
            OpenLines =
            [
                .. open.Select(l => new OpenLineView(
                    l.PurchaseOrder, l.Line, l.Product, l.Quantity, l.Received, l.Due, l.Confirmed, l.Expected, l.DelayReason, l.DelayEvent?.Id)),
            ],
            OnTimeRate = supplier.Deliveries == 0 ? null : (double)supplier.DeliveredOnTime / supplier.Deliveries,
            Deliveries = supplier.Deliveries,
            Lateness = Lateness(beliefs, supplier.Id, [.. open.Select(l => l.Product).Distinct()]),
            Beliefs = SupplierBeliefViews.Of(supplier, beliefs, picture.Twins.NewestEventTime),
            OrdersAtRisk = OrdersAtRisk(picture, supplier.Id),
            Position = picture.Position,
            AsOf = picture.AsOf,
        };
    }

    // Over the products it is to deliver: the worst of them, at each quantile.
    private static LatenessView Lateness(IBeliefs beliefs, string supplier, IReadOnlyList<string> products)
    {
        var believed = products.DefaultIfEmpty("").Select(p => beliefs.Supplier(supplier, p)).ToList();
        return new LatenessView(Worst(0.5), Worst(0.8), Worst(0.95));

        double Worst(double probability) => believed.Max(b => b.QuantileDays(probability)) * 1440;
    }

    private static IReadOnlyList<string> OrdersAtRisk(SitePicture picture, string supplier)
    {
        var index = picture.OpenOrders;
        return
        [
            .. index.Suppliers.Find(supplier).Select(e => index.Entries[e])
                .TakeWhile(e => e.Risk >= Risk.AtRisk).Take(Limits.PageItemsMax).Select(e => picture.Twins.Orders[e.Twin].Id),
        ];
    }
}
