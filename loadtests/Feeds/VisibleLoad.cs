using System.Diagnostics;
using ShopFloorTwin.LoadTests.Hosting;

namespace ShopFloorTwin.LoadTests.Feeds;

/// <summary>Events offered at a steady rate, and when each request's events were in the at-risk answer; in milliseconds.</summary>
/// <param name="Accepted">From the moment a request was due to its answer: durable.</param>
/// <param name="Visible">From that answer to the first at-risk answer whose position has reached it.</param>
/// <param name="Shown">From the moment a request was due to that.</param>
/// <param name="Polls">What the at-risk queries took.</param>
/// <param name="LongestBySecond">The longest of <paramref name="Visible"/> of every second.</param>
internal sealed record VisibleLoad(
    IReadOnlyList<double> Accepted, IReadOnlyList<double> Visible, IReadOnlyList<double> Shown, IReadOnlyList<double> Polls, IReadOnlyList<double> LongestBySecond)
{
    private static readonly TimeSpan PollPause = TimeSpan.FromMilliseconds(2);

    /// <param name="perSecond">Batches a second.</param>
    public static async Task<VisibleLoad> RunAsync(SiloClient client, string site, IReadOnlyList<EventBatch> batches, double perSecond, CancellationToken cancellation)
    {
        GC.Collect();
        var clock = Stopwatch.StartNew();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var polling = PollAsync(client, site, clock, enough.Token);
        var requests = await OpenLoop.SendAsync(client, site, batches, perSecond, clock, cancellation);
        await client.VisibleAsync(site, requests.Max(request => request.Position), cancellation);
        await enough.CancelAsync();
        var polls = await polling;

        var shown = requests.Select(request => (request, At: polls.First(poll => poll.Position >= request.Position).At)).ToList();
        return new VisibleLoad(
            [.. requests.Select(request => (request.Answered - request.Due) * 1000)],
            [.. shown.Select(one => Math.Max(0, one.At - one.request.Answered) * 1000)],
            [.. shown.Select(one => (one.At - one.request.Due) * 1000)],
            [.. polls.SkipLast(1).Select(poll => poll.Milliseconds)],
            [.. shown.GroupBy(one => (int)one.request.Answered).OrderBy(group => group.Key).Select(group => group.Max(one => (one.At - one.request.Answered) * 1000))]);
    }

    private static async Task<List<(double At, long Position, double Milliseconds)>> PollAsync(SiloClient client, string site, Stopwatch clock, CancellationToken cancellation)
    {
        var polls = new List<(double, long, double)>();
        try
        {
            while (true)
            {
                var start = clock.Elapsed;
                if (await client.OrdersPositionAsync(site, cancellation) is { } position)
                    polls.Add((clock.Elapsed.TotalSeconds, position, (clock.Elapsed - start).TotalMilliseconds));
                await Task.Delay(PollPause, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // A last look, now that everything is visible.
            polls.Add((clock.Elapsed.TotalSeconds, long.MaxValue, 0));
            return polls;
        }
    }
}
