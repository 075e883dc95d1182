using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Orleans.Streams;
using ShopFloorTwin.Core.Components;
using ShopFloorTwin.Core.Decisions;
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
using ShopFloorTwin.Engine.Live;
using ShopFloorTwin.Orleans.Contracts;
using ShopFloorTwin.Orleans.Placement;
using ShopFloorTwin.Orleans.Streams;

namespace ShopFloorTwin.Orleans.Sites;

/// <summary>
/// A site that is live in this silo: the shell of a <see cref="LiveSite"/>. Its writer, which alone touches the twins, runs in the
/// turns of this grain; forecasts and snapshots are made of immutable copies, beside it.
/// Should two of it run for a moment, the journal's unique key and its gapless positions keep both right: each reads on what the other wrote.
/// </summary>
[GrainType("shopfloortwin.floor"), KeepAlive, NearItsSilo]
internal sealed class FloorGrain(SiteParts parts, LocalSites local, JournalNudges nudges, ILogger<FloorGrain> logger)
    : Grain, IFloorGrain, IFloorScores, IFloorSuggestionsGrain, IFloorWhatIfGrain, IFloorStudiesGrain
{
    private static readonly TimeSpan ReachWait = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource _stop = new();
    private LiveSite _site = null!;
    private Task _telling = Task.CompletedTask;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var epoch = parts.Time.GetUtcNow().ToUnixTimeMilliseconds();
        _site = await LiveSite.OpenAsync(this.GetPrimaryKeyString(), parts.Store, parts.Options, parts.Time, epoch, logger, cancellationToken);
        local.Add(_site);
        _telling = TellAsync();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        if (_site is null)
            return;
        local.Remove(_site);
        await _telling;
        await _site.DisposeAsync();
    }

    /// <summary>Tells those in the cluster who listen what the live stream tells.</summary>
    private async Task TellAsync()
    {
        var stream = this.GetStreamProvider(SiteChangeStreams.Provider).GetStream<ChangeMessage>(SiteChangeStreams.Of(_site.Site));
        try
        {
            await foreach (var change in _site.ChangesAsync(null, _stop.Token))
                await stream.OnNextAsync(new ChangeMessage(change.Id, change.Kind, change.Data)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The site is handed over.
        }
    }

    public async Task<Carried> AcceptAsync(EventBatch events, CancellationToken cancellation)
    {
        var answer = await Answered.By(_site.AcceptAsync(events.Events, cancellation));
        nudges.Journalled(_site.Site);
        return answer;
    }

    public async Task KeepAsync(long head, CancellationToken cancellation) => await _site.FollowAsync(head, cancellation);

    public async Task<bool> ReachAsync(long position, CancellationToken cancellation)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        wait.CancelAfter(ReachWait);
        try
        {
            await _site.WaitForAsync(position, wait.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    public Task<Carried> HealthAsync(CancellationToken cancellation) => Answered.By(_site.HealthAsync(cancellation));

    public Task<Carried> SummaryAsync(bool withHash, CancellationToken cancellation) => Answered.By(_site.SummaryAsync(withHash, cancellation));

    public Task<Carried> OrdersAsync(Carried query, CancellationToken cancellation) => Answered.By(_site.OrdersAsync(query.Open<OrderQuery>(), cancellation));

    public Task<Carried> OrderAsync(string id, Carried past, CancellationToken cancellation) => Answered.By(_site.OrderAsync(id, past.Open<PastMoment?>(), cancellation));

    public Task<Carried> WorkCentersAsync(Carried query, Carried past, CancellationToken cancellation) =>
        Answered.By(_site.WorkCentersAsync(query.Open<ListQuery>(), past.Open<PastMoment?>(), cancellation));

    public Task<Carried> WorkCenterAsync(string id, Carried past, CancellationToken cancellation) => Answered.By(_site.WorkCenterAsync(id, past.Open<PastMoment?>(), cancellation));

    public Task<Carried> ComponentsAsync(Carried query, Carried past, CancellationToken cancellation) =>
        Answered.By(_site.ComponentsAsync(query.Open<ListQuery>(), past.Open<PastMoment?>(), cancellation));

    public Task<Carried> ComponentAsync(string id, Carried past, CancellationToken cancellation) => Answered.By(_site.ComponentAsync(id, past.Open<PastMoment?>(), cancellation));

    public Task<Carried> SuppliersAsync(Carried query, Carried past, CancellationToken cancellation) =>
        Answered.By(_site.SuppliersAsync(query.Open<ListQuery>(), past.Open<PastMoment?>(), cancellation));

    public Task<Carried> SupplierAsync(string id, Carried past, CancellationToken cancellation) => Answered.By(_site.SupplierAsync(id, past.Open<PastMoment?>(), cancellation));

    public Task<Carried> DecisionsAsync(Carried query, CancellationToken cancellation) => Answered.By(_site.DecisionsAsync(query.Open<DecisionQuery>(), cancellation));

    public Task<Carried> DecisionAsync(string id, CancellationToken cancellation) => Answered.By(_site.DecisionAsync(id, cancellation));

    public Task<Carried> DraftAsync(Carried wish, CancellationToken cancellation) => Answered.By(_site.DraftAsync(wish.Open<ManualWish>(), cancellation));

    public Task<Carried> ExceptionsAsync(Carried query, CancellationToken cancellation) => Answered.By(_site.ExceptionsAsync(query.Open<ListQuery>(), cancellation));

    public Task<Carried> ScorecardAsync(Carried query, CancellationToken cancellation) => Answered.By(_site.ScorecardAsync(query.Open<ScorecardQuery>(), cancellation));

    public Task<Carried> VarianceAsync(Carried query, CancellationToken cancellation) => Answered.By(_site.VarianceAsync(query.Open<VarianceQuery>(), cancellation));

    public Task<Carried> SuggestionsAsync(string? order, CancellationToken cancellation) => Answered.By(_site.SuggestionsAsync(order, cancellation));

    public Task<Carried> WhatIfAsync(Carried question, string caller, CancellationToken cancellation) => Answered.By(_site.WhatIfAsync(question.Open<WhatIfQuestion>(), caller, cancellation));

    public Task<Carried> ReadKeptAsync(Carried question, string caller, CancellationToken cancellation) => Answered.By(_site.ReadKeptAsync(question.Open<KeptQuestion>(), caller, cancellation));

    public Task<Carried> StressAsync(Carried question, string caller, CancellationToken cancellation) => Answered.By(_site.StressAsync(question.Open<StressQuestion>(), caller, cancellation));

    public Task<Carried> SweepAsync(Carried variants, string caller, CancellationToken cancellation) => Answered.By(_site.SweepAsync(variants.Open<IReadOnlyList<Variant>>(), caller, cancellation));

    public IAsyncEnumerable<Carried> MonteCarloAsync(Carried question, string caller, CancellationToken cancellation) =>
        Answered.EachAsync(_site.MonteCarloAsync(question.Open<MonteCarloQuestion>(), caller, cancellation), cancellation);

    public async Task<bool> CancelMonteCarloAsync(string id, string? caller, CancellationToken cancellation) => await _site.CancelMonteCarloAsync(id, caller, cancellation);

    public Task<string> NewestChangeAsync(CancellationToken cancellation) => Task.FromResult(_site.NewestChange);

    public Task<TwinBase?> TwinAsync(string twin, CancellationToken cancellation) =>
        Task.FromResult(_site.Slice(TwinRef.Parse(twin)) is { } slice ? new TwinBase(slice.Position, slice.Save()) : null);

    public Task<string?[]> SuppliersOfAsync(string[] purchaseOrders, CancellationToken cancellation) => Task.FromResult(_site.SuppliersOf(purchaseOrders));

    public async IAsyncEnumerable<ChangeMessage> ChangesAsync(string lastEventId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var changes = _site.ChangesAsync(lastEventId, cancellation).GetAsyncEnumerator(cancellation);
        while (true)
        {
            ChangeMessage? message;
            try
            {
                message = await changes.MoveNextAsync() ? new ChangeMessage(changes.Current.Id, changes.Current.Kind, changes.Current.Data) : null;
            }
            catch (OverloadedException full)
            {
                message = new ChangeMessage("", "", default, SiteFault.Of(full));
            }
            if (message is null)
                yield break;
            yield return message;
            if (message.Fault is not null)
                yield break;
        }
    }
}
