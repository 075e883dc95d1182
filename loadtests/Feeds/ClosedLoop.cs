using System.Diagnostics;
using ShopFloorTwin.LoadTests.Hosting;

namespace ShopFloorTwin.LoadTests.Feeds;

/// <summary>What came of sending a set of batches.</summary>
/// <param name="Seconds">From the first request to the last answer: everything accepted is durable then.</param>
internal sealed record Sent(double Seconds, long Events, long Duplicates, long Rejected, long Position)
{
    public double EventsPerSecond => Events / Seconds;
}

/// <summary>Sends batches over several connections, each its next one as soon as the last is answered.</summary>
internal static class ClosedLoop
{
    /// <summary>What a silo takes when it is asked for all it can, in events a second; on return it is visible.</summary>
    public static async Task<double> ReachAsync(SiloClient silo, string site, EventFeed feed, int connections, CancellationToken cancellation)
    {
        await SendAsync([silo], site, feed.Take(50, 1_000), connections, cancellation);
        var sent = await SendAsync([silo], site, feed.Take(200, 1_000), connections, cancellation);
        await silo.VisibleAsync(site, sent.Position, cancellation);
        return sent.EventsPerSecond;
    }

    /// <param name="silos">The connections are spread over.</param>
    public static async Task<Sent> SendAsync(IReadOnlyList<SiloClient> silos, string site, IReadOnlyList<EventBatch> batches, int connections, CancellationToken cancellation)
    {
        var next = -1;
        long events = 0, duplicates = 0, rejected = 0, position = 0;
        var gate = new Lock();
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(connection => Task.Run(() => OneAsync(silos[connection % silos.Count]), cancellation)));
        return new Sent(Stopwatch.GetElapsedTime(start).TotalSeconds, events, duplicates, rejected, position);

        async Task OneAsync(SiloClient client)
        {
            while (Interlocked.Increment(ref next) is var mine && mine < batches.Count)
            {
                var accepted = await client.SendAsync(site, batches[mine], cancellation);
                lock (gate)
                {
                    events += accepted.Events;
                    duplicates += accepted.Duplicates;
                    rejected += accepted.Rejected;
                    position = Math.Max(position, accepted.Position);
                }
            }
        }
    }
}
