using Orleans.Concurrency;
using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Orleans.Contracts;

/// <summary>What the floor of a site is asked beside <see cref="IFloorGrain"/>: on an interface of its own, for silos of before it existed.</summary>
[Alias("shopfloortwin.floor-suggestions")]
public interface IFloorSuggestionsGrain : IGrainWithStringKey
{
    /// <summary>As <see cref="ISiteTwin.SuggestionsAsync"/>. Interleaves: a search takes seconds, on a thread of its own.</summary>
    [Alias("Suggestions"), AlwaysInterleave]
    Task<Carried> SuggestionsAsync(string? order, CancellationToken cancellation);
}
