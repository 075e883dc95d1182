using ShopFloorTwin.Core.Components;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Exceptions;
using ShopFloorTwin.Core.Learning.Scores.Ledger;
using ShopFloorTwin.Core.Learning.Variance;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Scenarios.Kept;
using ShopFloorTwin.Core.Scenarios.Stress;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.Suppliers;
using ShopFloorTwin.Core.WorkCenters;
using ShopFloorTwin.Engine;

namespace ShopFloorTwin.Silo.Tests.Demo;

/// <summary>A site without journal and threads, on the test's clock: what is accepted is folded at once and forecast when it is read.</summary>
internal sealed class SiteInMemory(string site) : ISiteTwin
{
    private readonly SiteState _state = new(site);
    private readonly ForecastSettings _settings = new() { Samples = 16 };
    private readonly HashSet<(string, string)> _known = [];
    private Forecaster? _forecaster;
    private SitePicture? _picture;

    public DateTimeOffset Now { get; set; }
    public List<CloudEvent> Taken { get; } = [];
    public string Site => site;
    public ValueTask<SiteHealth> HealthAsync(CancellationToken cancellation) => throw new NotSupportedException("The feed does not ask for it.");
    public long JournalPosition => _state.Position;

    public ValueTask<IntakeResult> AcceptAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellation)
    {
        var outcomes = new List<EventOutcome>();
        foreach (var @event in events)
        {
            if (_state.Check(@event) is { } refusal)
                outcomes.Add(new EventOutcome(OutcomeKind.Refused, 0, refusal));
            else if (!_known.Add((@event.Source, @event.Id)))
                outcomes.Add(new EventOutcome(OutcomeKind.Duplicate, 0, null));
            else
            {
                _state.Apply(new SiteRecord(_state.Position + 1, Now, @event));
                Taken.Add(@event);
                outcomes.Add(new EventOutcome(OutcomeKind.Accepted, _state.Position, null));
            }
        }
        _picture = null;
        return ValueTask.FromResult(new IntakeResult(outcomes, _state.Position));
    }

    public ValueTask WaitForAsync(long position, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask CatchUpAsync(CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask<SiteView> SummaryAsync(bool withHash, CancellationToken cancellation) => new(SiteQueries.Summary(Picture(), JournalPosition, Now));

    public ValueTask<Page<OrderView>> OrdersAsync(OrderQuery query, CancellationToken cancellation) => new(OrderQueries.List(Picture(), query));

    public ValueTask<OrderView?> OrderAsync(string id, PastMoment? past, CancellationToken cancellation) => new(OrderQueries.Find(Picture(), id));

    public ValueTask<Page<WorkCenterView>> WorkCentersAsync(ListQuery query, PastMoment? past, CancellationToken cancellation) => new(WorkCenterQueries.List(Picture(), query));

    public ValueTask<WorkCenterView?> WorkCenterAsync(string id, PastMoment? past, CancellationToken cancellation) => new(WorkCenterQueries.Find(Picture(), id));

    public ValueTask<Page<ComponentView>> ComponentsAsync(ListQuery query, PastMoment? past, CancellationToken cancellation) => new(ComponentQueries.List(Picture(), query));

    public ValueTask<ComponentView?> ComponentAsync(string id, PastMoment? past, CancellationToken cancellation) => new(ComponentQueries.Find(Picture(), id));

    public ValueTask<Page<SupplierView>> SuppliersAsync(ListQuery query, PastMoment? past, CancellationToken cancellation) => new(SupplierQueries.List(Picture(), query));

    public ValueTask<SupplierView?> SupplierAsync(string id, PastMoment? past, CancellationToken cancellation) => new(SupplierQueries.Find(Picture(), id));

    public ValueTask<Page<DecisionView>> DecisionsAsync(DecisionQuery query, CancellationToken cancellation) => new(DecisionQueries.List(Picture(), query));

    public ValueTask<DecisionView?> DecisionAsync(string id, CancellationToken cancellation) => new(DecisionQueries.Find(Picture(), id));

    public ValueTask<DecisionProposal> DraftAsync(ManualWish wish, CancellationToken cancellation) => new(ManualDecision.Of(Picture(), wish, DecisionRules.Default));

    public ValueTask<Page<ExceptionView>> ExceptionsAsync(ListQuery query, CancellationToken cancellation) => new(ExceptionQueries.List(Picture(), query));

    public ValueTask<ScorecardView> ScorecardAsync(ScorecardQuery query, CancellationToken cancellation) => throw new NotSupportedException("The feed does not ask for it.");

    public ValueTask<Page<VarianceView>> VarianceAsync(VarianceQuery query, CancellationToken cancellation) => throw new NotSupportedException("The feed does not ask for it.");

    public ValueTask<SuggestionAnswer?> SuggestionsAsync(string? order, CancellationToken cancellation) =>
        new(Suggestions.Of(Picture(), order, 4, () => true) is { } found ? new SuggestionAnswer(found, null, Picture().Position, Picture().AsOf) : null);

    public ValueTask<WhatIfResult> WhatIfAsync(WhatIfQuestion question, string caller, CancellationToken cancellation) => new(WhatIf.Of(Picture(), question, RiskThresholds.Default));

    public ValueTask<KeptAnswer> ReadKeptAsync(KeptQuestion question, string caller, CancellationToken cancellation) => throw new NotSupportedException("The feed does not ask for it.");

    public ValueTask<Study> StressAsync(StressQuestion question, string caller, CancellationToken cancellation) => throw new NotSupportedException("The feed does not ask for it.");

    public ValueTask<SweepAnswer> SweepAsync(IReadOnlyList<Variant> variants, string caller, CancellationToken cancellation) => throw new NotSupportedException("The feed does not ask for it.");

    public ValueTask<bool> CancelMonteCarloAsync(string id, string? caller, CancellationToken cancellation) => throw new NotSupportedException("The feed does not ask for it.");

    public IAsyncEnumerable<MonteCarloStep> MonteCarloAsync(MonteCarloQuestion question, string caller, CancellationToken cancellation) => throw new NotSupportedException("The feed does not ask for it.");

    public async IAsyncEnumerable<SiteChange> ChangesAsync(string? lastEventId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await ValueTask.CompletedTask;
        yield break;
    }

    private SitePicture Picture()
    {
        if (_picture is { } picture && picture.AsOf == Now)
            return picture;
        var forecast = (_forecaster ??= new Forecaster(_settings)).Run(_state.Publish(), Now);
        return _picture = new SitePicture(forecast, (_picture?.Risks ?? RiskBoard.Empty).After(forecast, RiskThresholds.Default).Board, _settings);
    }
}
