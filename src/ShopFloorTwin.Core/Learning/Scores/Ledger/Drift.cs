using System.Globalization;

namespace ShopFloorTwin.Core.Learning.Scores.Ledger;

/// <summary>A change that was found, and is not over.</summary>
/// <param name="Kind">How the forecasts are off.</param>
/// <param name="Text">In words.</param>
/// <param name="Since">From when on it shows: the p95 of the first such order.</param>
/// <param name="Orders">Whose p95 has come since.</param>
/// <param name="Last">Orders that <paramref name="Covered"/> is of: those whose p95 came last.</param>
/// <param name="Covered">Share of them done by each quantile of their first forecast.</param>
public sealed record Drift(DriftKind Kind, string Text, DateTimeOffset Since, int Orders, int Last, ByLevel Covered)
{
    internal static Drift Of(DriftKind kind, DriftChart chart, byte[] recent)
    {
        var since = new DateTimeOffset(chart.Since, TimeSpan.Zero);
        double Share(int parts) => recent.Count(part => part < parts) / (double)recent.Length;
        var covered = new ByLevel(Share(2), Share(3), Share(4));
        return new Drift(kind, Words(kind, since, recent.Length, covered, Share(1)), since, chart.Count, recent.Length, covered);
    }

    private static string Words(DriftKind kind, DateTimeOffset since, int last, ByLevel covered, double below)
    {
        var day = since.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        var within = covered.P95 - below;
        return kind switch
        {
            DriftKind.Later => $"Since {day} orders finish later than forecast: the p80 held for {Percent(covered.P80)} of the last {last}.",
            DriftKind.Earlier => $"Since {day} orders finish earlier than forecast: {Percent(covered.P50)} of the last {last} came before their p50.",
            DriftKind.Wider => $"Since {day} finishes lie further out than forecast: of the last {last}, {Percent(within)} came between their p10 and p95, not 85 %.",
            _ => $"Since {day} finishes lie nearer to the middle than forecast: of the last {last}, {Percent(within)} came between their p10 and p95, not 85 %.",
        };
    }

    private static string Percent(double? share) => share?.ToString("0 %", CultureInfo.InvariantCulture) ?? "–";
}
