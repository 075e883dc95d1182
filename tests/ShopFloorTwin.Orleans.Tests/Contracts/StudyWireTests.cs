using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Scenarios.Kept;
using ShopFloorTwin.Core.Scenarios.Sampling;
using ShopFloorTwin.Core.Scenarios.Stress;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Engine.Tests.Fixtures;
using ShopFloorTwin.Orleans.Contracts;

namespace ShopFloorTwin.Orleans.Tests.Contracts;

/// <summary>Kept scenarios and studies go to another silo and come back as they are.</summary>
public sealed class StudyWireTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer(serializer => serializer.AddAssembly(typeof(Carried).Assembly)).BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    [Fact]
    public void A_question_of_kept_scenarios_arrives_with_every_edit_and_who_commits()
    {
        var there = Whole(StudySamples.KeptQuestion);

        Assert.Equal(StudySamples.KeptQuestion.Scenarios.Select(Written), there.Scenarios.Select(Written));
        Assert.Equal(StudySamples.KeptQuestion.ToCommit, there.ToCommit);
    }

    [Fact]
    public void A_kept_reading_arrives_with_answer_base_facts_and_decisions()
    {
        var (sent, there) = (StudySamples.KeptAnswer, Whole(StudySamples.KeptAnswer));

        Assert.Equal((sent.Items[0].Problems[0], sent.Items[0].Facts[0]), (there.Items[0].Problems[0], there.Items[0].Facts[0]));
        var (known, read) = (sent.Items[1], there.Items[1]);
        Assert.Equal(known.Answer!.Difference, read.Answer!.Difference);
        Assert.Equal((known.Base!.Effect, known.Base.Facts[0], known.Base.Decisions[0]), (read.Base!.Effect, read.Base.Facts[0], read.Base.Decisions[0]));
        var proposal = read.Decisions!.Decisions[0].Proposal;
        Assert.Equal(("key-1", true, ActionKind.Reschedule), (proposal.By, proposal.FourEyes, proposal.Actions[0].Kind));
    }

    [Fact]
    public void A_study_arrives_with_how_sure_each_entry_is_and_its_place()
    {
        var (sent, there) = (StudySamples.Study.Items[0], Whole(StudySamples.Study).Items[0]);

        Assert.Equal((sent.Difference, sent.ToNext, sent.TiedWithNext, sent.Rank, sent.Change), (there.Difference, there.ToNext, there.TiedWithNext, there.Rank, there.Change));
        Assert.Equal(StudySamples.Variants.Select(one => (one.Label, one.Text, Written(one.Edits))), Whole(StudySamples.Variants).Select(one => (one.Label, one.Text, Written(one.Edits))));
        Assert.Equal((StudySamples.Stress.Most, StressKind.WorkCenters), (Whole(StudySamples.Stress).Most, Whole(StudySamples.Stress).Kinds[0]));
        Assert.Equal(StudySamples.NotSwept.Problems, Whole(StudySamples.NotSwept).Problems);
        Assert.Null(Whole(StudySamples.NotSwept).Study);
        Whole(StudySamples.Swept);
    }

    [Fact]
    public void The_steps_of_a_run_arrive_also_those_that_know_nothing_yet_and_the_last_of_one_that_was_ended()
    {
        Assert.Equal(("R-1", 10_000), (Whole(StudySamples.MonteCarlo).Id, Whole(StudySamples.MonteCarlo).Samples));
        Assert.True(double.IsNaN(Whole(StudySamples.Begun).Progress!.LateOrders.Value));
        Assert.Equal(StudySamples.Drawn.Answer!.Orders[0], Whole(StudySamples.Drawn).Answer!.Orders[0]);
        Assert.Equal((true, null), (Whole(MonteCarloStep.Cancelled).IsCancelled, Whole(MonteCarloStep.Cancelled).Progress));
        Assert.False(Whole(StudySamples.Drawn).IsCancelled);
    }

    [Fact]
    public void What_a_real_floor_answers_travels_whole()
    {
        var state = new SiteState(Shop.Site);
        state.Apply(new SiteRecord(1, Shop.Morning, Shop.Imported(Shop.Plant(Shop.Site))));
        var settings = new ForecastSettings { Samples = 64 };
        var forecast = new Forecaster(settings).Run(state.Publish(), Shop.Morning);
        var picture = new SitePicture(forecast, RiskBoard.Empty.After(forecast, RiskThresholds.Default).Board, settings);
        IReadOnlyList<Edit> edits = [new SetCapacity { WorkCenter = Shop.Mill, Capacity = 2 }, new SetPriority { Order = "MO-1", Priority = 1 }];

        Whole(KeptReading.Of(picture, new KeptQuestion([edits, [new CancelOrder { Order = "MO-9" }]]), RiskThresholds.Default));
        Whole(KeptReading.Of(picture, new KeptQuestion([edits], new ScenarioName("S-1", "Rush", null, "anna")), RiskThresholds.Default));
        Whole(StudyRun.Stress(picture, Enum.GetValues<StressKind>(), 10, 0.3, () => true));
        var run = MonteCarlo.Of(picture, edits, 512).Run!;
        while (run.Next())
            Whole(new MonteCarloStep(run.Progress(), run.Answer(), []));
    }

    /// <summary>What arrives at another silo; written again there, it is the same to the byte.</summary>
    private T Whole<T>(T value)
    {
        var serializer = _services.GetRequiredService<Serializer>();
        var bytes = serializer.SerializeToArray(Carried.Of(value));
        var there = serializer.Deserialize<Carried>(bytes)!.Open<T>();
        Assert.Equal(Convert.ToBase64String(bytes), Convert.ToBase64String(serializer.SerializeToArray(Carried.Of(there))));
        return there;
    }

    private static string Written(IReadOnlyList<Edit> edits) => string.Join(' ', edits.Select(edit => EditReader.Write(edit).GetRawText()));
}
