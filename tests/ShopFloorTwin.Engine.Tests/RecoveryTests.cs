using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.WorkCenters;
using ShopFloorTwin.Engine.Tests.Fixtures;
using ShopFloorTwin.Storage;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Engine.Tests;

public sealed class EmbeddedSqliteRecoveryTests : RecoveryTests<SqlitePlace, EmbeddedMaker>;

public sealed class EmbeddedPostgresRecoveryTests : RecoveryTests<PostgresPlace, EmbeddedMaker>;

/// <summary>What is left after a stop and after a crash.</summary>
public abstract class RecoveryTests<TPlace, TMaker> : EngineTest<TPlace, TMaker>
    where TPlace : StorePlace, new()
    where TMaker : EngineMaker, new()
{
    [Fact]
    public async Task A_stop_and_a_start_give_the_same_state()
    {
        var site = await BusyAsync();
        var hash = await HashAsync(site);
        var restarted = await RestartAsync();

        Assert.Equal(hash, await HashAsync(restarted));
        var health = await HealthAsync(restarted);
        Assert.Equal(health.JournalPosition, health.SnapshotPosition);
    }

    [Fact]
    public async Task A_crash_gives_the_same_state_from_the_journal_alone()
    {
        var site = await BusyAsync();
        var hash = await HashAsync(site);
        var recovered = await CrashAsync();

        Assert.Equal(0, (await HealthAsync(recovered)).SnapshotPosition);
        Assert.Equal(hash, await HashAsync(recovered));
    }

    [Fact]
    public async Task A_snapshot_with_the_journals_tail_gives_what_the_whole_journal_gives()
    {
        await BusyAsync();
        var site = await RestartAsync();
        await AcceptAsync(site, [.. Shop.Counts("tail", 7), Shop.Done("MO-1"), Shop.State("s-9", MachineState.Aborted)]);
        var hash = await HashAsync(site);
        var recovered = await CrashAsync();

        var health = await HealthAsync(recovered);
        Assert.InRange(health.SnapshotPosition, 1, health.JournalPosition - 9);
        Assert.Equal(hash, await HashAsync(recovered));
    }

    [Fact]
    public async Task A_snapshot_is_taken_after_so_many_records()
    {
        Options = Options with { SnapshotRecords = 50 };
        var site = await RestartAfterPlantAsync();
        await AcceptAsync(site, Shop.Counts("c", 60));

        await Within.Condition(async () => (await HealthAsync(site)).SnapshotPosition > 50);
    }

    [Fact]
    public async Task A_snapshot_is_taken_after_a_while_when_something_changed()
    {
        var site = await RestartAfterPlantAsync();
        var before = (await HealthAsync(site)).SnapshotPosition;
        await AcceptAsync(site, Shop.Count("c-1"));
        Time.Advance(Options.SnapshotInterval);

        await Within.Condition(async () => (await HealthAsync(site)).SnapshotPosition == before + 1);
    }

    [Fact]
    public async Task A_damaged_snapshot_is_passed_over()
    {
        var site = await BusyAsync();
        var hash = await HashAsync(site);
        await Store.SaveAsync(Shop.Site, new SnapshotHeader((await HealthAsync(site)).JournalPosition, Shop.Morning, "none"), [new SnapshotChunk("plan", "{"u8.ToArray())], Cancellation);
        var recovered = await CrashAsync();

        Assert.Equal(0, (await HealthAsync(recovered)).SnapshotPosition);
        Assert.Equal(hash, await HashAsync(recovered));
    }

    [Fact]
    public async Task Since_when_an_order_is_late_outlives_a_restart()
    {
        var site = await PlantAsync();
        await ShowAsync(site, Shop.Due("late", "MO-3", Shop.Morning.AddDays(-1)));
        var before = await site.OrderAsync("MO-3", null, Cancellation);
        Time.Advance(TimeSpan.FromHours(1));
        var after = await (await RestartAsync()).OrderAsync("MO-3", null, Cancellation);

        Assert.Equal(Risk.Late, after!.Risk);
        Assert.Equal(before!.RiskSince, after.RiskSince);
        Assert.True(after.AsOf > after.RiskSince);
    }

    [Fact]
    public async Task Every_site_of_the_journal_is_back_after_a_start()
    {
        await PlantAsync();
        var turin = await PlantAsync("turin");
        var hash = await HashAsync(turin);
        await CrashAsync();

        Assert.Equal([Shop.Site, "turin"], await Engine.SitesAsync(Cancellation));
        Assert.Equal(hash, await HashAsync((await Engine.FindAsync("turin", Cancellation))!));
    }

    [Fact]
    public async Task Stopping_twice_is_stopping_once()
    {
        var site = await BusyAsync();
        var position = (await HealthAsync(site)).JournalPosition;
        await StopAgainAsync();
        await StopAgainAsync();

        Assert.Equal(position, (await Store.FindAsync(Shop.Site, long.MaxValue, Cancellation))!.Position);
        Assert.Single(await Store.ListAsync(Shop.Site, Cancellation));
    }

    [Fact]
    public async Task A_clock_that_was_set_back_does_not_turn_the_journal_round()
    {
        var site = await PlantAsync();
        await AcceptAsync(site, Shop.Count("c-1"));
        Time.AdjustTime(Shop.Morning.AddDays(-3));
        site = await RestartAsync();
        await AcceptAsync(site, Shop.Count("c-2"));

        var recorded = (await Store.ReadAsync(Shop.Site, 0, 10, Cancellation)).Select(record => record.RecordedAt).ToList();
        Assert.Equal(recorded.Order(), recorded);
    }

    private async Task<ISiteTwin> RestartAfterPlantAsync()
    {
        await PlantAsync();
        return await RestartAsync();
    }

    /// <summary>A morning's work, some of it out of order.</summary>
    private async Task<ISiteTwin> BusyAsync()
    {
        var site = await PlantAsync();
        await AcceptAsync(site, Shop.Counts("c", 20));
        await AcceptAsync(
            site,
            Shop.Released("MO-NEW"),
            Shop.Report("r-1", "MO-2", OperationReport.Started, Shop.Morning.AddMinutes(10)),
            Shop.Report("r-2", "MO-2", OperationReport.Completed, Shop.Morning.AddMinutes(40)),
            Shop.Report("r-3", "MO-2", OperationReport.Paused, Shop.Morning.AddMinutes(20)),
            Shop.State("s-1", MachineState.Execute),
            Shop.State("s-2", MachineState.Held, Shop.Morning.AddMinutes(30)),
            Shop.Event("delay", new SupplierDelayedData("1", Shop.Morning.AddDays(9), "strike") { Entity = "PO-7" }),
            Shop.Event("hold", new QualityHoldData(QualitySubject.Component, "cracks", "L-1", 40) { Entity = "SEAL" }),
            Shop.Done("MO-4"));
        return site;
    }
}
