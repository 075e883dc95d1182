using System.Text;

namespace ShopFloorTwin.Storage.Tests;

public sealed class SqliteIntentTests : IntentTests<SqlitePlace>;

public sealed class PostgresIntentTests : IntentTests<PostgresPlace>;

/// <summary>What holds for the intents of every store.</summary>
public abstract class IntentTests<TPlace> : StoreTest<TPlace>
    where TPlace : StorePlace, new()
{
    private const string Odoo = "main";
    private static readonly DateTimeOffset Now = Samples.Morning;
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(30);

    IIntents Intents => Store.Intents;

    static Intent Write(string id, string record = "mrp.production/1", int lane = 1, string? replaces = null, string decision = "D-1", string instance = Odoo) =>
        new(id, instance, "lyon", decision, lane, record, replaces, Encoding.UTF8.GetBytes($$"""{"id":"{{id}}"}"""), Now);

    async Task<WriterLease> LeaseAsync(string holder = "writer") => (await Intents.TakeAsync(Odoo, holder, Now, Life, Cancellation))!;

    async Task<IEnumerable<string>> DueAsync(DateTimeOffset? at = null, int lanes = 3) =>
        (await Intents.DueAsync(Odoo, at ?? Now, lanes, 100, Cancellation)).Select(one => one.Intent.Id);

    async Task<StoredIntent> FindAsync(string id, string decision = "D-1") =>
        (await Intents.OfDecisionAsync(Odoo, "lyon", decision, Cancellation)).Single(one => one.Intent.Id == id);

    static IntentMark Mark(string id, IntentState state, DateTimeOffset? due = null, string? result = null, string? reason = null, int attempts = 1) =>
        new(id, state, attempts, due ?? Now, result is null ? null : Encoding.UTF8.GetBytes(result), reason, Now);

    [Fact]
    public async Task An_intent_is_kept_once_however_often_it_is_added_and_outlives_the_process()
    {
        Assert.Equal(1, await Intents.AddAsync([Write("i-1")], Cancellation));
        Assert.Equal(0, await Intents.AddAsync([Write("i-1", record: "other")], Cancellation));
        await ReopenAsync();

        var one = await FindAsync("i-1");
        Assert.Equal((IntentState.Waiting, 0, "mrp.production/1", "lyon"), (one.State, one.Attempts, one.Intent.Record, one.Intent.Site));
        Assert.Equal("""{"id":"i-1"}""", Encoding.UTF8.GetString(one.Intent.Content.Span));
    }

    [Fact]
    public async Task Decisions_of_which_something_was_never_tried_are_told_each_once()
    {
        await Intents.AddAsync([Write("i-1"), Write("i-2"), Write("i-3", decision: "D-2"), Write("i-4", decision: "D-3", instance: "other")], Cancellation);
        await Intents.MarkAsync(await LeaseAsync(), [Mark("i-3", IntentState.Flying)], Cancellation);

        Assert.Equal(["D-1"], await Intents.UntriedAsync(Odoo, "lyon", Cancellation));
        Assert.Empty(await Intents.UntriedAsync(Odoo, "bonn", Cancellation));
    }

    [Fact]
    public async Task What_was_dropped_and_is_added_again_waits_again()
    {
        await Intents.AddAsync([Write("i-1")], Cancellation);
        await Intents.CancelAsync(Odoo, "lyon", "D-1", Cancellation);
        Assert.Empty(await DueAsync());

        Assert.Equal(1, await Intents.AddAsync([Write("i-1")], Cancellation));
        Assert.Equal(["i-1"], await DueAsync());
    }

    [Fact]
    public async Task The_most_urgent_lane_goes_first_and_of_each_record_only_the_oldest()
    {
        await Intents.AddAsync([Write("slow", "r1", lane: 2), Write("first", "r2"), Write("second", "r2"), Write("urgent", "r3", lane: 0), Write("elsewhere", "r9", instance: "other")], Cancellation);

        Assert.Equal(["urgent", "first", "slow"], await DueAsync());
        Assert.Equal(["urgent"], await DueAsync(lanes: 1));
        Assert.Equal(["second"], (await Intents.BehindAsync(Odoo, "r2", (await FindAsync("first")).Number, Cancellation)).Select(one => one.Intent.Id));
    }

    [Fact]
    public async Task The_next_of_a_record_comes_when_the_one_before_is_finished()
    {
        await Intents.AddAsync([Write("first"), Write("second")], Cancellation);
        var lease = await LeaseAsync();
        foreach (var state in (IntentState[])[IntentState.Flying, IntentState.Written])
        {
            await Intents.MarkAsync(lease, [Mark("first", state)], Cancellation);
            Assert.Equal(["first"], await DueAsync());
        }
        await Intents.MarkAsync(lease, [Mark("first", IntentState.Confirmed, result: "17")], Cancellation);

        Assert.Equal(["second"], await DueAsync());
        Assert.Equal("17", Encoding.UTF8.GetString((await FindAsync("first")).Result.Span));
    }

    [Fact]
    public async Task An_intent_is_not_due_before_its_time()
    {
        await Intents.AddAsync([Write("i-1")], Cancellation);
        await Intents.MarkAsync(await LeaseAsync(), [Mark("i-1", IntentState.Waiting, Now.AddMinutes(5), reason: "away")], Cancellation);

        Assert.Empty(await DueAsync());
        Assert.Equal(["i-1"], await DueAsync(Now.AddMinutes(5)));
    }

    [Fact]
    public async Task A_newer_one_takes_the_place_of_what_was_never_tried()
    {
        await Intents.AddAsync([Write("r1", replaces: "text")], Cancellation);
        await Intents.AddAsync([Write("r2", replaces: "text"), Write("other", replaces: "else")], Cancellation);
        Assert.Equal((IntentState.Replaced, "r2"), ((await FindAsync("r1")).State, (await FindAsync("r1")).Reason));

        await Intents.MarkAsync(await LeaseAsync(), [Mark("r2", IntentState.Flying)], Cancellation);
        await Intents.AddAsync([Write("r3", replaces: "text")], Cancellation);
        Assert.Equal(IntentState.Flying, (await FindAsync("r2")).State);
    }

    [Fact]
    public async Task One_writer_at_a_time_has_an_instance()
    {
        var first = await LeaseAsync("a");

        Assert.Null(await Intents.TakeAsync(Odoo, "b", Now.AddSeconds(29), Life, Cancellation));
        Assert.Equal(first.Token, (await Intents.TakeAsync(Odoo, "a", Now.AddSeconds(29), Life, Cancellation))!.Token);
        Assert.Null(await Intents.TakeAsync(Odoo, "b", Now.AddSeconds(58), Life, Cancellation));
        Assert.Equal(first.Token + 1, (await Intents.TakeAsync(Odoo, "b", Now.AddSeconds(59), Life, Cancellation))!.Token);
        Assert.NotNull(await Intents.TakeAsync("other", "a", Now, Life, Cancellation));
    }

    [Fact]
    public async Task Of_many_who_ask_at_once_one_gets_the_lease()
    {
        var asked = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Intents.TakeAsync(Odoo, $"w{i}", Now, Life, Cancellation).AsTask())));

        Assert.Single(asked, lease => lease is not null);
    }

    [Fact]
    public async Task A_writer_that_was_replaced_can_mark_nothing_any_more()
    {
        await Intents.AddAsync([Write("i-1")], Cancellation);
        var old = await LeaseAsync("a");
        await Intents.TakeAsync(Odoo, "b", Now + Life, Life, Cancellation);

        await Assert.ThrowsAsync<LeaseLostException>(async () => await Intents.MarkAsync(old, [Mark("i-1", IntentState.Confirmed)], Cancellation));
        Assert.Equal(IntentState.Waiting, (await FindAsync("i-1")).State);
    }

    [Fact]
    public async Task A_lease_that_was_given_back_can_be_taken_at_once()
    {
        var first = await LeaseAsync("a");
        await Intents.ReleaseAsync(first, Now, Cancellation);

        Assert.Equal(first.Token + 1, (await Intents.TakeAsync(Odoo, "b", Now, Life, Cancellation))!.Token);
    }

    [Fact]
    public async Task A_holder_whose_lease_ran_out_gets_a_higher_token()
    {
        var first = await LeaseAsync("a");

        Assert.Equal(first.Token + 1, (await Intents.TakeAsync(Odoo, "a", Now + Life, Life, Cancellation))!.Token);
    }

    [Fact]
    public async Task Parked_ones_are_tried_again_by_hand_or_dropped_and_hold_up_nobody()
    {
        await Intents.AddAsync([Write("i-1"), Write("i-2", decision: "D-2")], Cancellation);
        await Intents.MarkAsync(await LeaseAsync(), [Mark("i-1", IntentState.Parked, reason: "No access")], Cancellation);
        Assert.Equal(["i-2"], await DueAsync());

        Assert.Equal(1, await Intents.ReopenAsync(Odoo, "lyon", "D-1", Now, Cancellation));
        Assert.Equal(["i-1"], await DueAsync());
        Assert.Equal(0, await Intents.CancelAsync(Odoo, "lyon", "D-1", Cancellation));
        Assert.Equal(1, await Intents.CancelAsync(Odoo, "lyon", "D-2", Cancellation));
        Assert.Equal(IntentState.Cancelled, (await FindAsync("i-2", "D-2")).State);
    }

    [Fact]
    public async Task The_backlog_says_what_waits_since_when_and_why()
    {
        Assert.Equal(new IntentBacklog(0, 0, null, null), await Intents.BacklogAsync(Odoo, Cancellation));
        await Intents.AddAsync([Write("i-1"), Write("i-2", "r2"), Write("i-3", "r3")], Cancellation);
        await Intents.MarkAsync(await LeaseAsync(), [Mark("i-1", IntentState.Waiting, reason: "away"), Mark("i-3", IntentState.Parked)], Cancellation);

        var backlog = await Intents.BacklogAsync(Odoo, Cancellation);
        Assert.Equal((2, 1, Now.UtcTicks, "away"), (backlog.Waiting, backlog.Parked, backlog.Since!.Value.UtcTicks, backlog.Reason));
    }

    [Fact]
    public async Task What_is_finished_is_listed_newest_first_and_forgotten_after_a_time()
    {
        await Intents.AddAsync([Write("i-1", "r1"), Write("i-2", "r2"), Write("i-3", "r3")], Cancellation);
        await Intents.MarkAsync(await LeaseAsync(), [Mark("i-1", IntentState.Confirmed), Mark("i-2", IntentState.Confirmed)], Cancellation);

        Assert.Equal(["i-2", "i-1"], (await Intents.ConfirmedAsync(Odoo, null, 10, Cancellation)).Select(one => one.Intent.Id));
        Assert.Equal(0, await Intents.PruneAsync(Odoo, Now, Cancellation));
        Assert.Equal(2, await Intents.PruneAsync(Odoo, Now.AddSeconds(1), Cancellation));
        Assert.Equal(["i-3"], await DueAsync());
    }
}
