using System.Collections.Concurrent;
using System.Diagnostics;
using ShopFloorTwin.LoadTests.Hosting;

namespace ShopFloorTwin.LoadTests.Cluster;

/// <summary>One at-risk query; the position is below 0 where it was refused.</summary>
internal readonly record struct Poll(TimeSpan Started, TimeSpan Ended, long Position);

/// <summary>Asks for the orders at risk at fixed moments, whether the question before is answered or not.</summary>
internal sealed class Watch
{
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly ConcurrentBag<Poll> _polls = [];
    private Task _running = Task.CompletedTask;

    /// <param name="clock">Running; its time is the polls' time.</param>
    /// <param name="enough">Ends the asking; what is asked is still answered.</param>
    public static Watch Start(SiloClient client, string site, Stopwatch clock, CancellationToken enough)
    {
        var watch = new Watch();
        watch._running = watch.RunAsync(client, site, clock, enough);
        return watch;
    }

    public bool HasAnsweredSince(TimeSpan moment) => _polls.Any(poll => poll.Started >= moment && poll.Position >= 0);

    /// <summary>All polls, once the last is answered.</summary>
    public async Task<IReadOnlyCollection<Poll>> EndAsync()
    {
        await _running;
        return _polls;
    }

    private async Task RunAsync(SiloClient client, string site, Stopwatch clock, CancellationToken enough)
    {
        var polls = new List<Task>();
        for (var due = clock.Elapsed; !enough.IsCancellationRequested; due += Pause)
        {
            polls.Add(OneAsync());
            if (due > clock.Elapsed)
                await Task.Delay(due - clock.Elapsed, CancellationToken.None);
        }
        await Task.WhenAll(polls);

        async Task OneAsync()
        {
            var started = clock.Elapsed;
            long? position = null;
            try
            {
                position = await client.OrdersPositionAsync(site, CancellationToken.None);
            }
            catch (HttpRequestException)
            {
                // Counted as refused.
            }
            _polls.Add(new Poll(started, clock.Elapsed, position ?? -1));
        }
    }
}
