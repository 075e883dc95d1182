using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Learning.Flow;

/// <summary>
/// How long orders whose routing nobody planned still take, from the ways others took: landmarks of past ways that are like
/// the order's, weighted by a kernel, what is still open censored (a conditional Kaplan-Meier estimate: Beran 1981, landmarks:
/// van Houwelingen 2007). A pure function of the twins and the time; made for one forecast.
/// </summary>
internal sealed class FlowTimes
{
    // Ways looked at, landmarks of each, as minutes since the start.
    private const int OpenMax = 256;

    private static readonly double[] Moments =
        [0, 60, 240, 720, 1440, 2160, 2880, 4320, 5760, 8640, 11520, 15840, 23040, 31680, 46080, 64800, 92160];

    // Of a rest nothing is known of: ten days in the median, one in ten longer than six weeks. Weighs as two orders.
    private const double PriorMinutes = 14_400, PriorSigma = 1.2, PriorOrders = 2;
    private const int PriorPoints = 10;

    // An order nothing was worked on is said to take time once so many were seen to.
    private const int LeastDone = 3;

    // Beyond this a landmark tells nothing.
    private const float FurthestDistance = 14f;

    private readonly DateTimeOffset _asOf;
    private readonly int _done;
    private readonly FlowScale _scale;
    private readonly FlowPlaces _places;
    private readonly Past[] _past;
    private readonly float[] _weight;
    private readonly double[] _ofPath;

    public FlowTimes(SiteTwins twins, DateTimeOffset asOf)
    {
        _asOf = asOf;
        FlowPath[] done = [.. twins.Learned.Flows.Where(path => path.End <= asOf)];
        var median = done.Length == 0 ? PriorMinutes : done.Select(path => path.Minutes).Order().ElementAt(done.Length / 2);
        _scale = new FlowScale(Math.Max(10, 0.05 * median));
        _places = new FlowPlaces(done);
        var open = new List<FlowPath>();
        foreach (var order in twins.Orders)
        {
            if (order is { IsOpen: true, IsUnrouted: true } && FlowPath.Of(order, asOf) is { } path)
                open.Add(path);
        }
        var step = Math.Max(1, (open.Count + OpenMax - 1) / OpenMax);
        var past = new List<Past>();
        var ways = 0;
        foreach (var path in done)
            Add(past, path, ways++, isDone: true);
        for (var i = 0; i < open.Count; i += step)
            Add(past, open[i], ways++, isDone: false);
        // By what was left, as the estimate goes through them; of equal ones those that ended first.
        past.Sort(static (a, b) => a.Rest != b.Rest ? a.Rest.CompareTo(b.Rest) : b.IsDone.CompareTo(a.IsDone));
        _past = [.. past];
        _done = done.Length;
        (_weight, _ofPath) = (new float[_past.Length], new double[ways]);
    }

    /// <summary>Minutes an order still takes, at <paramref name="count"/> strata of probability, ascending; null: it is of no interest, or nothing is known.</summary>
    public float[]? Rest(OrderTwin order, int count)
    {
        if (!order.IsUnrouted || Here(order) is not { } here)
            return null;
        Array.Clear(_ofPath);
        for (var i = 0; i < _past.Length; i++)
        {
            ref readonly var past = ref _past[i];
            var distance = past.Order == order.Id ? float.PositiveInfinity : here.Distance(past.Landmark);
            _weight[i] = distance < FurthestDistance ? MathF.Exp(-distance) : 0;
            _ofPath[past.Way] += _weight[i];
        }
        var estimate = new SurvivalCurve(count);
        var prior = 0;
        for (var i = 0; i < _past.Length; i++)
        {
            if (_weight[i] == 0)
                continue;
            ref readonly var past = ref _past[i];
            for (; prior < PriorPoints && Prior(prior) <= past.Rest; prior++)
                estimate.Add(Prior(prior), true, PriorOrders / PriorPoints);
            // However many of its landmarks are alike, an order is one order.
            estimate.Add(past.Rest, past.IsDone, _weight[i] / Math.Max(1, _ofPath[past.Way]));
        }
        for (; prior < PriorPoints; prior++)
            estimate.Add(Prior(prior), true, PriorOrders / PriorPoints);
        return estimate.Quantiles();
    }

    /// <summary>Null: nothing was worked on it, and nothing is known of others.</summary>
    private FlowLandmark? Here(OrderTwin order) =>
        FlowPath.Of(order, _asOf) is { } way ? _places.At(way, way.Minutes, _scale)
        : _done >= LeastDone ? new FlowLandmark(0, 0, 0, -1)
        : null;

    private static double Prior(int point) => PriorMinutes * Math.Exp(PriorSigma * Forecast.Normal.Quantile((point + 0.5) / PriorPoints));

    private void Add(List<Past> past, FlowPath path, int way, bool isDone)
    {
        foreach (var moment in Moments)
        {
            if (moment >= path.Minutes)
                break;
            past.Add(new Past(_places.At(path, moment, _scale), path.Minutes - moment, isDone, way, path.Order));
        }
    }

    private readonly record struct Past(FlowLandmark Landmark, double Rest, bool IsDone, int Way, string Order);
}
