using Orleans.Concurrency;

namespace ShopFloorTwin.Orleans.Contracts;

/// <summary>Follows a site's journal and hands its records on to the twins that somebody looks at; by the site's id.</summary>
[Alias("shopfloortwin.feed")]
public interface ISiteFeedGrain : IGrainWithStringKey
{
    /// <summary>From now on the feed runs, wherever, as long as the cluster does; and keeps its site running.</summary>
    [Alias("Start")]
    Task StartAsync(CancellationToken cancellation);

    /// <summary>
    /// From now on, for a while, records about the twin are handed to its grain; called again to go on.
    /// Interleaves, for the feed may just be handing something to the caller.
    /// </summary>
    /// <param name="twin">As <see cref="Core.Sites.TwinRef.ToString"/> writes it.</param>
    /// <param name="cancellation">The caller goes away.</param>
    [Alias("Follow"), AlwaysInterleave]
    Task<Followed> FollowAsync(string twin, CancellationToken cancellation);

    /// <summary>The twin's grain goes. Interleaves, as <see cref="FollowAsync"/>.</summary>
    [Alias("Leave"), AlwaysInterleave]
    Task LeaveAsync(string twin, CancellationToken cancellation);
}

/// <summary>Where the feed stands for a follower.</summary>
/// <param name="Position">What lies behind it will be handed on.</param>
/// <param name="HandedTo">What lies up to here was handed on, to those who followed.</param>
/// <param name="IsNew">The twin was not followed until now.</param>
/// <param name="IsFull">The twin is not followed, for too many are.</param>
[GenerateSerializer, Immutable, Alias("shopfloortwin.followed")]
public sealed record Followed([property: Id(0)] long Position, [property: Id(1)] long HandedTo, [property: Id(2)] bool IsNew, [property: Id(3)] bool IsFull);
