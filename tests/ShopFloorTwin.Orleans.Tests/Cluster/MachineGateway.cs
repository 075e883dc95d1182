using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.KillHost;

namespace ShopFloorTwin.Orleans.Tests.Cluster;

/// <summary>
/// A gateway between machines and the twin, as a plant has it: it counts pieces, and what is not acknowledged it sends again, to the next silo,
/// until it is. Now and then it sends what was acknowledged once more.
/// </summary>
internal sealed class MachineGateway : IAsyncDisposable
{
    private const int SendersPerSite = 2;

    /// <summary>With the two sites of the tests.</summary>
    public const int Senders = 2 * SendersPerSite;

    private const int BatchMax = 40;
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);
    private readonly Dictionary<string, Counted> _sites;
    private readonly IReadOnlyList<HttpClient> _silos;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _sending;
    private readonly ConcurrentDictionary<(int Silo, string Site), int> _taken = [];
    private int _again, _unanswered;

    private sealed class Counted
    {
        public long Next;
        public readonly ConcurrentDictionary<string, bool> Acknowledged = new(StringComparer.Ordinal);
        public long LastAt;
        public double LongestSeconds;
    }

    private MachineGateway(IReadOnlyList<string> sites, IReadOnlyList<HttpClient> silos, int seed)
    {
        _silos = silos;
        _sites = sites.ToDictionary(site => site, _ => new Counted { LastAt = TimeProvider.System.GetTimestamp() }, StringComparer.Ordinal);
        _sending = Task.WhenAll(sites.SelectMany((site, i) => Enumerable.Range(0, SendersPerSite).Select(n => SendAsync(site, new Random(seed + i * SendersPerSite + n)))));
    }

    public static MachineGateway Start(IReadOnlyList<string> sites, IReadOnlyList<HttpClient> silos, int seed) => new(sites, silos, seed);

    /// <summary>Requests that had to be sent again.</summary>
    public int SentAgain => Volatile.Read(ref _again);

    /// <summary>Requests that were sent and got no answer, not even that there is none.</summary>
    public int Unanswered => Volatile.Read(ref _unanswered);

    /// <summary>Pieces that were counted.</summary>
    public long Sent(string site) => Interlocked.Read(ref _sites[site].Next);

    /// <summary>Ids of those the twin took.</summary>
    public ICollection<string> Acknowledged(string site) => _sites[site].Acknowledged.Keys;

    public int AcknowledgedCount(string site) => _sites[site].Acknowledged.Count;

    public int AcknowledgedInAll => _sites.Values.Sum(site => site.Acknowledged.Count);

    /// <summary>The longest time in which nothing of a site was acknowledged.</summary>
    public double LongestGapSeconds => _sites.Values.Max(site => site.LongestSeconds);

    /// <summary>Measures the gaps from now on.</summary>
    public void ForgetGaps()
    {
        foreach (var site in _sites.Values)
        {
            lock (site)
                (site.LastAt, site.LongestSeconds) = (TimeProvider.System.GetTimestamp(), 0);
        }
    }

    /// <summary>Waits until every site has taken so many more pieces.</summary>
    public Task<TimeSpan> UntilMoreAsync(int pieces, string when)
    {
        var from = _sites.ToDictionary(site => site.Key, site => site.Value.Acknowledged.Count, StringComparer.Ordinal);
        return UntilAsync(() => from.All(site => AcknowledgedCount(site.Key) >= site.Value + pieces), $"{when}: {pieces} more pieces to be acknowledged at each site");
    }

    /// <summary>Waits until every silo has taken so many more requests for every site.</summary>
    public Task<TimeSpan> UntilEachTakesAsync(int requests, string when)
    {
        var goals = (from silo in Enumerable.Range(0, _silos.Count) from site in _sites.Keys select (silo, site)).ToDictionary(way => way, way => _taken.GetValueOrDefault(way) + requests);
        return UntilAsync(() => goals.All(goal => _taken.GetValueOrDefault(goal.Key) >= goal.Value), $"{when}: every silo to take {requests} more requests for each site");
    }

    /// <summary>Counts no more, and goes on until all it counted is acknowledged.</summary>
    public async Task FinishAsync()
    {
        await _stop.CancelAsync();
        await _sending.WaitAsync(TimeSpan.FromSeconds(90), TimeProvider.System);
        Assert.All(_sites.Values, site => Assert.Equal(site.Next, site.Acknowledged.Count));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private Task<TimeSpan> UntilAsync(Func<bool> condition, string what) => Patience.UntilAsync(
        async () =>
        {
            if (_sending.IsFaulted)
                await _sending;
            return condition();
        },
        what, TimeSpan.FromSeconds(90));

    private async Task SendAsync(string site, Random random)
    {
        var counted = _sites[site];
        var silo = random.Next(_silos.Count);
        while (!_stop.IsCancellationRequested)
        {
            var size = random.Next(1, BatchMax);
            var to = Interlocked.Add(ref counted.Next, size);
            var pieces = Enumerable.Range(0, size).Select(i => CountingPlant.Counted(to - size + i)).ToList();
            while (!await TakesAsync(silo, site, pieces))
            {
                silo = (silo + 1) % _silos.Count;
                Interlocked.Increment(ref _again);
                await Task.Delay(Pause, TimeProvider.System, TestContext.Current.CancellationToken);
            }
            Note(counted, pieces);
            silo = (silo + 1) % _silos.Count;
            if (random.Next(10) == 0)
                await TakesAsync(silo, site, pieces);
        }
    }

    private static void Note(Counted counted, List<CloudEvent> pieces)
    {
        foreach (var piece in pieces)
            Assert.True(counted.Acknowledged.TryAdd(piece.Id, true));
        lock (counted)
        {
            counted.LongestSeconds = Math.Max(counted.LongestSeconds, TimeProvider.System.GetElapsedTime(counted.LastAt).TotalSeconds);
            counted.LastAt = TimeProvider.System.GetTimestamp();
        }
    }

    /// <returns>Whether all were taken; when not, nobody knows.</returns>
    private async Task<bool> TakesAsync(int silo, string site, List<CloudEvent> pieces)
    {
        using var body = new StringContent($"[{string.Join(',', pieces.Select(piece => Encoding.UTF8.GetString(piece.Body.Span)))}]", new MediaTypeHeaderValue("application/cloudevents-batch+json"));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(AnswerMax);
        try
        {
            using var answer = await _silos[silo].PostAsync($"/api/v1/sites/{site}/events", body, patience.Token);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests, $"{site}: {answer.StatusCode} {text}");
            Assert.True(answer.StatusCode != HttpStatusCode.Accepted || text.Contains("\"rejected\":[]", StringComparison.Ordinal), $"{site}: {text}");
            if (answer.StatusCode != HttpStatusCode.Accepted)
                return false;
            _taken.AddOrUpdate((silo, site), 1, static (_, taken) => taken + 1);
            return true;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            if (failure is not HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError })
                Interlocked.Increment(ref _unanswered);
            return false;
        }
    }
}
