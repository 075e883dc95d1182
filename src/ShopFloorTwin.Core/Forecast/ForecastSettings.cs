using ShopFloorTwin.Core.Learning;
using ShopFloorTwin.Core.Learning.Queues;
using ShopFloorTwin.Core.Sites;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>What a forecast depends on besides twins and time.</summary>
public sealed record ForecastSettings
{
    /// <summary>Samples per quantity, rounded up to a multiple of 16.</summary>
    public int Samples { get; init; } = 256;

    /// <summary>Operations dispatched over all futures together: what is left of a forecast's time for them. 0: none are looked at.</summary>
    public int FutureOperations { get; init; } = 250_000;

    /// <summary>Seed of the common random numbers.</summary>
    public ulong Seed { get; init; } = 20261102;

    /// <summary>Whether forecasts carry <see cref="OrderForecast.Quantiles"/>, to be scored.</summary>
    public bool WithQuantiles { get; init; }

    /// <summary>What is believed about durations, repairs, suppliers, in place of what the twins have learned; null: that.</summary>
    public IBeliefs? Beliefs { get; init; }

    /// <summary>Who goes first where work waits, whatever is believed; null: as believed.</summary>
    public QueueDiscipline? Discipline { get; init; }

    /// <summary>What is believed of a site.</summary>
    public IBeliefs BeliefsOf(SiteTwins twins) => Beliefs ?? new LearnedBeliefs(twins);
}
