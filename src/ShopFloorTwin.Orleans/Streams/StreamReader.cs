using Orleans.Runtime;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Orleans.Contracts;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Orleans.Streams;

/// <summary>A page of a site's journal, sorted into streams.</summary>
/// <param name="Batches">One per stream that has something in it.</param>
/// <param name="Last">Position of the page's last record; 0 when it is empty.</param>
internal sealed record StreamPage(IReadOnlyDictionary<StreamId, TwinEventBatch> Batches, long Last);

/// <summary>Reads pages of journals as streams. A record that cannot be read is on none, as the site passes it over.</summary>
internal sealed class StreamReader(IJournal journal, IGrainFactory grains)
{
    /// <param name="isNew">The page is the line's next one: what it says of purchase orders holds from here on.</param>
    public async Task<StreamPage> ReadAsync(SiteLine line, long after, bool isNew, CancellationToken cancellation)
    {
        var page = await journal.ReadAsync(line.Site, after, Limits.JournalPageRecords, cancellation);
        if (page.Count == 0)
            return new StreamPage(new Dictionary<StreamId, TwinEventBatch>(), 0);
        var events = new List<(TwinEvent Carried, CloudEvent Read)>(page.Count);
        foreach (var record in page)
            if (EventReader.Read(record.Body).Event is { } read && (TwinStreams.Carries(read.Data) || TwinRefs.ConcernsAll(read)))
                events.Add((new TwinEvent(record.Position, record.RecordedAt, record.Body), read));

        if (line.PurchaseOrders.Unknown(events.Select(one => one.Read)) is { Length: > 0 } unknown)
        {
            var suppliers = await grains.GetGrain<IFloorGrain>(line.Site).SuppliersOfAsync(unknown, cancellation);
            for (var i = 0; i < unknown.Length; i++)
                line.PurchaseOrders.Put(unknown[i], suppliers[i]);
        }
        return new StreamPage(Sorted(line, events, isNew), page[^1].Position);
    }

    private static Dictionary<StreamId, TwinEventBatch> Sorted(SiteLine line, List<(TwinEvent Carried, CloudEvent Read)> events, bool isNew)
    {
        var streams = new Dictionary<TwinRef, List<TwinEvent>>();
        foreach (var (carried, read) in events)
        {
            foreach (var twin in TwinRefs.Of(read, line.PurchaseOrders.SupplierOf))
            {
                if (twin.Kind is not (TwinKind.WorkCenter or TwinKind.Supplier))
                    continue;
                if (!streams.TryGetValue(twin, out var stream))
                    streams.Add(twin, stream = []);
                stream.Add(carried);
            }
            if (isNew)
                line.PurchaseOrders.Take(read);
        }
        return streams.ToDictionary(stream => TwinStreams.Of(line.Site, stream.Key), stream => new TwinEventBatch(TwinStreams.Of(line.Site, stream.Key), stream.Value[^1].Position, [.. stream.Value]));
    }
}
