using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Odoo.Reading.Mapping;

/// <summary>
/// Cuts bills of materials that go in a circle, where Odoo's own check is by BOM and not by what is chosen: the line that closes the circle goes.
/// </summary>
internal static class BomCircles
{
    public static IReadOnlyList<ProductSpec> Cut(IReadOnlyList<(long Id, ProductSpec Product)> products, FindingList findings)
    {
        var places = new Dictionary<string, int>(products.Count, StringComparer.Ordinal);
        for (var i = 0; i < products.Count; i++)
            places[products[i].Product.Id] = i;
        var cut = products.Select(entry => entry.Product).ToArray();
        var visits = new byte[products.Count];
        for (var start = 0; start < products.Count; start++)
        {
            if (visits[start] != 0)
                continue;
            visits[start] = 1;
            var path = new Stack<(int Product, int Line)>([(start, 0)]);
            while (path.TryPop(out var at))
            {
                if (at.Line >= cut[at.Product].Bom.Count)
                {
                    visits[at.Product] = 2;
                    continue;
                }
                if (!places.TryGetValue(cut[at.Product].Bom[at.Line].Component, out var part) || visits[part] == 2)
                    path.Push(at with { Line = at.Line + 1 });
                else if (visits[part] == 0)
                {
                    visits[part] = 1;
                    path.Push(at with { Line = at.Line + 1 });
                    path.Push((part, 0));
                }
                else
                {
                    findings.Add("circularBom", OdooModels.Product, products[at.Product].Id, "bom_ids",
                        $"{cut[at.Product].Id} is made of {cut[part].Id}, which is made of it", $"{cut[part].Id} is left out of its bill of materials");
                    cut[at.Product] = cut[at.Product] with { Bom = [.. cut[at.Product].Bom.Where((_, i) => i != at.Line)] };
                    path.Push(at);
                }
            }
        }
        return cut;
    }
}
