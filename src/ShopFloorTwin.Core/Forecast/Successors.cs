namespace ShopFloorTwin.Core.Forecast;

/// <summary>The floor's edges the other way round: operations behind an operation, orders that use an order's output. Keeps its memory from one floor to the next.</summary>
internal sealed class Successors
{
    private readonly Edges _operations = new(), _orders = new();

    /// <summary>Turns the edges of a floor.</summary>
    public void Begin(Floor floor)
    {
        _operations.Turn(floor.Operations, floor.PredecessorFirst, floor.Predecessors, static (edges, e) => edges[e]);
        _orders.Turn(floor.Orders, floor.Pegging.First, floor.Pegging.Pegs,
            static (pegs, e) => pegs[e].Binds && pegs[e].Supply == SupplyKind.Order ? pegs[e].Index : -1);
    }

    public ReadOnlySpan<int> Of(int operation) => _operations.Of(operation);

    /// <summary>Once per peg: an order that takes twice from the same supply stands twice.</summary>
    public ReadOnlySpan<int> Consumers(int order) => _orders.Of(order);

    private sealed class Edges
    {
        private int[] _first = [], _items = [], _fill = [];

        public ReadOnlySpan<int> Of(int item) => _items.AsSpan(_first[item], _first[item + 1] - _first[item]);

        public void Turn<T>(int count, int[] edgeFirst, T edges, Func<T, int, int> target)
        {
            Scratch.Clear(ref _first, count + 1);
            for (var e = 0; e < edgeFirst[count]; e++)
            {
                var to = target(edges, e);
                if (to >= 0)
                    _first[to + 1]++;
            }
            for (var i = 0; i < count; i++)
                _first[i + 1] += _first[i];
            Scratch.Clear(ref _fill, count);
            Array.Copy(_first, _fill, count);
            Scratch.Clear(ref _items, _first[count]);
            for (var from = 0; from < count; from++)
            {
                for (var e = edgeFirst[from]; e < edgeFirst[from + 1]; e++)
                {
                    var to = target(edges, e);
                    if (to >= 0)
                        _items[_fill[to]++] = from;
                }
            }
        }
    }
}
