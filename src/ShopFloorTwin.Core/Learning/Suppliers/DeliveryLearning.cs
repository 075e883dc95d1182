using System.Collections.Immutable;

namespace ShopFloorTwin.Core.Learning.Suppliers;

/// <summary>What is learned of one supplier's deliveries: of all its products together, of each by itself, and how far to trust it.</summary>
public sealed record DeliveryLearning
{
    public static DeliveryLearning None { get; } = new();

    /// <summary>A day more or less than this behind the promised date is taken as this: ten years.</summary>
    private const double LatenessDaysMax = 3650;

    public LatenessEvidence Overall { get; init; } = new() { Product = "" };

    /// <summary>By product, in ordinal order; at most <see cref="Limits.LearnedProductsPerSupplier"/>.</summary>
    public ImmutableArray<LatenessEvidence> Products { get; init => field = value.IsDefault ? [] : value; } = [];

    public PromiseTrust Trust { get; init; } = new();

    /// <summary>Receipts that were counted, of any product.</summary>
    internal int Receipts => Overall.Receipts;

    /// <summary>With a receipt more.</summary>
    /// <param name="product">What came.</param>
    /// <param name="lateDays">Behind the promised date; negative: ahead of it.</param>
    /// <param name="share">Of the line that came, above 0 up to 1.</param>
    /// <param name="at">When it came.</param>
    public DeliveryLearning With(string product, double lateDays, double share, DateTimeOffset at)
    {
        lateDays = Math.Clamp(lateDays, -LatenessDaysMax, LatenessDaysMax);
        var place = PlaceOf(product);
        var known = place >= 0 ? Products[place] : new LatenessEvidence { Product = product };
        var evidence = known.With(lateDays, share, at);
        Span<double> hazards = stackalloc double[LatenessEvidence.Memories * LatenessBins.Count];
        Believe(hazards, place >= 0 ? known : null, at);
        return this with
        {
            Trust = Trust.Scored(hazards, lateDays, share, at),
            Overall = Overall.With(lateDays, share, at),
            Products = place >= 0 ? Products.SetItem(place, evidence) : WithRoom().Insert(evidence),
        };
    }

    /// <summary>What is known of a product by itself; null: nothing.</summary>
    public LatenessEvidence? Of(string product) => PlaceOf(product) is >= 0 and var place ? Products[place] : null;

    // Before a receipt. Of the site nothing is known here: the twin of a supplier folds what is said of that supplier.
    private void Believe(Span<double> hazards, LatenessEvidence? product, DateTimeOffset at)
    {
        for (var memory = 0; memory < LatenessEvidence.Memories; memory++)
        {
            var own = hazards.Slice(memory * LatenessBins.Count, LatenessBins.Count);
            LatenessHazards.Prior.CopyTo(own);
            LatenessHazards.Shrink(own, Overall.Of(memory), Overall.DecayUntil(memory, at), [], LatenessHazards.SiteAgainstSupplier);
            if (product is not null)
                LatenessHazards.Shrink(own, product.Of(memory), product.DecayUntil(memory, at), [], LatenessHazards.SupplierAgainstProduct);
        }
    }

    /// <summary>Beyond the limit, the product not received for longest is given up: it is believed as the supplier is.</summary>
    private DeliveryLearning WithRoom()
    {
        if (Products.Length < Limits.LearnedProductsPerSupplier)
            return this;
        var oldest = 0;
        for (var i = 1; i < Products.Length; i++)
        {
            if (Products[i].Hour < Products[oldest].Hour)
                oldest = i;
        }
        return this with { Products = Products.RemoveAt(oldest) };
    }

    private ImmutableArray<LatenessEvidence> Insert(LatenessEvidence evidence) => Products.Insert(~PlaceOf(evidence.Product), evidence);

    /// <returns>The complement of where it would stand, when there is none.</returns>
    private int PlaceOf(string product)
    {
        var (low, high) = (0, Products.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = string.CompareOrdinal(Products[middle].Product, product);
            if (order == 0)
                return middle;
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }
        return ~low;
    }
}
