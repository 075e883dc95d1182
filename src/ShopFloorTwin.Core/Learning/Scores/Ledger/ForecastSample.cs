using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ShopFloorTwin.Core.Forecast;

namespace ShopFloorTwin.Core.Learning.Scores.Ledger;

/// <summary>
/// One forecast of an order, kept until the order is finished, with what a planner would have gone by instead at that moment.
/// All in minutes after <see cref="MadeAt"/>; NaN: there was none. 68 bytes.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public readonly record struct ForecastSample
{
    /// <summary>Ticks, UTC.</summary>
    public required long MadeAt { get; init; }

    /// <summary>A bit for each <see cref="ScoreHorizon"/> it was taken for.</summary>
    public required ushort Horizons { get; init; }

    /// <summary>Always 0: without it the place up to the next number holds whatever was there, and equal samples are not equal bytes.</summary>
    public ushort Padding { get; private init; }
    public required FourQuantiles Finish { get; init; }

    /// <summary>Median and p80 before the correction by what was scored earlier.</summary>
    public float UncorrectedP50 { get; init; }
    public float UncorrectedP80 { get; init; }

    /// <summary>Probability of being late, 0 to 1; NaN without a due date.</summary>
    public required float Late { get; init; }

    /// <summary>As promised then.</summary>
    public required float Due { get; init; }

    /// <summary>As first planned.</summary>
    public required float Planned { get; init; }

    /// <summary>From the lead times of earlier orders, as known then.</summary>
    public required FourQuantiles History { get; init; }
    public required float HistoryMean { get; init; }

    /// <summary>Samples as bytes, in the form that <see cref="SavedLedger.FormNow"/> stands for: field by field, little-endian.</summary>
    public static byte[] Pack(ReadOnlySpan<ForecastSample> samples) => MemoryMarshal.AsBytes(samples).ToArray();

    /// <summary>Samples from bytes; none where they are of another form.</summary>
    public static ForecastSample[] Unpack(ReadOnlySpan<byte> bytes) =>
        bytes.Length % Unsafe.SizeOf<ForecastSample>() == 0 ? MemoryMarshal.Cast<byte, ForecastSample>(bytes).ToArray() : [];

    internal static ForecastSample Of(OrderForecast forecast, DateTimeOffset asOf, ushort horizons, DateTimeOffset? due, DateTimeOffset? planned, LeadTimeForecast history) => new()
    {
        MadeAt = asOf.UtcTicks,
        Horizons = horizons,
        Finish = new FourQuantiles(After(forecast.P10, asOf), After(forecast.P50, asOf), After(forecast.P80, asOf), After(forecast.P95, asOf)),
        UncorrectedP50 = forecast.UncorrectedP50 > 0 ? forecast.UncorrectedP50 : After(forecast.P50, asOf),
        UncorrectedP80 = forecast.UncorrectedP80 > 0 ? forecast.UncorrectedP80 : After(forecast.P80, asOf),
        Late = due is null ? float.NaN : (float)forecast.LateProbability,
        Due = due is { } promised ? After(promised, asOf) : float.NaN,
        Planned = planned is { } agreed ? After(agreed, asOf) : float.NaN,
        History = history.Quantiles,
        HistoryMean = history.Mean,
    };

    private static float After(DateTimeOffset time, DateTimeOffset asOf) => (float)(time - asOf).TotalMinutes;
}

/// <summary>Quantiles at <see cref="ScoreLevels.Published"/>, in minutes.</summary>
public readonly record struct FourQuantiles(float P10, float P50, float P80, float P95)
{
    internal static FourQuantiles None { get; } = new(float.NaN, float.NaN, float.NaN, float.NaN);

    internal bool IsKnown => !float.IsNaN(P50);

    /// <summary>Seen from a moment so many minutes later; what lies before it is now.</summary>
    internal FourQuantiles Later(double minutes) =>
        new(Left(P10, minutes), Left(P50, minutes), Left(P80, minutes), Left(P95, minutes));

    internal void CopyTo(Span<double> into) => (into[0], into[1], into[2], into[3]) = (P10, P50, P80, P95);

    private static float Left(float at, double minutes) => Math.Max(0, (float)(at - minutes));
}
