using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Engine.Tests.Fixtures;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Orleans.Tests.Twins;

public abstract class TwinGrainTests<TPlace> : IAsyncLifetime
    where TPlace : StorePlace, new()
{
    private TPlace? _place;
    private TwinCluster? _cluster;

    private TwinCluster Cluster => _cluster!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _place = new TPlace();
        _cluster = await TwinCluster.StartAsync(_place, silos: 2);
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        if (_place is not null)
            await _place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_twin_asked_at_any_moment_is_what_the_journal_so_far_makes_of_it(int seed)
    {
        var random = new Random(seed);
        var site = await Cluster.PlantAsync();
        for (var round = 0; round < 15; round++)
        {
            var position = (await site.AcceptAsync(RandomFloor.Events(random, 20, $"e{round}"), Cancellation)).Position;
            var folded = await Cluster.FoldedAsync();
            Assert.Equal(position, folded.Position);
            foreach (var twin in TwinCluster.All(folded).Where(_ => random.Next(3) == 0))
                Assert.Equal(TwinCluster.StateOf(folded, twin), await Within.Time(Cluster.StateAsync(twin, position)));
        }
        await EveryTwinCatchesUpAsync();
    }

    [Fact]
    public async Task A_work_center_follows_its_signals_without_its_site_being_asked()
    {
        var site = await Cluster.PlantAsync();
        var mill = new TwinRef(TwinKind.WorkCenter, Shop.Mill);
        var before = (await Cluster.Grain(mill).GetAsync(0, Cancellation))!.Position;

        var position = (await site.AcceptAsync(Shop.Counts("c", 50), Cancellation)).Position;

        await Within.Condition(async () => (await Cluster.Grain(mill).GetAsync(0, Cancellation))!.Position == position);
        Assert.True(before < position);
        Assert.Equal(TwinCluster.StateOf(await Cluster.FoldedAsync(), mill), await Cluster.StateAsync(mill));
    }

    [Fact]
    public async Task An_order_that_was_asked_for_follows_its_reports()
    {
        var site = await Cluster.PlantAsync();
        var order = new TwinRef(TwinKind.Order, "MO-1");
        await Cluster.StateAsync(order);

        await site.AcceptAsync([Shop.Report("r1", "MO-1", Core.Events.OperationReport.Started), Shop.Report("r2", "MO-2", Core.Events.OperationReport.Started)], Cancellation);

        await Within.Condition(async () => await Cluster.StateAsync(order) == TwinCluster.StateOf(await Cluster.FoldedAsync(), order));
    }

    [Fact]
    public async Task A_twin_that_a_plant_document_takes_away_is_gone()
    {
        var site = await Cluster.PlantAsync();
        var order = new TwinRef(TwinKind.Order, "MO-5");
        Assert.NotNull(await Cluster.StateAsync(order));
        await site.AcceptAsync([Shop.Done("MO-5")], Cancellation);

        await site.AcceptAsync([Shop.Imported(Shop.Plant(orders: 4) with { AsOf = Shop.Morning.AddMinutes(90) })], Cancellation);

        await Within.Condition(async () => await Cluster.StateAsync(order) is null);
        Assert.Null(await Cluster.StateAsync(new TwinRef(TwinKind.Order, "MO-99")));
    }

    [Fact]
    public async Task A_position_that_is_not_reached_is_said_to_be_so()
    {
        await Cluster.PlantAsync();

        var late = await Assert.ThrowsAsync<TimeoutException>(() => Cluster.StateAsync(new TwinRef(TwinKind.Order, "MO-1"), minPosition: 1_000));

        Assert.Contains("order/MO-1 stands at 1", late.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_twin_comes_back_from_what_it_saved_and_the_journal()
    {
        var random = new Random(5);
        var site = await Cluster.PlantAsync();
        var twins = TwinCluster.All(await Cluster.FoldedAsync()).ToArray();
        for (var round = 0; round < 4; round++)
        {
            await site.AcceptAsync(RandomFloor.Events(random, 40, $"e{round}"), Cancellation);
            foreach (var twin in twins)
                await Cluster.StateAsync(twin);
            await Cluster.Cluster.Client.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
        }
        await EveryTwinCatchesUpAsync();
    }

    private async Task EveryTwinCatchesUpAsync()
    {
        var folded = await Cluster.FoldedAsync();
        foreach (var twin in TwinCluster.All(folded))
            await Within.Condition(async () => await Cluster.StateAsync(twin) == TwinCluster.StateOf(folded, twin), $"{twin} is {TwinCluster.StateOf(folded, twin)}");
    }
}

public sealed class SqliteTwinGrainTests : TwinGrainTests<SqlitePlace>;

public sealed class PostgresTwinGrainTests : TwinGrainTests<PostgresPlace>;
