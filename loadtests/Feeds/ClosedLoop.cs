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
    public static async Task<Sent> SendAsync(SiloClient client, string site, IReadOnlyList<EventBatch> batches, int connections, CancellationToken cancellation)
    {
        var next = -1;
        long events = 0, duplicates = 0, rejected = 0, position = 0;
        var gate = new Lock();
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(OneAsync, cancellation)));
        return new Sent(Stopwatch.GetElapsedTime(start).TotalSeconds, events, duplicates, rejected, position);

        async Task OneAsync()
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
