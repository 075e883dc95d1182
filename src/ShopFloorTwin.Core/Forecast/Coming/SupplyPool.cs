namespace ShopFloorTwin.Core.Forecast.Coming;

/// <summary>
/// What orders wait for and what of it will come. In a future it is decided when something comes who gets it, as in a stockroom,
/// and not beforehand, as pegs are: a supply may be late, and a more urgent order may come.
/// </summary>
internal sealed class SupplyPool
{
    private readonly Dictionary<string, int> _slots;

    private SupplyPool(Dictionary<string, int> slots) => _slots = slots;

    /// <summary>Products that are waited for; each is a slot.</summary>
    public int Slots => _slots.Count;

    public required List<PooledDemand> Demands { get; init; }

    /// <summary>What comes at a time.</summary>
    public required List<PooledReceipt> Receipts { get; init; }

    /// <summary>What comes when an order is done.</summary>
    public required List<PooledOutput> Outputs { get; init; }

    /// <summary>Of what the orders of a floor wait for, by its pegs.</summary>
    public static SupplyPool Of(Floor floor)
    {
        var pool = new SupplyPool(new Dictionary<string, int>(StringComparer.Ordinal)) { Demands = [], Receipts = [], Outputs = [] };
        var supplies = new Dictionary<(int Slot, SupplyKind Kind, int Index), double>();
        var pegging = floor.Pegging;
        for (var o = 0; o < floor.Orders; o++)
        {
            for (var p = pegging.First[o]; p < pegging.First[o + 1]; p++)
            {
                ref readonly var peg = ref pegging.Pegs[p];
                if (!peg.Binds || peg.Supply == SupplyKind.OnHand)
                    continue;
                var slot = pool.SlotOf(pegging.Products[peg.Product]);
                pool.Demands.Add(new PooledDemand(o, slot, peg.Quantity, 0));
                var supply = (slot, peg.Supply, peg.Index);
                supplies[supply] = supplies.GetValueOrDefault(supply) + peg.Quantity;
            }
        }
        foreach (var ((slot, kind, index), quantity) in supplies)
        {
            if (kind == SupplyKind.Order)
                pool.Outputs.Add(new PooledOutput(slot, Output(floor, index, quantity), index));
            else
                pool.Receipts.Add(new PooledReceipt(slot, quantity, index, floor.Sources[index].Release));
        }
        return pool;
    }

    /// <summary>
    /// The same in a future: supplies come when their sources say there. Orders that come want of it too, from when they are known, and
    /// bring as much: at the time such an order once had all it needed.
    /// </summary>
    /// <param name="future">With the orders that come behind those there are.</param>
    /// <param name="orders">There are now.</param>
    /// <param name="coming">Orders that come, with when they are known and when they could begin.</param>
    public SupplyPool With(Floor future, int orders, IReadOnlyList<(ComingOrder Order, double At, double Opens)> coming)
    {
        List<PooledDemand> demands = [.. Demands];
        List<PooledReceipt> receipts = [.. Receipts.Select(receipt => receipt with { At = future.Sources[receipt.Source].Release })];
        for (var c = 0; c < coming.Count; c++)
        {
            foreach (var component in future.Twins.Orders[coming[c].Order.Twin].Components)
            {
                if (component.Quantity <= 0 || !_slots.TryGetValue(component.Product, out var slot))
                    continue;
                demands.Add(new PooledDemand(orders + c, slot, component.Quantity, coming[c].At));
                receipts.Add(new PooledReceipt(slot, component.Quantity, -1, coming[c].Opens));
            }
        }
        return new SupplyPool(_slots) { Demands = demands, Receipts = receipts, Outputs = Outputs };
    }

    /// <summary>An order that comes waits for nothing but what is in the pool.</summary>
    public bool HasAll(ComingOrder coming, Floor floor)
    {
        var has = false;
        foreach (var component in floor.Twins.Orders[coming.Twin].Components)
        {
            if (component.Quantity > 0 && !(has = _slots.ContainsKey(component.Product)))
                return false;
        }
        return has;
    }

    /// <summary>What nobody is pegged to is there for others, but for what is made for a customer.</summary>
    private static double Output(Floor floor, int order, double pegged) =>
        floor.Twins.Orders[floor.OrderTwin[order]].Customer is null ? Math.Max(pegged, floor.Pegging.OutputOf[order]) : pegged;

    private int SlotOf(string product)
    {
        if (!_slots.TryGetValue(product, out var slot))
            _slots[product] = slot = _slots.Count;
        return slot;
    }
}

/// <summary>What an order wants of a product.</summary>
/// <param name="From">Minutes from now: when it is known.</param>
internal readonly record struct PooledDemand(int Order, int Slot, double Quantity, double From);

/// <summary>What comes at a time.</summary>
/// <param name="Source">That says when, or -1: an order that comes brings it.</param>
/// <param name="At">Minutes from now.</param>
internal readonly record struct PooledReceipt(int Slot, double Quantity, int Source, double At);

/// <summary>What comes when an order is done.</summary>
internal readonly record struct PooledOutput(int Slot, double Quantity, int Order);
