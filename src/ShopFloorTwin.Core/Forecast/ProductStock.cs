using ShopFloorTwin.Core.Components;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>
/// Products of a floor by number, with what is on hand: as counted and moved, plus what orders done since the last count
/// made for stock, minus what they used, for products whose moves nobody reports.
/// </summary>
internal sealed class ProductStock
{
    private const double Nothing = 1e-9;

    private readonly SiteTwins _twins;
    private readonly Dictionary<string, int> _index;
    private readonly List<string> _ids;
    private readonly double[] _held;
    private readonly double[] _scrap;
    private readonly EventRef?[] _scrapEvent;
    private readonly double[] _lost;
    private readonly List<Absence>?[] _cancelled;
    private readonly Dictionary<(int, SourceKind), int> _shortages = [];

    public ProductStock(SiteTwins twins)
    {
        _twins = twins;
        _index = new Dictionary<string, int>(twins.Components.Count, StringComparer.Ordinal);
        _ids = new List<string>(twins.Components.Count);
        foreach (var component in twins.Components)
        {
            _index[component.Id] = _ids.Count;
            _ids.Add(component.Id);
        }
        foreach (var order in twins.Orders)
        {
            Number(order.Product);
            foreach (var component in order.Components)
                Number(component.Product);
        }
        foreach (var supplier in twins.Suppliers)
        {
            foreach (var line in supplier.Lines)
                Number(line.Product);
        }
        OnHand = new double[_ids.Count];
        _held = new double[_ids.Count];
        _scrap = new double[_ids.Count];
        _scrapEvent = new EventRef?[_ids.Count];
        _lost = new double[_ids.Count];
        _cancelled = new List<Absence>?[_ids.Count];
        for (var c = 0; c < twins.Components.Count; c++)
        {
            OnHand[c] = twins.Components[c].OnHand;
            _held[c] = twins.Components[c].OnHold;
            _lost[c] = Lost(twins.Components[c]);
        }
        foreach (var order in twins.Orders)
        {
            if (order is { State: OrderState.Done, Actual: { } at })
                AddDone(order, at);
        }
    }

    public int Count => _ids.Count;
    public IReadOnlyList<string> Ids => _ids;
    public double[] OnHand { get; }

    public int IndexOf(string product) => _index[product];

    public string Id(int product) => _ids[product];

    public ProductSpec? Spec(int product) => _twins.Plan.Products.GetValueOrDefault(_ids[product]);

    public double Available(int product) => Math.Max(0, OnHand[product] - _held[product]);

    /// <summary>Notes what an order has scrapped of what it makes; returns how much.</summary>
    public double AddScrap(int product, OrderTwin order)
    {
        var scrap = 0.0;
        foreach (var operation in order.Operations)
        {
            scrap += operation.Scrap;
            if (operation.Scrap > 0)
                _scrapEvent[product] = operation.ScrapEvent ?? _scrapEvent[product];
        }
        _scrap[product] += scrap;
        return scrap;
    }

    /// <summary>Notes what an order is expected to scrap yet; returns it.</summary>
    public double AddPredictedScrap(int product, double quantity)
    {
        _scrap[product] += quantity;
        return quantity;
    }

    /// <summary>A purchase order line that will not come.</summary>
    public void AddCancelled(int product, double quantity, double due, EventRef cancelled) =>
        (_cancelled[product] ??= []).Add(new Absence(SourceKind.CancelledReceipt, quantity, due, cancelled, null));

    /// <summary>What of a product would be there, or come, had nothing gone wrong: held, lost, cancelled.</summary>
    public List<Absence>? Absences(int product)
    {
        List<Absence>? absences = null;
        if (_held[product] > Nothing)
            (absences ??= []).Add(Held(product, Math.Min(_held[product], Math.Max(0, OnHand[product]))));
        if (_lost[product] > Nothing)
            (absences ??= []).Add(new Absence(SourceKind.LostStock, _lost[product], 0, _twins.Components[product].LossEvent, null));
        if (_cancelled[product] is { } cancelled)
            (absences ??= []).AddRange(cancelled);
        return absences;
    }

    /// <summary>Splits a shortage by what explains it: held stock, scrapped output, lost stock, cancelled supply, and the rest.</summary>
    public IEnumerable<Absence> ShortageParts(int product, double quantity)
    {
        if (Part(_held, product, ref quantity) is > 0 and var held)
            yield return Held(product, held);
        if (Part(_scrap, product, ref quantity) is > 0 and var scrapped)
            yield return new Absence(SourceKind.ScrapShortage, scrapped, 0, _scrapEvent[product], null);
        if (Part(_lost, product, ref quantity) is > 0 and var lost)
            yield return new Absence(SourceKind.LostStock, lost, 0, _twins.Components[product].LossEvent, null);
        if (quantity > Nothing && _cancelled[product] is [var cancelled, ..])
            yield return cancelled with { Quantity = quantity };
        else if (quantity > Nothing)
            yield return new Absence(SourceKind.Shortage, quantity, 0, product < _twins.Components.Count ? _twins.Components[product].LossEvent : null, null);
    }

    private static double Part(double[] of, int product, ref double quantity)
    {
        var part = Math.Min(quantity, of[product]);
        of[product] -= part;
        quantity -= part;
        return part;
    }

    private Absence Held(int product, double quantity)
    {
        var component = product < _twins.Components.Count ? _twins.Components[product] : null;
        var hold = component is { Holds.IsEmpty: false } ? component.Holds[0] : null;
        // Stock counted as on hold has the count for its event.
        return new Absence(SourceKind.HeldStock, quantity, 0, hold?.Event ?? component?.LevelEvent, hold?.Reason);
    }

    /// <summary>What the last count found missing.</summary>
    private static double Lost(ComponentTwin component) => component is { Count: { } count, LossEvent: { } loss } && loss == component.LevelEvent
        ? Math.Max(0, count.Expected - count.Level)
        : 0;

    /// <summary>The source of a product's shortage of a kind, made once.</summary>
    public int ShortageSource(int product, SourceKind kind, Func<int> make)
    {
        if (!_shortages.TryGetValue((product, kind), out var source))
            _shortages[(product, kind)] = source = make();
        return source;
    }

    private void AddDone(OrderTwin order, DateTimeOffset at)
    {
        var made = _index[order.Product];
        if (order.Customer is null && at > CountedAt(made) && !Reports(made, incoming: true))
        {
            OnHand[made] += Math.Max(0, order.Quantity - AddScrap(made, order));
        }
        foreach (var component in order.Components)
        {
            var used = _index[component.Product];
            if (at > CountedAt(used) && !Reports(used, incoming: false))
                OnHand[used] -= Math.Max(0, component.Quantity - component.Consumed);
        }
    }

    /// <summary>Whether moves of this direction are reported for the product, so that none need be implied.</summary>
    private bool Reports(int product, bool incoming)
    {
        if (product >= _twins.Components.Count)
            return false;
        foreach (var move in _twins.Components[product].Moves)
        {
            if (move.Quantity > 0 == incoming)
                return true;
        }
        return false;
    }

    private DateTimeOffset CountedAt(int product) =>
        product < _twins.Components.Count && _twins.Components[product].LevelEvent is { } level ? level.Time : DateTimeOffset.MinValue;

    private void Number(string product)
    {
        if (_index.TryAdd(product, _ids.Count))
            _ids.Add(product);
    }
}

/// <summary>A quantity that is missing, and why.</summary>
/// <param name="Kind">Held, scrapped, lost, cancelled, or nothing known.</param>
/// <param name="Quantity">In the product's unit.</param>
/// <param name="From">When it would have been there, wall minutes.</param>
internal readonly record struct Absence(SourceKind Kind, double Quantity, double From, EventRef? Event, string? Reason);
