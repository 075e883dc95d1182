using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Learning.Scores;
using ShopFloorTwin.Core.Learning.Scores.Ledger;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Intake.Truth;

/// <summary>
/// Walks the events of a site forward in time, forecasts at fixed moments from what is known then, and keeps what was said
/// until the actual comes. Nothing of later events is seen. Pure.
/// </summary>
public sealed class TruthWalk
{
    private readonly SiteState _state;
    private readonly Forecaster _forecaster;
    private readonly WalkOptions _options;
    private readonly LeadTimes _leadTimes = new();
    private readonly ForecastLedger _ledger = new();
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly HashSet<string> _halfSeen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _released = new(StringComparer.Ordinal);
    private readonly List<TruthForecast> _forecasts = [];

    private TruthWalk(string site, WalkOptions options) =>
        (_state, _forecaster, _options) = (new SiteState(site), new Forecaster(options.Settings with { WithQuantiles = true }), options);

    /// <param name="plant">Imported first.</param>
    /// <param name="events">In the order they happened.</param>
    /// <param name="options">When to forecast, and how.</param>
    /// <exception cref="InvalidDataException">The plant or an event is refused.</exception>
    public static IReadOnlyList<TruthForecast> Run(PlantDocument plant, IEnumerable<CloudEvent> events, WalkOptions options)
    {
        var walk = new TruthWalk(plant.Site, options);
        var start = plant.AsOf ?? throw new InvalidDataException("the plant document does not say its time (asOf)");
        walk.Take(Read(EventWriter.Write("/backtest", "plant", EventTypes.PlantImported, $"site/{plant.Site}", start, PlantWriter.Write(plant))));
        foreach (var order in plant.Orders)
            walk._released[order.Id] = order.PlannedStart is { } planned && planned < start ? planned : start;
        var next = options.From ?? start + options.Every;
        foreach (var one in events)
        {
            for (; next < one.Time && !(next > options.Until); next += options.Every)
                walk.Forecast(next);
            walk.Take(one);
        }
        var actuals = walk._state.Publish().Orders.Where(order => order.Actual is not null).ToDictionary(order => order.Id, order => order.Actual, StringComparer.Ordinal);
        return [.. walk._forecasts.Select(made => made with { Actual = actuals.GetValueOrDefault(made.Order) })];
    }

    private static CloudEvent Read(byte[] body) =>
        EventReader.Read(body) is { Event: { } read } ? read : throw new InvalidDataException($"the plant document is refused: {EventReader.Read(body).Refusal!.Detail}");

    private void Take(CloudEvent one)
    {
        if (_state.Check(one) is { } refusal)
            throw new InvalidDataException($"event {one.Id} is refused: {refusal.Detail}");
        _state.Apply(new SiteRecord(_state.Position + 1, one.Time, one));
        if (one.Data is OrderReleasedData released)
            _released.TryAdd(released.Entity, one.Time);
    }

    private void Forecast(DateTimeOffset at)
    {
        var twins = _state.Publish();
        Learn(twins);
        var site = _forecaster.Run(twins, at, _options.Corrects ? _ledger.Calibration : null);
        _ledger.Observe(site, [], _options.Settings);
        foreach (var forecast in site.Orders)
        {
            var order = twins.Orders[forecast.Order];
            var isHalf = IsHalf(order, at);
            if ((isHalf || !_options.OnlyHalf) && !(_options.OnlyCustomers && order.Customer is null))
                _forecasts.Add(new TruthForecast(order.Id, at, isHalf, order.Due, Said(order, forecast, at)));
        }
    }

    private void Learn(SiteTwins twins)
    {
        foreach (var order in twins.Orders)
        {
            if (order.Actual is { } actual && _done.Add(order.Id))
                _leadTimes.Add(order.Product, (actual - ReleaseOf(order)).TotalMinutes);
        }
    }

    private DateTimeOffset ReleaseOf(OrderTwin order) => _released.GetValueOrDefault(order.Id, order.SpecifiedAt);

    /// <summary>It is the first moment behind the middle between its release and its due date.</summary>
    private bool IsHalf(OrderTwin order, DateTimeOffset at)
    {
        var release = ReleaseOf(order);
        return order.Due is { } due && due > release && at >= release + (due - release) / 2 && at < due && _halfSeen.Add(order.Id);
    }

    private List<SaidFinish> Said(OrderTwin order, OrderForecast forecast, DateTimeOffset at)
    {
        List<SaidFinish> said = [new SaidFinish("twin", forecast.Quantiles!, order.Due is null ? null : forecast.LateProbability)];
        if (order.Due is { } due)
            said.Add(new SaidFinish("promisedDate", QuantileLevels.Point(Math.Max(0, (due - at).TotalMinutes)), due < at ? 1 : 0));
        if (order.PlannedFinish is { } planned)
            said.Add(new SaidFinish("plannedDate", QuantileLevels.Point(Math.Max(0, (planned - at).TotalMinutes)), null));
        var release = ReleaseOf(order);
        if (_leadTimes.Of(order.Product, (at - release).TotalMinutes, (order.Due - release)?.TotalMinutes) is { } past)
            said.AddRange([past.Mean, past.Quantiles]);
        return said;
    }
}

/// <summary>When a walk forecasts, and how.</summary>
public sealed record WalkOptions
{
    /// <summary>Time between forecasts.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromHours(8);

    /// <summary>The first forecast; null: one step behind the plant document.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>No forecast behind it; null: until the events end.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether forecasts are corrected by what was scored before, as live ones are.</summary>
    public bool Corrects { get; init; } = true;

    /// <summary>Only each order's forecast at half its lead time is kept.</summary>
    public bool OnlyHalf { get; init; }

    /// <summary>Only orders of customers are kept.</summary>
    public bool OnlyCustomers { get; init; }
    public ForecastSettings Settings { get; init; } = new();
}
