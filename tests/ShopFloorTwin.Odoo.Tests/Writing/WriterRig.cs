using Microsoft.Extensions.Time.Testing;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Tests.Peer;
using ShopFloorTwin.Odoo.Writing;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Odoo.Tests.Writing;

/// <summary>A store, a scripted Odoo with a work center and orders, and writers that come and go between them, on a clock of the test's own.</summary>
internal sealed class WriterRig : IAsyncDisposable
{
    public const string Mill = "work-center/MILL";
    private static readonly string[] Writes = ["load", "write", "unlink", "web_save_multi", "button_plan"];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("twin-writer-");
    private OdooClient _client = null!;
    private int _writers;

    private WriterRig() => Options = new OdooWriterOptions { Holder = "w0" };

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 6, 0, 0, TimeSpan.Zero));
    public OdooPeer Peer { get; private set; } = null!;
    public IStore Store { get; private set; } = null!;
    public IIntents Intents => Store.Intents;
    public OdooWriter Writer { get; private set; } = null!;
    public OdooWriterOptions Options { get; set; }

    public static async Task<WriterRig> StartAsync(OdooProtocol protocol = OdooProtocol.Json2, OdooPeerOptions? peer = null)
    {
        var rig = new WriterRig();
        rig.Store = await Stores.OpenAsync(new StoreOptions("sqlite", rig._folder.FullName), TimeProvider.System, CancellationToken.None);
        rig.Peer = await OdooPeer.StartAsync((peer ?? new OdooPeerOptions()) with { Time = rig.Time });
        rig.Peer.Add("mrp.workcenter", new { name = "Milling", code = "MILL" });
        rig.Peer.Add("product.product", new { name = "Pump", default_code = "P-100" });
        // The writer is under test here, not the client's own patience, which has its tests: every answer comes through as it is.
        rig._client = new OdooClient(rig.Peer.Connection(protocol) with { RatePerSecond = 100_000, CallsAtOnce = 4, Patience = new OdooPatience { Attempts = 1, BreakFor = TimeSpan.FromMilliseconds(500) } },
            new FixedKeys(OdooPeer.Key), TimeProvider.System);
        rig.NextWriter();
        return rig;
    }

    /// <summary>The one before is gone without a word.</summary>
    public void NextWriter(Action<string>? passed = null) =>
        Writer = new OdooWriter(_client, Intents, Options with { Holder = $"w{++_writers}" }, Time, passed ?? (static _ => { }));

    public long Order(string name, string start = "2026-11-30 07:00:00", bool planned = false) =>
        Peer.Add("mrp.production", new { name, product_id = 1, product_qty = 5.0, state = "confirmed", date_start = start, priority = "0", is_planned = planned });

    public async Task ApproveAsync(params DecisionView[] decisions)
    {
        foreach (var one in decisions)
            await Intents.AddAsync(DecisionIntents.Of("main", "lyon", one), CancellationToken.None);
    }

    /// <summary>Runs the writer until nothing is due at this moment.</summary>
    public async Task RunAsync()
    {
        while (await Writer.RunOnceAsync(CancellationToken.None) > 0)
        {
        }
    }

    /// <summary>Runs, and lets time pass, until nothing waits any more.</summary>
    public async Task DrainAsync(int roundsMax = 400)
    {
        for (var round = 0; round < roundsMax; round++)
        {
            await RunAsync();
            if ((await Intents.BacklogAsync("main", CancellationToken.None)).Waiting == 0)
                return;
            Time.Advance(TimeSpan.FromSeconds(20));
        }
        Assert.Fail($"After {roundsMax} rounds there waits: {await Intents.BacklogAsync("main", CancellationToken.None)}");
    }

    /// <summary>The client's breaker is on the machine's clock.</summary>
    public async Task UntilOdooAnswersAsync()
    {
        var from = TimeProvider.System.GetTimestamp();
        while (!(await _client.SearchCountAsync("mrp.production", [])).IsDone)
            Assert.True(TimeProvider.System.GetElapsedTime(from) < TimeSpan.FromSeconds(20), "still waiting for Odoo to answer");
    }

    public async Task<StoredIntent> IntentAsync(DecisionView decision, int at = 0) =>
        (await Intents.OfDecisionAsync("main", "lyon", decision.Id, CancellationToken.None))[at];

    public Reconciliation Reconciliation => new(_client, Intents);

    public async Task<ReconciliationReport> ReconcileAsync() => await Reconciliation.RunAsync("lyon", CancellationToken.None);

    public IEnumerable<PeerCall> WriteCalls => Peer.Calls.All.Where(call => Writes.Contains(call.Method));

    public static bool IsWrite(string method) => Writes.Contains(method);

    public static DecisionAction Activity(string target, string summary = "Look") => new()
    {
        Kind = ActionKind.Activity, Target = target, Values = [new("summary", summary), new("note", "Because <it> is late."), new("deadline", "2026-11-24"), new("user", null)],
    };

    public static DecisionAction Reschedule(string target, string? start, string? priority, string baseStart = "2026-11-30T07:00:00Z", string basePriority = "0") => new()
    {
        Kind = ActionKind.Reschedule, Target = target,
        Values = [.. start is null ? Array.Empty<ActionValue>() : [new ActionValue("plannedStart", start, baseStart)], .. priority is null ? Array.Empty<ActionValue>() : [new ActionValue("priority", priority, basePriority)]],
    };

    public static DecisionAction Of(ActionKind kind, string target, params ActionValue[] values) => new() { Kind = kind, Target = target, Values = [.. values] };

    public DecisionView Decision(string id, params DecisionAction[] actions) => new()
    {
        Id = id, Rule = "rule", RulesVersion = "1", Subject = actions[0].Target, Title = $"Decision {id}", Text = $"Text of {id}", State = DecisionState.Approved, Revision = 1, ProposalRevision = 1,
        Approval = null, Standing = true, Ending = false, Lane = 1, ProposedAt = Time.GetUtcNow(), ChangedAt = Time.GetUtcNow(), Verdict = null, Reason = null, Event = null,
        Actions = actions, Records = [], Position = 1, AsOf = Time.GetUtcNow(),
    };

    public DecisionView Ended(DecisionView decision) => decision with { Ending = true, Standing = false, Revision = decision.Revision + 1, ChangedAt = Time.GetUtcNow() };

    public DecisionView Revised(DecisionView decision, string text) => decision with
    {
        Revision = decision.Revision + 1, ProposalRevision = decision.ProposalRevision + 1, Text = text, Records = [new ErpRecord("x", "x", 1)], ChangedAt = Time.GetUtcNow(),
    };

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Peer.DisposeAsync();
        await Store.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
