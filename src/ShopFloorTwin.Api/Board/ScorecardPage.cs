using System.Globalization;
using ShopFloorTwin.Core.Learning.Scores;
using ShopFloorTwin.Core.Learning.Scores.Ledger;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Api.Board;

/// <summary>How right the forecasts of a site were.</summary>
internal static class ScorecardPage
{
    private static readonly Dictionary<ScoreHorizon, string> Moments = new()
    {
        [ScoreHorizon.Release] = "First forecast",
        [ScoreHorizon.HalfLead] = "Half way to due",
        [ScoreHorizon.Days14] = "14 days before due",
        [ScoreHorizon.Days7] = "7 days before due",
        [ScoreHorizon.Days3] = "3 days before due",
        [ScoreHorizon.Day1] = "1 day before due",
        [ScoreHorizon.Hours8] = "8 hours before due",
        [ScoreHorizon.RiskChange] = "Risk changed",
        [ScoreHorizon.Start] = "Work started",
    };

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["twin"] = "Twin",
        ["plannedDate"] = "Planned date",
        ["promisedDate"] = "Promised date",
        ["historicalMean"] = "Mean of the past",
        ["historicalQuantiles"] = "Quantiles of the past",
        ["lastForecast"] = "Forecast before",
    };

    public static string Path(string site) => $"{SiteBoard.Path(site)}/scorecard";

    public static Html Of(SiteView site, ScorecardView card, IReadOnlyList<string> sites)
    {
        var times = new LocalTimes(site.TimeZone);
        return Layout.Page("Scorecard", SiteBoard.Header(site, sites), new Html().Add($"""
            <article class="order scorecard">
            <p class="back"><a href="{SiteBoard.Path(site.Site)}">All orders at risk</a></p>
            <h1>How right the forecasts were</h1>
            <p class="lead">{Count(card.Scored)} forecasts scored when their orders were done, {Count(card.Pending)} wait for it.</p>
            {Drifts(card)}
            {(card.Scored == 0 ? Nothing() : Figures(card))}
            <p class="asof">As of {times.Minute(card.AsOf)} {site.TimeZone} · position {card.Position} · <a href="/api/v1/sites/{Uri.EscapeDataString(site.Site)}/scorecard">as JSON</a></p>
            </article>
            """));
    }

    private static Html Nothing() => new Html().Add($"<p class=\"calm\">No order has been done yet since its first forecast: there is nothing to score.</p>");

    private static Html Figures(ScorecardView card) => new Html().Add($"""
        <div class="charts">
        <section><h2>Done by the p50, the p80, the p95</h2>{CoverageBars.Of(card.Methods[0].All)}</section>
        <section><h2>Said to be late, and late</h2>{ReliabilityCurve.Of(card.Late)}</section>
        <section><h2>Done by the quantile, by month</h2>{CoverageMonths.Of(card.Methods[0].Months)}</section>
        </div>
        <h2>Beside what a planner would have gone by</h2>
        {Methods(card)}
        <p class="hint">Losses (pinball at p50, p80, p95; CRPS over p10, p50, p80, p95) weigh how far a forecast was off, by how sure it was: smaller is better. Not every forecast has every baseline: the twin's CRPS stands beside each on the very same forecasts.</p>
        <h2>By moment of the order's life</h2>
        {Horizons(card.Methods[0].Horizons)}
        """);

    private static Html Drifts(ScorecardView card)
    {
        var list = new Html();
        foreach (var drift in card.Drift)
            list.Add($"<p class=\"notice\" role=\"status\">{drift.Text} The p95 of {drift.Orders} orders has come since.</p>");
        return list;
    }

    private static Html Methods(ScorecardView card)
    {
        var table = new Html().Add($"""
            <div class="scroll"><table><thead><tr><th scope="col">Gone by</th><th scope="col">Forecasts</th><th scope="col">Off by, mean</th>
            <th scope="col">Loss p50</th><th scope="col">Loss p80</th><th scope="col">Loss p95</th><th scope="col">CRPS</th><th scope="col">Twin's CRPS on them</th><th scope="col">Twin is better by</th></tr></thead><tbody>
            """);
        foreach (var method in card.Methods)
        {
            var (own, twin) = (method.All, method.Twin);
            var better = method.Name == "twin" || own.Crps is not > 0 ? null : 1 - twin.Crps / own.Crps;
            table.Add($"""
                <tr><th scope="row" title="{method.Text}">{Names.GetValueOrDefault(method.Name, method.Name)}</th><td>{Count(own.Count)}</td><td>{Span(own.MeanAbsoluteError)}</td>
                <td>{Span(own.Pinball.P50)}</td><td>{Span(own.Pinball.P80)}</td><td>{Span(own.Pinball.P95)}</td><td>{Span(own.Crps)}</td><td>{Span(twin.Crps)}</td><td class="{Sign(better)}">{Percent(better)}</td></tr>
                """);
        }
        return table.Add($"</tbody></table></div>");
    }

    private static Html Horizons(IReadOnlyList<HorizonScore> horizons)
    {
        var table = new Html().Add($"""
            <div class="scroll"><table><thead><tr><th scope="col">Forecast made</th><th scope="col">Forecasts</th><th scope="col">Done by p50</th>
            <th scope="col">Done by p80</th><th scope="col">Done by p95</th><th scope="col">Off by, mean</th><th scope="col">Brier of late</th><th scope="col">Skill</th></tr></thead><tbody>
            """);
        foreach (var (horizon, score) in horizons)
        {
            table.Add($"""
                <tr><th scope="row">{Moments[horizon]}</th><td>{Count(score.Count)}</td><td>{Percent(score.Coverage.P50)}</td><td>{Percent(score.Coverage.P80)}</td>
                <td>{Percent(score.Coverage.P95)}</td><td>{Span(score.MeanAbsoluteError)}</td><td>{Number(score.Late?.Brier)}</td><td>{Number(score.Late?.Skill)}</td></tr>
                """);
        }
        return table.Add($"</tbody></table></div>");
    }

    private static string Sign(double? better) => better < 0 ? "worse" : "";

    private static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Span(double? minutes) => minutes is { } known ? LocalTimes.Span(known) : "–";

    private static string Number(double? number) => number?.ToString("0.000", CultureInfo.InvariantCulture) ?? "–";

    private static string Percent(double? share) => share?.ToString("0 %", CultureInfo.InvariantCulture) ?? "–";
}
