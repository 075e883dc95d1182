namespace ShopFloorTwin.Core.Forecast;

/// <summary>Supply of one product after the other in the order it is taken: stock first, then what was added.</summary>
internal sealed class SupplyQueue
{
    private const double Nothing = 1e-9;

    private readonly List<(SupplyKind Kind, int Index, double Left)> _supplies = [];
    private double _onHand;
    private int _head;

    /// <summary>The next product.</summary>
    public void Begin(double onHand)
    {
        _supplies.Clear();
        (_onHand, _head) = (onHand, 0);
    }

    public void Add(SupplyKind kind, int index, double quantity)
    {
        if (quantity > Nothing)
            _supplies.Add((kind, index, quantity));
    }

    /// <summary>Takes at most <paramref name="quantity"/> of the first supply that has some left; null when there is none.</summary>
    /// <param name="order">Takes nothing from itself.</param>
    /// <param name="quantity">Wanted.</param>
    /// <param name="beyondStock">May take what is not there yet.</param>
    public (SupplyKind Kind, int Index, double Quantity)? Take(int order, double quantity, bool beyondStock)
    {
        if (_onHand > Nothing)
        {
            var taken = Math.Min(_onHand, quantity);
            _onHand -= taken;
            return (SupplyKind.OnHand, -1, taken);
        }
        if (!beyondStock)
            return null;
        while (_head < _supplies.Count && _supplies[_head].Left <= Nothing)
            _head++;
        for (var i = _head; i < _supplies.Count; i++)
        {
            var (kind, index, left) = _supplies[i];
            if (left <= Nothing || (kind == SupplyKind.Order && index == order))
                continue;
            var taken = Math.Min(left, quantity);
            _supplies[i] = (kind, index, left - taken);
            return (kind, index, taken);
        }
        return null;
    }
}
