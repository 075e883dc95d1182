using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Scenarios;
using ShopFloorTwin.Core.Scenarios.Stress;
using ShopFloorTwin.Engine.Tests.Fixtures;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Engine.Tests;

public sealed class EmbeddedStudyTests : StudyTests<SqlitePlace, EmbeddedMaker>;

/// <summary>Stress tests, sweeps and Monte Carlo runs beside a live site.</summary>
public abstract class StudyTests<TPlace, TMaker> : EngineTest<TPlace, TMaker>
    where TPlace : StorePlace, new()
    where TMaker : EngineMaker, new()
{
    private const string Me = "k1";
    private static readonly StressKind[] Both = [StressKind.Suppliers, StressKind.WorkCenters];

    private static Variant Capacity(int units) => new(units.ToString(), "", [new SetCapacity { WorkCenter = Shop.Mill, Capacity = units }]);

    private async Task<ISiteTwin> ShownAsync()
    {
        var site = await PlantAsync();
        await Within.Time(site.CatchUpAsync(Cancellation));
        return site;
    }

    [Fact]
    public async Task A_stress_test_ranks_suppliers_and_work_centers_and_leaves_the_site_as_it_is()
    {
        var site = await ShownAsync();
        var before = await HashAsync(site);
        var study = await Within.Time(site.StressAsync(new StressQuestion(Both, 10), Me, Cancellation));

        Assert.Equal(["supplier/SUP-ACME", "work-center/WC-ASM", "work-center/WC-MILL"], study.Items.Select(one => one.Label).Order(StringComparer.Ordinal));
        Assert.Equal((3, 1L), (study.Of, study.Position));
        Assert.True(study.Items[0].Change.TardinessMinutes > study.Items[^1].Change.TardinessMinutes);
        Assert.Equal(before, await HashAsync(site));
    }

    [Fact]
    public async Task A_sweep_answers_in_the_order_of_its_values_or_says_which_does_not_fit()
    {
        var site = await ShownAsync();

        var swept = await Within.Time(site.SweepAsync([Capacity(1), Capacity(2)], Me, Cancellation));
        Assert.Equal(["1", "2"], swept.Study!.Items.Select(one => one.Label));

        var refused = await Within.Time(site.SweepAsync([Capacity(1), Capacity(0)], Me, Cancellation));
        Assert.Null(refused.Study);
        Assert.Equal("$.edit (value 1).capacity", refused.Problems[0].Path);
    }

    [Fact]
    public async Task A_Monte_Carlo_run_tells_how_far_it_is_and_ends_with_its_answer()
    {
        var site = await ShownAsync();
        var steps = new List<MonteCarloStep>();
        await foreach (var step in site.MonteCarloAsync(new MonteCarloQuestion("R-1", [new CancelOrder { Order = "MO-5" }], 1_000), Me, Cancellation))
            steps.Add(step);

        Assert.All(steps.SkipLast(1), step => Assert.Null(step.Answer));
        Assert.Equal(0, steps[0].Progress!.Samples);
        Assert.Equal(steps.Select(step => step.Progress!.Samples).Order(), steps.Select(step => step.Progress!.Samples));
        var answer = steps[^1].Answer!;
        Assert.Equal(1_024, answer.Samples);
        Assert.Equal(["MO-1", "MO-2", "MO-3", "MO-4", "MO-5"], answer.Orders.Select(one => one.Order));
        Assert.Null(answer.Orders[4].After);
        Assert.NotNull(answer.Change);
    }

    [Fact]
    public async Task A_run_whose_edits_do_not_fit_says_so_and_ends()
    {
        var site = await ShownAsync();
        var steps = new List<MonteCarloStep>();
        await foreach (var step in site.MonteCarloAsync(new MonteCarloQuestion("R-1", [new CancelOrder { Order = "MO-9" }], 1_000), Me, Cancellation))
            steps.Add(step);
        Assert.Equal("$.edits[0].order", Assert.Single(Assert.Single(steps).Problems).Path);
    }

    [Fact]
    public async Task A_run_is_ended_by_its_id_and_by_nobody_else_and_gives_its_place_back()
    {
        // So many orders that it takes seconds.
        var site = await Engine.OpenAsync(Shop.Site, Cancellation);
        await ShowAsync(site, Shop.Imported(Shop.Plant(orders: 3_000)));
        var steps = new List<MonteCarloStep>();
        await foreach (var step in site.MonteCarloAsync(new MonteCarloQuestion("R-1", [], Limits.MonteCarloSamples), Me, Cancellation))
        {
            if (steps.Count == 0)
            {
                Assert.False(await site.CancelMonteCarloAsync("R-2", null, Cancellation));
                Assert.False(await site.CancelMonteCarloAsync("R-1", "k2", Cancellation));
                Assert.True(await site.CancelMonteCarloAsync("R-1", Me, Cancellation));
                Assert.False(await site.CancelMonteCarloAsync("R-1", Me, Cancellation));
            }
            steps.Add(step);
        }

        Assert.True(steps[^1].IsCancelled);
        Assert.DoesNotContain(steps, step => step.Answer is not null);
        Assert.True(steps.Count < 40, $"{steps.Count} steps");
        Assert.False(await site.CancelMonteCarloAsync("R-1", null, Cancellation));
        Assert.Equal(3, (await Within.Time(site.StressAsync(new StressQuestion(Both, 10), Me, Cancellation))).Items.Count);
    }

    [Fact]
    public async Task A_run_that_nobody_reads_any_more_gives_its_place_back()
    {
        var site = await ShownAsync();
        for (var i = 0; i < Limits.StudiesWaiting + 3; i++)
        {
            await foreach (var step in site.MonteCarloAsync(new MonteCarloQuestion("R-1", [], Limits.MonteCarloSamples), Me, Cancellation))
                break;
        }
        Assert.Equal(3, (await Within.Time(site.StressAsync(new StressQuestion(Both, 10), Me, Cancellation))).Items.Count);
    }
}
