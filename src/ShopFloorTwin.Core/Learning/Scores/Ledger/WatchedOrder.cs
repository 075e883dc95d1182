using ShopFloorTwin.Core.Learning.Variance;

namespace ShopFloorTwin.Core.Learning.Scores.Ledger;

/// <summary>An open order and the forecasts of it that wait to be scored.</summary>
internal sealed class WatchedOrder(string id)
{
    public string Id { get; } = id;

    /// <summary>Ticks of its first forecast.</summary>
    public long FirstSeen { get; init; }

    /// <summary>Ticks from which its lead time counts: its first operation's start, where that was before it was first seen.</summary>
    public long Since { get; init; }

    /// <summary>A bit for each horizon that is not to be taken any more.</summary>
    public ushort Taken { get; set; }

    /// <summary>By time. Never changed in place: who keeps a copy may go on reading.</summary>
    public ForecastSample[] Samples { get; set; } = [];

    /// <summary>Minutes of work and scrap as foreseen with the first forecast.</summary>
    public OrderPrediction Predicted { get; init; } = OrderPrediction.None;

    /// <summary>Of its first forecast; null: that has been judged.</summary>
    public DriftTrial? Trial { get; set; }

    /// <summary>Index of the order among the twins, when last seen.</summary>
    public int Place { get; set; } = -1;

    /// <summary>Keeps a forecast, or notes on the one of this very moment that it stands for more horizons.</summary>
    public void Add(in ForecastSample sample)
    {
        Taken |= sample.Horizons;
        if (Samples is [.., var last] && last.MadeAt == sample.MadeAt)
            Samples = [.. Samples[..^1], last with { Horizons = (ushort)(last.Horizons | sample.Horizons) }];
        else
            Samples = [.. Samples, sample];
    }
}
