using ShopFloorTwin.Core.Orders;

namespace ShopFloorTwin.Api.Board;

/// <summary>An order's forecast as a picture: p10 to p95, the part behind the due date marked as late.</summary>
internal static class Fan
{
    private const double Height = 32;
    private const double Middle = Height / 2;

    public static Html Of(OrderView order, TimeAxis axis, LocalTimes times)
    {
        if (order.Forecast is not { } forecast)
            return new Html().Add($"<span class=\"none\">no forecast</span>");
        var svg = new Html().Add($"""
            <svg class="fan" viewBox="0 0 {TimeAxis.Width} {Height}" preserveAspectRatio="none" role="img" aria-label="{Words(order, forecast, times)}">
            <title>{Words(order, forecast, times)}</title>
            """);
        foreach (var (x, _) in axis.Days(times))
            svg.Add($"<line class=\"grid\" x1=\"{x}\" x2=\"{x}\" y1=\"0\" y2=\"{Height}\"/>");
        svg.Add($"<line class=\"now\" x1=\"{axis.X(axis.Now)}\" x2=\"{axis.X(axis.Now)}\" y1=\"0\" y2=\"{Height}\"/>");
        Bar(svg, axis, forecast.P10, forecast.P95, order.Due, 6);
        Bar(svg, axis, forecast.P10, forecast.P80, order.Due, 12);
        Tick(svg, "p50", axis.X(forecast.P50), 18);
        Tick(svg, "p80", axis.X(forecast.P80), 12);
        if (axis.IsBeyond(forecast.P95))
            svg.Add($"<path class=\"beyond\" d=\"M{TimeAxis.Width - 7} {Middle - 5}l6 5l-6 5\"/>");
        if (order.Due is { } due)
        {
            var x = axis.X(due);
            svg.Add($"<line class=\"due\" x1=\"{x}\" x2=\"{x}\" y1=\"1\" y2=\"{Height - 1}\"/><path class=\"due-flag\" d=\"M{x} 1h7l-2.5 3.5l2.5 3.5h-7z\"/>");
        }
        return svg.Add($"</svg>");
    }

    /// <summary>The scale above the fans.</summary>
    public static Html Scale(TimeAxis axis, LocalTimes times)
    {
        var svg = new Html().Add($"<svg class=\"scale\" viewBox=\"0 0 {TimeAxis.Width} 14\" aria-hidden=\"true\">");
        foreach (var (x, day) in axis.Days(times))
        {
            if (x < TimeAxis.Width - 30)
                svg.Add($"<text x=\"{x + 2}\" y=\"11\">{times.Day(day)}</text>");
        }
        return svg.Add($"</svg>");
    }

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
            svg.Add($"<rect class=\"{kind}\" x=\"{left}\" y=\"{Middle - height / 2}\" width=\"{right - left}\" height=\"{height}\"/>");
    }

    private static void Tick(Html svg, string kind, double x, double height) =>
        svg.Add($"<line class=\"{kind}\" x1=\"{x}\" x2=\"{x}\" y1=\"{Middle - height / 2}\" y2=\"{Middle + height / 2}\"/>");

    private static string Words(OrderView order, ForecastView forecast, LocalTimes times) =>
        $"Finish: 10 % {times.Minute(forecast.P10)}, 50 % {times.Minute(forecast.P50)}, 80 % {times.Minute(forecast.P80)}, "
        + $"95 % {times.Minute(forecast.P95)}; due {times.Minute(order.Due)}";
}
