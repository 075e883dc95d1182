namespace ShopFloorTwin.Core.Forecast;

/// <summary>The floor's edges the other way round: operations behind an operation, orders that use an order's output.</summary>
internal sealed class Successors
{
    private readonly int[] _first, _next;
    private readonly int[] _consumerFirst, _consumers;

    public Successors(Floor floor)
    {
        (_first, _next) = Turn(floor.Operations, floor.PredecessorFirst, floor.Predecessors, static (edges, e) => edges[e]);
        (_consumerFirst, _consumers) = Turn(floor.Orders, floor.Pegging.First, floor.Pegging.Pegs,
            static (pegs, e) => pegs[e].Binds && pegs[e].Supply == SupplyKind.Order ? pegs[e].Index : -1);
    }

    public ReadOnlySpan<int> Of(int operation) => _next.AsSpan(_first[operation], _first[operation + 1] - _first[operation]);

    /// <summary>Once per peg: an order that takes twice from the same supply stands twice.</summary>
    public ReadOnlySpan<int> Consumers(int order) => _consumers.AsSpan(_consumerFirst[order], _consumerFirst[order + 1] - _consumerFirst[order]);

    private static (int[] First, int[] Items) Turn<T>(int count, int[] edgeFirst, T edges, Func<T, int, int> target)
    {
        var first = new int[count + 1];
        for (var e = 0; e < edgeFirst[count]; e++)
        {
            var to = target(edges, e);
            if (to >= 0)
                first[to + 1]++;
        }
        for (var i = 0; i < count; i++)
            first[i + 1] += first[i];
        var fill = first.AsSpan(0, count).ToArray();
        var items = new int[first[count]];
        for (var from = 0; from < count; from++)
        {
            for (var e = edgeFirst[from]; e < edgeFirst[from + 1]; e++)
            {
                var to = target(edges, e);
                if (to >= 0)
                    items[fill[to]++] = from;
            }
        }
        return (first, items);
    }
}
