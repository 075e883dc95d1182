using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Tests.Peer;

namespace ShopFloorTwin.Odoo.Tests.Client;

public sealed class ResilienceTests
{
    private static readonly JsonObject Belt = new() { ["name"] = "belt" };

    [Theory]
    [InlineData(OdooProtocol.Json2)]
    [InlineData(OdooProtocol.JsonRpc)]
    public async Task A_lost_reply_to_a_create_is_not_repeated(OdooProtocol protocol)
    {
        await using var peer = await OdooPeer.StartAsync();
        using var odoo = Client(peer, protocol);
        peer.Faults.Next(new PeerFault.LoseReply(), method: "create");

        var answer = await odoo.CreateAsync("maintenance.request", [Belt.DeepClone()]);

        Assert.Equal(OdooOutcome.Unknown, answer.Outcome);
        Assert.Equal(1, peer.Count("maintenance.request"));
    }

    [Theory]
    [InlineData(OdooProtocol.Json2)]
    [InlineData(OdooProtocol.JsonRpc)]
    public async Task A_lost_reply_to_an_insert_if_absent_is_repeated_and_makes_one_record(OdooProtocol protocol)
    {
        await using var peer = await OdooPeer.StartAsync();
        using var odoo = Client(peer, protocol);
        peer.Faults.Next(new PeerFault.LoseReply(), method: "load", times: 2);

        var answer = await odoo.LoadAsync("maintenance.request", ["id", "name"], [new JsonArray("twin.1", "belt")], OdooContexts.InsertIfAbsent());

        Assert.True(answer.IsDone, answer.Message);
        Assert.Equal(1, peer.Count("maintenance.request"));
        Assert.Equal(3, peer.Calls.Of("maintenance.request", "load").Count);
    }

    [Fact]
    public async Task A_serialization_failure_is_tried_again_even_for_a_create_since_it_was_rolled_back()
    {
        await using var peer = await OdooPeer.StartAsync();
        using var odoo = Client(peer);
        peer.Faults.Next(new PeerFault.Raise(PeerError.Serialization()), method: "create", times: 2);

        var answer = await odoo.CreateAsync("maintenance.request", [Belt.DeepClone()]);

        Assert.True(answer.IsDone, answer.Message);
        Assert.Equal(1, peer.Count("maintenance.request"));
    }

    [Fact]
    public async Task The_loser_of_a_race_in_load_calls_again_though_odoo_told_it_inside_a_200()
    {
        await using var peer = await OdooPeer.StartAsync();
        using var odoo = Client(peer);
        peer.Faults.Next(new PeerFault.LoseRace(), method: "load", times: 2);

        var answer = await odoo.LoadAsync("maintenance.request", ["id", "name"], [new JsonArray("twin.1", "belt")], OdooContexts.InsertIfAbsent());

        Assert.True(answer.IsDone, answer.Message);
        Assert.Equal(1, peer.Count("maintenance.request"));
        Assert.Equal(3, peer.Calls.Of("maintenance.request", "load").Count);
    }

    [Fact]
    public async Task Four_that_load_the_same_new_record_at_once_make_one()
    {
        await using var peer = await OdooPeer.StartAsync();
        using var odoo = Client(peer);
        var turn = 0;
        peer.Faults.Each(call => call.Method == "load" && Interlocked.Increment(ref turn) <= 3 ? new PeerFault.LoseRace() : null);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            odoo.LoadAsync("maintenance.request", ["id", "name"], [new JsonArray("twin.1", "belt")], OdooContexts.InsertIfAbsent()).AsTask()));

        Assert.All(answers, answer => Assert.True(answer.IsDone, answer.Message));
        Assert.Single(answers.Select(answer => answer.Value[0].GetInt64()).Distinct());
        Assert.Equal(1, peer.Count("maintenance.request"));
    }

    [Fact]
    public async Task What_is_refused_is_asked_once()
    {
        await using var peer = await OdooPeer.StartAsync();
        using var odoo = Client(peer);

        var answer = await odoo.SearchReadAsync("res.partner", OdooDomain.All, ["nope"]);

        Assert.Equal(OdooOutcome.Refused, answer.Outcome);
        Assert.Equal("Invalid field 'nope' on 'res.partner'", answer.Message);
        Assert.Single(peer.Calls.All);
    }

    [Fact]
    public async Task Tries_are_bounded_and_the_last_outcome_is_the_answer()
    {
        await using var peer = await OdooPeer.StartAsync();
        using var odoo = Client(peer);
        peer.Faults.Always(new PeerFault.Cut());

        var answer = await odoo.SearchCountAsync("res.partner", OdooDomain.All);

        Assert.Equal(OdooOutcome.Unknown, answer.Outcome);
        Assert.Equal(4, peer.Calls.All.Count);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("Mon, 23 Nov 2026 08:00:07 GMT")]
    public async Task A_retry_after_is_respected_by_the_call_and_by_all_others(string retryAfter)
    {
        var time = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-23T08:00:00Z"));
        await using var peer = await OdooPeer.StartAsync(new OdooPeerOptions { Time = time });
        using var odoo = new OdooClient(peer.Connection(), new FixedKeys(OdooPeer.Key), time);
        peer.Faults.Next(PeerFault.TooMany(retryAfter), "res.partner");
        var from = time.GetUtcNow();

        var first = odoo.SearchCountAsync("res.partner", OdooDomain.All).AsTask();
        await Clock.UntilAsync(() => peer.Calls.All.Count == 1, "the first try");
        var second = odoo.SearchCountAsync("uom.uom", OdooDomain.All).AsTask();
        await time.PassUntilDoneAsync(Task.WhenAll(first, second), "both calls");

        Assert.All([await first, await second], answer => Assert.True(answer.IsDone, answer.Message));
        Assert.Equal(3, peer.Calls.All.Count);
        Assert.All(peer.Calls.All.Skip(1), call => Assert.True(call.At >= from + TimeSpan.FromSeconds(7), $"{call.At}"));
    }

    [Fact]
    public async Task A_retry_after_of_an_hour_is_told_instead_of_waited_for()
    {
        await using var peer = await OdooPeer.StartAsync();
        using var odoo = Client(peer);
        peer.Faults.Next(PeerFault.TooMany("3600"));

        var first = await odoo.SearchCountAsync("res.partner", OdooDomain.All);
        var second = await odoo.SearchCountAsync("res.partner", OdooDomain.All);

        Assert.Equal((OdooOutcome.Transient, TimeSpan.FromHours(1)), (first.Outcome, first.RetryAfter));
        Assert.Equal(OdooOutcome.Transient, second.Outcome);
        Assert.InRange(second.RetryAfter!.Value, TimeSpan.FromMinutes(59), TimeSpan.FromHours(1));
        Assert.Single(peer.Calls.All);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_in_time_is_an_unknown_outcome_of_a_write()
    {
        var time = new FakeTimeProvider();
        await using var peer = await OdooPeer.StartAsync();
        using var odoo = new OdooClient(peer.Connection(), new FixedKeys(OdooPeer.Key), time);
        var release = new TaskCompletionSource();
        peer.Faults.Next(new PeerFault.HoldReply(release.Task), method: "create");

        var call = odoo.CreateAsync("maintenance.request", [Belt.DeepClone()]).AsTask();
        await Clock.UntilAsync(() => peer.Count("maintenance.request") == 1, "the create to be committed");
        time.Advance(TimeSpan.FromSeconds(149));
        Assert.False(call.IsCompleted);
        var answer = await time.PassUntilDoneAsync(call, "the time-out", TimeSpan.FromSeconds(1));
        release.SetResult();

        Assert.Equal(OdooOutcome.Unknown, answer.Outcome);
        Assert.Equal("no answer within 150 s", answer.Message);
    }

    [Fact]
    public async Task A_connection_that_is_not_made_in_time_leaves_nothing_sent()
    {
        await using var peer = await OdooPeer.StartAsync();
        var handler = (SocketsHttpHandler)OdooHttp.NewHandler();
        handler.ConnectTimeout = TimeSpan.FromMilliseconds(20);
        handler.ConnectCallback = async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            throw new InvalidOperationException("never");
        };
        using var odoo = new OdooClient(peer.Connection(), new FixedKeys(OdooPeer.Key), TimeProvider.System, handler);

        var answer = await odoo.CreateAsync("maintenance.request", [Belt.DeepClone()]);

        Assert.Equal((OdooOutcome.Transient, "no connection was made in time"), (answer.Outcome, answer.Message));
    }

    [Fact]
    public async Task While_every_try_fails_nothing_is_sent_for_a_while_then_one_try_decides()
    {
        var time = new FakeTimeProvider();
        await using var peer = await OdooPeer.StartAsync();
        var patience = new OdooPatience { Attempts = 1, BreakFor = TimeSpan.FromSeconds(15) };
        using var odoo = new OdooClient(peer.Connection() with { Patience = patience, RatePerSecond = 1e6 }, new FixedKeys(OdooPeer.Key), time);
        peer.Faults.Always(new PeerFault.NoDatabase());
        for (var i = 0; i < 10; i++)
            await time.PassUntilDoneAsync(odoo.SearchCountAsync("res.partner", OdooDomain.All).AsTask(), "a try that fails", TimeSpan.FromMilliseconds(1));

        var open = await odoo.SearchCountAsync("res.partner", OdooDomain.All);
        Assert.Equal(10, peer.Calls.All.Count);
        Assert.Equal(OdooOutcome.Transient, open.Outcome);
        Assert.NotNull(open.RetryAfter);
        Assert.True(odoo.Health.IsAway);
        Assert.Equal(OdooOutcome.Database, odoo.Health.Outcome);

        peer.Faults.Clear();
        time.Advance(TimeSpan.FromSeconds(16));
        var back = await time.PassUntilDoneAsync(odoo.SearchCountAsync("res.partner", OdooDomain.All).AsTask(), "the try that decides", TimeSpan.FromMilliseconds(1));

        Assert.True(back.IsDone, back.Message);
        Assert.False(odoo.Health.IsAway);
    }

    [Theory]
    [InlineData(OdooProtocol.Json2)]
    [InlineData(OdooProtocol.JsonRpc)]
    public async Task Away_for_an_hour_then_slow_then_429_then_garbage_then_back_makes_one_record_and_says_since_when(OdooProtocol protocol)
    {
        var time = new FakeTimeProvider(DateTimeOffset.Parse("2026-11-23T08:00:00Z"));
        await using var peer = await OdooPeer.StartAsync(new OdooPeerOptions { Time = time });
        using var odoo = new OdooClient(peer.Connection(protocol) with { RatePerSecond = 5, Patience = OdooPatience.Default }, new FixedKeys(OdooPeer.Key), time);
        Task<OdooAnswer> Load() => time.PassUntilDoneAsync(
            odoo.LoadAsync("maintenance.request", ["id", "name"], [new JsonArray("twin.1", "belt")], OdooContexts.InsertIfAbsent()).AsTask(), "the load", TimeSpan.FromMilliseconds(100));
        await time.PassUntilDoneAsync(odoo.SearchCountAsync("res.partner", OdooDomain.All).AsTask(), "the login");

        await peer.GoAwayAsync();
        var from = time.GetUtcNow();
        var tries = 0;
        for (; time.GetUtcNow() < from + TimeSpan.FromHours(1); time.Advance(TimeSpan.FromMinutes(5)), tries++)
            Assert.Equal(OdooOutcome.Transient, (await Load()).Outcome);
        Assert.InRange(odoo.Health.Since!.Value, from, from + TimeSpan.FromMinutes(10));
        Assert.True(tries > 5);

        await peer.ComeBackAsync();
        time.Advance(TimeSpan.FromSeconds(20));
        peer.Faults.Next(new PeerFault.Slow(TimeSpan.FromSeconds(40)), "maintenance.request");
        Assert.True((await Load()).IsDone);
        Assert.False(odoo.Health.IsAway);

        peer.Faults.Next(PeerFault.TooMany("30"), "maintenance.request");
        Assert.True((await Load()).IsDone);
        peer.Faults.Next(new PeerFault.Page(200, "<html>garbage</html>"), "maintenance.request", times: 2);
        Assert.True((await Load()).IsDone);

        Assert.True((await Load()).IsDone);
        Assert.Equal(1, peer.Count("maintenance.request"));
    }

    [Fact]
    public async Task A_wrong_database_is_tried_again_within_a_limit_since_a_postgresql_that_is_down_looks_the_same()
    {
        await using var peer = await OdooPeer.StartAsync();
        using var odoo = Client(peer);
        peer.Faults.Next(new PeerFault.NoDatabase(), times: 2);

        Assert.True((await odoo.SearchCountAsync("res.partner", OdooDomain.All)).IsDone);

        using var wrong = new OdooClient(peer.Connection() with { Database = "nosuchdb" }, new FixedKeys(OdooPeer.Key), TimeProvider.System);
        Assert.Equal(OdooOutcome.Database, (await wrong.SearchCountAsync("res.partner", OdooDomain.All)).Outcome);
    }

    private static OdooClient Client(OdooPeer peer, OdooProtocol protocol = OdooProtocol.Json2) => new(peer.Connection(protocol), new FixedKeys(OdooPeer.Key), TimeProvider.System);
}
