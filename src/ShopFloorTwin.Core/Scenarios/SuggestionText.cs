using System.Globalization;
using ShopFloorTwin.Core.Forecast;

namespace ShopFloorTwin.Core.Scenarios;

/// <summary>A change and what it gains, in words.</summary>
internal static class SuggestionText
{
    private const int NamesInText = 3;

    public static string Of(Candidate candidate, OrderGain gain, SuggestionScore.Scored scored, string currency)
    {
        var action = char.ToUpperInvariant(candidate.Words[0]) + candidate.Words[1..];
        var saved = scored.MinutesSaved >= 1 ? $", {Words.Span(scored.MinutesSaved)} of lateness less over the site" : scored.MinutesSaved <= -1 ? $", {Words.Span(-scored.MinutesSaved)} of lateness more over the site" : "";
        var cost = candidate.Cost is { } money && Math.Abs(money) >= 0.5 ? string.Create(CultureInfo.InvariantCulture, $"; costs about {money:0} {currency}") : "";
        return $"{action}: {Lateness(gain)}{saved}"
            + $"{Names("; rescues ", scored.Rescued)}{Names("; puts at risk ", scored.Harmed)}{cost}";
    }

    /// <summary>How late the order is after, instead of before: by its chance, or by minutes where that reads the same.</summary>
    private static string Lateness(OrderGain gain)
    {
        var (before, after) = (Percent(gain.LateProbabilityBefore), Percent(gain.LateProbabilityAfter));
        if (before != after)
            return $"{gain.Order} is late with {after} instead of {before}";
        var (was, now) = (Words.Span(gain.MinutesBefore), Words.Span(gain.MinutesAfter));
        var minutes = was != now ? $"by {now} instead of {was} on average" : $"by {Words.Span(gain.MinutesBefore - gain.MinutesAfter)} less on average";
        return $"{gain.Order} is late with {after} still, {minutes}";
    }

    private static string Percent(double probability) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Round(100 * probability, MidpointRounding.AwayFromZero)} %");

    private static string Names(string before, List<string> orders) => orders.Count == 0 ? ""
        : orders.Count <= NamesInText ? before + string.Join(", ", orders)
        : $"{before}{orders.Count} orders ({string.Join(", ", orders.Take(NamesInText))} and others)";
}
