using ShopFloorTwin.Core.Suppliers;

namespace ShopFloorTwin.Core.Learning.Suppliers;

/// <summary>An open line as far as its lateness goes.</summary>
/// <param name="Promised">The date given.</param>
/// <param name="Share">Of the line that is open, above 0 up to 1.</param>
public readonly record struct WaitingLine(string Product, DateTimeOffset Promised, double Share);

/// <summary>What a site knows of a supplier: what was learned of its receipts, and what is still open.</summary>
public readonly record struct SupplierHistory(string Supplier, DeliveryLearning Learned, IEnumerable<WaitingLine> Waiting);

/// <summary>
/// What is believed of the lateness of suppliers at a moment: a product of a supplier is shrunk to the supplier, the supplier to the site,
/// the site to the stated prior. Not safe for concurrent use.
/// </summary>
public sealed class SupplierBeliefs
{
    /// <summary>Receipts of a site below which the stated prior serves alone.</summary>
    public const int ReceiptsMin = 5;

    /// <summary>Days overdue beyond which an open line says nothing: an error of the books as likely as a delay.</summary>
    public const double OverdueDaysMax = 60;

    private readonly Dictionary<string, SupplierHistory> _suppliers = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Supplier, string Product), SupplierLateness> _beliefs = [];
    private readonly Dictionary<string, Dictionary<string, float[]>> _waiting = new(StringComparer.Ordinal);
    private readonly double[] _site;
    private readonly int _receipts;
    private readonly DateTimeOffset _now;

    /// <param name="suppliers">Of one site.</param>
    /// <param name="now">Up to when they are known.</param>
    public SupplierBeliefs(IEnumerable<SupplierHistory> suppliers, DateTimeOffset now)
    {
        _now = now;
        Span<float> came = stackalloc float[LatenessEvidence.Memories * LatenessBins.Count];
        foreach (var supplier in suppliers)
        {
            _suppliers.Add(supplier.Supplier, supplier);
            var overall = supplier.Learned.Overall;
            if (overall.Receipts == 0)
                continue;
            _receipts += overall.Receipts;
            for (var memory = 0; memory < LatenessEvidence.Memories; memory++)
            {
                var decay = (float)overall.DecayUntil(memory, now);
                var own = overall.Of(memory);
                for (var bin = 0; bin < own.Length; bin++)
                    came[memory * LatenessBins.Count + bin] += own[bin] * decay;
            }
        }
        _site = [.. LatenessHazards.Prior, .. LatenessHazards.Prior];
        for (var memory = 0; memory < LatenessEvidence.Memories; memory++)
        {
            var (from, bins) = (memory * LatenessBins.Count, LatenessBins.Count);
            LatenessHazards.Shrink(_site.AsSpan(from, bins), came.Slice(from, bins), 1, [], LatenessHazards.PriorAgainstSite);
        }
    }

    /// <summary>What is known of the suppliers of a site.</summary>
    public static IEnumerable<SupplierHistory> HistoriesOf(IReadOnlyList<SupplierTwin> suppliers) =>
        suppliers.Select(supplier => new SupplierHistory(supplier.Id, supplier.Learned ?? DeliveryLearning.None, supplier.Waiting()));

    /// <summary>The lateness believed of a product of a supplier; null: too little is known, the stated prior serves.</summary>
    /// <param name="product">Empty: any product.</param>
    public SupplierLateness? Of(string supplier, string product)
    {
        if (_receipts < ReceiptsMin || !_suppliers.TryGetValue(supplier, out var history))
            return null;
        // Products of which nothing is known by themselves share one belief.
        var waiting = WaitingOf(history);
        if (product.Length > 0 && history.Learned.Of(product) is null && !waiting.ContainsKey(product))
            product = "";
        if (_beliefs.TryGetValue((supplier, product), out var known))
            return known;
        return _beliefs[(supplier, product)] = new LearnedLateness(Hazards(history, product, waiting), history.Learned.Trust.WeightsNow());
    }

    private double[] Hazards(SupplierHistory history, string product, Dictionary<string, float[]> waiting)
    {
        double[] hazards = [.. _site];
        for (var memory = 0; memory < LatenessEvidence.Memories; memory++)
        {
            var own = hazards.AsSpan(memory * LatenessBins.Count, LatenessBins.Count);
            Shrink(own, history.Learned.Overall, "", LatenessHazards.SiteAgainstSupplier);
            if (product.Length > 0)
                Shrink(own, history.Learned.Of(product), product, LatenessHazards.SupplierAgainstProduct);

            void Shrink(Span<double> of, LatenessEvidence? evidence, string key, double strength) => LatenessHazards.Shrink(
                of, evidence is null ? stackalloc float[LatenessBins.Count] : evidence.Of(memory), evidence?.DecayUntil(memory, _now) ?? 0,
                waiting.GetValueOrDefault(key), strength);
        }
        return hazards;
    }

    /// <summary>Weights of open lines by product and by the first bin they have not passed; under the empty product, all.</summary>
    private Dictionary<string, float[]> WaitingOf(SupplierHistory history)
    {
        if (_waiting.TryGetValue(history.Supplier, out var waiting))
            return waiting;
        waiting = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (var line in history.Waiting)
        {
            var elapsed = (_now - line.Promised).TotalDays;
            var bin = LatenessBins.NotPassed(elapsed);
            if (bin == 0 || elapsed > OverdueDaysMax)
                continue;
            Weights(line.Product)[bin] += (float)line.Share;
            Weights("")[bin] += (float)line.Share;
        }
        return _waiting[history.Supplier] = waiting;

        float[] Weights(string product) => waiting.TryGetValue(product, out var known) ? known : waiting[product] = new float[LatenessBins.Count];
    }
}
