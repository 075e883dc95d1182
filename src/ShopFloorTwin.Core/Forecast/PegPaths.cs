namespace ShopFloorTwin.Core.Forecast;

/// <summary>Ways through the pegging from an order down to what it depends on.</summary>
internal sealed class PegPaths(Floor floor)
{
    private const int MostOrders = 500;

    /// <summary>The orders from the one that has what is looked for up to <paramref name="order"/>; null when none has.</summary>
    public List<int>? Find(int order, Func<int, bool> has)
    {
        // Breadth first, so that the shortest chain is told.
        var from = new Dictionary<int, int> { [order] = -1 };
        var queue = new Queue<int>();
        queue.Enqueue(order);
        while (queue.TryDequeue(out var o) && from.Count < MostOrders)
        {
            if (has(o))
            {
                var chain = new List<int>();
                for (var at = o; at >= 0; at = from[at])
                    chain.Add(at);
                return chain;
            }
            for (var p = floor.Pegging.First[o]; p < floor.Pegging.First[o + 1]; p++)
            {
                var peg = floor.Pegging.Pegs[p];
                if (peg.Binds && peg.Supply == SupplyKind.Order && from.TryAdd(peg.Index, o))
                    queue.Enqueue(peg.Index);
            }
        }
        return null;
    }

    /// <summary>Whether the order itself waits for the source.</summary>
    public bool WaitsFor(int order, int source)
    {
        if (floor.HoldSource[order] == source)
            return true;
        for (var p = floor.Pegging.First[order]; p < floor.Pegging.First[order + 1]; p++)
        {
            var peg = floor.Pegging.Pegs[p];
            if (peg.Supply == SupplyKind.Order && floor.Pegging.StandIns.TryGetValue((order, peg.Index), out var standIn) && standIn.Absence == source)
                return true;
            if (!peg.Binds || peg.Supply is not (SupplyKind.Receipt or SupplyKind.Shortage))
                continue;
            var held = floor.Sources[peg.Index];
            if (peg.Index == source || held.Receipt == source || held.Absence == source)
                return true;
        }
        return false;
    }

    /// <summary>Whether the order has an open operation at the work center.</summary>
    public bool RunsAt(int order, int workCenter)
    {
        for (var i = floor.OperationFirst[order]; i < floor.OperationFirst[order + 1]; i++)
        {
            if (floor.WorkCenter[i] == workCenter)
                return true;
        }
        return false;
    }
}
