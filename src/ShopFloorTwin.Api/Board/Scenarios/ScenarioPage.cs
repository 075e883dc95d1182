using ShopFloorTwin.Api.Scenarios;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Api.Board.Scenarios;

/// <summary>One kept scenario on the present floor: what it changes, how sure that is, whom it helps and whom it harms.</summary>
internal static class ScenarioPage
{
    private const int OrdersShown = 50;

    public static string Path(string site, string id) => $"{ScenariosPage.Path(site)}/{Uri.EscapeDataString(id)}";

    public static Html Of(SiteView site, ScenarioReadingView reading, IReadOnlyList<string> sites)
    {
        var (times, scenario) = (new LocalTimes(site.TimeZone), reading.Scenario);
        return Layout.Page(scenario.Name, SiteBoard.Header(site, sites), new Html().Add($"""
            <article class="order scenarios">
            <p class="back"><a href="{ScenariosPage.Path(site.Site)}">All scenarios</a></p>
            <h1>{scenario.Name}</h1>
            <p class="lead">{scenario.Note}</p>
            {EditList.All(scenario.Edits, site.TimeZone)}
            {Holds(reading.Difference.Text)}
            {(reading.Answer is { } answer ? Answer(site, answer, times) : new Html())}
            <p class="asof">{Committed(scenario, times)}As of {times.Minute(reading.AsOf)} {site.TimeZone} · position {reading.Position} · <a href="/api/v1/sites/{Uri.EscapeDataString(site.Site)}/scenarios/{Uri.EscapeDataString(scenario.Id)}">as JSON</a></p>
            </article>
            """));
    }

    public static Html Holds(string? stale) => stale is null ? new Html() : new Html().Add($"<p class=\"notice\" role=\"status\">It does not hold any more. {stale}</p>");

    private static string Committed(ScenarioView scenario, LocalTimes times) => scenario.CommittedAt is { } at ? $"Committed {times.Minute(at)} as {scenario.Decisions.Count} decisions · " : "";

    private static Html Answer(SiteView site, WhatIfAnswer answer, LocalTimes times) => new Html().Add($"""
        <h2>The site</h2>
        {Sums(answer)}
        <p class="hint">Base and scenario draw the same random numbers. Below each difference stands its 95 % interval; what may be nothing is grey.</p>
        <h2>Orders that change</h2>
        {Orders(site, answer, times)}
        {Places(answer)}
        """);

    private static Html Sums(WhatIfAnswer answer)
    {
        var (was, will, difference) = (answer.Base.Kpis, answer.Scenario.Kpis, answer.Difference);
        return new Html().Add($"""
            <div class="scroll"><table><thead><tr><th scope="col"></th><th scope="col">As it is</th><th scope="col">With it</th><th scope="col">Difference</th></tr></thead><tbody>
            <tr><th scope="row">Expected late orders</th><td>{was.ExpectedLateOrders}</td><td>{will.ExpectedLateOrders}</td><td>{Figures.Of(difference.ExpectedLateOrders, Figures.Orders)}</td></tr>
            <tr><th scope="row">Expected lateness</th><td>{LocalTimes.Span(was.ExpectedTardinessMinutes)}</td><td>{LocalTimes.Span(will.ExpectedTardinessMinutes)}</td><td>{Figures.Of(difference.ExpectedTardinessMinutes, Figures.Lateness)}</td></tr>
            <tr><th scope="row">Its cost</th><td>{Figures.Money(was.ExpectedTardinessCost, answer.Currency)}</td><td>{Figures.Money(will.ExpectedTardinessCost, answer.Currency)}</td><td>{Figures.Of(difference.ExpectedTardinessCost, value => Figures.MoneyMore(value, answer.Currency))}</td></tr>
            <tr><th scope="row">Orders late or at risk</th><td>{was.Late + was.AtRisk}</td><td>{will.Late + will.AtRisk}</td><td>{will.Late + will.AtRisk - was.Late - was.AtRisk}</td></tr>
            <tr><th scope="row">Utilisation, next {ScenarioKpis.WindowDays} days</th><td>{Figures.Share(was.Utilisation)}</td><td>{Figures.Share(will.Utilisation)}</td><td></td></tr>
            <tr><th scope="row">What the edits cost, as far as known</th><td></td><td>{Figures.Cost(answer.Cost, answer.Currency)}</td><td></td></tr>
            </tbody></table></div>
            """);
    }

    private static Html Orders(SiteView site, WhatIfAnswer answer, LocalTimes times)
    {
        if (answer.Orders.Count == 0)
            return new Html().Add($"<p class=\"calm\">No order changes.</p>");
        var table = new Html().Add($"""
            <div class="scroll"><table><thead><tr><th scope="col">Order</th><th scope="col">Risk</th><th scope="col">80 % by, as it is</th><th scope="col">80 % by, with it</th>
            <th scope="col">Late, as it is</th><th scope="col">Late, with it</th><th scope="col">Lateness</th><th scope="col">Because, with it</th></tr></thead><tbody>
            """);
        foreach (var order in answer.Orders.Take(OrdersShown))
        {
            var (before, after) = (order.Before, order.After);
            table.Add($"""
                <tr><th scope="row">{Name(site, order)}</th><td>{Risks(before, after)}</td><td>{times.Minute(before?.Forecast.P80)}</td><td>{times.Minute(after?.Forecast.P80)}</td>
                <td>{Figures.Share(before?.LateProbability)}</td><td>{Figures.Share(after?.LateProbability)}</td><td>{Figures.Of(order.ExpectedLatenessMinutes, Figures.Lateness)}</td>
                <td class="c-cause"><span class="cause">{(after is { Causes: [var first, ..] } ? first.Text : "")}</span></td></tr>
                """);
        }
        table.Add($"</tbody></table></div>");
        return answer.OrdersChanged > OrdersShown ? table.Add($"<p class=\"hint\">The {OrdersShown} most changed of {answer.OrdersChanged}.</p>") : table;
    }

    private static Html Name(SiteView site, OrderDifference order) => order.Change == OrderChangeKind.Added
        ? new Html().Add($"{order.Order}<span class=\"sub\">new</span>")
        : new Html().Add($"<a href=\"{OrderPage.Path(site.Site, order.Order)}\">{order.Order}</a>");

    private static Html Risks(OrderAnswer? before, OrderAnswer? after)
    {
        var risks = new Html();
        if (before is not null && before.Risk != after?.Risk)
            risks.Add($"{Badge.Of(before.Risk)} → ");
        return after is null ? risks.Add($"gone") : risks.Add($"{Badge.Of(after.Risk)}");
    }

    /// <summary>Work centers and suppliers that gained or lost, as minutes of lateness that go back to them.</summary>
    private static Html Places(WhatIfAnswer answer)
    {
        if (answer.WorkCenters.Count + answer.Suppliers.Count == 0)
            return new Html();
        var table = new Html().Add($"""
            <h2>Where it comes from</h2>
            <div class="scroll"><table><thead><tr><th scope="col">Work center or supplier</th><th scope="col">Lateness, as it is</th><th scope="col">With it</th><th scope="col">Utilisation, as it is</th><th scope="col">With it</th></tr></thead><tbody>
            """);
        foreach (var one in answer.WorkCenters)
        {
            table.Add($"""
                <tr><th scope="row">{one.Name ?? one.WorkCenter}</th><td>{LocalTimes.Span(one.Before.LatenessMinutes)}</td><td>{LocalTimes.Span(one.After.LatenessMinutes)}</td>
                <td>{Figures.Share(one.Before.Utilisation)}</td><td>{Figures.Share(one.After.Utilisation)}</td></tr>
                """);
        }
        foreach (var one in answer.Suppliers)
            table.Add($"<tr><th scope=\"row\">{one.Name ?? one.Supplier}</th><td>{LocalTimes.Span(one.Before.LatenessMinutes)}</td><td>{LocalTimes.Span(one.After.LatenessMinutes)}</td><td></td><td></td></tr>");
        return table.Add($"</tbody></table></div>");
    }
}
