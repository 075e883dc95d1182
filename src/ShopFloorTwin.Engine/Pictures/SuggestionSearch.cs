using System.Diagnostics;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Engine.Pictures;

/// <summary>Searches for suggestions beside the live site, within a time, unless an answer that still holds is kept.</summary>
internal static class SuggestionSearch
{
    private static readonly Places Places = new(
        Limits.SuggestionSearches, Limits.SuggestionSearchesWaiting, Limits.SuggestionSearches + Limits.SuggestionSearchesWaiting, "searches for suggestions", TimeSpan.FromSeconds(Limits.SuggestionSeconds));

    /// <param name="picture">Of the site.</param>
    /// <param name="order">An open one; null: for the site.</param>
    /// <param name="basis">Of the question.</param>
    /// <param name="atRisk">Probability from which an order is at risk.</param>
    /// <param name="kept">Answers of the site; what is found is put there.</param>
    /// <exception cref="OverloadedException">Too many searches wait.</exception>
    public static async Task<IReadOnlyList<Suggestion>> OfAsync(
        SitePicture picture, string? order, SuggestionBasis basis, double atRisk, KeptSuggestions kept, CancellationToken cancellation)
    {
        // Asked again in its turn: one that waited may find what the one before it found.
        return Known() ?? await Places.RunAsync("", () => Known() ?? Search(), cancellation);

        IReadOnlyList<Suggestion>? Known() => kept.Find(order, basis, picture.AsOf);

        IReadOnlyList<Suggestion> Search()
        {
            var started = Stopwatch.GetTimestamp();
            var found = Suggestions.Of(
                picture, order, Limits.SuggestionTries,
                () => !cancellation.IsCancellationRequested && Stopwatch.GetElapsedTime(started).TotalSeconds < Limits.SuggestionSeconds, atRisk) ?? [];
            // Of a caller who left the search is cut short: that is nobody's answer.
            cancellation.ThrowIfCancellationRequested();
            kept.Keep(order, basis, picture.AsOf, found);
            return found;
        }
    }
}
