using Orleans.Concurrency;
using ShopFloorTwin.Core.Components;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Exceptions;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.Suppliers;
using ShopFloorTwin.Core.WorkCenters;
using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Orleans.Contracts;

/// <summary>
/// A site, by its id: intake, floor, forecast, and the at-risk answers. Calls that wait for something outside of the grain interleave,
/// since they hold nothing over the wait; all others are answered in their turn from the published picture.
/// </summary>
[Alias("shopfloortwin.floor")]
public interface IFloorGrain : IGrainWithStringKey
{
    /// <summary>As <see cref="ISiteTwin.AcceptAsync"/>. Interleaves: requests that wait share one journal transaction.</summary>
    [Alias("Accept"), AlwaysInterleave]
    Task<Carried> AcceptAsync(EventBatch events, CancellationToken cancellation);

    /// <summary>Keeps the site running, and lets it read on when the journal goes further than it knows.</summary>
    /// <param name="head">Position of the journal's last record, as far as the caller knows.</param>
    /// <param name="cancellation">The caller goes away.</param>
    [Alias("Keep"), AlwaysInterleave]
    Task KeepAsync(long head, CancellationToken cancellation);

    /// <summary>Waits for a while until the picture has reached the position.</summary>
    /// <returns>Whether it has.</returns>
    [Alias("Reach"), AlwaysInterleave]
    Task<bool> ReachAsync(long position, CancellationToken cancellation);

    /// <summary>As <see cref="ISiteTwin.HealthAsync"/>.</summary>
    [Alias("Health")]
    Task<Carried> HealthAsync(CancellationToken cancellation);

    /// <summary>As <see cref="ISiteTwin.SummaryAsync"/>.</summary>
    [Alias("Summary"), AlwaysInterleave]
    Task<Carried> SummaryAsync(bool withHash, CancellationToken cancellation);

    /// <summary>As <see cref="ISiteTwin.OrdersAsync"/>.</summary>
    [Alias("Orders")]
    Task<Carried> OrdersAsync(Carried query, CancellationToken cancellation);

    /// <summary>As <see cref="ISiteTwin.OrderAsync"/>.</summary>
    [Alias("Order"), AlwaysInterleave]
    Task<Carried> OrderAsync(string id, Carried past, CancellationToken cancellation);

    /// <summary>As <see cref="ISiteTwin.WorkCentersAsync"/>.</summary>
    [Alias("WorkCenters"), AlwaysInterleave]
    Task<Carried> WorkCentersAsync(Carried query, Carried past, CancellationToken cancellation);

    /// <summary>As <see cref="ISiteTwin.WorkCenterAsync"/>.</summary>
    [Alias("WorkCenter"), AlwaysInterleave]
    Task<Carried> WorkCenterAsync(string id, Carried past, CancellationToken cancellation);

    /// <summary>As <see cref="ISiteTwin.ComponentsAsync"/>.</summary>
    [Alias("Components"), AlwaysInterleave]
    Task<Carried> ComponentsAsync(Carried query, Carried past, CancellationToken cancellation);

    /// <summary>As <see cref="ISiteTwin.ComponentAsync"/>.</summary>
    [Alias("Component"), AlwaysInterleave]
    Task<Carried> ComponentAsync(string id, Carried past, CancellationToken cancellation);

    /// <summary>As <see cref="ISiteTwin.SuppliersAsync"/>.</summary>
    [Alias("Suppliers"), AlwaysInterleave]
    Task<Carried> SuppliersAsync(Carried query, Carried past, CancellationToken cancellation);

    /// <summary>As <see cref="ISiteTwin.SupplierAsync"/>.</summary>
    [Alias("Supplier"), AlwaysInterleave]
    Task<Carried> SupplierAsync(string id, Carried past, CancellationToken cancellation);

    /// <summary>As <see cref="ISiteTwin.DecisionsAsync"/>.</summary>
    [Alias("Decisions")]
    Task<Carried> DecisionsAsync(Carried query, CancellationToken cancellation);

    /// <summary>As <see cref="ISiteTwin.DecisionAsync"/>.</summary>
    [Alias("Decision")]
    Task<Carried> DecisionAsync(string id, CancellationToken cancellation);

    /// <summary>As <see cref="ISiteTwin.DraftAsync"/>.</summary>
    [Alias("Draft")]
    Task<Carried> DraftAsync(Carried wish, CancellationToken cancellation);

    /// <summary>As <see cref="ISiteTwin.ExceptionsAsync"/>.</summary>
    [Alias("Exceptions")]
    Task<Carried> ExceptionsAsync(Carried query, CancellationToken cancellation);

    /// <summary>Id of the newest change: whoever resumes behind it follows from now on.</summary>
    [Alias("NewestChange"), AlwaysInterleave]
    Task<string> NewestChangeAsync(CancellationToken cancellation);

    /// <summary>As <see cref="ISiteTwin.ChangesAsync"/>, from behind a change on.</summary>
    [Alias("Changes"), AlwaysInterleave]
    IAsyncEnumerable<ChangeMessage> ChangesAsync(string lastEventId, CancellationToken cancellation);

    /// <summary>One twin as the site has it now, to be folded apart; null when the site has none of it.</summary>
    /// <param name="twin">As <see cref="TwinRef.ToString"/> writes it.</param>
    /// <param name="cancellation">The caller goes away.</param>
    [Alias("Twin")]
    Task<TwinBase?> TwinAsync(string twin, CancellationToken cancellation);

    /// <summary>The suppliers of purchase orders, one each, in order; null for one that is not known.</summary>
    [Alias("SuppliersOf")]
    Task<string?[]> SuppliersOfAsync(string[] purchaseOrders, CancellationToken cancellation);
}
