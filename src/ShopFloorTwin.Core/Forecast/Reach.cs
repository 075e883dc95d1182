namespace ShopFloorTwin.Core.Forecast;

/// <summary>What each order depends on at any level: suppliers of open lines, components. Worked out when asked; any thread may.</summary>
internal sealed class Reach(Floor floor)
{
    private readonly Lock _gate = new();
    private int[]?[] _suppliers = [], _components = [];
    private bool[] _visiting = [];

    /// <summary>Indices of supplier and component twins, ascending.</summary>
    public (int[] Suppliers, int[] Components) Of(int order)
    {
        lock (_gate)
        {
            if (_suppliers.Length == 0)
                (_suppliers, _components, _visiting) = (new int[floor.Orders][], new int[floor.Orders][], new bool[floor.Orders]);
            return Below(order);
        }
    }

    private (int[] Suppliers, int[] Components) Below(int order)
    {
        if (_suppliers[order] is { } known)
            return (known, _components[order]!);
        if (_visiting[order])
            return ([], []);
        _visiting[order] = true;
        var suppliers = new List<int>();
        var components = new List<int>();
        var pegging = floor.Pegging;
        for (var p = pegging.First[order]; p < pegging.First[order + 1]; p++)
        {
            var peg = pegging.Pegs[p];
            if (peg.Product < floor.Twins.Components.Count)
                components.Add(peg.Product);
            if (peg.Supply == SupplyKind.Receipt)
                suppliers.Add(floor.Sources[peg.Index].Supplier);
            else if (peg.Supply == SupplyKind.Order)
            {
                var below = Below(peg.Index);
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
