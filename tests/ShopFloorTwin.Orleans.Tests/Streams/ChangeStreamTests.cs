using System.Collections.Concurrent;
using System.Text;
using Orleans.Runtime;
using Orleans.Streams;
using ShopFloorTwin.Core.WorkCenters;
using ShopFloorTwin.Engine.Tests.Fixtures;
using ShopFloorTwin.Orleans.Contracts;
using ShopFloorTwin.Orleans.Sites;
using ShopFloorTwin.Orleans.Tests.Twins;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Orleans.Tests.Streams;

public sealed class ChangeStreamTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_listens_in_the_cluster_hears_what_the_live_stream_tells_of_a_site()
    {
        await using var place = new SqlitePlace();
        await using var cluster = await TwinCluster.StartAsync(place, silos: 2);
        var site = await cluster.PlantAsync();
        var listener = $"{Shop.Site}#{Guid.NewGuid():n}";
        await cluster.Grains.GetGrain<IChangeListenerGrain>(listener).ListenAsync();
        await using var live = site.ChangesAsync(null, Cancellation).GetAsyncEnumerator(Cancellation);
        var next = live.MoveNextAsync();

        await site.AcceptAsync([Shop.Due("late", "MO-3", Shop.Morning.AddDays(-1)), Shop.State("stop", MachineState.Aborted)], Cancellation);

        Assert.True(await Within.Time(next));
        await Within.Condition(() => ChangeListenerGrain.Heard.TryGetValue(listener, out var heard) && heard.Any(change => change.Id == live.Current.Id));
        var told = ChangeListenerGrain.Heard[listener].Single(change => change.Id == live.Current.Id);
        Assert.Equal((live.Current.Kind, Encoding.UTF8.GetString(live.Current.Data.Span)), (told.Kind, Encoding.UTF8.GetString(told.Data.Span)));
    }
}

/// <summary>Listens to the changes of a site; the key is <c>{site}#{anything}</c>.</summary>
[Alias("test.change-listener")]
public interface IChangeListenerGrain : IGrainWithStringKey
{
    [Alias("Listen")]
    Task ListenAsync();
}

public sealed class ChangeListenerGrain : Grain, IChangeListenerGrain
{
    public static ConcurrentDictionary<string, ConcurrentQueue<ChangeMessage>> Heard { get; } = new();

    public async Task ListenAsync()
    {
        var key = this.GetPrimaryKeyString();
        var heard = Heard.GetOrAdd(key, _ => new());
        await this.GetStreamProvider(SiteChangeStreams.Provider).GetStream<ChangeMessage>(SiteChangeStreams.Of(key.Split('#')[0])).SubscribeAsync((change, _) =>
        {
            heard.Enqueue(change);
            return Task.CompletedTask;
        });
    }
}
