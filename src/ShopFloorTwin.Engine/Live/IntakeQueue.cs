using System.Diagnostics;
using System.Threading.Channels;
using ShopFloorTwin.Core;
using ShopFloorTwin.Core.Events;

namespace ShopFloorTwin.Engine.Live;

/// <summary>A request waiting for its place in the journal.</summary>
internal sealed class IntakeRequest(IReadOnlyList<CloudEvent> events, long arrivedAt, ActivityContext context)
{
    public IReadOnlyList<CloudEvent> Events { get; } = events;
    public long Bytes { get; } = events.Sum(one => (long)one.Body.Length);
    public long ArrivedAt { get; } = arrivedAt;
    public ActivityContext Context { get; } = context;
    public TaskCompletionSource<IntakeResult> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>
/// Requests on their way to a site's single writer, bounded by events. Beyond the bound the caller is told when to come back,
/// from the rate at which the writer drains.
/// </summary>
internal sealed class IntakeQueue(string site, int maxEvents, TimeProvider time)
{
    private static readonly TimeSpan MinRetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxRetryAfter = TimeSpan.FromSeconds(60);
    private readonly Channel<IntakeRequest> _requests = Channel.CreateUnbounded<IntakeRequest>(new UnboundedChannelOptions { SingleReader = true });
    private long _waiting;
    private double _eventsPerSecond;

    /// <summary>Events waiting or being committed.</summary>
    public long Waiting => Interlocked.Read(ref _waiting);

    /// <exception cref="OverloadedException">The queue is full; nothing was taken.</exception>
    /// <exception cref="ObjectDisposedException">The site is stopped.</exception>
    public void Add(IntakeRequest request)
    {
        var count = request.Events.Count;
        if (Interlocked.Add(ref _waiting, count) is var waiting && waiting > maxEvents && waiting > count)
        {
            Interlocked.Add(ref _waiting, -count);
            throw new OverloadedException($"{maxEvents} events wait for the journal of {site}, which is the limit. Nothing of this request was taken; try again later.", RetryAfter());
        }
        if (!_requests.Writer.TryWrite(request))
        {
            Interlocked.Add(ref _waiting, -count);
            throw new ObjectDisposedException(site, "The site is stopped.");
        }
    }

    /// <summary>Takes no further requests; those waiting are still served.</summary>
    public void Close() => _requests.Writer.TryComplete();

    /// <summary>Waits for requests and takes those of one journal transaction; empty when closed and drained.</summary>
    public async ValueTask<List<IntakeRequest>> TakeAsync()
    {
        var group = new List<IntakeRequest>();
        if (!await _requests.Reader.WaitToReadAsync())
            return group;
        var events = 0;
        var bytes = 0L;
        while (_requests.Reader.TryPeek(out var next) && (group.Count == 0
            || (events + next.Events.Count <= Limits.GroupCommitEvents && bytes + next.Bytes <= Limits.GroupCommitBytes)))
        {
            _requests.Reader.TryRead(out _);
            events += next.Events.Count;
            bytes += next.Bytes;
            group.Add(next);
        }
        return group;
    }

    /// <summary>A group is answered.</summary>
    public void Done(int events, long startedAt)
    {
        Interlocked.Add(ref _waiting, -events);
        var rate = events / Math.Max(time.GetElapsedTime(startedAt).TotalSeconds, 1e-6);
        var known = Volatile.Read(ref _eventsPerSecond);
        Volatile.Write(ref _eventsPerSecond, known == 0 ? rate : 0.8 * known + 0.2 * rate);
    }

    private TimeSpan RetryAfter()
    {
        var rate = Volatile.Read(ref _eventsPerSecond);
        var drained = rate > 0 ? TimeSpan.FromSeconds(Math.Min(Waiting / rate, MaxRetryAfter.TotalSeconds)) : MinRetryAfter;
        return drained < MinRetryAfter ? MinRetryAfter : drained;
    }
}
