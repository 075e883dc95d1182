using System.Globalization;
using ShopFloorTwin.Api.Board.Scenarios;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Api.Board;

/// <summary>The board of one site.</summary>
internal static class SiteBoard
{
    public static Html Page(BoardData data, IReadOnlyList<string> sites)
    {
        var site = data.Site;
        var path = Path(site.Site);
        return Layout.Page(site.Name ?? site.Site, Header(site, sites), new Html().Add($"""
            <p id="announce" class="hidden" aria-live="polite"></p>
            <div id="live" data-source="{Source(path, data.Filter)}" data-stream="/api/v1/sites/{Uri.EscapeDataString(site.Site)}/stream">
            {Live(data)}
            </div>
            """), isLive: true);
    }

    /// <summary>What changes: fetched again by the page.</summary>
    public static Html Live(BoardData data)
    {
        var times = new LocalTimes(data.Site.TimeZone);
        return new Html().Add($"""
            {Kpis(data.Site)}
            {WorkCentersDown.Of(data.Down, times, data.Site.AsOf)}
            <div class="bar">
            {Choices(data)}
            {Waiting(data)}
            <p class="asof">As of <time>{times.Day(data.Site.AsOf)} {times.Clock(data.Site.AsOf)}</time> {data.Site.TimeZone} · position {data.Site.Position}</p>
            </div>
            {OrderRows.Of(data, times)}
            """);
    }

    public static Html Empty() => Layout.Page("No site yet", new Html(), new Html().Add($"""
        <section class="error">
        <h1>No site yet</h1>
        <p>A plant document makes a site: <code>PUT /api/v1/sites/&#123;site&#125;/plant</code>, or <code>import plant.json</code> on the command line.</p>
        </section>
        """));

    /// <summary>The site's name and the way to the others.</summary>
    public static Html Header(SiteView site, IReadOnlyList<string> sites)
    {
        var switcher = new Html();
        foreach (var other in sites.Count > 1 ? sites : [])
        {
            var current = other == site.Site ? new Html().Add($" aria-current=\"page\"") : new Html();
            switcher.Add($"<a href=\"{Path(other)}\"{current}>{other}</a>");
        }
        return new Html().Add($"""
            <span class="site">{site.Name ?? site.Site}</span>
            <nav class="sites" aria-label="Sites">{switcher}</nav>
            <nav class="sites" aria-label="Pages"><a href="{ScenariosPage.Path(site.Site)}">Scenarios</a><a href="{ScorecardPage.Path(site.Site)}">Scorecard</a></nav>
            <span id="status" class="status"></span>
            """);
    }

    public static string Path(string site) => $"/board/{Uri.EscapeDataString(site)}";

    private static string Source(string path, BoardFilter filter) =>
        $"{path}/rows?show={filter.Show}" + (filter.Query.After is { } after ? "&after=" + Uri.EscapeDataString(after) : "");

    private static Html Kpis(SiteView site)
    {
        var kpis = site.Kpis;
        var strip = new Html().Add($"<ul class=\"kpis\" data-announce=\"{kpis.Late} late, {kpis.AtRisk} at risk, {kpis.WorkCentersDown} work centers down\">");
        Tile(strip, "", "Open orders", $"{kpis.OpenOrders}");
        Tile(strip, "late", "Late", $"{kpis.Late}");
        Tile(strip, "atrisk", "At risk", $"{kpis.AtRisk}");
        Tile(strip, "watch", "Watch", $"{kpis.Watch}");
        Tile(strip, "", "Value at risk", $"{Money(kpis.ValueAtRisk)} {site.Currency}");
        Tile(strip, kpis.WorkCentersDown > 0 ? "late" : "", "Work centers down", $"{kpis.WorkCentersDown}");
        Tile(strip, kpis.ComponentsShort > 0 ? "atrisk" : "", "Components short", $"{kpis.ComponentsShort}");
        return strip.Add($"</ul>");
    }

    private static string Money(double value) => value switch
    {
        >= 1e6 => (value / 1e6).ToString("0.00 M", CultureInfo.InvariantCulture),
        >= 1e4 => (value / 1e3).ToString("0 k", CultureInfo.InvariantCulture),
        _ => value.ToString("0", CultureInfo.InvariantCulture),
    };

    private static void Tile(Html strip, string kind, string label, string value) =>
        strip.Add($"<li class=\"kpi {kind}\"><span class=\"value\">{value}</span><span class=\"label\">{label}</span></li>");

    /// <summary>How many decisions wait for approval, and the way to them; nothing when none does.</summary>
    private static Html Waiting(BoardData data)
    {
        var count = data.Proposed.Items.Count;
        if (count == 0)
            return new Html();
        var text = data.Proposed.Next is not null ? $"More than {count} decisions wait for approval" : count == 1 ? "1 decision waits for approval" : $"{count} decisions wait for approval";
        return new Html().Add($"<p class=\"asof\"><a href=\"/api/v1/sites/{Uri.EscapeDataString(data.Site.Site)}/decisions?state=proposed\">{text}</a></p>");
    }

    private static Html Choices(BoardData data)
    {
        var choices = new Html().Add($"<nav class=\"choices\" aria-label=\"Which orders\">");
        foreach (var (show, label) in BoardFilter.Choices)
        {
            var current = show == data.Filter.Show ? new Html().Add($" aria-current=\"true\"") : new Html();
            choices.Add($"<a href=\"{Path(data.Site.Site)}?show={show}\"{current}>{label}</a>");
        }
        return choices.Add($"</nav>");
    }
}
