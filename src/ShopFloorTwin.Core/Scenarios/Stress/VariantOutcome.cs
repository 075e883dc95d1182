namespace ShopFloorTwin.Core.Scenarios.Stress;

/// <summary>A site in a few figures.</summary>
/// <param name="LateOrders">Expected number of late orders.</param>
/// <param name="AtRisk">Orders with a late probability from the site's threshold of at risk on.</param>
/// <param name="TardinessMinutes">Expected lateness of all orders together.</param>
/// <param name="ValueLate">Sum of value times late probability, in the site's currency; orders without a value count nothing.</param>
public sealed record VariantFigures(double LateOrders, int AtRisk, double TardinessMinutes, double ValueLate);

/// <summary>Places in a ranking that one may hold, 1 the most lateness: as many as surely hurt more are before it, as many as surely hurt less behind.</summary>
public sealed record RankRange(int From, int To);

/// <summary>What one variant comes to.</summary>
public sealed record VariantOutcome
{
    /// <summary>As in the variant.</summary>
    public required string Label { get; init; }

    /// <summary>As in the variant.</summary>
    public required string Text { get; init; }

    /// <summary>The floor with the variant.</summary>
    public required VariantFigures Figures { get; init; }

    /// <summary>With the variant less without: what it costs in lateness; negative: what it gains.</summary>
    public required VariantFigures Change { get; init; }

    /// <summary>The same of late orders and lateness with how sure it is, as in the answer of a what-if.</summary>
    public required WhatIfDifference Difference { get; init; }

    /// <summary>Lateness of the next one in the list less this one's, in minutes, on the same samples; null: it is the last.</summary>
    public Difference? ToNext { get; init; }

    /// <summary>It cannot be told from the next one: the 95 % interval of what is between them holds zero, or that is less than half a minute.</summary>
    public bool TiedWithNext { get; init; }

    /// <summary>Of a stress test: the places it may hold; null: variants of a sweep are not ranked.</summary>
    public RankRange? Rank { get; init; }

    /// <summary>Orders whose expected lateness grows by a minute or more.</summary>
    public required int OrdersLater { get; init; }

    /// <summary>Those whose expected lateness it changes most, by half a minute or a sample at least, the most first.</summary>
    public required IReadOnlyList<OrderGain> Orders { get; init; }
}

/// <summary>Several variants on one floor.</summary>
public sealed record Study
{
    public required long Position { get; init; }
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>The floor as it is.</summary>
    public required VariantFigures Base { get; init; }

    /// <summary>Of a stress test the one that hurts most first; of a sweep in the order of its values.</summary>
    public required IReadOnlyList<VariantOutcome> Items { get; init; }

    /// <summary>Variants there were; more than there are items when its time was over before all were tried.</summary>
    public required int Of { get; init; }
}
