using System.Text.Json.Serialization;

namespace ShopFloorTwin.Core.Learning.Scores.Ledger;

/// <summary>The moments of an order's life at which its forecast is kept to be scored.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ScoreHorizon>))]
public enum ScoreHorizon
{
    /// <summary>The first forecast of the order.</summary>
    [JsonStringEnumMemberName("release")] Release,

    /// <summary>Half way from the first forecast to due.</summary>
    [JsonStringEnumMemberName("halfLead")] HalfLead,
    [JsonStringEnumMemberName("14d")] Days14,
    [JsonStringEnumMemberName("7d")] Days7,
    [JsonStringEnumMemberName("3d")] Days3,
    [JsonStringEnumMemberName("1d")] Day1,
    [JsonStringEnumMemberName("8h")] Hours8,

    /// <summary>The first time its risk changed level.</summary>
    [JsonStringEnumMemberName("riskChange")] RiskChange,

    /// <summary>Its first operation started.</summary>
    [JsonStringEnumMemberName("start")] Start,
}

/// <summary>When the horizons of an order are due.</summary>
public static class ScoreHorizons
{
    public static int Count { get; } = Enum.GetValues<ScoreHorizon>().Length;

    /// <summary>Names as the API has them, in the order of the enumeration.</summary>
    public static IReadOnlyList<string> Names { get; } = ["release", "halfLead", "14d", "7d", "3d", "1d", "8h", "riskChange", "start"];

    // A forecast taken later than this share of the horizon behind its mark is one of another horizon: it is left out.
    private const int ToleranceShare = 4;

    private static readonly (ScoreHorizon Horizon, long Ticks)[] BeforeDue =
    [
        (ScoreHorizon.Days14, 14 * TimeSpan.TicksPerDay),
        (ScoreHorizon.Days7, 7 * TimeSpan.TicksPerDay),
        (ScoreHorizon.Days3, 3 * TimeSpan.TicksPerDay),
        (ScoreHorizon.Day1, TimeSpan.TicksPerDay),
        (ScoreHorizon.Hours8, 8 * TimeSpan.TicksPerHour),
    ];

    internal static ushort Bit(ScoreHorizon horizon) => (ushort)(1 << (int)horizon);

    /// <summary>Those to be taken now, of those not taken, and when the next one is.</summary>
    /// <param name="firstSeen">Ticks of the order's first forecast: marks before are never taken.</param>
    /// <param name="due">Ticks; null: there are no marks.</param>
    /// <param name="taken">Horizons taken.</param>
    /// <param name="now">Ticks.</param>
    internal static (ushort Now, long Next) Marks(long firstSeen, long? due, ushort taken, long now)
    {
        if (due is not { } end)
            return (0, long.MaxValue);
        var (found, next) = ((ushort)0, long.MaxValue);
        if (end > firstSeen)
            Look(ScoreHorizon.HalfLead, firstSeen + (end - firstSeen) / 2, (end - firstSeen) / 2);
        foreach (var (horizon, ticks) in BeforeDue)
            Look(horizon, end - ticks, ticks);
        return (found, next);

        void Look(ScoreHorizon horizon, long mark, long length)
        {
            if ((taken & Bit(horizon)) != 0 || mark < firstSeen)
                return;
            if (mark > now)
                next = Math.Min(next, mark);
            else if (now - mark <= length / ToleranceShare)
                found |= Bit(horizon);
        }
    }
}
