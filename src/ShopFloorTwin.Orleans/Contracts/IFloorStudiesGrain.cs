using Orleans.Concurrency;
using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Orleans.Contracts;

/// <summary>Studies of a site's floor: on an interface of its own, for silos of before it existed. All interleave: they take seconds, on threads of their own.</summary>
[Alias("shopfloortwin.floor-studies")]
public interface IFloorStudiesGrain : IGrainWithStringKey
{
    /// <summary>As <see cref="ISiteTwin.ReadKeptAsync"/>.</summary>
    [Alias("ReadKept"), AlwaysInterleave]
    Task<Carried> ReadKeptAsync(Carried question, string caller, CancellationToken cancellation);

    /// <summary>As <see cref="ISiteTwin.StressAsync"/>.</summary>
    [Alias("Stress"), AlwaysInterleave]
    Task<Carried> StressAsync(Carried question, string caller, CancellationToken cancellation);

    /// <summary>As <see cref="ISiteTwin.SweepAsync"/>.</summary>
    [Alias("Sweep"), AlwaysInterleave]
    Task<Carried> SweepAsync(Carried variants, string caller, CancellationToken cancellation);

    /// <summary>As <see cref="ISiteTwin.MonteCarloAsync"/>; a fault is the last one.</summary>
    [Alias("MonteCarlo"), AlwaysInterleave]
    IAsyncEnumerable<Carried> MonteCarloAsync(Carried question, string caller, CancellationToken cancellation);

    /// <summary>As <see cref="ISiteTwin.CancelMonteCarloAsync"/>.</summary>
    [Alias("CancelMonteCarlo"), AlwaysInterleave]
    Task<bool> CancelMonteCarloAsync(string id, string? caller, CancellationToken cancellation);
}
