using Microsoft.Extensions.Time.Testing;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Tests.Peer;

namespace ShopFloorTwin.Odoo.Tests.Client;

public sealed class PaceTests
{
    [Fact]
    public async Task However_many_callers_come_at_once_they_leave_one_by_one_at_the_rate()
    {
        var time = new FakeTimeProvider();
        var start = time.GetUtcNow();
        using var pace = new OdooPace(5, 100, TimeSpan.FromSeconds(60), time);

        var callers = Enumerable.Range(0, 30).Select(async _ =>
        {
            using var turn = await pace.TakeAsync(CancellationToken.None);
            return time.GetUtcNow() - start;
        });
        var left = await time.PassUntilDoneAsync(Task.WhenAll(callers), "all callers", TimeSpan.FromMilliseconds(20));

        Array.Sort(left);
        Assert.All(left.Index(), caller => Assert.True(caller.Item >= TimeSpan.FromMilliseconds(200 * caller.Index), $"caller {caller.Index} left after {caller.Item}"));
    }

    [Fact]
    public async Task Odoo_sees_no_more_calls_than_the_rate_over_all_callers_and_retries()
    {
        var time = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-23T08:00:00Z"));
        await using var peer = await OdooPeer.StartAsync(new OdooPeerOptions { Time = time });
        using var odoo = new OdooClient(peer.Connection() with { RatePerSecond = 5 }, new FixedKeys(OdooPeer.Key), time);
        peer.Faults.Next(new PeerFault.Raise(PeerError.Serialization()), times: 5);

        var calls = Enumerable.Range(0, 20).Select(_ => odoo.SearchCountAsync("res.partner", OdooDomain.All).AsTask()).ToList();
        var answers = await time.PassUntilDoneAsync(Task.WhenAll(calls), "all calls", TimeSpan.FromMilliseconds(20));

        Assert.All(answers, answer => Assert.True(answer.IsDone, answer.Message));
        var times = peer.Calls.All.Select(call => call.At).Order().ToList();
        Assert.Equal(25, times.Count);
        Assert.True(times[^1] - times[0] >= TimeSpan.FromSeconds(24 / 5.0 - 0.2), $"{times[^1] - times[0]}");
    }

    [Fact]
    public async Task A_turn_less_than_a_millisecond_away_is_waited_for_without_holding_the_thread()
    {
        var time = new FakeTimeProvider();
        using var pace = new OdooPace(1e6, 10, TimeSpan.FromSeconds(60), time);
        (await pace.TakeAsync(CancellationToken.None)).Dispose();

        // The clock stands still: a loop without a wait would never come back.
        var asked = Task.Run(() => new[] { pace.TakeAsync(CancellationToken.None).AsTask() });
        var next = (await asked.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken))[0];

        Assert.False(next.IsCompleted);
        (await time.PassUntilDoneAsync(next, "the next turn", TimeSpan.FromMilliseconds(1))).Dispose();
    }

    [Fact]
    public async Task Idle_time_is_not_saved_up_for_a_burst()
    {
        var time = new FakeTimeProvider();
        using var pace = new OdooPace(2, 10, TimeSpan.FromSeconds(60), time);
        (await pace.TakeAsync(CancellationToken.None)).Dispose();
        time.Advance(TimeSpan.FromHours(1));

        (await pace.TakeAsync(CancellationToken.None)).Dispose();
        var next = pace.TakeAsync(CancellationToken.None).AsTask();

        Assert.False(next.IsCompleted);
        (await time.PassUntilDoneAsync(next, "the next turn")).Dispose();
    }

    [Fact]
    public async Task No_more_calls_than_allowed_are_under_way_at_once()
    {
        await using var peer = await OdooPeer.StartAsync();
        using var odoo = new OdooClient(peer.Connection() with { CallsAtOnce = 2 }, new FixedKeys(OdooPeer.Key), TimeProvider.System);
        var release = new TaskCompletionSource();
        peer.Faults.Always(new PeerFault.HoldReply(release.Task));

        var calls = Enumerable.Range(0, 5).Select(_ => odoo.SearchCountAsync("res.partner", OdooDomain.All).AsTask()).ToList();
        await Clock.UntilAsync(() => peer.Calls.All.Count == 2, "two calls under way");
        Assert.Equal(3, odoo.Waiting);
        release.SetResult();

        Assert.All(await Task.WhenAll(calls), answer => Assert.True(answer.IsDone));
    }

    [Fact]
    public async Task A_caller_that_gives_up_while_it_waits_leaves_its_place_to_the_next()
    {
        var time = new FakeTimeProvider();
        using var pace = new OdooPace(10, 1, TimeSpan.FromSeconds(60), time);
        using var gone = new CancellationTokenSource();
        var first = await pace.TakeAsync(CancellationToken.None);
        var waiting = Enumerable.Range(0, 20).Select(_ => pace.TakeAsync(gone.Token).AsTask()).ToList();

        await gone.CancelAsync();
        foreach (var caller in waiting)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => caller);
        first.Dispose();
        time.Advance(TimeSpan.FromSeconds(1));

        using var last = await pace.TakeAsync(CancellationToken.None);
        Assert.Equal(0, pace.Waiting);
    }
}
