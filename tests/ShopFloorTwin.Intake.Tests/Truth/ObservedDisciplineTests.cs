using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Learning.Queues;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Intake.Simulation;
using ShopFloorTwin.Intake.Truth;

namespace ShopFloorTwin.Intake.Tests.Truth;

public sealed class ObservedDisciplineTests
{
    public static TheoryData<ulong, QueueDiscipline> Plants()
    {
        var plants = new TheoryData<ulong, QueueDiscipline>();
        foreach (var discipline in Enum.GetValues<QueueDiscipline>())
        {
            for (var seed = 1UL; seed <= 6; seed++)
                plants.Add(seed, discipline);
        }
        return plants;
    }

    private static SimulationOptions Busy(ulong seed, QueueDiscipline discipline) => new() { Seed = seed, Discipline = discipline, Load = 0.9, Orders = 120 };

    private static ObservedDiscipline Observed(SimulatedSite site, DateTimeOffset until)
    {
        var state = new SiteState(site.Plant.Site);
        var imported = EventReader.Read(EventWriter.Write("/test", "plant", EventTypes.PlantImported, $"site/{site.Plant.Site}", site.Start, PlantWriter.Write(site.Plant))).Event!;
        foreach (var one in FloorSimulation.Stream(site).TakeWhile(one => one.Time <= until).Prepend(imported))
            state.Apply(new SiteRecord(state.Position + 1, one.Time, one));
        return ObservedDiscipline.Of(state.Publish());
    }

    [Theory]
    [MemberData(nameof(Plants))]
    public void What_is_taken_up_and_what_is_left_tells_the_rule_a_site_works_by(ulong seed, QueueDiscipline discipline)
    {
        var site = RandomPlant.Make(Busy(seed, discipline));

        var observed = Observed(site, site.Start.AddDays(30));

        Assert.True(observed.Pairs >= 50, $"{observed.Pairs} choices");
        // Slack goes nearly by due dates where what is left to do is about the same: either serves then.
        if (discipline is QueueDiscipline.Slack or QueueDiscipline.DueDate)
            Assert.Contains(observed.Discipline, new[] { QueueDiscipline.Slack, QueueDiscipline.DueDate });
        else
            Assert.Equal(discipline, observed.Discipline);
        Assert.True(observed.Concordance[(int)discipline] > 0.85, $"{observed}: {string.Join(' ', observed.Concordance)}");
    }

    [Fact]
    public void A_site_nothing_was_seen_of_works_by_slack()
    {
        var site = RandomPlant.Make(Busy(1, QueueDiscipline.FirstCome));

        Assert.Equal(ObservedDiscipline.None.Discipline, Observed(site, site.Start).Discipline);
        Assert.Equal(QueueDiscipline.Slack, ObservedDiscipline.None.Discipline);
    }

    [Fact]
    public void Who_learns_that_the_first_to_come_is_the_first_served_forecasts_better()
    {
        List<SimulationOptions> plants = [.. Enumerable.Range(1, 5).Select(seed => Busy((ulong)seed, QueueDiscipline.FirstCome))];
        var walk = new WalkOptions { OnlyHalf = true };

        double Crps(WalkOptions options) => TruthBacktest.OfPlants(plants, options, TimeSpan.FromDays(15)).Methods[0].All.Crps!.Value;
        var learned = Crps(walk);
        var slack = Crps(walk with { Settings = walk.Settings with { Discipline = QueueDiscipline.Slack } });

        Assert.True(learned < 0.95 * slack, $"{learned} against {slack}");
    }
}
