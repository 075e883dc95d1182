using System.Diagnostics;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Engine.Pictures;

/// <summary>
/// Searches for suggestions beside the live site: one at a time in the process, on a thread of less than normal priority,
/// within a time, so that a forecast is not held up by it. The last answer of a picture is kept for equal questions.
/// </summary>
internal static class SuggestionSearch
{
    private static readonly SemaphoreSlim Places = new(Limits.SuggestionSearches);
    private static int _waiting;
    private static volatile Kept? _last;

    private sealed record Kept(SitePicture Picture, string? Order, double AtRisk, IReadOnlyList<Suggestion>? Suggestions);

    /// <summary>Null: there is no such open order.</summary>
    /// <exception cref="OverloadedException">Too many searches wait.</exception>
    public static async Task<IReadOnlyList<Suggestion>?> OfAsync(SitePicture picture, string? order, double atRisk, CancellationToken cancellation)
    {
        if (Known(picture, order, atRisk) is { } known)
            return known.Suggestions;
        if (Interlocked.Increment(ref _waiting) > Limits.SuggestionSearchesWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            throw new OverloadedException($"{Limits.SuggestionSearchesWaiting} searches for suggestions wait, which is the limit. Try again later.", TimeSpan.FromSeconds(Limits.SuggestionSeconds));
        }
        try
        {
            await Places.WaitAsync(cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
        try
        {
            if (Known(picture, order, atRisk) is { } meanwhile)
                return meanwhile.Suggestions;
            var suggestions = await SideThread.RunAsync(() => Search(picture, order, atRisk, cancellation), cancellation);
            _last = new Kept(picture, order, atRisk, suggestions);
            return suggestions;
        }
        finally
        {
            Places.Release();
        }
    }

    private static Kept? Known(SitePicture picture, string? order, double atRisk) =>
        _last is { } last && ReferenceEquals(last.Picture, picture) && last.Order == order && last.AtRisk.Equals(atRisk) ? last : null;

    private static IReadOnlyList<Suggestion>? Search(SitePicture picture, string? order, double atRisk, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        return Suggestions.Of(
            picture, order, Limits.SuggestionTries,
            () => !cancellation.IsCancellationRequested && Stopwatch.GetElapsedTime(started).TotalSeconds < Limits.SuggestionSeconds, atRisk);
    }
}
