namespace ShopFloorTwin.Core.Forecast.Coming;

/// <summary>
/// The stock of a pool while a future goes by. What comes is handed to those who wait for it: by priority, then by the date on the
/// order. An order keeps what it was handed.
/// </summary>
internal sealed class Stockroom
{
    private const double Nothing = 1e-9;

    private readonly Floor _floor;
    private readonly SupplyPool _pool;
    private readonly double[] _free, _wanted;
    private readonly PriorityQueue<int, Urgency>[] _waiting;
    private readonly ILookup<int, PooledOutput> _madeBy;
    private readonly List<int> _served = [];

    public Stockroom(Floor floor, SupplyPool pool)
    {
        (_floor, _pool, _free) = (floor, pool, new double[pool.Slots]);
        _wanted = [.. pool.Demands.Select(demand => demand.Quantity)];
        _waiting = new PriorityQueue<int, Urgency>[pool.Slots];
        for (var slot = 0; slot < _waiting.Length; slot++)
            _waiting[slot] = new PriorityQueue<int, Urgency>();
        _madeBy = pool.Outputs.ToLookup(output => output.Order);
    }

    /// <summary>A demand becomes known.</summary>
    /// <returns>The orders of which a demand is met by it, once for each; until the next call.</returns>
    public IReadOnlyList<int> Ask(int demand)
    {
        _served.Clear();
        var asked = _pool.Demands[demand];
        var due = _floor.Due[asked.Order];
        var urgency = new Urgency(-_floor.Priority[asked.Order], double.IsPositiveInfinity(due) ? _floor.NeededBy[asked.Order] : due, asked.Order);
        _waiting[asked.Slot].Enqueue(demand, urgency);
        Hand(asked.Slot);
        return _served;
    }

    /// <summary>A receipt comes.</summary>
    /// <returns>As of <see cref="Ask"/>.</returns>
    public IReadOnlyList<int> Receive(int receipt)
    {
        _served.Clear();
        Add(_pool.Receipts[receipt].Slot, _pool.Receipts[receipt].Quantity);
        return _served;
    }

    /// <summary>An order is done, and what it makes comes.</summary>
    /// <returns>As of <see cref="Ask"/>.</returns>
    public IReadOnlyList<int> Done(int order)
    {
        _served.Clear();
        foreach (var output in _madeBy[order])
            Add(output.Slot, output.Quantity);
        return _served;
    }

    private void Add(int slot, double quantity)
    {
        _free[slot] += quantity;
        Hand(slot);
    }

    private void Hand(int slot)
    {
        while (_free[slot] > Nothing && _waiting[slot].TryPeek(out var demand, out _))
        {
            var handed = Math.Min(_free[slot], _wanted[demand]);
            _free[slot] -= handed;
            if ((_wanted[demand] -= handed) > Nothing)
                return;
            _waiting[slot].Dequeue();
            _served.Add(_pool.Demands[demand].Order);
        }
    }

    /// <summary>The least goes first.</summary>
    private readonly record struct Urgency(int Priority, double Due, int Order) : IComparable<Urgency>
    {
        public int CompareTo(Urgency other) => (Priority, Due, Order).CompareTo((other.Priority, other.Due, other.Order));
    }
}
