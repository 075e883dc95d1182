namespace ShopFloorTwin.Core.Forecast.Coming;

/// <summary>
/// The finish of every order over many futures, each dispatched anew: with one sample of every quantity, and with orders that
/// come on the way as they came in a stretch of the past, which goes on at its beginning where it comes to its end (circular block
/// bootstrap, Politis and Romano 1992): where a stretch starts does not depend on how far it goes, and so a change of the floor meets
/// the same orders at the same times. What one fixed order of the
/// queues leaves out is in it: that others overtake, known and unknown ones, and get what was to come for those they overtake. It costs a pass of the dispatcher for each future,
/// and so is left out for a site with too many operations.
/// </summary>
internal sealed class Futures(SampleBook book)
{
    private const int MostFutures = 64, LeastFutures = 24, Step = 8;
    private const double MinutesPerDay = 1440, LeastHorizonDays = 2, MostHorizonDays = 30;

    // They lie evenly, in an order without pattern (golden ratio, Weyl 1916).
    private const double Golden = 0.6180339887498949;

    private readonly Dispatcher _dispatcher = new();
    private (Floor Floor, ComingOrders Orders)? _coming;

    /// <summary>How many futures are looked at, in steps, so that a change of the floor seldom changes it; null: they are left out.</summary>
    /// <param name="floor">Of the twins.</param>
    /// <param name="schedule">Its work of today.</param>
    /// <param name="settings">What they may cost.</param>
    /// <param name="compared">Whether a forecast this one is compared with looks at futures; null: it is not compared.</param>
    public int? Count(Floor floor, Schedule schedule, ForecastSettings settings, bool? compared)
    {
        if (compared == false || floor.Operations == 0 || (compared is null && floor.Operations * LeastFutures > settings.FutureOperations) || Coming(floor, settings) is not { } coming)
            return null;
        var operations = floor.Operations + coming.Arrivals.Sum(order => order.Work.Length) * Horizon(schedule, coming) / coming.HistoryMinutes;
        var count = (int)Math.Min(MostFutures, settings.FutureOperations / operations) / Step * Step;
        if (count >= LeastFutures || compared == true)
            return Math.Max(count, LeastFutures);
        _coming = null;
        return null;
    }

    /// <summary>By order of the floor: its finish in each future, in wall minutes; null: it is not known how orders come.</summary>
    public float[][]? Finishes(Floor floor, Schedule schedule, int count, ForecastSettings settings)
    {
        if (floor.Operations == 0 || Coming(floor, settings) is not { } coming)
            return null;
        var horizon = Horizon(schedule, coming);
        var finishes = new float[floor.Orders][];
        for (var o = 0; o < finishes.Length; o++)
            finishes[o] = new float[count];
        var pool = SupplyPool.Of(floor);
        for (var f = 0; f < count; f++)
        {
            var start = -coming.HistoryMinutes + (Spread(f) * coming.HistoryMinutes);
            var future = FutureFloor.Of(floor, Stretch(coming, start, horizon), pool, book, (int)(Spread(f) * book.Samples));
            Note(floor, _dispatcher.Run(future, withPaths: false).Finish, finishes, f);
        }
        _coming = null;
        return finishes;
    }

    /// <summary>Where the stretch and the sample of a future lie, 0 to 1: the same however many there are.</summary>
    private static double Spread(int future) => (future * Golden + 0.5) % 1;

    /// <summary>What comes later than all work of today is done matters to none of it.</summary>
    private static double Horizon(Schedule schedule, ComingOrders coming) =>
        Math.Min(coming.HistoryMinutes, Math.Clamp(1.2 * schedule.Finish.Max(), LeastHorizonDays * MinutesPerDay, MostHorizonDays * MinutesPerDay));

    // Asked for twice of one floor: once for the number of futures, once for the finishes.
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
            if (at <= 0)
                at += coming.HistoryMinutes;
            if (at <= horizon)
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
