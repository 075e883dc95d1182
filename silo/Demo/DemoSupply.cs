using System.Globalization;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Silo.Demo;

/// <summary>Stock and purchase orders that cover what the orders not begun need, most of it well before.</summary>
internal sealed class DemoSupply(DateTimeOffset now, Random random)
{
    private const double FromStockWorkingDays = 7;
    private const double BucketWorkingDays = 3;
    private const double MarginWorkingDays = 6;
    private const double ConfirmedShare = 0.6;
    private const double SafetyShare = 0.06;

    private readonly Dictionary<string, double> _stock = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Product, int Bucket), double> _bought = [];

    /// <summary>Takes an order and what it needs into account: finished ones are in stock for the order they feed, begun ones have consumed.</summary>
    public void Add(DemoOrder order)
    {
        if (order.Finish <= now)
        {
            if (order.Feeds is { } parent && parent.Start > now)
                Stock(order.Product.Id, order.Quantity);
            return;
        }
        if (order.Start <= now)
            return;
        foreach (var (component, perUnit) in order.Product.Bom)
        {
            if (!DemoCatalog.ById[component].IsMade)
                Need(component, perUnit * order.Quantity, order.Start);
        }
    }

    /// <summary>A part that comes from stock.</summary>
    public void Add(DemoStockUse use)
    {
        if (use.By.Start > now)
            Stock(use.Product.Id, use.Quantity);
    }

    public IReadOnlyList<StockSpec> StockLevels() =>
        [.. DemoCatalog.Products.Where(p => _stock.ContainsKey(p.Id)).Select(p => new StockSpec { Product = p.Id, OnHand = Math.Ceiling(_stock[p.Id]) })];

    public IReadOnlyList<PurchaseOrderSpec> PurchaseOrders()
    {
        var number = 5001;
        return
        [
            .. _bought.OrderBy(b => b.Key.Bucket).ThenBy(b => b.Key.Product, StringComparer.Ordinal)
                .GroupBy(b => (b.Key.Bucket, Supplier: DemoCatalog.ById[b.Key.Product].Supplier!))
                .Select(group => new PurchaseOrderSpec
                {
                    Id = $"PO-{(number++).ToString(CultureInfo.InvariantCulture)}",
                    Supplier = group.Key.Supplier,
                    Lines = [.. group.Select((bought, i) => Line(i + 1, bought.Key.Product, bought.Value, bought.Key.Bucket))],
                }),
        ];
    }

    private PurchaseOrderLineSpec Line(int number, string product, double quantity, int bucket)
    {
        var firstNeed = DemoHours.AddWorkingDays(now, FromStockWorkingDays + bucket * BucketWorkingDays);
        var due = DemoHours.AtHour(DemoHours.AddWorkingDays(firstNeed, -MarginWorkingDays + random.Next(3)), 8 + random.Next(6));
        return new PurchaseOrderLineSpec
        {
            Line = (10 * number).ToString(CultureInfo.InvariantCulture),
            Product = product,
            Quantity = Math.Ceiling(quantity),
            Due = due,
            Confirmed = random.NextDouble() < ConfirmedShare ? due : null,
        };
    }

    // A part bought for one gearbox alone is bought to the piece.
    private void Need(string product, double quantity, DateTimeOffset at)
    {
        if (product != DemoCatalog.FoodGradeSeal)
            Stock(product, SafetyShare * quantity);
        var days = (at - now).TotalDays * 5 / 7;
        if (days < FromStockWorkingDays)
            Stock(product, quantity);
        else
        {
            var bucket = (product, (int)((days - FromStockWorkingDays) / BucketWorkingDays));
            _bought[bucket] = _bought.GetValueOrDefault(bucket) + quantity;
        }
    }

    private void Stock(string product, double quantity) => _stock[product] = _stock.GetValueOrDefault(product) + quantity;
}
