using ShopFloorTwin.Core.Learning;
using ShopFloorTwin.Core.Learning.Queues;
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
        List<int> orders = [];
        while (last.TryDequeue(out var o, out _))
            orders.Add(o);
        var waits = QueueWaits(orders.Select(o => twins.Orders[o]), centers);
        var arrivals = new List<ComingOrder>(orders.Count);
        foreach (var o in orders)
        {
            if (ComingOrder.Of(o, twins, floor, centers, waits, beliefs, book) is { } coming)
                arrivals.Add(coming);
        }
        var history = (floor.AsOf - since).TotalMinutes;
        return history < LeastDays * MinutesPerDay ? null : new ComingOrders(arrivals, history);
    }

    /// <summary>By work center: minutes that operations waited in the mean from the end of those before them to their start.</summary>
    private static double[] QueueWaits(IEnumerable<OrderTwin> orders, Dictionary<string, int> centers)
    {
        var (minutes, counts) = (new double[centers.Count], new double[centers.Count]);
        foreach (var order in orders)
        {
            for (var i = 0; i < order.Operations.Length; i++)
            {
                var operation = order.Operations[i];
                if (operation.After.IsEmpty || operation.StartedAt is not { } started || !centers.TryGetValue(operation.WorkCenter, out var w)
                    || ReadyTimes.Of(order, i) is not { } ready || started < ready)
                    continue;
                minutes[w] += (started - ready).TotalMinutes;
                counts[w]++;
            }
        }
        for (var w = 0; w < minutes.Length; w++)
            minutes[w] /= Math.Max(1, counts[w]);
        return minutes;
    }
}

/// <summary>An order that came, as one that will come is like.</summary>
internal sealed record ComingOrder
{
    /// <summary>Index of the twin it is like.</summary>
    public required int Twin { get; init; }

    /// <summary>Minutes from now, negative.</summary>
    public required double Arrived { get; init; }

    /// <summary>Minutes from its release to when its first work could begin: it waited for material or for its parts, and then as long as others do for its turn.</summary>
    public required double FirstReady { get; init; }

    /// <summary>Minutes from its release to its due date.</summary>
    public required double DueAfter { get; init; }
    public required int[] Centers { get; init; }
    public required Work[] Work { get; init; }

    /// <summary>By operation: places of those before it.</summary>
    public required int[][] Before { get; init; }

    /// <summary>Null: it has work at a work center the site does not have any more.</summary>
    public static ComingOrder? Of(int twin, SiteTwins twins, Floor floor, Dictionary<string, int> workCenters, double[] waits, IBeliefs beliefs, SampleBook book)
    {
        var order = twins.Orders[twin];
        var (centers, work, before) = (new int[order.Operations.Length], new Work[order.Operations.Length], new int[order.Operations.Length][]);
        DateTimeOffset? start = null;
        var turn = 0.0;
        for (var i = 0; i < work.Length; i++)
        {
            var operation = order.Operations[i];
            if (!workCenters.TryGetValue(operation.WorkCenter, out centers[i]))
                return null;
            var belief = beliefs.Duration(order.Product, operation.Operation, operation.WorkCenter, operation.SetupShare);
            var minutes = operation.PlannedMinutes / Math.Max(0.001, twins.WorkCenters[centers[i]].Efficiency) * belief.Median;
            work[i] = new Work((float)minutes, (float)belief.Sigma, 0, book.Place("coming", order.Id, operation.Operation));
            before[i] = [.. operation.After.Select(order.IndexOf).Where(place => place >= 0 && place != i)];
            if (operation.StartedAt is { } started && !(started >= start))
                (start, turn) = (started, waits[centers[i]]);
        }
        return new ComingOrder
        {
            Twin = twin,
            Arrived = (order.SpecifiedAt - floor.AsOf).TotalMinutes,
            FirstReady = Math.Max(0, ((start ?? floor.AsOf) - order.SpecifiedAt).TotalMinutes - turn),
            DueAfter = order.Due is { } due ? (due - order.SpecifiedAt).TotalMinutes : double.PositiveInfinity,
            Centers = centers,
            Work = work,
            Before = before,
        };
    }
}
