using System.Diagnostics;
using ShopFloorTwin.LoadTests.Hosting;

namespace ShopFloorTwin.LoadTests.Feeds;

/// <summary>One request of an open loop; times in seconds since its start.</summary>
internal sealed record OpenLoopRequest(double Due, double Answered, long Position);

/// <summary>Sends batches at fixed moments, whether the ones before are answered or not: a slow silo is not spared.</summary>
internal static class OpenLoop
{
    /// <param name="batches">In order of sending.</param>
    /// <param name="perSecond">Batches a second.</param>
    /// <param name="clock">Running; its time is the loop's time.</param>
    public static async Task<IReadOnlyList<OpenLoopRequest>> SendAsync(
        SiloClient client, string site, IReadOnlyList<EventBatch> batches, double perSecond, Stopwatch clock, CancellationToken cancellation)
    {
        var first = clock.Elapsed.TotalSeconds;
        var requests = new List<Task<OpenLoopRequest>>(batches.Count);
        for (var b = 0; b < batches.Count; b++)
        {
            var due = first + b / perSecond;
            while (clock.Elapsed.TotalSeconds < due)
                await Task.Delay(1, cancellation);
            requests.Add(OneAsync(batches[b], due));
        }
        return await Task.WhenAll(requests);

        async Task<OpenLoopRequest> OneAsync(EventBatch batch, double due)
        {
            var accepted = await client.SendAsync(site, batch, cancellation);
            return new OpenLoopRequest(due, clock.Elapsed.TotalSeconds, accepted.Position);
        }
    }
}
