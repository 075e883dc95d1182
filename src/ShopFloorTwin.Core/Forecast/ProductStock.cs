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
    private readonly SiteTwins _twins;
    private readonly Dictionary<string, int> _index;
    private readonly List<string> _ids;
    private readonly double[] _held;
    private readonly double[] _scrap;
    private readonly EventRef?[] _scrapEvent;
    private readonly Dictionary<string, EventRef> _cancelled = new(StringComparer.Ordinal);
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
        for (var c = 0; c < twins.Components.Count; c++)
        {
            OnHand[c] = twins.Components[c].OnHand;
            _held[c] = twins.Components[c].OnHold;
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

    public void SetCancelled(string product, EventRef cancelled) => _cancelled[product] = cancelled;

    /// <summary>Splits a shortage by what explains it: held stock, scrapped output, and the rest.</summary>
    public IEnumerable<(SourceKind Kind, double Quantity, EventRef? Event, string? Reason)> ShortageParts(int product, double quantity)
    {
        var held = Math.Min(quantity, _held[product]);
        if (held > 0)
        {
            _held[product] -= held;
            quantity -= held;
            var hold = product < _twins.Components.Count && !_twins.Components[product].Holds.IsEmpty ? _twins.Components[product].Holds[0] : null;
            // Stock counted as on hold has the count for its event.
            yield return (SourceKind.HeldStock, held, hold?.Event ?? (product < _twins.Components.Count ? _twins.Components[product].LevelEvent : null), hold?.Reason);
        }
        var scrapped = Math.Min(quantity, _scrap[product]);
        if (scrapped > 0)
        {
            _scrap[product] -= scrapped;
            quantity -= scrapped;
            yield return (SourceKind.ScrapShortage, scrapped, _scrapEvent[product], null);
        }
        if (quantity > 1e-9)
        {
            var loss = product < _twins.Components.Count ? _twins.Components[product].LossEvent : null;
            yield return (SourceKind.Shortage, quantity, _cancelled.GetValueOrDefault(_ids[product]) ?? loss, null);
        }
    }

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
