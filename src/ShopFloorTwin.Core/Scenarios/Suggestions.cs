using ShopFloorTwin.Core.Forecast;
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

    // Of an order whose value nobody knows.
    private const double UnknownValue = 1_000;

    /// <summary>The best changes, best first; empty when nothing is late or nothing helps.</summary>
    /// <param name="picture">Not changed.</param>
    /// <param name="order">Id of the order to help; null: the site. Null is returned when it is not an open order.</param>
    /// <param name="tries">Changes tried at most.</param>
    /// <param name="goOn">Asked before each try; false ends the search with what there is.</param>
    /// <param name="atRisk">Late probability from which an order is at risk.</param>
    public static IReadOnlyList<Suggestion>? Of(SitePicture picture, string? order, int tries, Func<bool> goOn, double atRisk = 0.3)
    {
        if (SuggestionRun.Of(picture, order, tries, atRisk) is not { } run)
            return null;
        var forecaster = new Forecaster(picture.Settings);
        while (goOn() && run.Next(forecaster))
        {
            // One try after the other.
        }
        return run.Findings.Best;
    }

    /// <summary>Orders at risk by what their lateness is expected to cost, the worst first.</summary>
    /// <param name="forecast">Of the site.</param>
    /// <param name="atRisk">Late probability from which an order is at risk.</param>
    /// <param name="count">At most.</param>
    public static IReadOnlyList<string> WorstAtRisk(SiteForecast forecast, double atRisk, int count) =>
    [
        .. forecast.Orders.Where(one => one.LateProbability >= atRisk)
            .OrderByDescending(one => Loss(forecast, one)).ThenBy(one => one.Order)
            .Take(count).Select(one => forecast.Twins.Orders[one.Order].Id),
    ];

    private static double Loss(SiteForecast forecast, OrderForecast one)
    {
        var worth = forecast.Twins.Orders[one.Order].Value is > 0 and var value ? value : UnknownValue;
        return (worth * one.LateProbability) + Tardiness.Cost(worth, one.ExpectedLatenessMinutes);
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
        .OrderByDescending(o => o.LateProbability * (forecast.Twins.Orders[o.Order].Value ?? UnknownValue)).ThenBy(o => o.Order)
        .Take(WorstOrders);
}
