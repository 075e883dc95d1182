using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Odoo.Reading.Rows;

namespace ShopFloorTwin.Odoo.Reading.Mapping;

/// <summary>
/// <c>stock.quant</c> of the site's internal locations, summed by product. What lies in or under a hold location, or belongs to a hold lot,
/// is on hold. What Odoo has reserved is on hand all the same: the twin pegs itself.
/// </summary>
internal sealed class StockMapping(OdooRows rows, SiteScope scope, ProductCatalog products, FindingList findings)
{
    private readonly HashSet<long> _held = HeldLocations(rows, scope);

    /// <summary>By product, those with stock only.</summary>
    public IReadOnlyList<StockSpec> Stock() =>
        [.. rows.Of(OdooModels.Quant).GroupBy(row => row.Ref("product_id") ?? 0).Where(group => products.IsMaterial(group.Key))
            .Select(group => Stock(group.Key, group)).OrderBy(stock => stock.Product, StringComparer.Ordinal)];

    /// <summary>One product's stock from its quants, none on hand without any.</summary>
    public StockSpec Stock(long product, IEnumerable<OdooRow> quants)
    {
        var onHand = quants.Sum(row => row.Number("quantity", 0));
        if (onHand < 0)
        {
            findings.Add("negativeStock", OdooModels.Product, product, "qty_available", $"{products.NameOf(product)} has {onHand:0.###} on hand", "0 is taken");
            onHand = 0;
        }
        var onHold = quants.Where(IsHeld).Sum(row => Math.Max(0, row.Number("quantity", 0)));
        return new StockSpec { Product = products.NameOf(product)!, OnHand = Math.Min(onHand, Limits.LargestNumber), OnHold = Math.Min(onHold, onHand) };
    }

    private bool IsHeld(OdooRow quant) =>
        (quant.Ref("location_id") is { } location && _held.Contains(location))
        || (scope.HoldLots.Count > 0 && rows.Find(OdooModels.Lot, quant.Ref("lot_id"))?.Text("name") is { } lot && scope.HoldLots.Contains(lot));

    /// <summary>The hold locations and everything under them, by the chain of <c>location_id</c>.</summary>
    private static HashSet<long> HeldLocations(OdooRows rows, SiteScope scope)
    {
        const int LevelsMax = 32;
        var held = scope.HoldLocations.ToHashSet();
        for (var level = 0; level < LevelsMax; level++)
        {
            var before = held.Count;
            held.UnionWith(rows.Of(OdooModels.Location).Where(row => row.Ref("location_id") is { } parent && held.Contains(parent)).Select(row => row.Id));
            if (held.Count == before)
                break;
        }
        return held;
    }
}
