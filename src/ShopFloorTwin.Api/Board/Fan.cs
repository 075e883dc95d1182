using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Api.Board;

/// <summary>An order's forecast as a picture: p10 to p95, the part behind the due date marked as late.</summary>
internal static class Fan
{
    private const double LastLabel = 86;

    public static Html Of(OrderView order, TimeAxis axis, LocalTimes times)
    {
        if (order.Forecast is not { } forecast)
            return new Html().Add($"<span class=\"none\">no forecast</span>");
        var svg = new Html().Add($"""
            <svg class="fan" role="img" aria-label="{Words(order, forecast, times)}">
            <title>{Words(order, forecast, times)}</title>
            """);
        foreach (var (x, _) in axis.Days(times))
            Line(svg, "grid", x, 0, 100);
        Line(svg, "now", axis.X(axis.Now), 0, 100);
        if (order.Due < forecast.P10)
            svg.Add($"<line class=\"gap\" x1=\"{axis.X(order.Due.Value)}%\" x2=\"{axis.X(forecast.P10)}%\" y1=\"50%\" y2=\"50%\"/>");
        Bar(svg, axis, forecast.P10, forecast.P95, order.Due, 20);
        Bar(svg, axis, forecast.P10, forecast.P80, order.Due, 40);
        Line(svg, "p50", axis.X(forecast.P50), 22, 78);
        Line(svg, "p80", axis.X(forecast.P80), 30, 70);
        if (axis.IsBeyond(forecast.P95))
            svg.Add($"<svg x=\"100%\" y=\"50%\" overflow=\"visible\"><path class=\"beyond\" d=\"M-7 -5l6 5l-6 5\"/></svg>");
        if (order.Due is { } due)
        {
            Line(svg, "due", axis.X(due), 0, 100);
            svg.Add($"<svg x=\"{axis.X(due)}%\" y=\"0\" overflow=\"visible\"><path class=\"due-flag\" d=\"M0 0h9l-3 4l3 4h-9z\"/></svg>");
        }
        return svg.Add($"</svg>");
    }

    /// <summary>The scale above the fans.</summary>
    public static Html Scale(TimeAxis axis, LocalTimes times)
    {
        var svg = new Html().Add($"<svg class=\"scale\" aria-hidden=\"true\">");
        foreach (var (x, day) in axis.Days(times))
        {
            if (x < LastLabel)
                svg.Add($"<text x=\"{x}%\" y=\"12\" dx=\"3\">{times.Day(day)}</text>");
        }
        return svg.Add($"</svg>");
    }

    /// <summary>How to read a fan.</summary>
    public static Html Legend { get; } = new Html().Add($"""
        <p class="legend"><svg width="34" height="14" aria-hidden="true"><rect class="intime" x="2" y="4" width="10" height="6"/><rect class="overdue" x="12" y="4" width="12" height="6"/><rect class="overdue" x="24" y="5.5" width="9" height="3"/></svg>
        finish from 10 % to 95 %, thick up to 80 %, red behind due
        <svg width="6" height="14" aria-hidden="true"><line class="p50" x1="3" x2="3" y1="1" y2="13"/></svg> 50 %
        <svg width="12" height="14" aria-hidden="true"><line class="due" x1="2" x2="2" y1="0" y2="14"/><path class="due-flag" d="M2 0h9l-3 4l3 4h-9z"/></svg> due
        <svg width="6" height="14" aria-hidden="true"><line class="now" x1="3" x2="3" y1="0" y2="14"/></svg> now</p>
        """);

    private static void Bar(Html svg, TimeAxis axis, DateTimeOffset from, DateTimeOffset to, DateTimeOffset? due, double height)
    {
        var (left, right) = (axis.X(from), axis.X(to));
        var split = due is { } limit ? Math.Clamp(axis.X(limit), left, right) : right;
        Piece(svg, "intime", left, split, height);
        Piece(svg, "overdue", split, right, height);
    }

    private static void Piece(Html svg, string kind, double left, double right, double height)
    {
        if (right > left)
            svg.Add($"<rect class=\"{kind}\" x=\"{left}%\" y=\"{50 - height / 2}%\" width=\"{right - left}%\" height=\"{height}%\"/>");
    }

    private static void Line(Html svg, string kind, double x, double top, double bottom) =>
        svg.Add($"<line class=\"{kind}\" x1=\"{x}%\" x2=\"{x}%\" y1=\"{top}%\" y2=\"{bottom}%\"/>");

    private static string Words(OrderView order, ForecastView forecast, LocalTimes times) =>
        $"Finish: 10 % {times.Minute(forecast.P10)}, 50 % {times.Minute(forecast.P50)}, 80 % {times.Minute(forecast.P80)}, "
        + $"95 % {times.Minute(forecast.P95)}; due {times.Minute(order.Due)}";
}
