using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Streams;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Engine;
using ShopFloorTwin.Orleans.Contracts;
using ShopFloorTwin.Storage;

namespace ShopFloorTwin.Orleans.Streams;

/// <summary>
/// The stream provider over the journals. What is published goes the way of every event, to its site's intake, and comes back on its
/// stream with its position; nothing is delivered that is not journalled.
/// </summary>
internal sealed class JournalAdapter : IQueueAdapterFactory, IQueueAdapter, IQueueAdapterCache
{
    private readonly IJournal _journal;
    private readonly IGrainFactory _grains;
    private readonly JournalNudges _nudges;
    private readonly StreamLimits _limits;
    private readonly ILogger _logger;
    private readonly SiteQueues _queues;
    private readonly Dictionary<QueueId, JournalQueue> _running = [];

    public JournalAdapter(string name, int queues, IJournal journal, IGrainFactory grains, JournalNudges nudges, StreamLimits limits, ILogger<JournalAdapter> logger)
    {
        (Name, _journal, _grains, _nudges, _limits, _logger) = (name, journal, grains, nudges, limits, logger);
        _queues = new SiteQueues(name, queues);
    }

    public string Name { get; }
    public bool IsRewindable => true;
    public StreamProviderDirection Direction => StreamProviderDirection.ReadWrite;

    /// <summary>The streams of the site are read in this silo.</summary>
    internal bool Reads(string site)
    {
        lock (_running)
            return _running.TryGetValue(_queues.QueueOf(site), out var queue) && queue.IsRead;
    }

    public Task<IQueueAdapter> CreateAdapter() => Task.FromResult<IQueueAdapter>(this);

    public IQueueAdapterCache GetQueueAdapterCache() => this;

    public IStreamQueueMapper GetStreamQueueMapper() => _queues;

    public Task<IStreamFailureHandler> GetDeliveryFailureHandler(QueueId queueId) => Task.FromResult<IStreamFailureHandler>(new NoOpStreamDeliveryFailureHandler());

    /// <summary>Made for an agent that takes the queue, before its receiver, which is the same.</summary>
    public IQueueCache CreateQueueCache(QueueId queueId)
    {
        var queue = new JournalQueue(_journal, new StreamReader(_journal, _grains), site => _queues.QueueOf(site).Equals(queueId), _nudges, _limits, TimeProvider.System, _logger);
        lock (_running)
            _running[queueId] = queue;
        return queue;
    }

    public IQueueAdapterReceiver CreateReceiver(QueueId queueId)
    {
        lock (_running)
            return _running[queueId];
    }

    /// <exception cref="PublishRefusedException">The site took some of the events, or none, and why.</exception>
    public async Task QueueMessageBatchAsync<T>(StreamId streamId, IEnumerable<T> events, StreamSequenceToken? token, Dictionary<string, object>? requestContext)
    {
        var site = TwinStreams.Split(streamId.GetKeyAsString()).Site;
        var read = new List<CloudEvent>();
        foreach (var one in events)
            read.Add(Read(streamId, site, one as TwinEvent ?? throw new ArgumentException($"streams of {Name} carry {nameof(TwinEvent)}, not {typeof(T).Name}", nameof(events)), read.Count));
        var answer = (await _grains.GetGrain<IFloorGrain>(site).AcceptAsync(new EventBatch(read), CancellationToken.None)).Open<IntakeResult>();
        for (var i = 0; i < answer.Outcomes.Count; i++)
            if (answer.Outcomes[i].Refusal is { } refusal)
                throw new PublishRefusedException(i, refusal, answer.Outcomes.Count(one => one.Kind != OutcomeKind.Refused));
    }

    /// <summary>Only what will be delivered on the stream again may be published to it; which supplier a purchase order is of, the site knows.</summary>
    private static CloudEvent Read(StreamId stream, string site, TwinEvent published, int index)
    {
        var reading = EventReader.Read(published.Body);
        if (reading.Event is not { } read)
            throw new PublishRefusedException(index, reading.Refusal!, 0);
        var isMachine = stream.GetNamespace() == TwinStreams.MachineSignals;
        var twins = TwinRefs.Of(read, _ => null).ToArray();
        var fits = isMachine
            ? twins.Any(twin => twin.Kind == TwinKind.WorkCenter && TwinStreams.Of(site, twin).Equals(stream))
            : TwinStreams.Carries(read.Data) && !twins.Any(twin => twin.Kind == TwinKind.WorkCenter);
        return fits ? read : throw new PublishRefusedException(index, new Refusal("invalid-data", $"{read.Type} of {read.Subject} is not carried by {stream}"), 0);
    }
}
