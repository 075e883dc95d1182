using System.Runtime.CompilerServices;
using ShopFloorTwin.Core;
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

namespace ShopFloorTwin.Engine.Pictures;

/// <summary>A site whose questions are answered from one picture: the live one, or that of a past moment.</summary>
public abstract class PicturedSite : ISiteTwin
{
    /// <summary>Answers of suggestions that still may hold.</summary>
    internal KeptSuggestions Suggestions { get; } = new();
    private readonly MonteCarloRuns _runs = new();

    public abstract string Site { get; }
    /// <summary>Position of the journal's last record.</summary>
    public abstract long JournalPosition { get; }

    /// <summary>How the site is.</summary>
    public abstract SiteHealth Health { get; }
    public abstract ValueTask<IntakeResult> AcceptAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellation);
    public abstract ValueTask WaitForAsync(long position, CancellationToken cancellation);
    public abstract ValueTask<ScorecardView> ScorecardAsync(ScorecardQuery query, CancellationToken cancellation);
    public abstract ValueTask<Page<VarianceView>> VarianceAsync(VarianceQuery query, CancellationToken cancellation);
    public abstract IAsyncEnumerable<SiteChange> ChangesAsync(string? lastEventId, CancellationToken cancellation);

    /// <summary>The live picture, or that of a past moment.</summary>
    /// <exception cref="PastMomentException">The moment cannot be shown.</exception>
    /// <exception cref="PictureUnavailableException">There is no picture yet.</exception>
    protected abstract ValueTask<SitePicture> PictureAsync(PastMoment? past, CancellationToken cancellation);

    /// <summary>Of risk, at this site.</summary>
    protected abstract RiskThresholds Thresholds { get; }

    /// <summary>What time is measured by.</summary>
    protected abstract TimeProvider Clock { get; }

    /// <summary>Of decisions, at this site.</summary>
    protected abstract DecisionRules Rules { get; }

    /// <summary>Now, by the site's clock, for these twins.</summary>
    protected abstract DateTimeOffset Now(SiteTwins twins);

    public ValueTask<SiteHealth> HealthAsync(CancellationToken cancellation) => new(Health);

    public ValueTask CatchUpAsync(CancellationToken cancellation) => WaitForAsync(JournalPosition, cancellation);

    public async ValueTask<SiteView> SummaryAsync(bool withHash, CancellationToken cancellation)
    {
        var picture = await PictureAsync(null, cancellation);
        return SiteQueries.Summary(picture, JournalPosition, Now(picture.Twins), withHash ? await Task.Run(() => StateHash.Of(picture.Twins), cancellation) : null);
    }

    public async ValueTask<Page<OrderView>> OrdersAsync(OrderQuery query, CancellationToken cancellation) =>
        OrderQueries.List(await PictureAsync(null, cancellation), query);

    public async ValueTask<OrderView?> OrderAsync(string id, PastMoment? past, CancellationToken cancellation) =>
        OrderQueries.Find(await PictureAsync(past, cancellation), id);

    public async ValueTask<Page<WorkCenterView>> WorkCentersAsync(ListQuery query, PastMoment? past, CancellationToken cancellation) =>
        WorkCenterQueries.List(await PictureAsync(past, cancellation), query);

    public async ValueTask<WorkCenterView?> WorkCenterAsync(string id, PastMoment? past, CancellationToken cancellation) =>
        WorkCenterQueries.Find(await PictureAsync(past, cancellation), id);

    public async ValueTask<Page<ComponentView>> ComponentsAsync(ListQuery query, PastMoment? past, CancellationToken cancellation) =>
        ComponentQueries.List(await PictureAsync(past, cancellation), query);

    public async ValueTask<ComponentView?> ComponentAsync(string id, PastMoment? past, CancellationToken cancellation) =>
        ComponentQueries.Find(await PictureAsync(past, cancellation), id);

    public async ValueTask<Page<SupplierView>> SuppliersAsync(ListQuery query, PastMoment? past, CancellationToken cancellation) =>
        SupplierQueries.List(await PictureAsync(past, cancellation), query);

    public async ValueTask<SupplierView?> SupplierAsync(string id, PastMoment? past, CancellationToken cancellation) =>
        SupplierQueries.Find(await PictureAsync(past, cancellation), id);

    public async ValueTask<Page<DecisionView>> DecisionsAsync(DecisionQuery query, CancellationToken cancellation) =>
        DecisionQueries.List(await PictureAsync(null, cancellation), query);

    public async ValueTask<DecisionView?> DecisionAsync(string id, CancellationToken cancellation) =>
        DecisionQueries.Find(await PictureAsync(null, cancellation), id);

    public async ValueTask<DecisionProposal> DraftAsync(ManualWish wish, CancellationToken cancellation) =>
        ManualDecision.Of(await PictureAsync(null, cancellation), wish, Rules);

    public async ValueTask<Page<ExceptionView>> ExceptionsAsync(ListQuery query, CancellationToken cancellation) =>
        ExceptionQueries.List(await PictureAsync(null, cancellation), query);

    public async ValueTask<SuggestionAnswer?> SuggestionsAsync(string? order, CancellationToken cancellation)
    {
        var picture = await PictureAsync(null, cancellation);
        return SuggestionQuestion.Of(picture, order, Thresholds.AtRisk) is not { } question ? null
            : (await SuggestionSearch.OfAsync(question, Suggestions, Clock, () => Now(picture.Twins), cancellation)).Answer(picture);
    }

    public async ValueTask<WhatIfResult> WhatIfAsync(WhatIfQuestion question, string caller, CancellationToken cancellation)
    {
        using var turn = await WhatIfs.TurnAsync(caller, cancellation);
        // The newest one, once it is this question's turn.
        var picture = await PictureAsync(null, cancellation);
        return await WhatIfs.RunAsync(Site, picture, question, Thresholds, cancellation);
    }

    public async ValueTask<KeptAnswer> ReadKeptAsync(KeptQuestion question, string caller, CancellationToken cancellation)
    {
        using var turn = await WhatIfs.TurnAsync(caller, cancellation);
        var picture = await PictureAsync(null, cancellation);
        return await SideThread.RunAsync(() => KeptReading.Of(picture, question, Thresholds, Rules), cancellation);
    }

    public async ValueTask<Study> StressAsync(StressQuestion question, string caller, CancellationToken cancellation) =>
        await Studies.StressAsync(await PictureAsync(null, cancellation), question, Thresholds.AtRisk, caller, () => JournalPosition, cancellation);

    public async ValueTask<SweepAnswer> SweepAsync(IReadOnlyList<Variant> variants, string caller, CancellationToken cancellation) =>
        await Studies.SweepAsync(await PictureAsync(null, cancellation), variants, Thresholds.AtRisk, caller, () => JournalPosition, cancellation);

    public IAsyncEnumerable<MonteCarloStep> MonteCarloAsync(MonteCarloQuestion question, string caller, CancellationToken cancellation) =>
        _runs.FollowAsync(question.Id, caller, stop => DrawAsync(question, caller, stop), cancellation);

    public ValueTask<bool> CancelMonteCarloAsync(string id, string? caller, CancellationToken cancellation) => new(_runs.End(id, caller));

    private async IAsyncEnumerable<MonteCarloStep> DrawAsync(MonteCarloQuestion question, string caller, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var step in Studies.MonteCarloAsync(await PictureAsync(null, cancellation), question.Edits, question.Samples, caller, () => JournalPosition, cancellation))
            yield return step;
    }
}
