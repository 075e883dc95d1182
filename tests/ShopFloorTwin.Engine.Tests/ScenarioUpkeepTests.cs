using ShopFloorTwin.Engine.Tests.Fixtures;
using ShopFloorTwin.Storage;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Engine.Tests;

public sealed class EmbeddedSqliteScenarioUpkeepTests : ScenarioUpkeepTests<SqlitePlace, EmbeddedMaker>;

public sealed class EmbeddedPostgresScenarioUpkeepTests : ScenarioUpkeepTests<PostgresPlace, EmbeddedMaker>;

/// <summary>Kept scenarios while their site is live.</summary>
public abstract class ScenarioUpkeepTests<TPlace, TMaker> : EngineTest<TPlace, TMaker>
    where TPlace : StorePlace, new()
    where TMaker : EngineMaker, new()
{
    [Fact]
    public async Task An_expired_scenario_gives_its_room_back_though_nobody_keeps_another_one()
    {
        await PlantAsync();
        var now = Time.GetUtcNow();
        await KeepAsync("S-1", now.AddHours(1));
        await KeepAsync("S-2", now.AddDays(1));

        await Within.Condition(async () =>
        {
            Time.Advance(Options.SnapshotInterval);
            // By the time of then, at which both were there: what is missing is removed, and not only hidden.
            return (await Store.Scenarios.ListAsync(Shop.Site, null, null, 10, now, Cancellation)).Count == 1;
        });

        Assert.True(Time.GetUtcNow() >= now.AddHours(1));
        Assert.NotNull(await Store.Scenarios.FindAsync(Shop.Site, "S-2", now, Cancellation));
    }

    private async Task KeepAsync(string id, DateTimeOffset until)
    {
        var now = Time.GetUtcNow();
        var scenario = new StoredScenario(0, Shop.Site, id, "Rush", "anna", null, "[]"u8.ToArray(), 1, "{}"u8.ToArray(), now, now, until, null, 0);
        Assert.Equal(ScenarioAdd.Added, await Store.Scenarios.AddAsync(scenario, now, Cancellation));
    }
}
