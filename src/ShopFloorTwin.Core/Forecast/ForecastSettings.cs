using ShopFloorTwin.Core.Learning;

namespace ShopFloorTwin.Core.Forecast;

/// <summary>What a forecast depends on besides twins and time.</summary>
public sealed record ForecastSettings
{
    /// <summary>Samples per quantity, rounded up to a multiple of 16.</summary>
    public int Samples { get; init; } = 256;

    /// <summary>Seed of the common random numbers.</summary>
    public ulong Seed { get; init; } = 20261102;

    /// <summary>What is believed about durations, repairs, suppliers; the stated priors until there is history.</summary>
    public IBeliefs Beliefs { get; init; } = StatedPriors.Instance;
}
