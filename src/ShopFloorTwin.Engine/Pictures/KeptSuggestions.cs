using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Scenarios;

namespace ShopFloorTwin.Engine.Pictures;

/// <summary>
/// The newest answers of suggestions of one site, by what was asked: each serves until something relevant has changed, or it is old.
/// Safe from any thread.
/// </summary>
public sealed class KeptSuggestions
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Kept> _answers = new(StringComparer.Ordinal);

    private sealed record Kept(SuggestionBasis Basis, DateTimeOffset AsOf, IReadOnlyList<Suggestion> Suggestions);

    /// <summary>What was found for the same question; null: nothing that still holds.</summary>
    /// <param name="order">Asked about; null: the site.</param>
    /// <param name="basis">Of the question now.</param>
    /// <param name="asOf">Now.</param>
    public IReadOnlyList<Suggestion>? Find(string? order, SuggestionBasis basis, DateTimeOffset asOf)
    {
        lock (_gate)
        {
            return _answers.TryGetValue(order ?? "", out var kept) && asOf - kept.AsOf < TimeSpan.FromMinutes(Limits.SuggestionKeptMinutes) && kept.Basis.Holds(basis)
                ? kept.Suggestions
                : null;
        }
    }

    /// <summary>Keeps an answer; beyond the limit the oldest goes.</summary>
    public void Keep(string? order, SuggestionBasis basis, DateTimeOffset asOf, IReadOnlyList<Suggestion> suggestions)
    {
        lock (_gate)
        {
            _answers[order ?? ""] = new Kept(basis, asOf, suggestions);
            if (_answers.Count > Limits.SuggestionAnswersKept)
                _answers.Remove(_answers.MinBy(answer => answer.Value.AsOf).Key);
        }
    }
}
