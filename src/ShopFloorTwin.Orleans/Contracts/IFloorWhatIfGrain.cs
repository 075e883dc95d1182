using Orleans.Concurrency;
using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Orleans.Contracts;

/// <summary>What-ifs of a site: on an interface of its own, for silos of before it existed.</summary>
[Alias("shopfloortwin.floor-what-if")]
public interface IFloorWhatIfGrain : IGrainWithStringKey
{
    /// <summary>As <see cref="ISiteTwin.WhatIfAsync"/>. Interleaves: it is worked out on the published picture, on a thread of its own.</summary>
    [Alias("WhatIf"), AlwaysInterleave]
    Task<Carried> WhatIfAsync(Carried question, string caller, CancellationToken cancellation);
}
