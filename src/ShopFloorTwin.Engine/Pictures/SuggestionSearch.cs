using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Engine.Pictures;

/// <summary>What would help an order, or the site, as a picture shows it.</summary>
/// <param name="Picture">Of the site.</param>
/// <param name="Order">An open one; null: for the site.</param>
/// <param name="AtRisk">Probability from which an order is at risk.</param>
/// <param name="Basis">What the answer rests on.</param>
internal sealed record SuggestionQuestion(SitePicture Picture, string? Order, double AtRisk, SuggestionBasis Basis)
{
    /// <summary>Null: it is not an open order.</summary>
    public static SuggestionQuestion? Of(SitePicture picture, string? order, double atRisk) =>
        SuggestionBasis.Of(picture, order, Limits.SuggestionTries) is { } basis ? new SuggestionQuestion(picture, order, atRisk, basis) : null;
}

/// <summary>Searches for suggestions beside the live site, within a time, unless an answer that still holds is kept.</summary>
internal static class SuggestionSearch
{
    private static readonly Places Places = new(
        Limits.SuggestionSearches, Limits.SuggestionSearchesWaiting, Limits.SuggestionSearches + Limits.SuggestionSearchesWaiting, "searches for suggestions", TimeSpan.FromSeconds(Limits.SuggestionSeconds));

    /// <summary>Somebody waits for an answer.</summary>
    public static bool IsAsked => Places.AreTaken;

    /// <summary>The answer to somebody who waits for it.</summary>
    /// <param name="question">Asked.</param>
    /// <param name="kept">Answers of the site; what is found is put there.</param>
    /// <param name="time">The search is measured by it.</param>
    /// <param name="now">By the site's clock.</param>
    /// <param name="cancellation">Of who asks.</param>
    /// <exception cref="OverloadedException">Too many searches wait.</exception>
    public static async Task<KeptSearch> OfAsync(SuggestionQuestion question, KeptSuggestions kept, TimeProvider time, Func<DateTimeOffset> now, CancellationToken cancellation)
    {
        // Asked again in its turn: one that waited may find what the one before it found.
        return Known() ?? await Places.RunAsync("", () => Known() ?? Search(), cancellation);

        KeptSearch? Known() => kept.Find(question) is { IsAnswer: true } answer ? answer : null;

        KeptSearch Search()
        {
            var found = GoOn(question, kept, new Forecaster(question.Picture.Settings), time, now, spent => !cancellation.IsCancellationRequested && spent.TotalSeconds < Limits.SuggestionSeconds);
            // Of a caller who left the search is cut short: that is nobody's answer.
            cancellation.ThrowIfCancellationRequested();
            return found;
        }
    }

    /// <summary>Tries what has not been tried yet, and keeps what was found.</summary>
    /// <param name="question">Searched for.</param>
    /// <param name="kept">Answers of the site.</param>
    /// <param name="forecaster">Of the picture's settings.</param>
    /// <param name="time">The search is measured by it.</param>
    /// <param name="now">By the site's clock.</param>
    /// <param name="goOn">Asked before each try, with what has been spent on the answer so far.</param>
    public static KeptSearch GoOn(SuggestionQuestion question, KeptSuggestions kept, Forecaster forecaster, TimeProvider time, Func<DateTimeOffset> now, Func<TimeSpan, bool> goOn)
    {
        var started = time.GetTimestamp();
        var before = kept.Find(question);
        var run = SuggestionRun.Of(question.Picture, question.Order, Limits.SuggestionTries, question.AtRisk, before?.Findings)!;
        TimeSpan Spent() => (before?.Spent ?? TimeSpan.Zero) + time.GetElapsedTime(started);
        while (goOn(Spent()) && run.Next(forecaster))
        {
            // One try after the other.
        }
        var search = new KeptSearch(before?.Basis ?? question.Basis, before?.AsOf ?? question.Picture.AsOf, run.Findings, Spent(), now());
        kept.Keep(question, search);
        return search;
    }
}
