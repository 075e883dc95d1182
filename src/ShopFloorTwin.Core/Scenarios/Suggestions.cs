using System.Globalization;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Scenarios;

/// <summary>
/// Single changes that would help a late order, or the site: those its causes point at, each tried as a forecast of the
/// whole site's twins with the change laid over them, on the same samples, and ranked by <see cref="SuggestionScore"/>.
/// </summary>
public static class Suggestions
{
    // Late orders whose causes are asked for candidates, when the site is asked about.
    private const int WorstOrders = 40;
    private const int NamesInText = 3;

    /// <summary>The best changes, best first; empty when nothing is late or nothing helps.</summary>
    /// <param name="picture">Not changed.</param>
    /// <param name="order">Id of the order to help; null: the site. Null is returned when it is not an open order.</param>
    /// <param name="tries">Changes tried at most.</param>
    /// <param name="goOn">Asked before each try; false ends the search with what there is.</param>
    /// <param name="atRisk">Late probability from which an order is at risk.</param>
    public static IReadOnlyList<Suggestion>? Of(SitePicture picture, string? order, int tries, Func<bool> goOn, double atRisk = 0.3)
    {
        if (Late(picture.Forecast, order) is not { } late)
            return null;
        var score = new SuggestionScore(picture.Forecast, atRisk, late.Asked);
        var forecaster = new Forecaster(picture.Settings);
        var found = new List<Suggestion>();
        foreach (var candidate in Candidates(picture.Forecast, late.Orders).Best(tries))
        {
            if (!goOn())
                break;
            if (Try(picture, candidate, forecaster, score) is { } suggestion)
                found.Add(suggestion);
        }
        // What takes the order asked about out of its risk comes before what helps it and others more.
        return [.. found.OrderByDescending(s => order is not null && s.OrdersRescued.Contains(order)).ThenByDescending(s => s.Score).Take(Limits.Suggestions)];
    }

    /// <summary>The orders a question is about that may be late, and the place of the one asked about, or -1; null: it is not an open order.</summary>
    internal static (int Asked, IReadOnlyList<OrderForecast> Orders)? Late(SiteForecast before, string? order)
    {
        var asked = order is null ? -1 : Asked(before, order);
        if (order is not null && asked < 0)
            return null;
        IEnumerable<OrderForecast> late = asked >= 0 ? [before.Orders[asked]] : Worst(before);
        return (asked, [.. late.Where(one => one.LateProbability > 0)]);
    }

    internal static CandidateList Candidates(SiteForecast before, IReadOnlyList<OrderForecast> late)
    {
        var candidates = new CandidateList(before);
        foreach (var one in late)
            candidates.Add(one);
        return candidates;
    }

    private static Suggestion? Try(SitePicture picture, Candidate candidate, Forecaster forecaster, SuggestionScore score)
    {
        var overlay = Overlay.Of(picture.Twins, [candidate.Edit], picture.AsOf);
        if (overlay.Twins is null)
            return null;
        var scored = score.Of(forecaster.LatenessBeside(picture.Forecast, overlay.Twins), Math.Max(0, candidate.Cost ?? 0));
        if (scored.Before is null || scored.After is not { } after)
            return null;
        var helps = scored.Before.ExpectedLatenessMinutes - after.ExpectedLatenessMinutes >= 1 || scored.Before.LateProbability - after.LateProbability >= 0.01;
        if (!helps || scored.Score <= 0)
            return null;
        var gain = new OrderGain(
            picture.Twins.Orders[scored.Before.Order].Id, scored.Before.LateProbability, after.LateProbability,
            scored.Before.ExpectedLatenessMinutes, after.ExpectedLatenessMinutes);
        return new Suggestion
        {
            Edit = EditReader.Write(candidate.Edit),
            Text = Text(candidate, gain, scored, picture.Twins.Plan.Currency),
            Order = gain,
            MinutesSaved = scored.MinutesSaved,
            OrdersRescued = scored.Rescued,
            OrdersHarmed = scored.Harmed,
            OrdersLater = scored.Later,
            ValueRescued = scored.ValueRescued,
            Cost = candidate.Cost,
            Score = scored.Score,
            TriedAsOf = picture.AsOf,
            TriedPosition = picture.Position,
        };
    }

    private static string Text(Candidate candidate, OrderGain gain, SuggestionScore.Scored scored, string currency)
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

    private static int Asked(SiteForecast forecast, string order)
    {
        for (var i = 0; i < forecast.Orders.Count; i++)
        {
            if (string.Equals(forecast.Twins.Orders[forecast.Orders[i].Order].Id, order, StringComparison.Ordinal))
                return i;
        }
        return -1;
    }

    private static IEnumerable<OrderForecast> Worst(SiteForecast forecast) => forecast.Orders
        .Where(o => o.LateProbability > 0)
        .OrderByDescending(o => o.LateProbability * (forecast.Twins.Orders[o.Order].Value ?? 1_000)).ThenBy(o => o.Order)
        .Take(WorstOrders);
}
