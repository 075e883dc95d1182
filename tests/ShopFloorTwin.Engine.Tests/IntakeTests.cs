using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Engine.Tests.Fixtures;
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
}
