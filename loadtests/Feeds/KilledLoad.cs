using System.Collections.Concurrent;
using ShopFloorTwin.LoadTests.Hosting;

namespace ShopFloorTwin.LoadTests.Feeds;

/// <summary>What sending everything again showed.</summary>
/// <param name="Lost">Events that were acknowledged and then were new.</param>
/// <param name="Events">Sent, each counted once.</param>
/// <param name="Good">Good pieces of those.</param>
internal sealed record SentAgain(long Lost, long Events, double Good, long Position);

/// <summary>A load that a kill ends: remembers every batch it tried, and whether it was acknowledged.</summary>
internal sealed class KilledLoad(EventFeed feed, string site, int eventsPerBatch)
{
    private readonly Lock _gate = new();
    private readonly ConcurrentBag<(EventBatch Batch, bool IsAcknowledged)> _tried = [];

    /// <summary>Sends until the silo is killed, at <paramref name="moment"/>.</summary>
    public async Task RunAsync(SiloProcess silo, int connections, TimeSpan moment, CancellationToken cancellation)
    {
        var senders = Enumerable.Range(0, connections).Select(_ => Task.Run(() => SendAsync(silo, cancellation), cancellation)).ToList();
        await Task.Delay(moment, cancellation);
        await silo.KillAsync();
        await Task.WhenAll(senders);
    }

    public async Task<SentAgain> SendAgainAsync(SiloClient client, CancellationToken cancellation)
    {
        var (lost, events, good, position) = (0L, 0L, 0.0, 0L);
        foreach (var (batch, isAcknowledged) in _tried)
        {
            var answer = await client.SendAsync(site, batch, cancellation);
            if (answer.Events + answer.Duplicates != batch.Events)
                throw new InvalidOperationException($"{answer.Rejected} events of a batch were refused when sent again");
            lost += isAcknowledged ? answer.Events : 0;
            events += batch.Events;
            good += batch.Good;
            position = Math.Max(position, answer.Position);
        }
        return new SentAgain(lost, events, good, position);
    }

    private async Task SendAsync(SiloProcess silo, CancellationToken cancellation)
    {
        while (true)
        {
            EventBatch batch;
            lock (_gate)
                batch = feed.Next(eventsPerBatch);
            try
            {
                var answer = await silo.Client.SendAsync(site, batch, cancellation);
                if (answer.Events != batch.Events)
                    throw new InvalidOperationException($"of {batch.Events} new events {answer.Events} were accepted, {answer.Duplicates} were duplicates, {answer.Rejected} were refused");
                _tried.Add((batch, true));
            }
            catch (Exception e) when (e is HttpRequestException or IOException && (e as HttpRequestException)?.StatusCode is null)
            {
                // Killed: whether it was taken is not known.
                _tried.Add((batch, false));
                return;
            }
        }
    }
}
