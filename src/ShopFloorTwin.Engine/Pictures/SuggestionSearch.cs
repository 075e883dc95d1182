using System.Diagnostics;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Engine.Pictures;

/// <summary>Searches for suggestions beside the live site, within a time. The last answer of a picture is kept for equal questions.</summary>
internal static class SuggestionSearch
{
    private static readonly Places Places = new(
        Limits.SuggestionSearches, Limits.SuggestionSearchesWaiting, Limits.SuggestionSearches + Limits.SuggestionSearchesWaiting, "searches for suggestions", TimeSpan.FromSeconds(Limits.SuggestionSeconds));
    private static volatile Kept? _last;

    private sealed record Kept(SitePicture Picture, string? Order, double AtRisk, IReadOnlyList<Suggestion>? Suggestions);

    /// <summary>Null: there is no such open order.</summary>
    /// <exception cref="OverloadedException">Too many searches wait.</exception>
    public static async Task<IReadOnlyList<Suggestion>?> OfAsync(SitePicture picture, string? order, double atRisk, CancellationToken cancellation) =>
        Known(picture, order, atRisk) is { } known ? known.Suggestions : await Places.RunAsync("", () => Search(picture, order, atRisk, cancellation), cancellation);

    private static Kept? Known(SitePicture picture, string? order, double atRisk) =>
        _last is { } last && ReferenceEquals(last.Picture, picture) && last.Order == order && last.AtRisk.Equals(atRisk) ? last : null;

    private static IReadOnlyList<Suggestion>? Search(SitePicture picture, string? order, double atRisk, CancellationToken cancellation)
    {
        if (Known(picture, order, atRisk) is { } meanwhile)
            return meanwhile.Suggestions;
        var started = Stopwatch.GetTimestamp();
        var suggestions = Suggestions.Of(
            picture, order, Limits.SuggestionTries,
            () => !cancellation.IsCancellationRequested && Stopwatch.GetElapsedTime(started).TotalSeconds < Limits.SuggestionSeconds, atRisk);
        _last = new Kept(picture, order, atRisk, suggestions);
        return suggestions;
    }
}
