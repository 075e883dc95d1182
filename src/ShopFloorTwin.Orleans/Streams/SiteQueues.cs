using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Streams;

namespace ShopFloorTwin.Orleans.Streams;

/// <summary>One queue for a group of sites: all streams of a site are in one, so that its records keep their order.</summary>
internal sealed class SiteQueues(string provider, int queues) : IConsistentRingStreamQueueMapper
{
    private readonly HashRingBasedStreamQueueMapper _ring = new(new HashRingStreamQueueMapperOptions { TotalQueueCount = queues }, provider);

    public IEnumerable<QueueId> GetAllQueues() => _ring.GetAllQueues();

    public IEnumerable<QueueId> GetQueuesForRange(IRingRange range) => _ring.GetQueuesForRange(range);

    public QueueId GetQueueForStream(StreamId streamId) => QueueOf(TwinStreams.Split(streamId.GetKeyAsString()).Site);

    public QueueId QueueOf(string site) => _ring.GetQueueForStream(StreamId.Create("site", site));
}
