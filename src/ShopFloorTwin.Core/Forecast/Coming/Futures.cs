namespace ShopFloorTwin.Core.Forecast.Coming;

/// <summary>
/// The finish of every order over many futures, each dispatched anew: with one sample of every quantity, and with orders that
/// come on the way as they came in a stretch of the past (moving block bootstrap, Künsch 1989). What one fixed order of the
/// queues leaves out is in it: that others overtake, known and unknown ones, and get what was to come for those they overtake. It costs a pass of the dispatcher for each future,
/// and so is left out for a site with too many operations.
/// </summary>
internal sealed class Futures(SampleBook book)
{
    private const int MostFutures = 64, LeastFutures = 24;
    private const double MinutesPerDay = 1440, LeastHorizonDays = 2, MostHorizonDays = 30;

    // Starts of the stretches lie evenly over the past, in an order without pattern (golden ratio, Weyl 1916).
    private const double Golden = 0.6180339887498949;

    private readonly Dispatcher _dispatcher = new();
    private (Floor Floor, ComingOrders Orders)? _coming;

    /// <summary>How many futures are looked at, and how far; null: they are left out.</summary>
    public FutureSpan? Span(Floor floor, Schedule schedule, ForecastSettings settings)
    {
        if (floor.Operations == 0 || floor.Operations * LeastFutures > settings.FutureOperations || Coming(floor, settings) is not { } coming)
            return null;
        var horizon = Math.Min(coming.HistoryMinutes, Math.Clamp(1.2 * schedule.Finish.Max(), LeastHorizonDays * MinutesPerDay, MostHorizonDays * MinutesPerDay));
        var operations = floor.Operations + coming.Arrivals.Sum(order => order.Work.Length) * horizon / coming.HistoryMinutes;
        var count = (int)Math.Min(MostFutures, settings.FutureOperations / operations);
        if (count >= LeastFutures)
            return new FutureSpan(count, horizon);
        _coming = null;
        return null;
    }

    /// <summary>By order of the floor: its finish in each future, in wall minutes; null: it is not known how orders come.</summary>
    public float[][]? Finishes(Floor floor, FutureSpan span, ForecastSettings settings)
    {
        if (floor.Operations == 0 || Coming(floor, settings) is not { } coming)
            return null;
        var (count, horizon) = (span.Count, Math.Min(span.HorizonMinutes, coming.HistoryMinutes));
        var finishes = new float[floor.Orders][];
        for (var o = 0; o < finishes.Length; o++)
            finishes[o] = new float[count];
        var pool = SupplyPool.Of(floor);
        for (var f = 0; f < count; f++)
        {
            var start = -coming.HistoryMinutes + (f * Golden + 0.5) % 1 * (coming.HistoryMinutes - horizon);
            var future = FutureFloor.Of(floor, Stretch(coming, start, horizon), pool, book, f * book.Samples / count);
            Note(floor, _dispatcher.Run(future, withPaths: false).Finish, finishes, f);
        }
        _coming = null;
        return finishes;
    }

    // Asked for twice of one floor: once for the span, once for the finishes.
    private ComingOrders? Coming(Floor floor, ForecastSettings settings)
    {
        if (_coming is not { } known || !ReferenceEquals(known.Floor, floor))
            _coming = ComingOrders.Of(floor, settings.BeliefsOf(floor.Twins), book) is { } orders ? (floor, orders) : null;
        return _coming?.Orders;
    }

    /// <summary>What came in a stretch of the past, as if it came from now on.</summary>
    private static List<(ComingOrder, double At, double Opens)> Stretch(ComingOrders coming, double start, double horizon)
    {
        var stretch = new List<(ComingOrder, double, double)>();
        foreach (var order in coming.Arrivals)
        {
            var at = order.Arrived - start;
            if (at > 0 && at <= horizon)
                stretch.Add((order, at, at + order.FirstReady));
        }
        return stretch;
    }

    private static void Note(Floor floor, float[] finish, float[][] finishes, int future)
    {
        for (var o = 0; o < floor.Orders; o++)
        {
            for (var i = floor.OperationFirst[o]; i < floor.OperationFirst[o + 1]; i++)
                finishes[o][future] = Math.Max(finishes[o][future], finish[i]);
        }
    }
}

/// <summary>The futures of a forecast: a forecast that is compared with it looks at as many and as far, so that both are of the same ones.</summary>
internal readonly record struct FutureSpan(int Count, double HorizonMinutes);
