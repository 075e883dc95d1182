using System.Globalization;
using ShopFloorTwin.Core.Learning.Scores;

namespace ShopFloorTwin.Api.Board;

/// <summary>The square that the scorecard's drawings share: both ways from 0 to 100 %.</summary>
internal static class Square
{
    public const double Left = 42, Top = 8, Size = 200;

    public static Html Open(string words, string x = "") => new Html().Add($"""
        <svg class="chart" viewBox="0 0 264 {(x.Length > 0 ? 250 : 230)}" role="img" aria-label="{words}"><title>{words}</title>
        """);

    /// <summary>Lines and figures at every quarter, upwards.</summary>
    public static void Grid(Html svg)
    {
        for (var quarter = 0; quarter <= 4; quarter++)
        {
            var y = Y(quarter / 4.0);
            svg.Add($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Left + Size}\" y1=\"{y}\" y2=\"{y}\"/><text class=\"tick end\" x=\"{Left - 5}\" y=\"{y + 4}\">{quarter * 25} %</text>");
        }
    }

    public static double X(double share) => Left + Size * share;

    public static double Y(double share) => Top + Size * (1 - share);

    public static string Percent(double? share) => share?.ToString("0 %", CultureInfo.InvariantCulture) ?? "–";
}

/// <summary>How many orders were done by each quantile, against how many should have been.</summary>
internal static class CoverageBars
{
    private const double Width = 36;

    public static Html Of(ScoreFigures twin)
    {
        var bars = new (string Name, double Nominal, double? Covered)[] { ("p50", 0.5, twin.Coverage.P50), ("p80", 0.8, twin.Coverage.P80), ("p95", 0.95, twin.Coverage.P95) };
        var svg = Square.Open(string.Join(", ", bars.Select(bar => $"{Square.Percent(bar.Covered)} done by {bar.Name}, {Square.Percent(bar.Nominal)} is right")));
        Square.Grid(svg);
        for (var i = 0; i < bars.Length; i++)
        {
            var (name, nominal, covered) = bars[i];
            var middle = Square.X((i + 0.5) / bars.Length);
            var (top, right) = (Square.Y(covered ?? 0), Square.Y(nominal));
            svg.Add($"""
                <rect class="intime" x="{middle - Width / 2}" y="{top}" width="{Width}" height="{Square.Y(0) - top}"/>
                <line class="nominal" x1="{middle - Width / 2 - 6}" x2="{middle + Width / 2 + 6}" y1="{right}" y2="{right}"/>
                <text class="tick middle figure" x="{middle}" y="{Square.Y(0) - 6}">{Square.Percent(covered)}</text>
                <text class="tick middle" x="{middle}" y="{Square.Y(0) + 16}">{name}</text>
                """);
        }
        return svg.Add($"</svg><p class=\"legend\"><svg width=\"18\" height=\"10\" aria-hidden=\"true\"><line class=\"nominal\" x1=\"0\" x2=\"18\" y1=\"5\" y2=\"5\"/></svg> as it should be</p>");
    }
}

/// <summary>How often orders came late, of those that were said to with about the same probability.</summary>
internal static class ReliabilityCurve
{
    public static Html Of(LateFigures? late)
    {
        if (late is null)
            return new Html().Add($"<p class=\"calm\">No order with a due date was scored.</p>");
        var words = string.Join(", ", late.Reliability.Select(bin => $"said {Square.Percent(bin.Said)}: {Square.Percent(bin.Came)} of {bin.Count}"));
        var svg = Square.Open(words, "said");
        Square.Grid(svg);
        for (var quarter = 0; quarter <= 4; quarter++)
            svg.Add($"<text class=\"tick middle\" x=\"{Square.X(quarter / 4.0)}\" y=\"{Square.Y(0) + 16}\">{quarter * 25} %</text>");
        svg.Add($"<line class=\"nominal\" x1=\"{Square.X(0)}\" y1=\"{Square.Y(0)}\" x2=\"{Square.X(1)}\" y2=\"{Square.Y(1)}\"/>");
        svg.Add($"<polyline class=\"curve\" points=\"{string.Join(' ', late.Reliability.Select(Point))}\"/>");
        var most = late.Reliability.Max(bin => bin.Count);
        foreach (var bin in late.Reliability)
            svg.Add($"<circle class=\"bin\" cx=\"{Square.X(bin.Said)}\" cy=\"{Square.Y(bin.Came)}\" r=\"{3 + 6 * Math.Sqrt(bin.Count / (double)most)}\"><title>said {Square.Percent(bin.Said)}: {Square.Percent(bin.Came)} of {bin.Count} came late</title></circle>");
        svg.Add($"<text class=\"tick middle\" x=\"{Square.X(0.5)}\" y=\"{Square.Y(0) + 34}\">said to be late</text></svg>");
        var skill = late.Skill is { } known ? $", skill {known.ToString("0.00", CultureInfo.InvariantCulture)} against always saying {Square.Percent(late.BaseRate)}" : "";
        return svg.Add($"<p class=\"legend\">{late.Count} forecasts, Brier {late.Brier.ToString("0.000", CultureInfo.InvariantCulture)}{skill}; larger: more forecasts</p>");
    }

    private static string Point(ReliabilityBin bin) => string.Create(CultureInfo.InvariantCulture, $"{Square.X(bin.Said):0.##},{Square.Y(bin.Came):0.##}");
}

/// <summary>Coverage of the p50, p80 and p95 from month to month.</summary>
internal static class CoverageMonths
{
    public static Html Of(IReadOnlyList<MonthScore> months)
    {
        var words = string.Join(", ", months.Select(month => $"{month.Month}: {Square.Percent(month.Score.Coverage.P50)}, {Square.Percent(month.Score.Coverage.P80)}, {Square.Percent(month.Score.Coverage.P95)}"));
        var svg = Square.Open(words);
        Square.Grid(svg);
        Curve(svg, "m50", months, 0.5, month => month.Coverage.P50);
        Curve(svg, "m80", months, 0.8, month => month.Coverage.P80);
        Curve(svg, "m95", months, 0.95, month => month.Coverage.P95);
        svg.Add($"<text class=\"tick\" x=\"{Square.Left}\" y=\"{Square.Y(0) + 16}\">{months[0].Month}</text>");
        if (months.Count > 1)
            svg.Add($"<text class=\"tick end\" x=\"{Square.X(1)}\" y=\"{Square.Y(0) + 16}\">{months[^1].Month}</text>");
        return svg.Add($"""
            </svg><p class="legend">{Key("m50")} p50 {Key("m80")} p80 {Key("m95")} p95, dashed: as it should be</p>
            """);
    }

    private static void Curve(Html svg, string kind, IReadOnlyList<MonthScore> months, double nominal, Func<ScoreFigures, double?> covered)
    {
        var points = new List<(double X, double Y)>();
        for (var i = 0; i < months.Count; i++)
        {
            if (covered(months[i].Score) is { } share)
                points.Add((Square.X((i + 0.5) / months.Count), Square.Y(share)));
        }
        svg.Add($"<line class=\"nominal thin {kind}\" x1=\"{Square.X(0)}\" x2=\"{Square.X(1)}\" y1=\"{Square.Y(nominal)}\" y2=\"{Square.Y(nominal)}\"/>");
        svg.Add($"<polyline class=\"curve {kind}\" points=\"{string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.##},{point.Y:0.##}")))}\"/>");
        foreach (var (x, y) in points)
            svg.Add($"<circle class=\"{kind}\" cx=\"{x}\" cy=\"{y}\" r=\"3\"/>");
    }

    private static Html Key(string kind) => new Html().Add($"<svg width=\"18\" height=\"10\" aria-hidden=\"true\"><line class=\"curve {kind}\" x1=\"0\" x2=\"18\" y1=\"5\" y2=\"5\"/></svg>");
}
