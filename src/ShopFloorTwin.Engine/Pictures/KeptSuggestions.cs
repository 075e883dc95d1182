using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Engine.Pictures;

/// <summary>How far the search for one answer has come.</summary>
/// <param name="Basis">It rests on this: what was the first try's.</param>
/// <param name="AsOf">Of the first try.</param>
/// <param name="Findings">So far.</param>
/// <param name="Spent">So far.</param>
/// <param name="SearchedAt">By the site's clock.</param>
internal sealed record KeptSearch(SuggestionBasis Basis, DateTimeOffset AsOf, SuggestionFindings Findings, TimeSpan Spent, DateTimeOffset SearchedAt)
{
    /// <summary>Whoever asks need wait for no more of it.</summary>
    public bool IsAnswer => Findings.IsComplete || Spent.TotalSeconds >= Limits.SuggestionSeconds;

    public SuggestionAnswer Answer(SitePicture picture) => new(Findings.Best, null, picture.Position, picture.AsOf)
    {
        SearchedAt = SearchedAt,
        Changes = Findings.Changes,
        Tried = Findings.Tried,
        Complete = Findings.IsComplete,
        SearchedSeconds = Spent.TotalSeconds,
    };
}

/// <summary>
/// The newest answers of suggestions of one site, by what was asked: each serves until something relevant has changed, or it is old.
/// Safe from any thread.
/// </summary>
internal sealed class KeptSuggestions
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, KeptSearch> _answers = new(StringComparer.Ordinal);

    /// <summary>What was found for the same question; null: nothing that still holds.</summary>
    public KeptSearch? Find(SuggestionQuestion question)
    {
        lock (_gate)
            return _answers.TryGetValue(question.Order ?? "", out var kept) && Holds(kept, question) ? kept : null;
    }

    /// <summary>Keeps what was found, unless more is known by now; beyond the limit the oldest goes.</summary>
    public void Keep(SuggestionQuestion question, KeptSearch search)
    {
        lock (_gate)
        {
            if (_answers.TryGetValue(question.Order ?? "", out var kept) && kept.Findings.Tried > search.Findings.Tried && Holds(kept, question))
                return;
            _answers[question.Order ?? ""] = search;
            if (_answers.Count > Limits.SuggestionAnswersKept)
                _answers.Remove(_answers.MinBy(answer => answer.Value.AsOf).Key);
        }
    }

    private static bool Holds(KeptSearch kept, SuggestionQuestion question) =>
        question.Picture.AsOf - kept.AsOf < TimeSpan.FromMinutes(Limits.SuggestionKeptMinutes) && kept.Basis.Holds(question.Basis);
}
