using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Scenarios.Kept;
using ShopFloorTwin.Engine.Scenarios;
using ShopFloorTwin.Engine.Tests.Fixtures;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Engine.Tests;

public sealed class EmbeddedSqliteFourEyesTests : FourEyesTests<SqlitePlace, EmbeddedMaker>;

public sealed class EmbeddedPostgresFourEyesTests : FourEyesTests<PostgresPlace, EmbeddedMaker>;

/// <summary>Who proposes may not approve, whatever the engine and the store.</summary>
public abstract class FourEyesTests<TPlace, TMaker> : EngineTest<TPlace, TMaker>
    where TPlace : StorePlace, new()
    where TMaker : EngineMaker, new()
{
    protected FourEyesTests() => Options = Options with { Rules = DecisionRules.Default with { FourEyes = new HashSet<ActionKind> { ActionKind.Note, ActionKind.Reschedule } } };

    [Fact]
    public async Task A_proposal_by_hand_is_approved_by_somebody_else_also_after_a_crash()
    {
        var site = await PlantAsync();
        await Within.Time(site.CatchUpAsync(Cancellation));
        var proposal = await site.DraftAsync(new ManualWish("order/MO-1", ActionKind.Note, new Dictionary<string, string?> { ["note"] = "Look" }, null, "anna"), Cancellation);
        await ShowAsync(site, OwnEvents.Make(Shop.Morning.AddMinutes(1), new DecisionProposedData(proposal) { Entity = "D-1" }));

        await IsForSomebodyElseAsync(await CrashAsync(), "D-1");
    }

    [Fact]
    public async Task What_a_scenario_is_committed_as_is_approved_by_somebody_else()
    {
        var site = await PlantAsync();
        await Within.Time(site.CatchUpAsync(Cancellation));
        var edits = EditReader.Read("""[{"kind":"setPriority","order":"MO-1","priority":1}]"""u8).Edits!;
        var reading = (await site.ReadKeptAsync(new KeptQuestion([edits], new ScenarioName("S-1", "Rush", null, "anna")), "anna", Cancellation)).Items[0];
        var decision = Assert.Single(reading.Decisions!.Decisions);
        await ShowAsync(site, OwnEvents.Make(Shop.Morning.AddMinutes(1), new DecisionProposedData(decision.Proposal) { Entity = decision.Id }));

        await IsForSomebodyElseAsync(site, decision.Id);
    }

    private static async Task IsForSomebodyElseAsync(ISiteTwin site, string id)
    {
        Assert.Equal(Refusal.FourEyes, Assert.Single((await AcceptAsync(site, Approved(id, "anna"))).Outcomes).Refusal?.Type);
        await ShowAsync(site, Approved(id, "ben"));

        var shown = (await site.DecisionAsync(id, Cancellation))!;
        Assert.Equal((DecisionState.Approved, "anna", true, "ben"), (shown.State, shown.ProposedBy, shown.FourEyes, shown.Verdict!.By));
    }

    private static CloudEvent Approved(string id, string by) => OwnEvents.Make(Shop.Morning.AddMinutes(2), new DecisionWordData(DecisionWord.Approved, 1, by, null, []) { Entity = id });
}
