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
    public void How_sure_a_blow_is_is_what_the_same_what_if_says()
    {
        for (var seed = 1; seed <= 10; seed++)
        {
            var (twins, now) = RandomPlants.Of(seed, 0.5);
            var settings = new ForecastSettings { Samples = 64 };
            var forecast = new Forecaster(settings).Run(twins, now);
            var picture = new SitePicture(forecast, RiskBoard.Empty.After(forecast, RiskThresholds.Default).Board, settings);
            var outcomes = StudyRun.Stress(picture, Both, 20, AtRisk, () => true).Items.ToDictionary(one => one.Label);
            foreach (var blow in StressSet.Of(picture, Both, 20))
            {
                var answer = WhatIf.Of(picture, new WhatIfQuestion(blow.Edits), RiskThresholds.Default).Answer!;
                Assert.True(answer.Difference == outcomes[blow.Label].Difference, $"seed {seed}: {blow.Text}: {answer.Difference} and {outcomes[blow.Label].Difference}");
            }
        }
    }

    [Fact]
    public void Places_that_cannot_be_told_apart_are_shared_and_the_others_are_not()
    {
        var ranked = StudyRun.Stress(KeptShop.New().WorkCenter("MILL-C").Import().Picture(), [StressKind.WorkCenters], 10, AtRisk, () => true).Items;

        // Both spare mills are in nobody's routing.
        Assert.Equal(["work-center/MILL-B", "work-center/MILL-C"], ranked.Skip(ranked.Count - 2).Select(one => one.Label));
        Assert.All(ranked.Skip(ranked.Count - 2), one => Assert.Equal(new RankRange(ranked.Count - 1, ranked.Count), one.Rank));
        Assert.Equal((true, 0.0), (ranked[^2].TiedWithNext, ranked[^2].ToNext!.Value));
        Assert.Null(ranked[^1].ToNext);
        Assert.Equal("work-center/MILL", ranked[0].Label);
        Assert.Equal(new RankRange(1, 1), ranked[0].Rank);
        Assert.False(ranked[0].TiedWithNext);
    }

    [Fact]
    public void A_place_is_always_within_the_range_it_may_hold()
    {
        for (var seed = 1; seed <= 30; seed++)
        {
            var (twins, now) = RandomPlants.Of(seed, 0.5);
            var settings = new ForecastSettings { Samples = 64 };
            var study = StudyRun.Stress(new SitePicture(new Forecaster(settings).Run(twins, now), RiskBoard.Empty, settings), Both, 20, AtRisk, () => true);
            for (var i = 0; i < study.Items.Count; i++)
            {
                var one = study.Items[i];
                Assert.True(one.Rank!.From <= i + 1 && i + 1 <= one.Rank.To, $"seed {seed}: {one.Label} is at {i + 1}, and may be at {one.Rank}");
                // Of neighbours that are told apart, neither reaches the place of the other.
                if (i + 1 < study.Items.Count && !one.TiedWithNext)
                    Assert.True(one.Rank.To < study.Items.Count && study.Items[i + 1].Rank!.From > 1, $"seed {seed}: {one.Label}");
            }
        }
    }

    [Fact]
    public void Two_variants_are_held_against_each_other_on_the_same_samples_and_not_by_their_intervals()
    {
        var shop = new Shop().WorkCenter("MILL").Bought("C").Made("P", "MILL:60", "C:1");
        shop.Purchase("PO-1", "C", 100, shop.Now.AddDays(2));
        for (var i = 1; i <= 6; i++)
            shop.Order($"MO-{i}", "P", shop.Now.AddDays(2));
        var (study, problems) = StudyRun.Sweep(
            shop.Import().Picture(), Variants("""{"edit":{"kind":"delaySupply","purchaseOrder":"PO-1","line":"1"},"parameter":"to","values":["2026-11-12T08:00:00+01:00","2026-11-12T08:01:00+01:00","2026-11-12T08:01:00+01:00"]}"""), AtRisk, () => true);

        Assert.Empty(problems);
        var (first, second) = (study!.Items[0], study.Items[1]);
        Assert.True(first.Difference.ExpectedTardinessMinutes.High > second.Difference.ExpectedTardinessMinutes.Low, $"each alone is less sure than the minute between them: {first.Difference.ExpectedTardinessMinutes} and {second.Difference.ExpectedTardinessMinutes}");
        Assert.False(first.TiedWithNext);
        Assert.True(first.ToNext!.Value > 0 && first.ToNext.Low > 0, $"{first.ToNext}");
        Assert.True(second.TiedWithNext);
        Assert.All(study.Items, one => Assert.Null(one.Rank));
    }

    [Fact]
    public void A_study_has_a_table_with_how_sure_each_is()
    {
        var lines = StudyCsv.Of(StudyRun.Stress(KeptShop.New().Picture(), Both, 10, AtRisk, () => true)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, lines.Length);
        Assert.StartsWith("what,text,lateOrders,atRisk,tardinessMinutes", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("tardinessMinutesError,tardinessMinutesLow,tardinessMinutesHigh,tiedWithNext,rankFrom,rankTo", lines[0], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Equal(17, System.Text.RegularExpressions.Regex.Replace(line, "\"[^\"]*\"", "").Split(',').Length));
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

    [Theory]
    [InlineData("""{"edit":{"kind":"setCapacity","workCenter":"MILL"},"parameter":"units","values":[1]}""", "$.parameter names no member of the edit, 'units': it is one of workCenter, capacity, from, to")]
    [InlineData("""{"edit":{"kind":"fly"},"parameter":"capacity","values":[1]}""", "$.edit has a kind that is not known, \"fly\": it is one of delaySupply,")]
    [InlineData("""{"edit":{"workCenter":"MILL"},"parameter":"capacity","values":[1]}""", "$.edit lacks kind: it is one of delaySupply,")]
    public void A_sweep_that_cannot_be_is_refused_with_what_there_is_to_sweep(string json, string problem) =>
        Assert.StartsWith(problem, Sweep.Read(Encoding.UTF8.GetBytes(json), "Europe/Paris").Problems[0].ToString(), StringComparison.Ordinal);

    [Fact]
    public void Orders_that_a_blow_does_not_change_are_not_among_those_it_hits()
    {
        // What it needs comes in forty days: a stop of one day from now on changes nothing but the rounding.
        var shop = new Shop().WorkCenter("MILL").Bought("C").Made("P", "MILL:60", "C:1");
        shop.Order("MO-1", "P", shop.Now.AddHours(1)).Purchase("PO-1", "C", 10, shop.Now.AddDays(40)).Import();
        var down = StudyRun.Stress(shop.Picture(), [StressKind.WorkCenters], 10, AtRisk, () => true).Items[0];

        Assert.Empty(down.Orders);
        Assert.Equal(0, down.OrdersLater);
    }

    private static IReadOnlyList<Variant> Variants(string json) => Sweep.Read(Encoding.UTF8.GetBytes(json), "Europe/Paris").Variants!;
}
