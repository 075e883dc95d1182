using System.Text.Json.Serialization;

namespace ShopFloorTwin.Core.Learning.Scores.Ledger;

/// <summary>How the forecasts of a site have come to be off.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DriftKind>))]
public enum DriftKind
{
    /// <summary>Orders finish later than said.</summary>
    [JsonStringEnumMemberName("later")] Later,

    /// <summary>Orders finish earlier than said.</summary>
    [JsonStringEnumMemberName("earlier")] Earlier,

    /// <summary>Finishes lie further out than said, on either side: the spread was too small.</summary>
    [JsonStringEnumMemberName("wider")] Wider,

    /// <summary>Finishes lie nearer to the middle than said: the spread was too large.</summary>
    [JsonStringEnumMemberName("narrower")] Narrower,
}

/// <summary>
/// Watches whether finishes lie among the quantiles of their forecasts as often as they should, from one forecast of each order, the first,
/// judged when its p95 has come.
/// Where a finish lies (below p10, p10 to p50, p50 to p80, p80 to p95, beyond) is turned into a normal score, which with right forecasts
/// has mean 0 and deviation 1; sums of it find a change of place, sums of its size a change of spread.
/// With right forecasts that are independent of each other either pair of sums signals falsely once in about 1,000 orders.
/// Orders of one floor are not quite independent: the true figure is somewhat lower.
/// </summary>
public sealed class DriftWatch
{
    /// <summary>Orders whose part is kept, to say what was covered lately.</summary>
    public const int Recent = 50;

    internal const double PlaceLimit = 10;
    internal const double SpreadLimit = 10.5;

    // Normal scores of the middles of the five parts, standardised by the parts' probabilities 0.10, 0.40, 0.30, 0.15, 0.05.
    private static readonly double[] Places = [-1.83460, -0.59387, 0.41350, 1.26065, 2.15717];
    private static readonly double[] Sizes = [1.81500, -0.48428, -0.76969, 0.80023, 2.46164];

    private readonly Queue<byte> _recent = new();
    private readonly DriftChart[] _charts = [new(PlaceLimit), new(PlaceLimit), new(SpreadLimit), new(SpreadLimit)];

    /// <summary>An order, in the order in which they are decided.</summary>
    /// <param name="part">0: at or below p10, 1: up to p50, 2: up to p80, 3: up to p95, 4: beyond.</param>
    /// <param name="at">Ticks of its p95.</param>
    public void Add(int part, long at)
    {
        _recent.Enqueue((byte)part);
        if (_recent.Count > Recent)
            _recent.Dequeue();
        _charts[(int)DriftKind.Later].Add(Places[part], at);
        _charts[(int)DriftKind.Earlier].Add(-Places[part], at);
        _charts[(int)DriftKind.Wider].Add(Sizes[part], at);
        _charts[(int)DriftKind.Narrower].Add(-Sizes[part], at);
    }

    /// <summary>The part of a forecast that a finish lies in.</summary>
    internal static int PartOf(in FourQuantiles forecast, double actual) =>
        actual <= forecast.P10 ? 0 : actual <= forecast.P50 ? 1 : actual <= forecast.P80 ? 2 : actual <= forecast.P95 ? 3 : 4;

    /// <summary>What is off at present; empty: nothing.</summary>
    public IReadOnlyList<Drift> Open() =>
        [.. Enum.GetValues<DriftKind>().Where(kind => _charts[(int)kind].IsOpen).Select(kind => Drift.Of(kind, _charts[(int)kind], [.. _recent]))];

    internal byte[] SaveRecent() => [.. _recent];

    internal SavedChart[] SaveCharts() => [.. _charts.Select(chart => chart.Save())];

    internal void Load(IReadOnlyList<SavedChart> charts, IReadOnlyList<byte> recent)
    {
        foreach (var (chart, saved) in _charts.Zip(charts))
            chart.Load(saved);
        foreach (var part in recent.Where(part => part < Places.Length).TakeLast(Recent))
            _recent.Enqueue(part);
    }
}
