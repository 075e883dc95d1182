using Orleans.Concurrency;
using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Orleans.Contracts;

/// <summary>What the floor grain of a site knows of how right its forecasts were.</summary>
[Alias("shopfloortwin.floor-scores")]
public interface IFloorScores : IGrainWithStringKey
{
    /// <summary>As <see cref="ISiteTwin.ScorecardAsync"/>.</summary>
    [Alias("Scorecard"), AlwaysInterleave]
    Task<Carried> ScorecardAsync(Carried query, CancellationToken cancellation);

    /// <summary>As <see cref="ISiteTwin.VarianceAsync"/>.</summary>
    [Alias("Variance"), AlwaysInterleave]
    Task<Carried> VarianceAsync(Carried query, CancellationToken cancellation);
}
