using System.Collections.Concurrent;

namespace ShopFloorTwin.Core.Learning.Yields;

/// <summary>The yields learned up to a position: immutable to its readers.</summary>
public sealed class LearnedYields
{
    // Before so many orders all pieces are taken to come good.
    private const double SiteOrders = 5, OrdersOfKey = 2;

    // Pieces of its own that weigh as much as what is known of the operation, and of the site.
    private const double ParentPieces = 50;

    // Pieces of one order share their fate to this degree: of a large order many are scrapped together.
    private const double WithinOrder = 0.02;

    private readonly ConcurrentDictionary<YieldKey, int> _places;
    private readonly YieldModel[] _models;

    internal LearnedYields(ConcurrentDictionary<YieldKey, int> places, YieldModel[] models) => (_places, _models) = (places, models);

    public static LearnedYields None { get; } = new([], []);

    /// <summary>In order of first appearance.</summary>
    public IReadOnlyList<YieldModel> All => _models;

    /// <summary>What was seen of a key; null: nothing.</summary>
    public YieldModel? Find(YieldKey key) => _places.TryGetValue(key, out var place) && place < _models.Length ? _models[place] : null;

    /// <summary>
    /// What is believed of an operation of a product: a beta-binomial, its own pieces shrunk to those of the operation, these to the site's
    /// (pieces of an order count by the design effect of clustered samples, Kish 1965).
    /// </summary>
    internal YieldBelief Of(string product, string operation) => Of(OfOperation(operation), product, operation);

    /// <summary>The same, where it is known what is believed of the operation whatever it makes.</summary>
    internal YieldBelief Of(YieldBelief? ofOperation, string product, string operation) =>
        ofOperation is { } parent ? At(parent, Find(new YieldKey(product, operation)), OrdersOfKey) : YieldBelief.Unknown;

    /// <summary>What is believed of an operation whatever it makes; null: too little was seen at the site.</summary>
    internal YieldBelief? OfOperation(string operation) =>
        Find(YieldKey.Site) is { Orders: >= SiteOrders } site ? At(At(YieldBelief.Unknown, site, SiteOrders), Find(YieldKey.Of(operation)), OrdersOfKey) : null;

    private static YieldBelief At(YieldBelief parent, YieldModel? seen, double least)
    {
        if (seen is null || seen.Orders < least || seen.Good + seen.Scrap is not (> 0 and var pieces))
            return parent with { Weight = Math.Min(parent.Weight, ParentPieces) };
        var weight = pieces / (1 + Math.Max(0, pieces / seen.Orders - 1) * WithinOrder);
        var known = Math.Min(parent.Weight, ParentPieces);
        return new YieldBelief(Math.Clamp((weight * seen.Good / pieces + known * parent.Good) / (weight + known), 0, 1), weight + known);
    }
}
