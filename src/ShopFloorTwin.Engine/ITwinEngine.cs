using ShopFloorTwin.Core.Components;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Exceptions;
using ShopFloorTwin.Core.Learning.Scores.Ledger;
using ShopFloorTwin.Core.Learning.Variance;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Scenarios.Kept;
using ShopFloorTwin.Core.Scenarios.Stress;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.Suppliers;
using ShopFloorTwin.Core.WorkCenters;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Engine;

/// <summary>
/// An engine owns activation, ordering, durability of twin snapshots and recovery, and nothing of the domain.
/// </summary>
public interface ITwinEngine
{
    /// <summary>Ids of the sites with a journal, in order.</summary>
    ValueTask<IReadOnlyList<string>> SitesAsync(CancellationToken cancellation);

    /// <summary>The site, or null when it has no journal yet.</summary>
    ValueTask<ISiteTwin?> FindAsync(string site, CancellationToken cancellation);

    /// <summary>The site, made when it is new. A plant document is what makes a site.</summary>
    ValueTask<ISiteTwin> OpenAsync(string site, CancellationToken cancellation);
}

/// <summary>One site's live twin: what goes in is durable before it is answered; what comes out is read from one picture.</summary>
public interface ISiteTwin
{
    string Site { get; }

    /// <summary>
    /// Checks the events against the site (unknown ids), journals what is accepted, folds it, and answers once it is durable.
    /// Exactly one outcome per event, in order. A duplicate is not refused: it was accepted before.
    /// </summary>
    /// <exception cref="OverloadedException">The site's queue is full: try again later, nothing was taken.</exception>
    /// <exception cref="StoreUnavailableException">The journal could not be written (disk full, locked, gone): nothing was taken.</exception>
    ValueTask<IntakeResult> AcceptAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellation);

    /// <summary>How the site is, and how far its journal goes, without a question to the store.</summary>
    ValueTask<SiteHealth> HealthAsync(CancellationToken cancellation);

    /// <summary>Waits until the published picture has reached <paramref name="position"/>.</summary>
    ValueTask WaitForAsync(long position, CancellationToken cancellation);

    /// <summary>Waits until the published picture shows everything journalled by now.</summary>
    ValueTask CatchUpAsync(CancellationToken cancellation);

    // Reads of a past moment throw PastMomentException when it cannot be shown.

    ValueTask<SiteView> SummaryAsync(bool withHash, CancellationToken cancellation);
    ValueTask<Page<OrderView>> OrdersAsync(OrderQuery query, CancellationToken cancellation);
    ValueTask<OrderView?> OrderAsync(string id, PastMoment? past, CancellationToken cancellation);
    ValueTask<Page<WorkCenterView>> WorkCentersAsync(ListQuery query, PastMoment? past, CancellationToken cancellation);
    ValueTask<WorkCenterView?> WorkCenterAsync(string id, PastMoment? past, CancellationToken cancellation);
    ValueTask<Page<ComponentView>> ComponentsAsync(ListQuery query, PastMoment? past, CancellationToken cancellation);
    ValueTask<ComponentView?> ComponentAsync(string id, PastMoment? past, CancellationToken cancellation);
    ValueTask<Page<SupplierView>> SuppliersAsync(ListQuery query, PastMoment? past, CancellationToken cancellation);
    ValueTask<SupplierView?> SupplierAsync(string id, PastMoment? past, CancellationToken cancellation);
    ValueTask<Page<DecisionView>> DecisionsAsync(DecisionQuery query, CancellationToken cancellation);
    ValueTask<DecisionView?> DecisionAsync(string id, CancellationToken cancellation);

    /// <summary>The proposal a person's wish comes to, as things stand now; nothing is journalled.</summary>
    /// <exception cref="QueryException">The wish does not fit.</exception>
    ValueTask<DecisionProposal> DraftAsync(ManualWish wish, CancellationToken cancellation);
    ValueTask<Page<ExceptionView>> ExceptionsAsync(ListQuery query, CancellationToken cancellation);

    /// <summary>How right the site's forecasts were, beside what a planner would have gone by instead.</summary>
    ValueTask<ScorecardView> ScorecardAsync(ScorecardQuery query, CancellationToken cancellation);

    /// <summary>Planned against predicted against actual.</summary>
    ValueTask<Page<VarianceView>> VarianceAsync(VarianceQuery query, CancellationToken cancellation);

    /// <summary>Single changes that would help an order, or the site when none is named, best first; null: there is no such open order.</summary>
    /// <exception cref="OverloadedException">Too many searches wait.</exception>
    ValueTask<SuggestionAnswer?> SuggestionsAsync(string? order, CancellationToken cancellation);

    /// <summary>The published picture beside the same with edits laid over it; the site is not touched.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="caller">Who asks: each has so many questions at once.</param>
    /// <param name="cancellation">Gives the place up.</param>
    /// <exception cref="OverloadedException">Too many questions wait, or too many of the caller.</exception>
    ValueTask<WhatIfResult> WhatIfAsync(WhatIfQuestion question, string caller, CancellationToken cancellation);

    /// <summary>What kept scenarios come to on the present floor, one floor for all of them; nothing is journalled. It counts as one what-if.</summary>
    /// <exception cref="OverloadedException">Too many questions wait, or too many of the caller.</exception>
    ValueTask<KeptAnswer> ReadKeptAsync(KeptQuestion question, string caller, CancellationToken cancellation);

    /// <summary>What would hurt most: one thing after another goes wrong on the present floor.</summary>
    /// <exception cref="OverloadedException">Too many studies wait.</exception>
    ValueTask<Study> StressAsync(StressQuestion question, string caller, CancellationToken cancellation);

    /// <summary>One variant after another on the present floor, in their order.</summary>
    /// <exception cref="OverloadedException">Too many studies wait.</exception>
    ValueTask<SweepAnswer> SweepAsync(IReadOnlyList<Variant> variants, string caller, CancellationToken cancellation);

    /// <summary>
    /// The present floor, and the same with edits, over many samples: progress after each batch, some passed over where the reader is slow, and
    /// the answer with the last. Ending the enumeration ends the run.
    /// </summary>
    /// <exception cref="OverloadedException">Too many studies wait.</exception>
    IAsyncEnumerable<MonteCarloStep> MonteCarloAsync(MonteCarloQuestion question, string caller, CancellationToken cancellation);

    /// <summary>Ends a Monte Carlo run of the site, whichever process streams it; its last step says so.</summary>
    /// <param name="id">Of the run.</param>
    /// <param name="caller">Whose it must be; null: anybody's.</param>
    /// <param name="cancellation">Of the call, not of the run.</param>
    /// <returns>False when there is no such run, or it is somebody else's.</returns>
    ValueTask<bool> CancelMonteCarloAsync(string id, string? caller, CancellationToken cancellation);

    /// <summary>
    /// Changes from behind <paramref name="lastEventId"/> on (null: from now on), without end.
    /// When that id is no longer kept, the first change is a <c>reset</c>: read the state anew.
    /// </summary>
    /// <exception cref="OverloadedException">Too many streams of the site are open.</exception>
    IAsyncEnumerable<SiteChange> ChangesAsync(string? lastEventId, CancellationToken cancellation);
}

/// <summary>A change for the live stream.</summary>
/// <param name="Id">Resumes behind this change.</param>
/// <param name="Kind"><c>risk</c>, <c>workCenter</c>, <c>decision</c>, <c>exception</c>, or <c>reset</c>.</param>
/// <param name="Data">UTF-8 JSON.</param>
public sealed record SiteChange(string Id, string Kind, ReadOnlyMemory<byte> Data);

/// <summary>What became of a batch of events.</summary>
/// <param name="Outcomes">One per event, in order.</param>
/// <param name="Position">Of the journal after the batch.</param>
public sealed record IntakeResult(IReadOnlyList<EventOutcome> Outcomes, long Position);

/// <summary>What became of one event.</summary>
/// <param name="Kind">Accepted, a duplicate, or refused.</param>
/// <param name="Position">Its place in the journal (of the first one, for a duplicate); 0 when refused.</param>
/// <param name="Refusal">Why it was refused.</param>
public readonly record struct EventOutcome(OutcomeKind Kind, long Position, Refusal? Refusal);

/// <summary>What became of one event.</summary>
public enum OutcomeKind { Accepted, Duplicate, Refused }

/// <summary>The site's queue is full.</summary>
public sealed class OverloadedException(string message, TimeSpan retryAfter) : Exception(message)
{
    /// <summary>When trying again may help.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
