using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Engine.Tests.Fixtures;
using ShopFloorTwin.Storage;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Engine.Tests;

public sealed class EmbeddedSqliteIntakeTests : IntakeTests<SqlitePlace, EmbeddedMaker>;

public sealed class EmbeddedPostgresIntakeTests : IntakeTests<PostgresPlace, EmbeddedMaker>;

/// <summary>What goes in: accepted, duplicate or refused, once.</summary>
public abstract class IntakeTests<TPlace, TMaker> : EngineTest<TPlace, TMaker>
    where TPlace : StorePlace, new()
    where TMaker : EngineMaker, new()
{
    [Fact]
    public async Task An_accepted_event_is_visible_once_its_position_is_reached()
    {
        var site = await PlantAsync();
        var result = await ShowAsync(site, Shop.Count("c-1"), Shop.Count("c-2"));

        Assert.Equal(3, result.Position);
        Assert.Equal([2, 3], result.Outcomes.Select(outcome => outcome.Position));
        var mill = await site.WorkCenterAsync(Shop.Mill, null, Cancellation);
        Assert.Equal(2, mill!.Good);
        Assert.Equal(3, mill.Position);
    }

    [Fact]
    public async Task A_repeat_within_one_request_is_a_duplicate_of_the_first()
    {
        var site = await PlantAsync();
        var result = await AcceptAsync(site, Shop.Count("c-1"), Shop.Count("c-1"), Shop.Count("c-1", source: "/another"));

        Assert.Equal([OutcomeKind.Accepted, OutcomeKind.Duplicate, OutcomeKind.Accepted], result.Outcomes.Select(outcome => outcome.Kind));
        Assert.Equal([2, 2, 3], result.Outcomes.Select(outcome => outcome.Position));
        Assert.Equal(2, await GoodAsync(site));
    }

    [Fact]
    public async Task A_repeat_in_a_later_request_or_after_a_restart_counts_once()
    {
        var site = await PlantAsync();
        await AcceptAsync(site, Shop.Count("c-1"));
        var again = await AcceptAsync(site, Shop.Count("c-1"));
        site = await RestartAsync();
        var afterRestart = await AcceptAsync(site, Shop.Count("c-1"));

        Assert.Equal(new EventOutcome(OutcomeKind.Duplicate, 2, null), Assert.Single(again.Outcomes));
        Assert.Equal(new EventOutcome(OutcomeKind.Duplicate, 2, null), Assert.Single(afterRestart.Outcomes));
        Assert.Equal(1, await GoodAsync(site));
    }

    [Fact]
    public async Task What_names_an_unknown_entity_is_refused_and_the_rest_of_the_request_taken()
    {
        var site = await PlantAsync();
        var result = await AcceptAsync(site, Shop.Count("c-1"), Shop.Done("MO-404"), Shop.Count("c-2"));

        Assert.Equal([OutcomeKind.Accepted, OutcomeKind.Refused, OutcomeKind.Accepted], result.Outcomes.Select(outcome => outcome.Kind));
        Assert.Equal("unknown-subject", result.Outcomes[1].Refusal!.Type);
        Assert.Equal(0, result.Outcomes[1].Position);
        Assert.Equal(2, await GoodAsync(site));
    }

    [Fact]
    public async Task An_order_may_be_released_and_reported_in_one_request()
    {
        var site = await PlantAsync();
        var result = await ShowAsync(site, Shop.Released("MO-NEW"), Shop.Report("r-1", "MO-NEW", OperationReport.Started));

        Assert.All(result.Outcomes, outcome => Assert.Equal(OutcomeKind.Accepted, outcome.Kind));
        Assert.NotNull(await site.OrderAsync("MO-NEW", null, Cancellation));
    }

    [Fact]
    public async Task A_repeat_is_a_duplicate_even_when_its_order_is_gone_since()
    {
        var site = await PlantAsync();
        await AcceptAsync(site, Shop.Report("r-1", "MO-5", OperationReport.Started), Shop.Done("MO-5"));
        var smaller = Shop.Plant(orders: 4);
        await ShowAsync(site, Shop.Imported(smaller with { AsOf = Shop.Morning.AddDays(30) }));
        Assert.Equal(OutcomeKind.Refused, Assert.Single((await AcceptAsync(site, Shop.Report("r-2", "MO-5", OperationReport.Paused))).Outcomes).Kind);

        var again = await AcceptAsync(site, Shop.Report("r-1", "MO-5", OperationReport.Started));

        Assert.Equal(new EventOutcome(OutcomeKind.Duplicate, 2, null), Assert.Single(again.Outcomes));
    }

    [Fact]
    public async Task A_site_without_a_plant_is_not_there()
    {
        var site = await Engine.OpenAsync(Shop.Site, Cancellation);
        var result = await AcceptAsync(site, Shop.Count("c-1"));

        Assert.Equal(OutcomeKind.Refused, Assert.Single(result.Outcomes).Kind);
        Assert.Null(await Engine.FindAsync(Shop.Site, Cancellation));
        Assert.Empty(await Engine.SitesAsync(Cancellation));
    }

    [Fact]
    public async Task Many_callers_at_once_get_positions_without_gaps()
    {
        var site = await PlantAsync();
        var results = await Within.Time(new ValueTask<IntakeResult[]>(Task.WhenAll(Enumerable.Range(0, 40).Select(caller =>
            Task.Run(async () => await site.AcceptAsync(Shop.Counts($"caller-{caller}", 25), Cancellation))))));

        var positions = results.SelectMany(result => result.Outcomes).Select(outcome => outcome.Position).ToList();
        Assert.Equal(Enumerable.Range(2, 1000).Select(position => (long)position), positions.Order());
        Assert.All(results, result => Assert.Equal(result.Outcomes.Select(outcome => outcome.Position).Order(), result.Outcomes.Select(outcome => outcome.Position)));
        Assert.Equal(1000, await GoodAsync(site));
    }

    [Fact]
    public async Task Requests_that_wait_share_one_journal_transaction()
    {
        var site = await PlantAsync();
        Store.Hold();
        var first = site.AcceptAsync([Shop.Count("c-0")], Cancellation).AsTask();
        await Within.Condition(() => Store.Appends == 2);
        var waiting = Enumerable.Range(1, 20).Select(number => site.AcceptAsync([Shop.Count($"c-{number}")], Cancellation).AsTask()).ToList();
        await Within.Condition(async () => (await HealthAsync(site)).QueuedEvents == 21);
        Store.Release();
        await Within.Time(Task.WhenAll([first, .. waiting]));

        Assert.Equal(3, Store.Appends);
    }

    [Fact]
    public async Task A_caller_who_goes_away_does_not_undo()
    {
        var site = await PlantAsync();
        using var impatient = new CancellationTokenSource();
        Store.Hold();
        var call = site.AcceptAsync([Shop.Count("c-1")], impatient.Token).AsTask();
        await Within.Condition(() => Store.Appends == 2);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Store.Release();

        var again = await AcceptAsync(site, Shop.Count("c-1"));
        Assert.Equal(OutcomeKind.Duplicate, Assert.Single(again.Outcomes).Kind);
        Assert.Equal(1, await GoodAsync(site));
    }

    [Fact]
    public async Task A_full_queue_sends_the_caller_back_and_loses_nothing_that_was_acknowledged()
    {
        var site = await PlantAsync();
        Store.Hold();
        var sent = Enumerable.Range(0, 30).Select(number => site.AcceptAsync(Shop.Counts($"batch-{number}", 1_000), Cancellation).AsTask()).ToList();
        await Within.Condition(() => sent.Count(call => call.IsFaulted) == 10);
        Store.Release();
        var results = await Within.Time(Task.WhenAll(sent.Where(call => !call.IsFaulted)), "those that were taken");

        Assert.All(sent.Where(call => call.IsFaulted), call =>
            Assert.True(Assert.IsType<OverloadedException>(call.Exception!.InnerException).RetryAfter >= TimeSpan.FromSeconds(1)));
        Assert.All(results.SelectMany(result => result.Outcomes), outcome => Assert.Equal(OutcomeKind.Accepted, outcome.Kind));
        Assert.Equal(20_000, await GoodAsync(await RestartAsync()));
    }

    [Fact]
    public async Task A_journal_that_cannot_be_written_is_the_callers_answer_and_nothing_is_taken()
    {
        var site = await PlantAsync();
        Store.IsFull = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => AcceptAsync(site, Shop.Count("c-1")));
        Assert.Equal(0, await GoodAsync(site));
        Assert.NotNull((await HealthAsync(site)).StoreFault);

        Store.IsFull = false;
        var result = await AcceptAsync(site, Shop.Count("c-1"));
        Assert.Equal(new EventOutcome(OutcomeKind.Accepted, 2, null), Assert.Single(result.Outcomes));
        Assert.Null((await HealthAsync(site)).StoreFault);
        Assert.Equal(1, await GoodAsync(site));
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_folded_once_it_is_found()
    {
        var site = await PlantAsync();
        Store.LosesNextAnswer = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => AcceptAsync(site, Shop.Counts("c", 3)));
        var again = await AcceptAsync(site, [.. Shop.Counts("c", 3), Shop.Count("c-4")]);

        Assert.Equal([OutcomeKind.Duplicate, OutcomeKind.Duplicate, OutcomeKind.Duplicate, OutcomeKind.Accepted], again.Outcomes.Select(outcome => outcome.Kind));
        Assert.Equal(4, await GoodAsync(site));
        var hash = await HashAsync(site);
        Assert.Equal(hash, await HashAsync(await RestartAsync()));
    }

    [Fact]
    public async Task Two_sites_do_not_disturb_each_other()
    {
        var lyon = await PlantAsync();
        var turin = await PlantAsync("turin");
        await AcceptAsync(lyon, Shop.Count("c-1"), Shop.Count("c-2"));
        var result = await AcceptAsync(turin, Shop.Count("c-1"));

        Assert.Equal(new EventOutcome(OutcomeKind.Accepted, 2, null), Assert.Single(result.Outcomes));
        Assert.Equal([Shop.Site, "turin"], await Engine.SitesAsync(Cancellation));
        Assert.Equal((2, 1), (await GoodAsync(lyon), await GoodAsync(turin)));
    }
}
