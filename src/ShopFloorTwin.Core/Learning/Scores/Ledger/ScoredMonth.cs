using System.Globalization;

namespace ShopFloorTwin.Core.Learning.Scores.Ledger;

/// <summary>Months as scores are kept by: <c>12 * year + month - 1</c>, UTC.</summary>
public static class ScoredMonth
{
    /// <summary>The month of an instant.</summary>
    /// <param name="ticks">UTC.</param>
    public static int Of(long ticks)
    {
        var time = new DateTime(ticks, DateTimeKind.Utc);
        return 12 * time.Year + time.Month - 1;
    }

    /// <summary>As 2026-03.</summary>
    public static string Name(int month) => string.Create(CultureInfo.InvariantCulture, $"{month / 12:0000}-{month % 12 + 1:00}");

    /// <summary>Null when it is not a month as 2026-03.</summary>
    public static int? Parse(string text) =>
        DateTime.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? 12 * month.Year + month.Month - 1 : null;
}
