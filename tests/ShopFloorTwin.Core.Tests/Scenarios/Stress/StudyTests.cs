using System.Text;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Scenarios.Stress;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.Tests.Forecast;
using ShopFloorTwin.Core.Tests.Scenarios.Kept;

namespace ShopFloorTwin.Core.Tests.Scenarios.Stress;

public sealed class StudyTests
{
    private const double AtRisk = 0.3;
    private static readonly StressKind[] Both = [StressKind.Suppliers, StressKind.WorkCenters];

    [Fact]
    public void What_hurts_most_is_first_and_says_whom()
    {
        var picture = KeptShop.New().Picture();
        var study = StudyRun.Stress(picture, Both, 10, AtRisk, () => true);

        Assert.Equal(4, study.Of);
        Assert.Equal(study.Items.OrderByDescending(one => one.Change.TardinessMinutes), study.Items);
        // The spare mill is in nobody's routing.
        Assert.Equal(("work-center/MILL-B", 0.0), (study.Items[^1].Label, study.Items[^1].Change.TardinessMinutes));
        Assert.Empty(study.Items[^1].Orders);
        var worst = study.Items[0];
        Assert.True(worst.Change.TardinessMinutes > 0 && worst.OrdersLater > 0);
        Assert.Equal(worst.Orders.OrderByDescending(one => one.MinutesAfter - one.MinutesBefore), worst.Orders);
    }

    [Fact]
    public void A_blow_of_a_study_is_what_the_same_edits_come_to_by_themselves()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var (twins, now) = RandomPlants.Of(seed, 0.5);
            var settings = new ForecastSettings { Samples = 64 };
            var picture = new SitePicture(new Forecaster(settings).Run(twins, now), RiskBoard.Empty, settings);
            var outcomes = StudyRun.Stress(picture, Both, 20, AtRisk, () => true).Items.ToDictionary(one => one.Label);
            foreach (var blow in StressSet.Of(picture, Both, 20))
            {
                var alone = new Forecaster(settings).Run(Overlay.Of(twins, blow.Edits, now).Twins!, now);
                var outcome = outcomes[blow.Label];
                Assert.True(Math.Abs(alone.Orders.Sum(o => o.ExpectedLatenessMinutes) - outcome.Figures.TardinessMinutes) < 1e-6, $"seed {seed}: {blow.Text}");
                Assert.Equal(alone.Orders.Count(o => o.LateProbability >= AtRisk), outcome.Figures.AtRisk);
                Assert.Equal(outcome.Figures.TardinessMinutes - outcome.Change.TardinessMinutes, picture.Forecast.Orders.Sum(o => o.ExpectedLatenessMinutes), 6);
            }
        }
    }

    [Fact]
    public void A_study_leaves_the_twins_as_they_are_and_ends_when_its_time_is_over()
    {
        var shop = KeptShop.New();
        var before = StateHash.Of(shop.Twins);
        var tries = 0;
        var study = StudyRun.Stress(shop.Picture(), Both, 10, AtRisk, () => ++tries <= 2);
        Assert.Equal((2, 4), (study.Items.Count, study.Of));
        Assert.Equal(before, StateHash.Of(shop.Twins));
    }

    [Fact]
    public void A_sweep_of_the_capacity_shows_what_each_further_unit_gains()
    {
        var shop = new Shop().WorkCenter("MILL").Made("P", "MILL:300");
        for (var i = 1; i <= 6; i++)
            shop.Order($"MO-{i}", "P", shop.Now.AddMinutes(400));
        var (study, problems) = StudyRun.Sweep(shop.Import().Picture(), Variants("""{"edit":{"kind":"setCapacity","workCenter":"MILL"},"parameter":"capacity","values":[1,2,3,4]}"""), AtRisk, () => true);

        Assert.Empty(problems);
        Assert.Equal(["1", "2", "3", "4"], study!.Items.Select(one => one.Label));
        Assert.Equal(0, study.Items[0].Change.TardinessMinutes);
        var late = study.Items.Select(one => one.Figures.TardinessMinutes).ToList();
        Assert.Equal(late.OrderDescending(), late);
        Assert.True(late[3] < late[0] / 2);
    }

    [Theory]
    [InlineData("""{"edit":{"kind":"setCapacity","workCenter":"MILL"},"parameter":"capacity","values":[1,0,3]}""", "$.edit (value 1).capacity must be 1 to 1000")]
    [InlineData("""{"edits":[{"kind":"cancelOrder","order":"MO-X"}],"edit":{"kind":"setCapacity","workCenter":"MILL"},"parameter":"capacity","values":[1]}""", "$.edits[0].order refers to an unknown order 'MO-X'")]
    public void A_value_that_does_not_fit_is_refused_with_its_place(string json, string problem)
    {
        var (study, problems) = StudyRun.Sweep(KeptShop.New().Picture(), Variants(json), AtRisk, () => true);
        Assert.Null(study);
        Assert.Equal(problem, problems[0].ToString());
    }

    private static IReadOnlyList<Variant> Variants(string json) => Sweep.Read(Encoding.UTF8.GetBytes(json), "Europe/Paris").Variants!;
}
