using ShopFloorTwin.Core.Learning.Scores;

namespace ShopFloorTwin.Intake.Truth;

/// <summary>Lead times of the orders done so far, by product.</summary>
internal sealed class LeadTimes
{
    // A product's own lead times serve from so many on, those of all products before.
    private const int Enough = 8;

    private readonly Dictionary<string, KnownMinutes> _products = new(StringComparer.Ordinal);
    private readonly KnownMinutes _all = new();

    public void Add(string product, double minutes)
    {
        if (!_products.TryGetValue(product, out var own))
            _products[product] = own = new KnownMinutes();
        own.Add(minutes);
        _all.Add(minutes);
    }

    /// <summary>The mean, and quantiles, of what remains of the lead time of an order that has waited and worked so long; null: too few are known.</summary>
    /// <param name="due">Minutes from release to due.</param>
    public (SaidFinish Mean, SaidFinish Quantiles)? Of(string product, double elapsed, double? due)
    {
        var known = _products.GetValueOrDefault(product) is { Count: >= Enough } own ? own : _all;
        if (known.Count < Enough)
            return null;
        var longer = Array.ConvertAll(known.Above(elapsed), lead => lead - elapsed);
        // It has lasted longer than any before: nothing is known but that it is not done.
        if (longer.Length == 0)
            longer = [0];
        double? late = due is { } promised ? longer.Count(left => left > promised - elapsed) / (double)longer.Length : null;
        return (
            new SaidFinish("historicalMean", QuantileLevels.Point(longer.Average()), null),
            new SaidFinish("historicalQuantiles", QuantileLevels.Of(longer), late));
    }
}
