using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Api.Board;

/// <summary>One order: its four dates, its operations, its causes with their chains.</summary>
internal static class OrderPage
{
    public static string Path(string site, string order) => $"{SiteBoard.Path(site)}/orders/{Uri.EscapeDataString(order)}";

    public static Html Of(SiteView site, OrderView order, IReadOnlyList<string> sites)
    {
        var times = new LocalTimes(site.TimeZone);
        var axis = TimeAxis.Over([order], order.AsOf);
        return Layout.Page(order.Id, SiteBoard.Header(site, sites), new Html().Add($"""
            <p id="announce" class="hidden" aria-live="polite"></p>
            <div id="live" data-source="{Path(site.Site, order.Id)}" data-stream="/api/v1/sites/{Uri.EscapeDataString(site.Site)}/stream">
            <article class="order">
            <p class="back"><a href="{SiteBoard.Path(site.Site)}">All orders at risk</a></p>
            <h1>{order.Id} {Badge.Of(order.Risk)}</h1>
            <p class="lead">{order.Product} × {order.Quantity}{For(order)} · {Math.Round(100 * order.LateProbability)} % likely to be late{By(order)}</p>
            <div class="wide">{Fan.Scale(axis, times)}{Fan.Of(order, axis, times)}</div>
            {Dates(order, times)}
            <h2>Because</h2>
            {Causes.All(order)}
            {Help(site, order)}
            <h2>Operations</h2>
            {Operations(order, times)}
            <p class="asof">As of {times.Minute(order.AsOf)} {site.TimeZone} · position {order.Position}</p>
            </article>
            </div>
            """), isLive: true);
    }

    private static Html Help(SiteView site, OrderView order) => order.Forecast is null || order.LateProbability <= 0
        ? new Html()
        : new Html().Add($"<p><a href=\"{SuggestionsPage.Path(site.Site, order.Id)}\">What would help?</a></p>");

    private static string For(OrderView order) => order.Customer is { } customer ? $" for {customer}" : "";

    private static string By(OrderView order) =>
        order.ExpectedLatenessMinutes >= 1 ? $", by {LocalTimes.Span(order.ExpectedLatenessMinutes)} on average" : "";

    private static Html Dates(OrderView order, LocalTimes times) => new Html().Add($"""
        <dl class="dates">
        <div><dt>Due</dt><dd>{times.Minute(order.Due)}</dd></div>
        <div><dt>Baseline</dt><dd>{times.Minute(order.Baseline)}</dd></div>
        <div><dt>Forecast, 50 %</dt><dd>{times.Minute(order.Forecast?.P50)}</dd></div>
        <div><dt>Forecast, 80 %</dt><dd>{times.Minute(order.Forecast?.P80)}</dd></div>
        <div><dt>Actual</dt><dd>{times.Minute(order.Actual)}</dd></div>
        <div><dt>Done</dt><dd>{order.Done} of {order.Quantity}</dd></div>
        </dl>
        """);

    private static Html Operations(OrderView order, LocalTimes times)
    {
        var table = new Html().Add($"""
            <div class="scroll"><table class="operations"><thead><tr>
            <th scope="col">Operation</th><th scope="col">Work center</th><th scope="col">State</th>
            <th scope="col">Planned</th><th scope="col">Done</th><th scope="col">Start</th><th scope="col">Finish</th>
            </tr></thead><tbody>
            """);
        foreach (var operation in order.Operations ?? [])
        {
            table.Add($"""
                <tr><td>{operation.Operation} {operation.Name}</td><td>{operation.WorkCenter}</td>
                <td><span class="state">{operation.State.ToString().ToLowerInvariant()}</span></td>
                <td>{LocalTimes.Span(operation.PlannedMinutes)}</td><td>{operation.Done}{Scrap(operation)}</td>
                <td>{Moment(operation.StartedAt, operation.ForecastStart, times)}</td><td>{Moment(operation.FinishedAt, operation.ForecastFinish, times)}</td></tr>
                """);
        }
        return table.Add($"</tbody></table></div>");
    }

    private static string Scrap(OperationView operation) => operation.Scrap > 0 ? $" (scrap {operation.Scrap:0.##})" : "";

    private static Html Moment(DateTimeOffset? actual, DateTimeOffset? forecast, LocalTimes times) => actual is not null
        ? new Html().Add($"{times.Minute(actual)}")
        : new Html().Add($"<span class=\"expected\">{times.Minute(forecast)}</span>");
}
