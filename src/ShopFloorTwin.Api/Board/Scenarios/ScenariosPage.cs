using ShopFloorTwin.Api.Scenarios;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Api.Board.Scenarios;

/// <summary>The kept scenarios of a site, newest first, to be read or set side by side.</summary>
internal static class ScenariosPage
{
    public static string Path(string site) => $"{SiteBoard.Path(site)}/scenarios";

    public static Html Of(SiteView site, ScenarioList list, IReadOnlyList<string> sites)
    {
        var times = new LocalTimes(site.TimeZone);
        return Layout.Page("Scenarios", SiteBoard.Header(site, sites), new Html().Add($"""
            <article class="order scenarios">
            <p class="back"><a href="{SiteBoard.Path(site.Site)}">All orders at risk</a></p>
            <h1>What if</h1>
            <p class="lead">Kept scenarios. Nothing of them touches the live floor.</p>
            {(list.Items.Count == 0 ? Nothing(site.Site) : Table(site, list, times))}
            {Next(site.Site, list)}
            </article>
            """));
    }

    private static Html Nothing(string site) => new Html().Add($"""
        <p class="calm">No scenario is kept. <code>POST /api/v1/sites/{site}/scenarios</code>, or <code>scenario keep</code> on the command line, keeps one.</p>
        """);

    private static Html Table(SiteView site, ScenarioList list, LocalTimes times)
    {
        var rows = new Html();
        foreach (var one in list.Items)
        {
            rows.Add($"""
                <tr><td><input type="checkbox" name="ids" value="{one.Id}" aria-label="Compare {one.Name}"></td>
                <th scope="row"><a href="{ScenarioPage.Path(site.Site, one.Id)}">{one.Name}</a><span class="sub">{one.Note}</span></th>
                <td>{EditList.Short(one.Edits, site.TimeZone)}</td>
                <td>{Figures.Orders(one.Effect.LateOrders)}</td><td>{Figures.Lateness(one.Effect.TardinessMinutes)}</td>
                <td>{times.Minute(one.MadeAt)}<span class="sub">by {one.Owner}</span></td><td>{times.Minute(one.ExpiresAt)}</td><td>{times.Minute(one.CommittedAt)}</td></tr>
                """);
        }
        return new Html().Add($"""
            <form action="{ComparisonPage.Path(site.Site)}" method="get">
            <div class="scroll"><table><thead><tr><th scope="col"><span class="hidden">Compare</span></th><th scope="col">Scenario</th><th scope="col">What is done</th><th scope="col">Late orders, when kept</th>
            <th scope="col">Lateness, when kept</th><th scope="col">Kept</th><th scope="col">Until</th><th scope="col">Committed</th></tr></thead><tbody>
            {rows}
            </tbody></table></div>
            <p><button type="submit">Compare</button> <span class="hint">2 to {Limits.ComparedScenarios} of them, all on the present floor</span></p>
            </form>
            """);
    }

    private static Html Next(string site, ScenarioList list) =>
        list.Next is { } next ? new Html().Add($"<p class=\"next\"><a href=\"{Path(site)}?after={Uri.EscapeDataString(next)}\">Older ones</a></p>") : new Html();
}
