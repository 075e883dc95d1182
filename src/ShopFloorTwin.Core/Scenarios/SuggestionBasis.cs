using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Scenarios;

/// <summary>
/// What an answer of suggestions rests on: the changes that were worth trying, and how late the orders are that they are for.
/// While both stay as they are, so does the answer, whatever machines count meanwhile.
/// </summary>
public sealed class SuggestionBasis
{
    private const double SameProbability = 0.05, SameShare = 0.1, SameMinutes = 15;

    private readonly HashSet<Edit> _edits;

    // Figures alone: a forecast of an order holds that of the whole site.
    private readonly Dictionary<string, (double Probability, double Minutes)> _late;

    private SuggestionBasis(HashSet<Edit> edits, Dictionary<string, (double Probability, double Minutes)> late) => (_edits, _late) = (edits, late);

    /// <summary>Changes to be tried.</summary>
    public int Changes => _edits.Count;

    /// <summary>Of a question about an order, or the site; null: it is not an open order.</summary>
    public static SuggestionBasis? Of(SitePicture picture, string? order, int tries)
    {
        if (Suggestions.Late(picture.Forecast, order) is not { } late)
            return null;
        return new SuggestionBasis(
            [.. Suggestions.Candidates(picture.Forecast, late.Orders).Best(tries).Select(candidate => candidate.Edit)],
            late.Orders.ToDictionary(one => picture.Twins.Orders[one.Order].Id, one => (one.LateProbability, one.ExpectedLatenessMinutes), StringComparer.Ordinal));
    }

    /// <summary>What was found on this basis holds on a later one too.</summary>
    public bool Holds(SuggestionBasis later)
    {
        if (!_edits.SetEquals(later._edits) || _late.Count != later._late.Count)
            return false;
        foreach (var (order, was) in _late)
        {
            if (!later._late.TryGetValue(order, out var now) || Math.Abs(now.Probability - was.Probability) > SameProbability
                || Math.Abs(now.Minutes - was.Minutes) > Math.Max(SameMinutes, SameShare * was.Minutes))
                return false;
        }
        return true;
    }
}
