using Microsoft.Extensions.DependencyInjection;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.WorkCenters;
using ShopFloorTwin.Engine.Tests.Fixtures;
using ShopFloorTwin.Orleans.Streams;
using ShopFloorTwin.Orleans.Tests.Twins;
using ShopFloorTwin.Storage;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Orleans.Tests.Streams;

public sealed class StreamTests : IAsyncLifetime
{
    private static readonly TwinRef Mill = new(TwinKind.WorkCenter, Shop.Mill);
    private readonly SqlitePlace _place = new();
    private readonly string _listener = $"{TwinStreams.MachineSignals}:{Shop.Site}/{Shop.Mill}#{Guid.NewGuid():n}";
    private TwinCluster? _cluster;

    private TwinCluster Cluster => _cluster!;

    private IListenerGrain Listener => Cluster.Grains.GetGrain<IListenerGrain>(_listener);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>So small that hardly a page of the journal is held.</summary>
    public async ValueTask InitializeAsync() => _cluster = await TwinCluster.StartAsync(_place, silos: 2,
        silo => silo.Services.AddSingleton(new StreamLimits { CacheBytes = 20_000, TakeoverSeconds = 0, TakeoverRecords = 10, TakeoverRecordsLeast = 10 }));

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        await _place.DisposeAsync();
    }

    [Fact]
    public async Task A_listener_hears_every_signal_of_its_work_center_once_and_in_order()
    {
        var site = await Cluster.PlantAsync();
        await Listener.ListenAsync(0);

        for (var round = 0; round < 30; round++)
            await site.AcceptAsync([.. Shop.Counts($"c{round}", 10), Shop.Report($"r{round}", "MO-1", OperationReport.Started)], Cancellation);

        await HearsAsync(await SignalsAsync());
    }

    [Fact]
    public async Task A_listener_that_begins_before_what_is_held_in_memory_hears_it_from_the_journal()
    {
        var site = await Cluster.PlantAsync();
        for (var round = 0; round < 12; round++)
            await site.AcceptAsync(Shop.Counts($"c{round}", 1_000), Cancellation);
        var signals = await SignalsAsync();
        await Listener.ListenAsync(signals[99]);

        await site.AcceptAsync([Shop.Count("last")], Cancellation);

        await HearsAsync([.. signals.Skip(100), signals[^1] + 1]);
    }

    [Fact]
    public async Task What_a_listener_could_not_take_comes_again()
    {
        var site = await Cluster.PlantAsync();
        await Listener.ListenAsync(0);
        Heard.Failing[_listener] = 3;

        for (var round = 0; round < 5; round++)
            await site.AcceptAsync(Shop.Counts($"c{round}", 10), Cancellation);

        await HearsAsync(await SignalsAsync());
        Assert.Equal(0, Heard.Failing[_listener]);
    }

    [Fact]
    public async Task What_is_published_is_journalled_once_and_comes_back_with_its_position()
    {
        await Cluster.PlantAsync();
        await Listener.ListenAsync(0);
        var events = Shop.Counts("p", 5).Select(one => TwinEvent.ToPublish(one.Body)).ToArray();

        await Listener.PublishAsync(events);
        await Listener.PublishAsync(events);
        await Listener.PublishAsync([TwinEvent.ToPublish(Shop.Count("another").Body)]);

        await HearsAsync([2, 3, 4, 5, 6, 7]);
        Assert.Equal(6, (await Cluster.FoldedAsync()).Publish().WorkCenters[0].Good);
    }

    [Fact]
    public async Task What_the_site_refuses_the_publisher_is_told()
    {
        await Cluster.PlantAsync();
        var unknown = Cluster.Grains.GetGrain<IListenerGrain>($"{TwinStreams.MachineSignals}:{Shop.Site}/WC-NONE");
        var count = Shop.Event("c", new MachineCountData(1, 0, false, null, null, null) { Entity = "WC-NONE" });

        var refused = await Assert.ThrowsAsync<PublishRefusedException>(() => unknown.PublishAsync([TwinEvent.ToPublish(count.Body)]));
        var elsewhere = await Assert.ThrowsAsync<PublishRefusedException>(() => Listener.PublishAsync([TwinEvent.ToPublish(count.Body)]));
        var unreadable = await Assert.ThrowsAsync<PublishRefusedException>(() => Listener.PublishAsync([TwinEvent.ToPublish("{}"u8.ToArray())]));

        Assert.Equal(("unknown-subject", 0), (refused.Type, refused.Index));
        Assert.Contains("is not carried by", elsewhere.Message, StringComparison.Ordinal);
        Assert.Equal("malformed", unreadable.Type);
        Assert.Equal(1, (await Cluster.FoldedAsync()).Position);
    }

    [Fact]
    public async Task The_words_of_a_purchase_order_go_to_whom_it_was_given()
    {
        var site = await Cluster.PlantAsync();
        var acme = $"{TwinStreams.SupplierEvents}:{Shop.Site}/SUP-ACME#{Guid.NewGuid():n}";
        var bolt = $"{TwinStreams.SupplierEvents}:{Shop.Site}/SUP-BOLT#{Guid.NewGuid():n}";
        await Cluster.Grains.GetGrain<IListenerGrain>(acme).ListenAsync(0);
        await Cluster.Grains.GetGrain<IListenerGrain>(bolt).ListenAsync(0);
        var moved = new SupplierOrderedData(new() { Id = "PO-7", Supplier = "SUP-BOLT", Lines = [new() { Line = "1", Product = "SEAL", Quantity = 9 }] }) { Entity = "PO-7" };

        await site.AcceptAsync([Shop.Event("s1", Delayed(3))], Cancellation);
        await site.AcceptAsync([Shop.Event("s2", moved), Shop.Event("s3", Delayed(4))], Cancellation);

        await Within.Condition(() => Heard.By(acme).SequenceEqual([2L, 3]) && Heard.By(bolt).SequenceEqual([3L, 4]), "ACME hears 2 and 3, BOLT 3 and 4");
        foreach (var supplier in new[] { "SUP-ACME", "SUP-BOLT" })
            await Within.Condition(async () => await Cluster.StateAsync(new TwinRef(TwinKind.Supplier, supplier)) == TwinCluster.StateOf(await Cluster.FoldedAsync(), new TwinRef(TwinKind.Supplier, supplier)));
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_passed_over()
    {
        var site = await Cluster.PlantAsync();
        await Listener.ListenAsync(0);
        await site.AcceptAsync(Shop.Counts("a", 3), Cancellation);
        await Cluster.StateAsync(Mill);
        await Cluster.Store.Journal.AppendAsync(Shop.Site, [new JournalEntry("/mes", "poison", Shop.Morning, "{\"specversion\":1"u8.ToArray())], Cancellation);

        await site.AcceptAsync(Shop.Counts("b", 3), Cancellation);

        await HearsAsync([2, 3, 4, 6, 7, 8]);
        await Within.Condition(async () => await Cluster.StateAsync(Mill) == TwinCluster.StateOf(await Cluster.FoldedAsync(), Mill));
    }

    private static SupplierDelayedData Delayed(int days) => new("1", Shop.Morning.AddDays(days), null) { Entity = "PO-7" };

    /// <summary>Positions of the mill's signals in the journal.</summary>
    private async Task<long[]> SignalsAsync()
    {
        var signals = new List<long>();
        for (long after = 0; await Cluster.Store.Journal.ReadAsync(Shop.Site, after, 5_000, Cancellation) is { Count: > 0 } page; after = page[^1].Position)
            signals.AddRange(page.Where(record => EventReader.Read(record.Body).Event!.Subject == $"work-center/{Shop.Mill}").Select(record => record.Position));
        return [.. signals];
    }

    private async Task HearsAsync(long[] expected)
    {
        await Within.Condition(() => Heard.By(_listener) is { Length: > 0 } heard && heard[^1] >= expected[^1], $"the listener hears {expected[^1]}; it heard {Heard.By(_listener).LastOrDefault()}");
        Assert.Equal(expected, Heard.By(_listener));
    }
}
