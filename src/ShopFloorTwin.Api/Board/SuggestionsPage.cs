using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Api.Board;

/// <summary>What would help an order, or the site: searched for when it is opened.</summary>
internal static class SuggestionsPage
{
    public static string Path(string site, string order) => $"{SiteBoard.Path(site)}/suggestions?order={Uri.EscapeDataString(order)}";

    public static Html Of(SiteView site, string? order, SuggestionAnswer found, IReadOnlyList<string> sites)
    {
        var times = new LocalTimes(site.TimeZone);
        var name = order ?? site.Site;
        return Layout.Page($"What would help {name}", SiteBoard.Header(site, sites), new Html().Add($"""
            <article class="order">
            <p class="back"><a href="{(order is null ? SiteBoard.Path(site.Site) : OrderPage.Path(site.Site, order))}">{(order is null ? "All orders at risk" : order)}</a></p>
            <h1>What would help {name}</h1>
            <p class="lead">Single changes, each tried on the samples of the forecast. Nothing is applied.</p>
            {List(found.Items)}
            <p class="sub">{Searched(found, times)}</p>
            <p class="asof">As of {times.Minute(found.AsOf)} {site.TimeZone} · position {found.Position}</p>
            </article>
            """), isLive: false);
    }

    private static string Searched(SuggestionAnswer found, LocalTimes times) =>
        $"{found.Tried} of {found.Changes} changes tried{(found.SearchedAt is { } at ? $", the last at {times.Minute(at)}" : "")}{(found.Complete ? "" : "; the others are tried while the site is idle")}.";

    private static Html List(IReadOnlyList<Suggestion> suggestions)
    {
        if (suggestions.Count == 0)
            return new Html().Add($"<p class=\"calm\">No single change was found that would help.</p>");
        var list = new Html().Add($"<ol class=\"causes suggestions\">");
        foreach (var suggestion in suggestions)
            list.Add($"<li><p class=\"cause\">{suggestion.Text}</p><p class=\"sub\">{suggestion.OrdersRescued.Count} rescued · {suggestion.OrdersHarmed.Count} put at risk · {suggestion.OrdersLater} later</p></li>");
        return list.Add($"</ol>");
    }
}
