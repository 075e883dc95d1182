using System.Diagnostics;
using ShopFloorTwin.LoadTests.Hosting;

namespace ShopFloorTwin.LoadTests.Feeds;

/// <summary>Senders as a gateway has them: a batch is sent again, to the next silo, until it is acknowledged.</summary>
internal sealed class MovingLoad
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private readonly Lock _gate = new();
    private readonly List<(TimeSpan Started, TimeSpan Taken)> _taken = [];
    private readonly Tally _tally;
    private Task _running = Task.CompletedTask;

    private MovingLoad(Tally tally) => _tally = tally;

    /// <summary>The newest position acknowledged.</summary>
    public long Position
    {
        get
        {
            lock (_gate)
                return _tally.Position;
        }
    }

    /// <summary>When batches were acknowledged.</summary>
    public IReadOnlyList<TimeSpan> TakenAt
    {
        get
        {
            lock (_gate)
                return [.. _taken.Select(one => one.Taken)];
        }
    }

    /// <param name="clock">Running; its time is the load's time.</param>
    /// <param name="enough">Ends the load, once every batch that was begun is acknowledged.</param>
    public static MovingLoad Start(EventFeed feed, Tally tally, IReadOnlyList<SiloClient> silos, int senders, int eventsPerBatch, Stopwatch clock, CancellationToken enough)
    {
        var load = new MovingLoad(tally);
        load._running = Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(() => load.SendAsync(feed, silos, sender, eventsPerBatch, clock, enough), CancellationToken.None)));
        return load;
    }

    /// <summary>A batch that was first sent after the moment has been acknowledged.</summary>
    public bool HasTakenSince(TimeSpan moment)
    {
        lock (_gate)
            return _taken.Exists(one => one.Started >= moment);
    }

    public Task EndAsync() => _running;

    private async Task SendAsync(EventFeed feed, IReadOnlyList<SiloClient> silos, int at, int eventsPerBatch, Stopwatch clock, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            EventBatch batch;
            lock (_gate)
                batch = feed.Next(eventsPerBatch);
            var started = clock.Elapsed;
            while (true)
            {
                try
                {
                    var answer = await silos[at % silos.Count].SendAsync(_tally.Site, batch, CancellationToken.None);
                    lock (_gate)
                    {
                        // Sent again after an answer was lost, they are duplicates: taken all the same.
                        _tally.Add(new Sent(0, answer.Events + answer.Duplicates, 0, answer.Rejected, answer.Position), [batch]);
                        _taken.Add((started, clock.Elapsed));
                    }
                    break;
                }
                catch (HttpRequestException)
                {
                    at++;
                }
                await Task.Delay(Pause, CancellationToken.None);
            }
            await Task.Delay(Pause, CancellationToken.None);
        }
    }
}
