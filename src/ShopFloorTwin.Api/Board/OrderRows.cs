using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Api.Board;

/// <summary>The orders of the board, one row each, worst first.</summary>
internal static class OrderRows
{
    public static Html Of(BoardData data, LocalTimes times)
    {
        var orders = data.Orders.Items;
        if (orders.Count == 0)
            return new Html().Add($"<p class=\"calm\">No orders here. The floor is on track.</p>");
        var axis = TimeAxis.Over(orders, data.Orders.AsOf);
        var rows = new Html();
        foreach (var order in orders)
            Row(rows, data, order, axis, times);
        return new Html().Add($"""
            <table class="orders" role="table" aria-label="Orders, worst first">
            <thead role="rowgroup"><tr role="row">
            <th role="columnheader" scope="col">Risk</th>
            <th role="columnheader" scope="col">Order</th>
            <th role="columnheader" scope="col">Due</th>
            <th role="columnheader" scope="col" class="fan-head">Forecast {Fan.Scale(axis, times)}</th>
            <th role="columnheader" scope="col">Late by</th>
            <th role="columnheader" scope="col">Because</th>
            <th role="columnheader" scope="col">Since</th>
            </tr></thead>
            <tbody role="rowgroup">
            {rows}
            </tbody>
            </table>
            {Fan.Legend}
            {Next(data)}
            """);
    }

    private static void Row(Html rows, BoardData data, OrderView order, TimeAxis axis, LocalTimes times) => rows.Add($"""
        <tr role="row" class="{Badge.Kind(order.Risk)}" data-order="{order.Id}" data-risk="{Badge.Kind(order.Risk)}">
        <td role="cell" class="c-risk">{Badge.Of(order.Risk)}<span class="probability">{Math.Round(100 * order.LateProbability)} %</span></td>
        <td role="cell" class="c-order"><a href="{OrderPage.Path(data.Site.Site, order.Id)}">{order.Id}</a>{Urgency(order)}<span class="sub">{order.Product} × {order.Quantity}{Customer(order)}</span></td>
        <td role="cell" class="c-due">{times.Minute(order.Due)}</td>
        <td role="cell" class="c-fan">{Fan.Of(order, axis, times)}<span class="sub">{Finish(order, times)}</span></td>
        <td role="cell" class="c-late">{Lateness(order)}</td>
        <td role="cell" class="c-cause">{Causes.Short(order)}</td>
        <td role="cell" class="c-since">{Since(order, data.Orders.AsOf)}</td>
        </tr>
        """);

    private static string Customer(OrderView order) => order.Customer is { } customer ? " · " + customer : "";

    private static Html Urgency(OrderView order) =>
        order.Priority > 0 ? new Html().Add($"<span class=\"urgent\" title=\"Priority {order.Priority}\">urgent</span>") : new Html();

    private static string Finish(OrderView order, LocalTimes times) =>
        order.Forecast is { } forecast ? $"50 % {times.Minute(forecast.P50)} · 80 % {times.Minute(forecast.P80)}" : "";

    private static string Lateness(OrderView order) =>
        order.ExpectedLatenessMinutes >= 1 ? LocalTimes.Span(order.ExpectedLatenessMinutes) : "–";

    private static string Since(OrderView order, DateTimeOffset asOf) =>
        order.RiskSince is { } since ? LocalTimes.Span(asOf - since) : "–";

    private static Html Next(BoardData data) => data.Orders.Next is { } next
        ? new Html().Add($"<p class=\"next\"><a href=\"{SiteBoard.Path(data.Site.Site)}?show={data.Filter.Show}&amp;after={Uri.EscapeDataString(next)}\">Next orders</a></p>")
        : new Html();
}
