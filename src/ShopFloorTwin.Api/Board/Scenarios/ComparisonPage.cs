using ShopFloorTwin.Api.Scenarios;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Scenarios.Kept;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Api.Board.Scenarios;

/// <summary>Kept scenarios side by side, all on the present floor.</summary>
internal static class ComparisonPage
{
    private const int OrdersShown = 50;

    public static string Path(string site) => $"{ScenariosPage.Path(site)}/compare";

    public static Html Of(SiteView site, ComparisonView compared, IReadOnlyList<string> sites)
    {
        var times = new LocalTimes(site.TimeZone);
        return Layout.Page("Scenarios side by side", SiteBoard.Header(site, sites), new Html().Add($"""
            <article class="order scenarios">
            <p class="back"><a href="{ScenariosPage.Path(site.Site)}">All scenarios</a></p>
            <h1>Side by side</h1>
            <p class="lead">All on the present floor, with the same random numbers.</p>
            {Stale(compared)}
            {Sums(site, compared)}
            <p class="hint">Below each difference stands its 95 % interval; what may be nothing is grey.</p>
            <h2>Orders that one of them changes</h2>
            {Orders(site, compared, times)}
            <p class="asof">As of {times.Minute(compared.AsOf)} {site.TimeZone} · position {compared.Position}</p>
            </article>
            """));
    }

    private static Html Stale(ComparisonView compared)
    {
        var notices = new Html();
        foreach (var one in compared.Items.Where(one => one.Stale is not null))
            notices.Add($"<p class=\"notice\" role=\"status\">{one.Name} does not hold any more. {one.Stale}</p>");
        return notices;
    }

    private static Html Sums(SiteView site, ComparisonView compared)
    {
        var head = new Html().Add($"<th scope=\"col\"></th><th scope=\"col\">As it is</th>");
        foreach (var one in compared.Items)
            head.Add($"<th scope=\"col\"><a href=\"{ScenarioPage.Path(site.Site, one.Id)}\">{one.Name}</a></th>");
        var rows = new Html();
        Row(rows, "Expected late orders", $"{compared.Base?.ExpectedLateOrders:0.00}", compared, one => Figures.Of(one.Difference?.ExpectedLateOrders, Figures.Orders));
        Row(rows, "Expected lateness", LocalTimes.Span(compared.Base?.ExpectedTardinessMinutes ?? 0), compared, one => Figures.Of(one.Difference?.ExpectedTardinessMinutes, Figures.Lateness));
        Row(rows, "Its cost", Figures.Money(compared.Base?.ExpectedTardinessCost ?? 0, site.Currency), compared, one => Figures.Of(one.Difference?.ExpectedTardinessCost, value => Figures.MoneyMore(value, site.Currency)));
        Row(rows, "Orders late or at risk", $"{compared.Base?.Late + compared.Base?.AtRisk}", compared, one => new Html().Add($"{(one.Kpis is { } kpis ? $"{kpis.Late + kpis.AtRisk}" : "–")}"));
        Row(rows, $"Utilisation, next {ScenarioKpis.WindowDays} days", Figures.Share(compared.Base?.Utilisation), compared, one => new Html().Add($"{Figures.Share(one.Kpis?.Utilisation)}"));
        Row(rows, "What the edits cost, as far as known", "", compared, one => new Html().Add($"{Figures.Cost(one.Cost, site.Currency)}"));
        return new Html().Add($"<div class=\"scroll\"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>");
    }

    private static void Row(Html rows, string name, string present, ComparisonView compared, Func<ComparedScenario, Html> cell)
    {
        rows.Add($"<tr><th scope=\"row\">{name}</th><td>{present}</td>");
        foreach (var one in compared.Items)
            rows.Add($"<td>{cell(one)}</td>");
        rows.Add($"</tr>");
    }

    private static Html Orders(SiteView site, ComparisonView compared, LocalTimes times)
    {
        if (compared.Orders.Count == 0)
            return new Html().Add($"<p class=\"calm\">No order changes.</p>");
        var head = new Html().Add($"<th scope=\"col\">Order</th><th scope=\"col\">As it is</th>");
        foreach (var one in compared.Items)
            head.Add($"<th scope=\"col\">{one.Name}</th>");
        var rows = new Html();
        foreach (var order in compared.Orders.Take(OrdersShown))
        {
            var name = order.Base is null ? new Html().Add($"{order.Order}") : new Html().Add($"<a href=\"{OrderPage.Path(site.Site, order.Order)}\">{order.Order}</a>");
            rows.Add($"<tr><th scope=\"row\">{name}</th><td>{Finish(order.Base, times)}</td>");
            foreach (var finish in order.Scenarios)
                rows.Add($"<td>{Finish(finish, times)}</td>");
            rows.Add($"</tr>");
        }
        var table = new Html().Add($"<div class=\"scroll\"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>");
        return compared.OrdersChanged > OrdersShown ? table.Add($"<p class=\"hint\">The {OrdersShown} most changed of {compared.OrdersChanged}.</p>") : table;
    }

    private static Html Finish(ComparedFinish? finish, LocalTimes times) => finish is null ? new Html().Add($"–")
        : new Html().Add($"{Badge.Of(finish.Risk)}<span class=\"probability\">{Figures.Share(finish.LateProbability)}</span><span class=\"sub\">80 % {times.Minute(finish.P80)}</span>");
}
