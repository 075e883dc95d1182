using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Learning.Calibrating;
using ShopFloorTwin.Core.Learning.Variance;
using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Core.Learning.Scores.Ledger;

/// <summary>
/// Keeps forecasts of the open orders at the moments of <see cref="ScoreHorizon"/>, and scores them when the orders are done, beside what
/// a planner would have gone by instead. It is shown every forecast of a site, in order; most of them have nothing to be kept, and cost little.
/// Bounded: at most one forecast per order and horizon, figures by month and horizon, the newest residuals. Not safe for concurrent use.
/// </summary>
public sealed partial class ForecastLedger
{
    private readonly Dictionary<string, WatchedOrder> _watched = new(StringComparer.Ordinal);
    private readonly ScoreBook _book = new();
    private readonly LeadTimes _leadTimes = new();
    private readonly Queue<ScoredResidual>[] _residuals = [.. Enumerable.Range(0, ScoreHorizons.Count).Select(_ => new Queue<ScoredResidual>())];
    private readonly Queue<FinishedOrder> _finished = new();
    private readonly DriftWatch _drift = new();
    private readonly DriftQueue _trials = new();
    private Calibration _calibration = Calibration.None;
    private long _calibratedAt;
    private Place[] _places = [];
    private int _generation;
    private int _seen;
    private long _observedAt;

    /// <summary>Forecasts scored so far, whatever months are kept.</summary>
    public long Scored { get; private set; }

    /// <summary>Forecasts kept of orders that were cancelled or vanished: never scored.</summary>
    public long Dropped { get; private set; }

    /// <summary>Forecasts made after the finish they should foretell, which was reported late: not scored.</summary>
    public long AfterTheFact { get; private set; }

    /// <summary>Forecasts that wait for their order's finish.</summary>
    public int Pending => _watched.Values.Sum(order => order.Samples.Length);

    /// <summary>What has changed about the forecasts, and is not over.</summary>
    public IReadOnlyList<Drift> Drift => _drift.Open();

    /// <summary>The newest scored residuals of a horizon, oldest first; at most <see cref="Limits.ScoredResiduals"/>.</summary>
    public IReadOnlyList<ScoredResidual> Recent(ScoreHorizon horizon) => [.. _residuals[(int)horizon]];

    /// <summary>What the scored forecasts teach about the next ones. Made anew when others were scored.</summary>
    public Calibration Calibration
    {
        get
        {
            if (_calibratedAt == Scored)
                return _calibration;
            // An order has a finish of its own, or nearly so.
            ScoredResidual[] scored = [.. _residuals.SelectMany(residuals => residuals).Distinct()];
            _calibration = Calibration.Of([.. scored.Select(residual => residual.Minutes)], scored.DistinctBy(residual => residual.FinishedAt).Count());
            _calibratedAt = Scored;
            return _calibration;
        }
    }

    /// <summary>
    /// Looks at a forecast: keeps what is due to be kept, scores what has finished.
    /// </summary>
    /// <param name="forecast">Not older than the one before.</param>
    /// <param name="changes">Of risk, that it led to.</param>
    /// <param name="settings">It was made with.</param>
    public void Observe(SiteForecast forecast, IReadOnlyList<RiskChange> changes, ForecastSettings settings)
    {
        var orders = forecast.Twins.Orders;
        if (_places.Length < orders.Count)
            Array.Resize(ref _places, Math.Max(orders.Count, _places.Length * 2));
        (_generation, _seen) = (_generation + 1, 0);
        var now = forecast.AsOf.UtcTicks;
        var look = new ForecastLook(forecast, settings, _leadTimes);
        for (var i = 0; i < forecast.Orders.Count; i++)
        {
            var twin = forecast.Orders[i].Order;
            ref var place = ref _places[twin];
            // Nothing was said of the order, and no mark has come: by far the most.
            if (!ReferenceEquals(place.Twin, orders[twin]) || place.Next <= now)
                Look(look, i, ref place);
            (place.Generation, place.Forecast) = (_generation, i);
            _seen += place.Order is null ? 0 : 1;
        }
        foreach (var change in changes)
            Change(look, change);
        if (_seen < _watched.Count)
            Close(forecast.Twins);
        _trials.Judge(now, _drift);
        _observedAt = now;
    }

    private void Look(ForecastLook look, int index, ref Place place)
    {
        var twinPlace = look.Forecast.Orders[index].Order;
        var twin = look.Forecast.Twins.Orders[twinPlace];
        // By its id, and not what the place had: that may be an order that was closed at another place since.
        if (!_watched.TryGetValue(twin.Id, out var order) && _watched.Count < Limits.ScoredOrders)
            _watched.Add(twin.Id, order = look.New(twin));
        (place.Twin, place.Order, place.Next) = (twin, order, long.MaxValue);
        if (order is null)
            return;
        order.Place = twinPlace;
        var due = twin.Due?.UtcTicks;
        var (horizons, next) = ScoreHorizons.Marks(order.FirstSeen, due, order.Taken, look.Now);
        var isNew = order.Samples.Length == 0;
        if (isNew)
            horizons |= ScoreHorizons.Bit(ScoreHorizon.Release);
        if ((order.Taken & ScoreHorizons.Bit(ScoreHorizon.Start)) == 0 && ForecastLook.FirstStart(twin) is not null)
            horizons |= ScoreHorizons.Bit(ScoreHorizon.Start);
        if (horizons != 0)
            order.Add(look.Sample(order, index, horizons));
        if (isNew)
            order.Trial = _trials.Add(order.Id, order.Samples[0]);
        place.Next = next;
    }

    /// <summary>An order's risk changed: kept the first time, unless the order is new.</summary>
    private void Change(ForecastLook look, RiskChange change)
    {
        if (!_watched.TryGetValue(change.Order, out var order) || order.Place < 0 || order.FirstSeen == look.Now || (order.Taken & ScoreHorizons.Bit(ScoreHorizon.RiskChange)) != 0)
            return;
        ref var place = ref _places[order.Place];
        if (place.Generation == _generation && ReferenceEquals(place.Order, order))
            order.Add(look.Sample(order, place.Forecast, ScoreHorizons.Bit(ScoreHorizon.RiskChange)));
    }

    /// <summary>What is known of the order at a place among the twins.</summary>
    private struct Place
    {
        public OrderTwin? Twin;
        public WatchedOrder? Order;

        /// <summary>Ticks of the order's next mark.</summary>
        public long Next;

        /// <summary>Of the forecast it was last in.</summary>
        public int Generation;

        /// <summary>Index into the forecast's orders.</summary>
        public int Forecast;
    }
}
