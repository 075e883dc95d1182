using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Scenarios;

/// <summary>
/// A search for single changes that would help an order, or the site, one try at a time: it may stop behind any, and another one,
/// on a later picture, goes on with what is left.
/// </summary>
public sealed class SuggestionRun
{
    private readonly SitePicture _picture;
    private readonly SuggestionScore _score;
    private readonly Queue<Candidate> _left;
    private readonly string? _order;
    private readonly List<Suggestion> _found;
    private readonly HashSet<Edit> _tried;

    private SuggestionRun(SitePicture picture, string? order, SuggestionScore score, IReadOnlyList<Candidate> candidates, SuggestionFindings? before)
    {
        (_picture, _order, _score) = (picture, order, score);
        _tried = before is null ? [] : [.. before.TriedEdits];
        _found = before is null ? [] : [.. before.Found];
        _left = new Queue<Candidate>(candidates.Where(candidate => !_tried.Contains(candidate.Edit)));
    }

    /// <summary>A run that has tried nothing yet; null: it is not an open order.</summary>
    /// <param name="picture">Not changed.</param>
    /// <param name="order">Id of the order to help; null: the site.</param>
    /// <param name="tries">Changes tried at most.</param>
    /// <param name="atRisk">Late probability from which an order is at risk.</param>
    /// <param name="before">Goes on with these: what they tried is not tried again.</param>
    public static SuggestionRun? Of(SitePicture picture, string? order, int tries, double atRisk = 0.3, SuggestionFindings? before = null)
    {
        if (Suggestions.Late(picture.Forecast, order) is not { } late)
            return null;
        var candidates = Suggestions.Candidates(picture.Forecast, late.Orders).Best(tries).ToList();
        return new SuggestionRun(picture, order, new SuggestionScore(picture.Forecast, atRisk, late.Asked), candidates, before);
    }

    /// <summary>What has been found so far.</summary>
    public SuggestionFindings Findings => new([.. _found], [.. _tried], _tried.Count + _left.Count, Ranked());

    /// <summary>Tries the next change; false: none is left.</summary>
    /// <param name="forecaster">Of the picture's settings, and of nobody else while this runs.</param>
    public bool Next(Forecaster forecaster)
    {
        if (!_left.TryDequeue(out var candidate))
            return false;
        if (Try(candidate, forecaster) is { } suggestion)
            _found.Add(suggestion);
        _tried.Add(candidate.Edit);
        return true;
    }

    // What takes the order asked about out of its risk comes before what helps it and others more.
    private List<Suggestion> Ranked() =>
        [.. _found.OrderByDescending(s => _order is not null && s.OrdersRescued.Contains(_order)).ThenByDescending(s => s.Score).Take(Limits.Suggestions)];

    private Suggestion? Try(Candidate candidate, Forecaster forecaster)
    {
        var overlay = Overlay.Of(_picture.Twins, [candidate.Edit], _picture.AsOf);
        if (overlay.Twins is null)
            return null;
        var scored = _score.Of(forecaster.LatenessBeside(_picture.Forecast, overlay.Twins), Math.Max(0, candidate.Cost ?? 0));
        if (scored.Before is null || scored.After is not { } after)
            return null;
        var helps = scored.Before.ExpectedLatenessMinutes - after.ExpectedLatenessMinutes >= 1 || scored.Before.LateProbability - after.LateProbability >= 0.01;
        if (!helps || scored.Score <= 0)
            return null;
        var gain = new OrderGain(
            _picture.Twins.Orders[scored.Before.Order].Id, scored.Before.LateProbability, after.LateProbability,
            scored.Before.ExpectedLatenessMinutes, after.ExpectedLatenessMinutes);
        return new Suggestion
        {
            Edit = EditReader.Write(candidate.Edit),
            Text = SuggestionText.Of(candidate, gain, scored, _picture.Twins.Plan.Currency),
            Order = gain,
            MinutesSaved = scored.MinutesSaved,
            OrdersRescued = scored.Rescued,
            OrdersHarmed = scored.Harmed,
            OrdersLater = scored.Later,
            ValueRescued = scored.ValueRescued,
            Cost = candidate.Cost,
            Score = scored.Score,
            TriedAsOf = _picture.AsOf,
            TriedPosition = _picture.Position,
        };
    }
}

/// <summary>What a search has found so far.</summary>
public sealed class SuggestionFindings
{
    internal SuggestionFindings(IReadOnlyList<Suggestion> found, IReadOnlyCollection<Edit> tried, int changes, IReadOnlyList<Suggestion> best) =>
        (Found, TriedEdits, Changes, Best) = (found, tried, changes, best);

    /// <summary>The best, best first.</summary>
    public IReadOnlyList<Suggestion> Best { get; }

    /// <summary>Changes tried so far.</summary>
    public int Tried => TriedEdits.Count;

    /// <summary>Changes that are worth trying.</summary>
    public int Changes { get; }

    /// <summary>All of them have been tried.</summary>
    public bool IsComplete => Tried >= Changes;

    internal IReadOnlyList<Suggestion> Found { get; }
    internal IReadOnlyCollection<Edit> TriedEdits { get; }
}
