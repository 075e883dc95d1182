using Orleans.Streams;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Engine.Tests.Fixtures;
using ShopFloorTwin.Orleans.Contracts;
using ShopFloorTwin.Orleans.Streams;
using ShopFloorTwin.Orleans.Tests.Twins;
using ShopFloorTwin.Storage;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Orleans.Tests.Streams;

/// <summary>
/// From the journal to the work centers' twins on one silo: by streams, and by the plainest way there is, pages grouped by work center and
/// handed over in direct calls. Explicit: it prints figures, for <c>docs/adr/0010-machines-and-suppliers-by-stream-orders-by-feed.md</c>.
/// </summary>
public sealed class DeliveryRateTests
{
    private const int Signals = 100_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Explicit = true)]
    [InlineData(100)]
    [InlineData(1_000)]
    public async Task Events_a_second_from_the_journal_to_work_centers(int workCenters)
    {
        await using var place = new PostgresPlace();
        await using var cluster = await TwinCluster.StartAsync(place, silos: 1);
        var site = await cluster.Engine.OpenAsync(Shop.Site, Cancellation);
        var plant = Shop.Plant() with { WorkCenters = [.. Shop.Plant().WorkCenters, .. Enumerable.Range(0, workCenters).Select(i => new WorkCenterSpec { Id = $"WC-{i}" })] };
        await site.AcceptAsync([Shop.Imported(plant)], Cancellation);
        var twins = Enumerable.Range(0, workCenters).Select(i => new TwinRef(TwinKind.WorkCenter, $"WC-{i}")).ToArray();
        await AskAllAsync(cluster, twins);

        // Journalled beside the site, so that what is measured is the reading and the delivery.
        var appended = new List<JournalEntry>();
        for (var i = 0; i < Signals; i++)
        {
            var count = Shop.Event($"c{i}", new MachineCountData(1, 0, false, null, null, null) { Entity = $"WC-{i % workCenters}" });
            appended.Add(new JournalEntry(count.Source, count.Id, Shop.Morning, count.Body));
        }
        // The streams read while the journal is written: their time begins with it, and has the writing in it.
        var streamed = TimeProvider.System.GetTimestamp();
        foreach (var group in appended.Chunk(10_000))
            await cluster.Store.Journal.AppendAsync(Shop.Site, group, Cancellation);
        var written = TimeProvider.System.GetElapsedTime(streamed);
        var head = 1 + (long)Signals;
        await Within.Condition(async () =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation);
            return (await Task.WhenAll(twins.TakeLast(16).Select(twin => cluster.Grain(twin).GetAsync(0, Cancellation)))).All(answer => answer!.Position > head - workCenters);
        });
        var byStream = TimeProvider.System.GetElapsedTime(streamed);

        var direct = TimeProvider.System.GetTimestamp();
        for (long after = 1; await cluster.Store.Journal.ReadAsync(Shop.Site, after, 5_000, Cancellation) is { Count: > 0 } page; after = page[^1].Position)
        {
            var groups = page.Select(record => (Record: record, Read: EventReader.Read(record.Body).Event!))
                .GroupBy(one => one.Read.Data.Entity, one => new TwinEvent(one.Record.Position, one.Record.RecordedAt, one.Record.Body), StringComparer.Ordinal);
            foreach (var group in groups.Chunk(16))
                await Task.WhenAll(group.Select(one => cluster.Grains.GetGrain<IDirectGrain>(one.Key).TakeAsync([.. one], Cancellation)));
        }
        var directly = TimeProvider.System.GetElapsedTime(direct);
        Console.WriteLine($"{workCenters} work centers: written {Signals / written.TotalSeconds:N0}/s, written and streamed {Signals / byStream.TotalSeconds:N0}/s, direct calls {Signals / directly.TotalSeconds:N0}/s");
    }

    private static async Task AskAllAsync(TwinCluster cluster, TwinRef[] twins)
    {
        foreach (var group in twins.Chunk(16))
            await Task.WhenAll(group.Select(twin => cluster.Grain(twin).GetAsync(0, Cancellation)));
    }
}

/// <summary>A work center that is handed its records directly, and folds them as the product's does.</summary>
[Alias("test.direct")]
public interface IDirectGrain : IGrainWithStringKey
{
    [Alias("Take")]
    Task TakeAsync(TwinEvent[] records, CancellationToken cancellation);
}

public sealed class DirectGrain : Grain, IDirectGrain
{
    private TwinSlice? _slice;

    public async Task TakeAsync(TwinEvent[] records, CancellationToken cancellation)
    {
        if (_slice is null)
        {
            var twin = new TwinRef(TwinKind.WorkCenter, this.GetPrimaryKeyString());
            var site = new SiteState(Shop.Site);
            site.Apply(new SiteRecord(1, Shop.Morning, Shop.Imported(Shop.Plant() with { WorkCenters = [new WorkCenterSpec { Id = twin.Id }, .. Shop.Plant().WorkCenters] })));
            _slice = TwinSlice.Of(site, twin);
        }
        foreach (var record in records)
            _slice!.Apply(new SiteRecord(record.Position, record.RecordedAt, EventReader.Read(record.Body).Event!));
        await Task.CompletedTask;
    }
}
