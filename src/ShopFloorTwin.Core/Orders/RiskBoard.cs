using System.Collections.Immutable;
using ShopFloorTwin.Core.Forecast;

namespace ShopFloorTwin.Core.Orders;

/// <summary>Late probabilities from which an order is watched, at risk, late.</summary>
/// <param name="Watch">From here on: watch.</param>
/// <param name="AtRisk">From here on: at risk.</param>
/// <param name="Late">From here on: late.</param>
/// <param name="Hysteresis">An order steps down only when its probability is this much below the threshold it came over.</param>
public sealed record RiskThresholds(double Watch = 0.1, double AtRisk = 0.3, double Late = 0.8, double Hysteresis = 0.05)
{
    public static RiskThresholds Default { get; } = new();
}

/// <summary>The risk of an order and since when.</summary>
public readonly record struct OrderRisk(Risk Risk, DateTimeOffset Since);

/// <summary>A change of an order's risk.</summary>
public sealed record RiskChange(string Order, Risk From, Risk To, double LateProbability, long Position, DateTimeOffset AsOf);

/// <summary>Risks of the open orders, from one forecast to the next. Immutable.</summary>
public sealed class RiskBoard
{
    private readonly Dictionary<string, OrderRisk> _risks;

    private RiskBoard(Dictionary<string, OrderRisk> risks) => _risks = risks;

    public static RiskBoard Empty { get; } = new([]);

    public static RiskBoard Of(IEnumerable<KeyValuePair<string, OrderRisk>> risks) => new(new Dictionary<string, OrderRisk>(risks, StringComparer.Ordinal));

    public IReadOnlyDictionary<string, OrderRisk> All => _risks;

    public OrderRisk? Find(string order) => _risks.TryGetValue(order, out var risk) ? risk : null;

    /// <summary>The board after a forecast, with what changed against this one; a new order changes from on track.</summary>
    public (RiskBoard Board, ImmutableArray<RiskChange> Changes) After(SiteForecast forecast, RiskThresholds thresholds)
    {
        var next = new Dictionary<string, OrderRisk>(forecast.Orders.Count, StringComparer.Ordinal);
        var changes = ImmutableArray.CreateBuilder<RiskChange>();
        foreach (var order in forecast.Orders)
        {
            var id = forecast.Twins.Orders[order.Order].Id;
            var known = _risks.TryGetValue(id, out var before);
            var risk = Level(order.LateProbability, known ? before.Risk : Risk.OnTrack, thresholds);
            if (known && before.Risk == risk)
            {
                next[id] = before;
                continue;
            }
            next[id] = new OrderRisk(risk, forecast.AsOf);
            if (known || risk != Risk.OnTrack)
                changes.Add(new RiskChange(id, known ? before.Risk : Risk.OnTrack, risk, order.LateProbability, forecast.Twins.Position, forecast.AsOf));
        }
        return (new RiskBoard(next), changes.DrainToImmutable());
    }

    /// <summary>Up at once; down only when clearly below the threshold of the present level.</summary>
    public static Risk Level(double probability, Risk before, RiskThresholds thresholds)
    {
        var plain = Plain(probability, thresholds);
        return plain >= before ? plain : (Risk)Math.Min((int)before, (int)Plain(probability + thresholds.Hysteresis, thresholds));
    }

    private static Risk Plain(double probability, RiskThresholds thresholds) =>
        probability >= thresholds.Late ? Risk.Late
        : probability >= thresholds.AtRisk ? Risk.AtRisk
        : probability >= thresholds.Watch ? Risk.Watch
        : Risk.OnTrack;
}
