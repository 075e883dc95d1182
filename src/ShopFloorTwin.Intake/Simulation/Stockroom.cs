namespace ShopFloorTwin.Intake.Simulation;

/// <summary>Stock of the simulated site. What is there is kept for the orders that wait for it, the most urgent first.</summary>
internal sealed class Stockroom
{
    private readonly Dictionary<string, double> _free = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<(int Urgency, double Due, string Id)>> _waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SimulatedOrder> _orders = new(StringComparer.Ordinal);

    /// <summary>Pieces that came in, by product.</summary>
    public Dictionary<string, double> Received { get; } = new(StringComparer.Ordinal);

    public bool IsWaitedFor(string product) => _waiting.TryGetValue(product, out var waiting) && waiting.Count > 0;

    /// <summary>Orders that lack it, together.</summary>
    public double Lacking(string product) => IsWaitedFor(product) ? _waiting[product].Sum(one => _orders[one.Id].Lacks[product]) : 0;

    /// <summary>An order asks for what it needs.</summary>
    public void Ask(SimulatedOrder order)
    {
        _orders[order.Spec.Id] = order;
        foreach (var (product, quantity) in order.Needs)
        {
            if (quantity <= 0)
                continue;
            order.Lacks[product] = order.Lacks.GetValueOrDefault(product) + quantity;
            if (!_waiting.TryGetValue(product, out var waiting))
                _waiting[product] = waiting = [];
            waiting.Add((-order.Spec.Priority, order.Due, order.Spec.Id));
        }
    }

    /// <summary>Pieces come in.</summary>
    /// <returns>Orders that lack nothing any more.</returns>
    public IEnumerable<SimulatedOrder> Receive(string product, double quantity)
    {
        _free[product] = _free.GetValueOrDefault(product) + quantity;
        Received[product] = Received.GetValueOrDefault(product) + quantity;
        return Hand(product);
    }

    /// <summary>Gives what is free to those who wait.</summary>
    public IEnumerable<SimulatedOrder> Hand(string product)
    {
        var served = new List<SimulatedOrder>();
        while (_free.GetValueOrDefault(product) > 0 && IsWaitedFor(product))
        {
            var first = _waiting[product].Min;
            var order = _orders[first.Id];
            var taken = Math.Min(_free[product], order.Lacks[product]);
            _free[product] -= taken;
            if ((order.Lacks[product] -= taken) > 1e-9)
                break;
            order.Lacks.Remove(product);
            _waiting[product].Remove(first);
            if (order.IsReady)
                served.Add(order);
        }
        return served;
    }
}
