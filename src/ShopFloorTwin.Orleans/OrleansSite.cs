using System.Runtime.CompilerServices;
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
using ShopFloorTwin.Engine;
using ShopFloorTwin.Orleans.Contracts;

namespace ShopFloorTwin.Orleans;

/// <summary>A site of the cluster, wherever it runs: every question goes to its floor grain.</summary>
internal sealed class OrleansSite(string site, IGrainFactory grains, Reached reached) : ISiteTwin
{
    private readonly IFloorGrain _floor = grains.GetGrain<IFloorGrain>(site);
    private readonly IFloorScores _scores = grains.GetGrain<IFloorScores>(site);
    private readonly IFloorSuggestionsGrain _suggestions = grains.GetGrain<IFloorSuggestionsGrain>(site);
    private readonly IFloorWhatIfGrain _whatIf = grains.GetGrain<IFloorWhatIfGrain>(site);
    private readonly IFloorStudiesGrain _studies = grains.GetGrain<IFloorStudiesGrain>(site);

    public string Site => site;

    public async ValueTask<IntakeResult> AcceptAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellation) =>
        (await reached.Once(() => _floor.AcceptAsync(new EventBatch(events), cancellation), site)).Open<IntakeResult>();

    public async ValueTask WaitForAsync(long position, CancellationToken cancellation)
    {
        while (!await reached.Again(() => _floor.ReachAsync(position, cancellation), site, cancellation))
            cancellation.ThrowIfCancellationRequested();
    }

    public async ValueTask CatchUpAsync(CancellationToken cancellation) => await WaitForAsync((await HealthAsync(cancellation)).JournalPosition, cancellation);

    public ValueTask<SiteHealth> HealthAsync(CancellationToken cancellation) => Ask<SiteHealth>(() => _floor.HealthAsync(cancellation), cancellation);

    public ValueTask<SiteView> SummaryAsync(bool withHash, CancellationToken cancellation) => Ask<SiteView>(() => _floor.SummaryAsync(withHash, cancellation), cancellation);

    public ValueTask<Page<OrderView>> OrdersAsync(OrderQuery query, CancellationToken cancellation) => Ask<Page<OrderView>>(() => _floor.OrdersAsync(Carried.Of(query), cancellation), cancellation);

    public ValueTask<OrderView?> OrderAsync(string id, PastMoment? past, CancellationToken cancellation) => Ask<OrderView?>(() => _floor.OrderAsync(id, Carried.Of(past), cancellation), cancellation);

    public ValueTask<Page<WorkCenterView>> WorkCentersAsync(ListQuery query, PastMoment? past, CancellationToken cancellation) =>
        Ask<Page<WorkCenterView>>(() => _floor.WorkCentersAsync(Carried.Of(query), Carried.Of(past), cancellation), cancellation);

    public ValueTask<WorkCenterView?> WorkCenterAsync(string id, PastMoment? past, CancellationToken cancellation) => Ask<WorkCenterView?>(() => _floor.WorkCenterAsync(id, Carried.Of(past), cancellation), cancellation);

    public ValueTask<Page<ComponentView>> ComponentsAsync(ListQuery query, PastMoment? past, CancellationToken cancellation) =>
        Ask<Page<ComponentView>>(() => _floor.ComponentsAsync(Carried.Of(query), Carried.Of(past), cancellation), cancellation);

    public ValueTask<ComponentView?> ComponentAsync(string id, PastMoment? past, CancellationToken cancellation) => Ask<ComponentView?>(() => _floor.ComponentAsync(id, Carried.Of(past), cancellation), cancellation);

    public ValueTask<Page<SupplierView>> SuppliersAsync(ListQuery query, PastMoment? past, CancellationToken cancellation) =>
        Ask<Page<SupplierView>>(() => _floor.SuppliersAsync(Carried.Of(query), Carried.Of(past), cancellation), cancellation);

    public ValueTask<SupplierView?> SupplierAsync(string id, PastMoment? past, CancellationToken cancellation) => Ask<SupplierView?>(() => _floor.SupplierAsync(id, Carried.Of(past), cancellation), cancellation);

    public ValueTask<Page<DecisionView>> DecisionsAsync(DecisionQuery query, CancellationToken cancellation) => Ask<Page<DecisionView>>(() => _floor.DecisionsAsync(Carried.Of(query), cancellation), cancellation);

    public ValueTask<DecisionView?> DecisionAsync(string id, CancellationToken cancellation) => Ask<DecisionView?>(() => _floor.DecisionAsync(id, cancellation), cancellation);

    public ValueTask<DecisionProposal> DraftAsync(ManualWish wish, CancellationToken cancellation) => Ask<DecisionProposal>(() => _floor.DraftAsync(Carried.Of(wish), cancellation), cancellation);

    public ValueTask<SuggestionAnswer?> SuggestionsAsync(string? order, CancellationToken cancellation) => Ask<SuggestionAnswer?>(() => _suggestions.SuggestionsAsync(order, cancellation), cancellation);

    public ValueTask<WhatIfResult> WhatIfAsync(WhatIfQuestion question, string caller, CancellationToken cancellation) =>
        Ask<WhatIfResult>(() => _whatIf.WhatIfAsync(Carried.Of(question), caller, cancellation), cancellation);

    public ValueTask<Page<ExceptionView>> ExceptionsAsync(ListQuery query, CancellationToken cancellation) => Ask<Page<ExceptionView>>(() => _floor.ExceptionsAsync(Carried.Of(query), cancellation), cancellation);

    public ValueTask<ScorecardView> ScorecardAsync(ScorecardQuery query, CancellationToken cancellation) => Ask<ScorecardView>(() => _scores.ScorecardAsync(Carried.Of(query), cancellation), cancellation);

    public ValueTask<Page<VarianceView>> VarianceAsync(VarianceQuery query, CancellationToken cancellation) => Ask<Page<VarianceView>>(() => _scores.VarianceAsync(Carried.Of(query), cancellation), cancellation);

    public ValueTask<KeptAnswer> ReadKeptAsync(KeptQuestion question, string caller, CancellationToken cancellation) => Ask<KeptAnswer>(() => _studies.ReadKeptAsync(Carried.Of(question), caller, cancellation), cancellation);

    public ValueTask<Study> StressAsync(StressQuestion question, string caller, CancellationToken cancellation) => Ask<Study>(() => _studies.StressAsync(Carried.Of(question), caller, cancellation), cancellation);

    public ValueTask<SweepAnswer> SweepAsync(IReadOnlyList<Variant> variants, string caller, CancellationToken cancellation) => Ask<SweepAnswer>(() => _studies.SweepAsync(Carried.Of(variants), caller, cancellation), cancellation);

    public async IAsyncEnumerable<MonteCarloStep> MonteCarloAsync(MonteCarloQuestion question, string caller, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var steps = _studies.MonteCarloAsync(Carried.Of(question), caller, cancellation).GetAsyncEnumerator(cancellation);
        while (await DrawnAsync(steps))
            yield return steps.Current.Open<MonteCarloStep>();
    }

    public async ValueTask<bool> CancelMonteCarloAsync(string id, string? caller, CancellationToken cancellation) =>
        await reached.Again(() => _studies.CancelMonteCarloAsync(id, caller, cancellation), site, cancellation);

    /// <summary>A run ends with its silo: whoever asked for it asks again.</summary>
    private async ValueTask<bool> DrawnAsync(IAsyncEnumerator<Carried> steps)
    {
        try
        {
            return await steps.MoveNextAsync();
        }
        catch (Exception failure) when (Reached.IsAway(failure) || failure is EnumerationAbortedException)
        {
            throw new SiteUnreachableException($"The silo that runs {site} is gone, and the run with it.");
        }
    }

    /// <summary>Goes on over a change of silo: the new one keeps no changes of the old one, and begins with a reset.</summary>
    public IAsyncEnumerable<SiteChange> ChangesAsync(string? lastEventId, CancellationToken cancellation) =>
        // Asked for at once, and not with the first step: what happens from now on is in the stream.
        FollowAsync(lastEventId is null ? reached.Again(() => _floor.NewestChangeAsync(cancellation), site, cancellation) : Task.FromResult(lastEventId), cancellation);

    private async IAsyncEnumerable<SiteChange> FollowAsync(Task<string> from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var last = await from;
        while (true)
        {
            await using var changes = _floor.ChangesAsync(last, cancellation).GetAsyncEnumerator(cancellation);
            while (await NextAsync(changes, cancellation) is { } change)
            {
                if (change.Fault is { } fault)
                    throw fault.ToException();
                last = change.Id;
                yield return new SiteChange(change.Id, change.Kind, change.Data);
            }
        }
    }

    /// <returns>Null when the silo is gone.</returns>
    private async ValueTask<ChangeMessage?> NextAsync(IAsyncEnumerator<ChangeMessage> changes, CancellationToken cancellation)
    {
        try
        {
            return await changes.MoveNextAsync() ? changes.Current : null;
        }
        catch (Exception failure) when (Reached.IsAway(failure) || failure is EnumerationAbortedException)
        {
            await reached.PauseAsync(1, cancellation);
            return null;
        }
    }

    private async ValueTask<T> Ask<T>(Func<Task<Carried>> question, CancellationToken cancellation) => (await reached.Again(question, site, cancellation)).Open<T>();
}
