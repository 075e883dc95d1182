using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.WorkCenters;
using ShopFloorTwin.Embedded;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Tests.Peer;
using ShopFloorTwin.Odoo.Writing;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Odoo.Tests.Writing;

/// <summary>A decision's whole way: from the machine that stops, by the rules, into Odoo and back.</summary>
public sealed class DecisionWayTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 23, 6, 0, 0, TimeSpan.Zero);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("twin-way-");
    private readonly FakeTimeProvider _time = new(Morning);
    private IStore _store = null!;
    private EmbeddedEngine _engine = null!;
    private OdooPeer _peer = null!;
    private OdooClient _client = null!;
    private ISiteTwin _site = null!;
    private DecisionPump _pump = null!;
    private OdooWriter _writer = null!;
    private int _events;

    public async ValueTask InitializeAsync()
    {
        _store = await Stores.OpenAsync(new StoreOptions("sqlite", _folder.FullName), TimeProvider.System, CancellationToken.None);
        var options = new EngineOptions { Forecast = new() { Samples = 16 }, MinForecastInterval = TimeSpan.Zero, RestShare = 0, DecisionInterval = TimeSpan.FromSeconds(1), IdleForecastInterval = TimeSpan.FromSeconds(5) };
        _engine = await EmbeddedEngine.StartAsync(_store, options, _time, NullLogger<EmbeddedEngine>.Instance, CancellationToken.None);
        _peer = await OdooPeer.StartAsync(new OdooPeerOptions { Time = _time });
        _peer.Add("mrp.workcenter", new { name = "Milling", code = "MILL" });
        _peer.Add("product.product", new { name = "Pump", default_code = "P-100" });
        _peer.Add("mrp.production", new { name = "MO-1", product_id = 1, product_qty = 5.0, state = "confirmed", date_start = "2026-11-30 07:00:00", priority = "0" });
        _client = new OdooClient(_peer.Connection() with { RatePerSecond = 100_000, Patience = new OdooPatience { Attempts = 1 } }, new FixedKeys(OdooPeer.Key), TimeProvider.System);
        _site = await _engine.OpenAsync("lyon", CancellationToken.None);
        await SayAsync(new PlantImportedData(new PlantDocument
        {
            Site = "lyon", AsOf = Morning, WorkCenters = [new WorkCenterSpec { Id = "MILL", Name = "Milling" }],
            Products = [new ProductSpec { Id = "P-100", Routing = [new RoutingStepSpec { Operation = "10", WorkCenter = "MILL", MinutesPerUnit = 6 }] }],
            Orders = [new OrderSpec { Id = "MO-1", Product = "P-100", Quantity = 5, Due = Morning.AddDays(9), PlannedStart = new DateTimeOffset(2026, 11, 30, 7, 0, 0, TimeSpan.Zero) }],
        }) { Entity = "lyon" });
        _pump = new DecisionPump("main", _store.Intents, _time);
        _writer = new OdooWriter(_client, _store.Intents, new OdooWriterOptions { Holder = "w" }, _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        _client.Dispose();
        await _peer.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task SayAsync(EventData data)
    {
        var read = EventReader.Read(EventWriter.Write("/mes", $"e-{++_events}", _time.GetUtcNow(), data)).Event!;
        var result = await _site.AcceptAsync([read], CancellationToken.None);
        Assert.Null(result.Outcomes[0].Refusal);
        await _site.WaitForAsync(result.Position, CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
    }

    /// <summary>Lets rules, pump and writer work until the decision is as wanted.</summary>
    private async Task<DecisionView> UntilAsync(string rule, Func<DecisionView, bool> wanted, string what)
    {
        DecisionView? found = null;
        var from = TimeProvider.System.GetTimestamp();
        while (found is null || !wanted(found))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(from) < TimeSpan.FromSeconds(30), $"still waiting for {what}: {found?.State} {found?.Reason}");
            _time.Advance(TimeSpan.FromSeconds(5));
            await _pump.RunOnceAsync(_site, CancellationToken.None);
            while (await _writer.RunOnceAsync(CancellationToken.None) > 0)
            {
            }
            found = (await _site.DecisionsAsync(new DecisionQuery { Rule = rule }, CancellationToken.None)).Items.FirstOrDefault();
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
        return found;
    }

    [Fact]
    public async Task A_mill_that_stays_down_is_blocked_and_reported_and_both_end_when_it_runs_again()
    {
        await SayAsync(new MachineStateData(MachineState.Aborted, null, "spindle", null) { Entity = "MILL" });
        _time.Advance(TimeSpan.FromMinutes(31));
        var confirmed = await UntilAsync(RuleSettings.WorkCenterDown, one => one.State == DecisionState.Confirmed, "the block in Odoo");
        Assert.Equal(["block", "maintenanceRequest"], confirmed.Records.Select(one => one.Action).Order());
        Assert.Equal("blocked", _peer.Value("mrp.workcenter", 1, "working_state"));

        await SayAsync(new MachineStateData(MachineState.Execute, null, null, null) { Entity = "MILL" });
        await UntilAsync(RuleSettings.WorkCenterDown, one => one is { State: DecisionState.Confirmed, Ending: true }, "the end of the block");
        Assert.NotEqual("blocked", _peer.Value("mrp.workcenter", 1, "working_state"));
        Assert.Equal(3L, _peer.Value("maintenance.request", Assert.Single(_peer.Find("maintenance.request")), "stage_id"));
    }

    [Fact]
    public async Task What_a_person_proposes_is_written_once_it_is_approved_and_parked_where_somebody_was_faster()
    {
        var wish = new ManualWish("order/MO-1", ActionKind.Reschedule, new Dictionary<string, string?> { ["plannedStart"] = "2026-12-01T07:00:00Z" }, "as agreed", "anna");
        var proposal = await _site.DraftAsync(wish, CancellationToken.None);
        await AcceptAsync(new DecisionProposedData(proposal) { Entity = "D-1" });
        await _pump.RunOnceAsync(_site, CancellationToken.None);
        Assert.Equal(0, await _writer.RunOnceAsync(CancellationToken.None));

        _peer.Edit("mrp.production", 1, new { date_start = "2026-12-24 07:00:00" });
        await AcceptAsync(Word(DecisionWord.Approved, 1));
        var parked = await UntilAsync(DecisionRules.Manual, one => one.State == DecisionState.Parked, "the exception");
        Assert.StartsWith("Somebody changed date_start", parked.Reason, StringComparison.Ordinal);
        Assert.Equal("parkedDecision", Assert.Single((await _site.ExceptionsAsync(new ListQuery(), CancellationToken.None)).Items).Kind);

        _peer.Edit("mrp.production", 1, new { date_start = "2026-11-30 07:00:00" });
        await AcceptAsync(Word(DecisionWord.Retried, 1));
        await UntilAsync(DecisionRules.Manual, one => one.State == DecisionState.Confirmed, "the write");
        Assert.Equal("2026-12-01 07:00:00", _peer.Value("mrp.production", 1, "date_start"));
    }

    [Fact]
    public async Task What_somebody_changed_or_deleted_since_is_found_by_reconciliation_and_cleared_when_it_is_past()
    {
        var proposal = await _site.DraftAsync(new ManualWish("order/MO-1", ActionKind.Reschedule, new Dictionary<string, string?> { ["priority"] = "1" }, null, "anna"), CancellationToken.None);
        await AcceptAsync(new DecisionProposedData(proposal) { Entity = "D-1" });
        await AcceptAsync(Word(DecisionWord.Approved, 1));
        await UntilAsync(DecisionRules.Manual, one => one.State == DecisionState.Confirmed, "the write");
        var reconciliation = new Reconciliation(_client, _store.Intents);
        Assert.Empty((await reconciliation.RunAsync("lyon", CancellationToken.None)).Findings);

        _peer.Edit("mrp.production", 1, new { priority = "0" });
        var report = await reconciliation.RunAsync("lyon", CancellationToken.None);
        Assert.Equal("changed", Assert.Single(report.Findings).Kind);
        await TellAsync(report);
        Assert.Equal("erpDiffers", Assert.Single((await _site.ExceptionsAsync(new ListQuery(), CancellationToken.None)).Items).Kind);

        _peer.Edit("mrp.production", 1, new { priority = "1" });
        await TellAsync(await reconciliation.RunAsync("lyon", CancellationToken.None));
        Assert.Empty((await _site.ExceptionsAsync(new ListQuery(), CancellationToken.None)).Items);

        async Task TellAsync(ReconciliationReport told)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await reconciliation.TellAsync(_site, told, _time.GetUtcNow(), CancellationToken.None);
            await _site.CatchUpAsync(CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        }
    }

    [Fact]
    public async Task What_is_withdrawn_while_it_is_being_queued_is_never_written()
    {
        await AcceptAsync(new DecisionProposedData(Activity) { Entity = "D-1" });
        await AcceptAsync(Word(DecisionWord.Approved, 1));
        var late = LateSite.Of(_site, () => AcceptAsync(Word(DecisionWord.Withdrawn, 1)));
        await _pump.RunOnceAsync(late, CancellationToken.None);
        Assert.Equal(0, await _writer.RunOnceAsync(CancellationToken.None));

        Assert.Equal(DecisionState.Withdrawn, (await _site.DecisionAsync("D-1", CancellationToken.None))!.State);
        Assert.Equal((0L, 0), ((await _store.Intents.BacklogAsync("main", CancellationToken.None)).Waiting, _peer.Count("mail.activity")));
    }

    [Fact]
    public async Task What_is_withdrawn_after_a_stop_in_the_midst_of_queueing_is_never_written()
    {
        await AcceptAsync(new DecisionProposedData(Activity) { Entity = "D-1" });
        await AcceptAsync(Word(DecisionWord.Approved, 1));
        await StoppedWhileQueueingAsync();
        await AcceptAsync(Word(DecisionWord.Withdrawn, 1));
        await new DecisionPump("main", _store.Intents, _time).RunOnceAsync(_site, CancellationToken.None);

        Assert.Equal(0, await _writer.RunOnceAsync(CancellationToken.None));
        Assert.Equal(0, _peer.Count("mail.activity"));
    }

    [Fact]
    public async Task An_end_that_a_stop_left_half_queued_still_comes()
    {
        await AcceptAsync(new DecisionProposedData(Activity with { Rule = RuleSettings.OrderAtRisk }) { Entity = "D-1" });
        await AcceptAsync(Word(DecisionWord.Approved, 1));
        await UntilAsync(RuleSettings.OrderAtRisk, one => one.State == DecisionState.Confirmed, "the activity");
        await AcceptAsync(Word(DecisionWord.Withdrawn, 1));
        await StoppedWhileQueueingAsync();
        _pump = new DecisionPump("main", _store.Intents, _time);

        await UntilAsync(RuleSettings.OrderAtRisk, one => one is { State: DecisionState.Confirmed, Ending: true }, "the end");
        Assert.Equal(0, _peer.Count("mail.activity"));
    }

    private static DecisionProposal Activity => new()
    {
        Rule = DecisionRules.Manual, RulesVersion = "1", Subject = "order/MO-1", Revision = 1, Title = "Look", Text = "Because.", Approval = "planner",
        Actions = [WriterRig.Activity("order/MO-1")],
    };

    /// <summary>The intents are durable, and the process dies before the journal hears of it.</summary>
    private async Task StoppedWhileQueueingAsync() =>
        await Assert.ThrowsAsync<StoppedException>(() => new DecisionPump("main", _store.Intents, _time).RunOnceAsync(LateSite.Of(_site, () => throw new StoppedException()), CancellationToken.None).AsTask());

    private async Task AcceptAsync(EventData data)
    {
        var result = await _site.AcceptAsync([OwnEvents.Make(_time.GetUtcNow(), data)], CancellationToken.None);
        Assert.Null(result.Outcomes[0].Refusal);
        await _site.WaitForAsync(result.Position, CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static DecisionWordData Word(DecisionWord word, int revision) => new(word, revision, "anna", null, []) { Entity = "D-1" };
}
