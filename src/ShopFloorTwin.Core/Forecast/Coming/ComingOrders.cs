using ShopFloorTwin.Core.Learning;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Forecast.Coming;

/// <summary>
/// The orders that were released at the site since its plant document: the stock from which those that will still come are drawn.
/// Nobody knows these, but that there will be some, and that they take machines from the orders of today, is learned.
/// </summary>
internal sealed class ComingOrders
{
    // Fewer arrivals, or days of them, say nothing of the next ones.
    private const int LeastArrivals = 20;
    private const double LeastDays = 5;

    private const double MinutesPerDay = 1440;

    private ComingOrders(List<ComingOrder> arrivals, double history) => (Arrivals, HistoryMinutes) = (arrivals, history);

    /// <summary>The earliest first.</summary>
    public IReadOnlyList<ComingOrder> Arrivals { get; }

    /// <summary>Over which they came, up to now.</summary>
    public double HistoryMinutes { get; }

    /// <summary>Null: too few came to say anything.</summary>
    public static ComingOrders? Of(Floor floor, IBeliefs beliefs, SampleBook book)
    {
        var twins = floor.Twins;
        if (twins.Plan.AsOf is not { } since || (floor.AsOf - since).TotalDays < LeastDays)
            return null;
        var last = new PriorityQueue<int, DateTimeOffset>();
        for (var o = 0; o < twins.Orders.Count; o++)
        {
            var order = twins.Orders[o];
            if (order.SpecifiedAt <= since || order.SpecifiedAt > floor.AsOf || order.Operations.IsEmpty || order.State is OrderState.Draft or OrderState.Cancelled)
                continue;
            last.Enqueue(o, order.SpecifiedAt);
            if (last.Count > Limits.ComingOrders)
                since = twins.Orders[last.Dequeue()].SpecifiedAt;
        }
        if (last.Count < LeastArrivals)
            return null;
        var centers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var w = 0; w < twins.WorkCenters.Count; w++)
            centers[twins.WorkCenters[w].Id] = w;
        var arrivals = new List<ComingOrder>(last.Count);
        while (last.TryDequeue(out var o, out _))
        {
            if (ComingOrder.Of(o, twins, floor, centers, beliefs, book) is { } coming)
                arrivals.Add(coming);
        }
        var history = (floor.AsOf - since).TotalMinutes;
        return history < LeastDays * MinutesPerDay ? null : new ComingOrders(arrivals, history);
    }
}

/// <summary>An order that came, as one that will come is like.</summary>
internal sealed record ComingOrder
{
    /// <summary>Index of the twin it is like.</summary>
    public required int Twin { get; init; }

    /// <summary>Minutes from now, negative.</summary>
    public required double Arrived { get; init; }

    /// <summary>Minutes from its release to its first start: it waited for material, for its parts, or for its turn.</summary>
    public required double FirstStart { get; init; }

    /// <summary>Minutes from its release to its due date.</summary>
    public required double DueAfter { get; init; }
    public required int[] Centers { get; init; }
    public required Work[] Work { get; init; }

    /// <summary>By operation: places of those before it.</summary>
    public required int[][] Before { get; init; }

    /// <summary>Null: it has work at a work center the site does not have any more.</summary>
    public static ComingOrder? Of(int twin, SiteTwins twins, Floor floor, Dictionary<string, int> workCenters, IBeliefs beliefs, SampleBook book)
    {
        var order = twins.Orders[twin];
        var (centers, work, before) = (new int[order.Operations.Length], new Work[order.Operations.Length], new int[order.Operations.Length][]);
        DateTimeOffset? start = null;
        for (var i = 0; i < work.Length; i++)
        {
            var operation = order.Operations[i];
            if (!workCenters.TryGetValue(operation.WorkCenter, out centers[i]))
                return null;
            var belief = beliefs.Duration(order.Product, operation.Operation, operation.WorkCenter, operation.SetupShare);
            var minutes = operation.PlannedMinutes / Math.Max(0.001, twins.WorkCenters[centers[i]].Efficiency) * belief.Median;
            work[i] = new Work((float)minutes, (float)belief.Sigma, 0, book.Place("coming", order.Id, operation.Operation));
            before[i] = [.. operation.After.Select(order.IndexOf).Where(place => place >= 0 && place != i)];
            start = operation.StartedAt < start || start is null ? operation.StartedAt ?? start : start;
        }
        return new ComingOrder
        {
            Twin = twin,
            Arrived = (order.SpecifiedAt - floor.AsOf).TotalMinutes,
            FirstStart = Math.Max(0, ((start ?? floor.AsOf) - order.SpecifiedAt).TotalMinutes),
            DueAfter = order.Due is { } due ? (due - order.SpecifiedAt).TotalMinutes : double.PositiveInfinity,
            Centers = centers,
            Work = work,
            Before = before,
        };
    }
}
