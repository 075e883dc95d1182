using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ShopFloorTwin.Core.Components;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Exceptions;
using ShopFloorTwin.Core.Learning.Scores.Ledger;
using ShopFloorTwin.Core.Learning.Variance;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Scenarios.Kept;
using ShopFloorTwin.Core.Scenarios.Sampling;
using ShopFloorTwin.Core.Scenarios.Stress;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.Suppliers;
using ShopFloorTwin.Core.WorkCenters;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Engine.Pictures;

namespace ShopFloorTwin.Api.Tests.Fakes;

/// <summary>A twin that keeps what it is given and answers what it was told to.</summary>
internal sealed class FakeSite(string site) : ISiteTwin
{
    private readonly Lock _gate = new();
    private readonly MonteCarloRuns _runs = new();
    private readonly Dictionary<(string, string), long> _known = [];
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static DateTimeOffset AsOf { get; } = new(2026, 11, 2, 5, 0, 0, TimeSpan.Zero);
    public string Site => site;
    public List<CloudEvent> Journal { get; } = [];
    public List<OrderView> OrderList { get; } = [];
    public List<WorkCenterView> WorkCenterList { get; } = [];

    public async ValueTask<SiteHealth> HealthAsync(CancellationToken cancellation)
    {
        await Silence.WaitAsync(cancellation);
        return Health();
    }

    private SiteHealth Health() => new()
    {
        Site = site, HasPicture = true, JournalPosition = Journal.Count, PicturePosition = Journal.Count, QueuedEvents = 0, SnapshotPosition = 0,
        ForecastFault = null, FoldFault = null, StoreFault = null,
    };

    public ValueTask CatchUpAsync(CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <summary>What every acceptance fails with.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Entities that are not known here.</summary>
    public HashSet<string> UnknownEntities { get; } = [];

    /// <summary>The last query that came.</summary>
    public OrderQuery? LastQuery { get; private set; }
    public PastMoment? LastPast { get; private set; }
    public string? LastEventId { get; private set; }
    public Channel<SiteChange> Changes { get; } = Channel.CreateUnbounded<SiteChange>();
    public TaskCompletionSource Followed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ValueTask<IntakeResult> AcceptAsync(IReadOnlyList<CloudEvent> events, CancellationToken cancellation)
    {
        if (Failure is { } failure)
            throw failure;
        lock (_gate)
            return new(new IntakeResult([.. events.Select(Accept)], Journal.Count));
    }

    private EventOutcome Accept(CloudEvent one)
    {
        if (UnknownEntities.Contains(one.Data.Entity))
            return new EventOutcome(OutcomeKind.Refused, 0, new Refusal("unknown-subject", $"subject {one.Subject} is not known"));
        if (_known.TryGetValue((one.Source, one.Id), out var position))
            return new EventOutcome(OutcomeKind.Duplicate, position, null);
        if (Refuses(one) is { } refusal)
            return new EventOutcome(OutcomeKind.Refused, 0, refusal);
        Journal.Add(one);
        _known[(one.Source, one.Id)] = Journal.Count;
        return new EventOutcome(OutcomeKind.Accepted, Journal.Count, null);
    }

    /// <summary>Lets everyone go on who waits for a position.</summary>
    public void Reach() => _reached.TrySetResult();

    public async ValueTask WaitForAsync(long position, CancellationToken cancellation) => await _reached.Task.WaitAsync(cancellation);

    /// <summary>What a question for summary or health waits for; it may fail.</summary>
    public Task Silence { get; set; } = Task.CompletedTask;

    /// <summary>Released once for each question for its summary that has come in.</summary>
    public SemaphoreSlim SummaryAsked { get; } = new(0);

    public async ValueTask<SiteView> SummaryAsync(bool withHash, CancellationToken cancellation)
    {
        SummaryAsked.Release();
        await Silence.WaitAsync(cancellation);
        return Summary(withHash);
    }

    private SiteView Summary(bool withHash) => new()
    {
        Site = site,
        Name = "Site " + site,
        TimeZone = "Europe/Paris",
        Currency = "EUR",
        Kpis = new SiteKpis
        {
            OpenOrders = OrderList.Count, Late = OrderList.Count(order => order.Risk == Risk.Late), AtRisk = OrderList.Count(order => order.Risk == Risk.AtRisk),
            Watch = 0, OnTrack = 0, ExpectedLateOrders = double.NaN, ExpectedTardinessMinutes = 12, ValueAtRisk = 1_234_567,
            WorkCentersDown = WorkCenterList.Count(center => center.State.IsDown()), ComponentsShort = 1,
        },
        ForecastAgeSeconds = 0.1,
        StateHash = withHash ? "abc" : null,
        Position = Journal.Count,
        JournalPosition = Journal.Count,
        AsOf = AsOf,
    };

    public ValueTask<Page<OrderView>> OrdersAsync(OrderQuery query, CancellationToken cancellation)
    {
        LastQuery = query;
        if (query.After == "foreign")
            throw new QueryException("after", "Not a cursor of this list.");
        var items = OrderList.Where(order => query.Risks.Count == 0 || query.Risks.Contains(order.Risk)).Take(query.Limit).ToList();
        return new(new Page<OrderView>(items, null, Journal.Count, AsOf));
    }

    public ValueTask<OrderView?> OrderAsync(string id, PastMoment? past, CancellationToken cancellation)
    {
        LastPast = past;
        return new(OrderList.FirstOrDefault(order => order.Id == id) is { } found
            ? found with { Operations = [new OperationView("10", "Mill", "WC-1", OperationState.Running, 140, 10, 1, AsOf, null, AsOf, AsOf.AddHours(2))] }
            : null);
    }

    public ValueTask<Page<WorkCenterView>> WorkCentersAsync(ListQuery query, PastMoment? past, CancellationToken cancellation) =>
        new(new Page<WorkCenterView>(WorkCenterList, null, Journal.Count, AsOf));

    public ValueTask<WorkCenterView?> WorkCenterAsync(string id, PastMoment? past, CancellationToken cancellation) =>
        new(WorkCenterList.FirstOrDefault(center => center.Id == id));

    public ValueTask<Page<ComponentView>> ComponentsAsync(ListQuery query, PastMoment? past, CancellationToken cancellation) =>
        new(new Page<ComponentView>([], null, Journal.Count, AsOf));

    public ValueTask<ComponentView?> ComponentAsync(string id, PastMoment? past, CancellationToken cancellation) => new((ComponentView?)null);

    public ValueTask<Page<SupplierView>> SuppliersAsync(ListQuery query, PastMoment? past, CancellationToken cancellation) =>
        new(new Page<SupplierView>([], null, Journal.Count, AsOf));

    public ValueTask<SupplierView?> SupplierAsync(string id, PastMoment? past, CancellationToken cancellation) => new((SupplierView?)null);

    public List<DecisionView> DecisionList { get; } = [];
    public List<ExceptionView> ExceptionList { get; } = [];
    public DecisionQuery? LastDecisionQuery { get; private set; }

    public ValueTask<Page<DecisionView>> DecisionsAsync(DecisionQuery query, CancellationToken cancellation)
    {
        LastDecisionQuery = query;
        return new(new Page<DecisionView>([.. DecisionList.Take(query.Limit)], null, Journal.Count, AsOf));
    }

    public ValueTask<DecisionView?> DecisionAsync(string id, CancellationToken cancellation) => new(DecisionList.FirstOrDefault(one => one.Id == id));

    public ValueTask<DecisionProposal> DraftAsync(ManualWish wish, CancellationToken cancellation) => wish.Subject == "order/MO-1"
        ? new(new DecisionProposal { Rule = DecisionRules.Manual, RulesVersion = "manual", Subject = wish.Subject, Revision = 1, Title = "By hand", Text = wish.Note ?? "" })
        : throw new QueryException("subject", "Unknown.");

    public ValueTask<Page<ExceptionView>> ExceptionsAsync(ListQuery query, CancellationToken cancellation) =>
        new(new Page<ExceptionView>(ExceptionList, null, Journal.Count, AsOf));

    public ScorecardView Card { get; set; } = new() { Site = site, Scored = 0, Pending = 0, Dropped = 0, AfterTheFact = 0, Methods = [], Late = null, Drift = [], Position = 0, AsOf = AsOf };
    public ScorecardQuery? LastScorecardQuery { get; private set; }
    public List<VarianceView> VarianceList { get; } = [];
    public VarianceQuery? LastVarianceQuery { get; private set; }

    public ValueTask<ScorecardView> ScorecardAsync(ScorecardQuery query, CancellationToken cancellation)
    {
        LastScorecardQuery = query;
        return new(Card);
    }

    public ValueTask<Page<VarianceView>> VarianceAsync(VarianceQuery query, CancellationToken cancellation)
    {
        LastVarianceQuery = query;
        return new(new Page<VarianceView>(VarianceList, null, Journal.Count, AsOf));
    }

    public List<Suggestion> SuggestionList { get; } = [];

    public ValueTask<SuggestionAnswer?> SuggestionsAsync(string? order, CancellationToken cancellation) =>
        new(order is null || SuggestionList.Exists(s => s.Order.Order == order) ? new SuggestionAnswer(SuggestionList, null, Journal.Count, AsOf) { SearchedAt = AsOf, Changes = 24, Tried = 24, Complete = true } : null);

    /// <summary>What a what-if is asked of; null: it is overloaded.</summary>
    public SitePicture? Picture { get; set; }
    public string? LastAsker { get; private set; }

    public ValueTask<WhatIfResult> WhatIfAsync(WhatIfQuestion question, string caller, CancellationToken cancellation)
    {
        LastAsker = caller;
        return Picture is null ? throw new OverloadedException("Too many.", TimeSpan.FromSeconds(1)) : new(WhatIf.Of(Picture, question, RiskThresholds.Default));
    }

    public StressQuestion? LastStress { get; private set; }
    public IReadOnlyList<Variant>? LastSweep { get; private set; }
    public MonteCarloQuestion? LastMonteCarlo { get; private set; }

    public string? LastCaller { get; private set; }

    /// <summary>What every study fails with.</summary>
    public Exception? StudyFailure { get; set; }

    /// <summary>Problems that studies find with their edits.</summary>
    public List<PlantProblem> EditProblems { get; } = [];

    /// <summary>Steps of Monte Carlo runs, one after another as they are written.</summary>
    public Channel<MonteCarloStep> Steps { get; } = Channel.CreateUnbounded<MonteCarloStep>();

    /// <summary>Released once a Monte Carlo run has ended, however it did.</summary>
    public SemaphoreSlim RunEnded { get; } = new(0);

    private Study Study(IEnumerable<string> labels) => new()
    {
        Position = Journal.Count, AsOf = AsOf, Base = new VariantFigures(1.5, 2, 300, double.NaN), Of = 7,
        Items = [.. labels.Select(label => new VariantOutcome { Label = label, Text = "x", Figures = new(2, 2, 400, 0), Change = new(0.5, 0, 100, 0), Difference = new(Of(0.5), Of(100), Of(0)), Rank = new(1, 1), OrdersLater = 1, Orders = [new OrderGain("MO-1", 0.1, 0.6, 20, 120)] })],
    };

    private static Difference Of(double value) => new(value, value / 10, value * 0.8, value * 1.2);

    /// <summary>No scenario fits: those that do are tested on the real engine.</summary>
    public ValueTask<KeptAnswer> ReadKeptAsync(KeptQuestion question, string caller, CancellationToken cancellation) =>
        new(new KeptAnswer(Journal.Count, AsOf, [.. question.Scenarios.Select(_ => new KeptReading([new PlantProblem("$.edits[0]", "does not fit")], null, null, [], null))]));

    public async ValueTask<Study> StressAsync(StressQuestion question, string caller, CancellationToken cancellation)
    {
        (LastStress, LastCaller) = (question, caller);
        if (StudyFailure is { } failure)
            throw failure;
        await Silence.WaitAsync(cancellation);
        return Study(["supplier/ACME"]);
    }

    public ValueTask<SweepAnswer> SweepAsync(IReadOnlyList<Variant> variants, string caller, CancellationToken cancellation)
    {
        LastSweep = variants;
        return new(EditProblems.Count > 0 ? new SweepAnswer(null, EditProblems) : new SweepAnswer(Study(variants.Select(one => one.Label)), []));
    }

    public IAsyncEnumerable<MonteCarloStep> MonteCarloAsync(MonteCarloQuestion question, string caller, CancellationToken cancellation) =>
        _runs.FollowAsync(question.Id, caller, stop => StepsAsync(question, caller, stop), cancellation);

    public ValueTask<bool> CancelMonteCarloAsync(string id, string? caller, CancellationToken cancellation) => new(_runs.End(id, caller));

    private async IAsyncEnumerable<MonteCarloStep> StepsAsync(MonteCarloQuestion question, string caller, [EnumeratorCancellation] CancellationToken cancellation)
    {
        (LastMonteCarlo, LastCaller) = (question, caller);
        if (StudyFailure is { } failure)
            throw failure;
        try
        {
            if (EditProblems.Count > 0)
            {
                yield return new MonteCarloStep(null, null, EditProblems);
                yield break;
            }
            var none = new Sampled(double.NaN, double.NaN);
            yield return new MonteCarloStep(new MonteCarloProgress(0, 512, none, none, null, null), null, []);
            await foreach (var step in Steps.Reader.ReadAllAsync(cancellation))
            {
                yield return step;
                if (step.Answer is not null)
                    yield break;
            }
        }
        finally
        {
            RunEnded.Release();
        }
    }

    /// <summary>Says no to a word of a decision.</summary>
    public Func<CloudEvent, Refusal?> Refuses { get; set; } = _ => null;

    public async IAsyncEnumerable<SiteChange> ChangesAsync(string? lastEventId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        LastEventId = lastEventId;
        Followed.TrySetResult();
        await foreach (var change in Changes.Reader.ReadAllAsync(cancellation))
            yield return change;
    }
}
