namespace ShopFloorTwin.Core.Forecast;

/// <summary>What each order depends on at any level: suppliers of open lines, components.</summary>
internal sealed class Reach
{
    private readonly Floor _floor;
    private readonly int[]?[] _suppliers, _components;
    private readonly bool[] _visiting;

    public Reach(Floor floor)
    {
        _floor = floor;
        (_suppliers, _components) = (new int[floor.Orders][], new int[floor.Orders][]);
        _visiting = new bool[floor.Orders];
    }

    /// <summary>Indices of supplier and component twins, ascending.</summary>
    public (int[] Suppliers, int[] Components) Of(int order)
    {
        if (_suppliers[order] is { } known)
            return (known, _components[order]!);
        if (_visiting[order])
            return ([], []);
        _visiting[order] = true;
        var suppliers = new List<int>();
        var components = new List<int>();
        var pegging = _floor.Pegging;
        for (var p = pegging.First[order]; p < pegging.First[order + 1]; p++)
        {
            var peg = pegging.Pegs[p];
            if (peg.Product < _floor.Twins.Components.Count)
                components.Add(peg.Product);
            if (peg.Supply == SupplyKind.Receipt)
                suppliers.Add(_floor.Sources[peg.Index].Supplier);
            else if (peg.Supply == SupplyKind.Order)
            {
                var below = Of(peg.Index);
                suppliers.AddRange(below.Suppliers);
                components.AddRange(below.Components);
            }
        }
        _visiting[order] = false;
        _suppliers[order] = Distinct(suppliers);
        _components[order] = Distinct(components);
        return (_suppliers[order]!, _components[order]!);
    }

    private static int[] Distinct(List<int> indices)
    {
        indices.Sort();
        var kept = 0;
        for (var i = 0; i < indices.Count; i++)
        {
            if (kept == 0 || indices[i] != indices[kept - 1])
                indices[kept++] = indices[i];
        }
        return kept == 0 ? [] : [.. indices[..kept]];
    }
}
