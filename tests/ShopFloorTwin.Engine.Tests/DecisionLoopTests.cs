using Microsoft.Extensions.Logging.Abstractions;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.WorkCenters;
using ShopFloorTwin.Engine.Recovery;
using ShopFloorTwin.Engine.Tests.Fixtures;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Engine.Tests;

public sealed class EmbeddedDecisionLoopTests : DecisionLoopTests<SqlitePlace, EmbeddedMaker>;

/// <summary>What a running engine decides, and that it outlives the process.</summary>
public abstract class DecisionLoopTests<TPlace, TMaker> : EngineTest<TPlace, TMaker>
    where TPlace : StorePlace, new()
    where TMaker : EngineMaker, new()
{
    // One rule: a hash taken between two looks at the orders would be of either side.
    protected DecisionLoopTests() => Options = Options with
    {
        DecisionInterval = TimeSpan.FromSeconds(1),
        IdleForecastInterval = TimeSpan.FromSeconds(5),
        Rules = DecisionRules.Default with
        {
            Rules = RuleSettings.Names.ToDictionary(name => name, name => DecisionRules.Default[name] with { Enabled = name == RuleSettings.WorkCenterDown }),
        },
    };

    private static readonly DecisionQuery Down = new() { Rule = RuleSettings.WorkCenterDown };

    private static async Task ProposeAsync(ISiteTwin site)
    {
        await Within.Time(site.CatchUpAsync(Cancellation));
        var proposal = await site.DraftAsync(new ManualWish("order/MO-1", ActionKind.Note, new Dictionary<string, string?> { ["note"] = "Look" }, null, "anna"), Cancellation);
        await ShowAsync(site, OwnEvents.Make(Shop.Morning.AddMinutes(1), new DecisionProposedData(proposal) { Entity = "D-1" }));
    }

    private async Task<DecisionView> DownAsync(ISiteTwin site)
    {
        var found = default(DecisionView);
        await Within.Condition(async () =>
        {
            Time.Advance(TimeSpan.FromSeconds(5));
            found = (await site.DecisionsAsync(Down, Cancellation)).Items.SingleOrDefault();
            return found is { State: DecisionState.Approved };
        });
        return found!;
    }

    [Fact]
    public async Task A_mill_down_for_long_is_decided_on_once_and_the_decision_outlives_a_crash()
    {
        var site = await PlantAsync();
        await ShowAsync(site, Shop.State("stop", MachineState.Aborted));
        Time.Advance(TimeSpan.FromMinutes(31));
        var decision = await DownAsync(site);
        await Within.Time(site.CatchUpAsync(Cancellation));
        var before = await site.SummaryAsync(withHash: true, Cancellation);

        site = await CrashAsync();
        // The rules go on before and after the crash: held against each other is what the journal says up to one position.
        var recovered = await SiteRecovery.RecoverAsync(Shop.Site, Store, NullLogger.Instance, before.Position, long.MaxValue, Cancellation);
        Assert.Equal(before.StateHash, StateHash.Of(recovered.Twins.Publish()));
        Assert.Equal(decision.Id, (await DownAsync(site)).Id);
    }

    [Fact]
    public async Task The_trace_of_a_mills_word_goes_on_in_the_decision_it_leads_to()
    {
        const string Trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        var site = await PlantAsync();
        await ShowAsync(site, Shop.State("stop", MachineState.Aborted) with { TraceParent = Trace });
        Time.Advance(TimeSpan.FromMinutes(31));

        var decision = await DownAsync(site);

        Assert.Equal(("stop", Trace), (decision.Event, decision.TraceParent));
    }

    [Fact]
    public async Task Of_two_verdicts_at_once_one_holds_and_the_same_one_again_is_a_duplicate()
    {
        var site = await PlantAsync();
        await ProposeAsync(site);
        CloudEvent Say(DecisionWord word, string by) => OwnEvents.Make(Shop.Morning.AddMinutes(2), new DecisionWordData(word, 1, by, null, []) { Entity = "D-1" });

        var both = await AcceptAsync(site, Say(DecisionWord.Approved, "anna"), Say(DecisionWord.Rejected, "ben"));
        var again = await AcceptAsync(site, Say(DecisionWord.Approved, "carl"));

        Assert.Equal([OutcomeKind.Accepted, OutcomeKind.Refused], both.Outcomes.Select(outcome => outcome.Kind));
        Assert.Equal(OutcomeKind.Duplicate, Assert.Single(again.Outcomes).Kind);
        await Within.Time(site.WaitForAsync(both.Position, Cancellation));
        Assert.Equal("anna", (await site.DecisionAsync("D-1", Cancellation))!.Verdict!.By);
    }

    [Fact]
    public async Task The_stream_tells_of_a_decision()
    {
        var site = await PlantAsync();
        await using var changes = site.ChangesAsync(null, Cancellation).GetAsyncEnumerator(Cancellation);
        var next = changes.MoveNextAsync();
        await ProposeAsync(site);

        await Within.Time(next);
        while (changes.Current.Kind != "decision")
            await Within.Time(changes.MoveNextAsync());
        Assert.Contains("\"to\":\"proposed\"", System.Text.Encoding.UTF8.GetString(changes.Current.Data.Span), StringComparison.Ordinal);
    }
}
