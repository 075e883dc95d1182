namespace ShopFloorTwin.Core.Learning.Scores.Ledger;

/// <summary>Finish by the lead times of earlier orders, in minutes from now; NaN where there are too few.</summary>
internal readonly record struct LeadTimeForecast(float Mean, FourQuantiles Quantiles)
{
    public static LeadTimeForecast None { get; } = new(float.NaN, FourQuantiles.None);
}

/// <summary>
/// Lead times of finished orders, from first seen or started to finished, by product and of the site: what a planner knows of the past.
/// Bounded: the newest of each product, the products heard of last.
/// </summary>
internal sealed class LeadTimes
{
    /// <summary>Fewer say nothing: then the site's serve, then none.</summary>
    public const int Least = 8;

    private readonly Dictionary<string, ProductHistory> _products = new(StringComparer.Ordinal);
    private long _heard;

    public ProductHistory Site { get; private set; } = new(Limits.LeadTimesOfSite);

    public IEnumerable<KeyValuePair<string, ProductHistory>> Products => _products;

    /// <summary>A finished order.</summary>
    /// <param name="product">Made.</param>
    /// <param name="minutes">From first seen or started to finished.</param>
    /// <param name="good">Pieces made.</param>
    /// <param name="scrap">Pieces scrapped on the way.</param>
    public void Add(string product, double minutes, double good, double scrap)
    {
        if (!_products.TryGetValue(product, out var history))
        {
            if (_products.Count >= Limits.LeadTimeProducts)
                _products.Remove(_products.MinBy(one => one.Value.HeardAt).Key);
            _products.Add(product, history = new ProductHistory(Limits.LeadTimesPerProduct));
        }
        history.Add(minutes, good, scrap, ++_heard);
        Site.Add(minutes, good, scrap, _heard);
    }

    /// <summary>Of an order of a product that is under way since so many minutes: lead times it has already outlived do not count.</summary>
    public LeadTimeForecast Of(string product, double elapsed)
    {
        var known = Known(product);
        if (known is null)
            return LeadTimeForecast.None;
        var all = known.Minutes();
        Array.Sort(all);
        var mean = Math.Max(0, all.Average() - elapsed);
        var longer = all.AsSpan(all.Count(minutes => minutes <= elapsed));
        // It has outlived them all: it may end at any moment.
        Span<double> quantiles = stackalloc double[ScoreLevels.Published.Count];
        if (longer.Length > 0)
        {
            ScoreLevels.Published.Of(longer, quantiles);
            foreach (ref var quantile in quantiles)
                quantile -= elapsed;
        }
        return new LeadTimeForecast((float)mean, new FourQuantiles((float)quantiles[0], (float)quantiles[1], (float)quantiles[2], (float)quantiles[3]));
    }

    /// <summary>Share of pieces scrapped, with the standard deviation of not knowing it better.</summary>
    /// <param name="product">Null: one that nothing is known of.</param>
    public (double Share, double Deviation) Scrap(string? product)
    {
        // Half a piece scrapped of fifty is what is believed of a product that nothing is known of.
        var (scrap, good) = (0.5, 49.5);
        if (product is not null && _products.TryGetValue(product, out var history))
            (scrap, good) = (scrap + history.Scrap, good + history.Good);
        var pieces = scrap + good;
        return (scrap / pieces, Math.Sqrt(scrap * good / (pieces * pieces * (pieces + 1))));
    }

    /// <summary>Goes on from what was kept.</summary>
    public void Load(ProductHistory site, IEnumerable<KeyValuePair<string, ProductHistory>> products)
    {
        Site = site;
        foreach (var (product, history) in products.Take(Limits.LeadTimeProducts))
        {
            _products[product] = history;
            _heard = Math.Max(_heard, history.HeardAt);
        }
    }

    private ProductHistory? Known(string product) =>
        _products.TryGetValue(product, out var own) && own.Count >= Least ? own : Site.Count >= Least ? Site : null;
}

/// <summary>Lead times and scrap of the newest finished orders of a product, or of all.</summary>
/// <param name="kept">Lead times kept.</param>
internal sealed class ProductHistory(int kept)
{
    private readonly Queue<float> _minutes = new();

    public int Count => _minutes.Count;
    public double Good { get; private set; }
    public double Scrap { get; private set; }

    /// <summary>Counts finished orders of the site: the greater, the newer.</summary>
    public long HeardAt { get; private set; }

    public void Add(double minutes, double good, double scrap, long heardAt)
    {
        if (_minutes.Count >= kept)
            _minutes.Dequeue();
        _minutes.Enqueue((float)minutes);
        // Fades by half over as many orders as are kept.
        var fade = Math.Pow(0.5, 1.0 / kept);
        (Good, Scrap, HeardAt) = (Good * fade + good, Scrap * fade + scrap, heardAt);
    }

    /// <summary>Oldest first.</summary>
    public double[] Minutes() => [.. _minutes.Select(minutes => (double)minutes)];

    public SavedHistory Save(string product) => new() { Product = product, Minutes = [.. _minutes], Good = Good, Scrap = Scrap, HeardAt = HeardAt };

    public static ProductHistory Load(SavedHistory saved, int kept)
    {
        var history = new ProductHistory(kept) { Good = saved.Good, Scrap = saved.Scrap, HeardAt = saved.HeardAt };
        foreach (var minutes in saved.Minutes.TakeLast(kept))
            history._minutes.Enqueue(minutes);
        return history;
    }
}
