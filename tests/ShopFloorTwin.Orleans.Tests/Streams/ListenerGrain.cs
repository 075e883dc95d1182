using System.Collections.Concurrent;
using Orleans.Streams;
using ShopFloorTwin.Orleans.Streams;

namespace ShopFloorTwin.Orleans.Tests.Streams;

/// <summary>Listens to the stream of its key, whose namespace comes before: <c>machine-signals:lyon/WC-MILL</c>.</summary>
[Alias("test.listener")]
public interface IListenerGrain : IGrainWithStringKey
{
    /// <param name="behind">Position to begin behind; -1: from now on.</param>
    [Alias("Listen")]
    Task ListenAsync(long behind);

    [Alias("Publish")]
    Task PublishAsync(TwinEvent[] events);
}

/// <summary>What listeners heard, by key: outlives their silo, as a database would.</summary>
public static class Heard
{
    public static ConcurrentDictionary<string, ConcurrentQueue<long>> Positions { get; } = new();

    /// <summary>Deliveries that are yet to fail, by key.</summary>
    public static ConcurrentDictionary<string, int> Failing { get; } = new();

    public static long[] By(string key) => Positions.TryGetValue(key, out var heard) ? [.. heard] : [];
}

public sealed class ListenerGrain : Grain, IListenerGrain, IAsyncBatchObserver<TwinEvent>
{
    private string Key => this.GetPrimaryKeyString();

    private IAsyncStream<TwinEvent> Stream => this.GetStreamProvider(TwinStreams.Provider).GetStream<TwinEvent>(
        global::Orleans.Runtime.StreamId.Create(Key[..Key.IndexOf(':', StringComparison.Ordinal)], Key[(Key.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('#')[0]));

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        foreach (var handle in await Stream.GetAllSubscriptionHandles())
            await handle.ResumeAsync(this, Heard.By(Key) is { Length: > 0 } heard ? TwinStreams.Behind(heard[^1]) : null);
    }

    public async Task ListenAsync(long behind) => await Stream.SubscribeAsync(this, behind < 0 ? null : TwinStreams.Behind(behind));

    public async Task PublishAsync(TwinEvent[] events) => await Stream.OnNextBatchAsync(events);

    public Task OnNextAsync(IList<SequentialItem<TwinEvent>> items)
    {
        if (Heard.Failing.TryGetValue(Key, out var left) && left > 0)
        {
            Heard.Failing[Key] = left - 1;
            throw new InvalidOperationException("the listener cannot take it now");
        }
        var heard = Heard.Positions.GetOrAdd(Key, _ => new());
        foreach (var item in items)
        {
            if (item.Token.SequenceNumber != item.Item.Position)
                throw new InvalidOperationException($"the token of {item.Item.Position} is {item.Token}");
            heard.Enqueue(item.Item.Position);
        }
        return Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}
