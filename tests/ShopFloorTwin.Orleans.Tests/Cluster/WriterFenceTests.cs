using Microsoft.Extensions.Time.Testing;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Tests.Peer;
using ShopFloorTwin.Odoo.Writing;
using ShopFloorTwin.Storage;
using ShopFloorTwin.Storage.Tests;

namespace ShopFloorTwin.Orleans.Tests.Cluster;

/// <summary>Two hosts write for one Odoo on one store: the second took over while a call of the first was on its way.</summary>
public sealed class WriterFenceTests
{
    private const int Orders = 6;
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 6, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_writer_that_was_replaced_in_the_midst_of_a_call_marks_nothing_and_nothing_is_there_twice()
    {
        await using var place = new PostgresPlace();
        await using var one = await Stores.OpenAsync(place.Options with { Exclusive = false }, TimeProvider.System, Token);
        await using var other = await Stores.OpenAsync(place.Options with { Exclusive = false }, TimeProvider.System, Token);
        var time = new FakeTimeProvider(Now);
        await using var peer = await OdooPeer.StartAsync(new OdooPeerOptions { Time = time });
        peer.Add("product.product", new { name = "Pump", default_code = "P-100" });
        for (var i = 0; i < Orders; i++)
        {
            peer.Add("mrp.production", new { name = $"MO-{i}", product_id = 1, product_qty = 5.0, state = "confirmed", date_start = "2026-11-30 07:00:00", priority = "0" });
            await one.Intents.AddAsync(DecisionIntents.Of("main", "lyon", Late(i)), Token);
        }
        using var oneClient = Client(peer);
        using var otherClient = Client(peer);
        var options = new OdooWriterOptions { Holder = "one", LeaseLife = TimeSpan.FromSeconds(30), Settle = TimeSpan.FromSeconds(1) };
        var replaced = new OdooWriter(oneClient, one.Intents, options, time);
        var successor = new OdooWriter(otherClient, other.Intents, options with { Holder = "other" }, time);

        // The call of the first is on its way, and stays so.
        var (sent, goOn) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var held = 0;
        peer.Faults.Each(call =>
        {
            if (call.Method is not ("load" or "write") || Interlocked.Exchange(ref held, 1) == 1)
                return null;
            sent.SetResult();
            return new PeerFault.Hold(goOn.Task);
        });
        var round = replaced.RunOnceAsync(Token).AsTask();
        await sent.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Token);
        Assert.Equal(0, await successor.RunOnceAsync(Token));
        Assert.Null(successor.Lease);

        time.Advance(options.LeaseLife + TimeSpan.FromSeconds(1));
        while ((await other.Intents.BacklogAsync("main", Token)).Waiting > 0)
        {
            await successor.RunOnceAsync(Token);
            time.Advance(TimeSpan.FromSeconds(2));
        }
        var marked = await IntentsAsync(other.Intents);
        goOn.SetResult();

        Assert.Equal(0, await round);
        Assert.Null(replaced.Lease);
        Assert.Equal(0, await replaced.RunOnceAsync(Token));
        Assert.Equal(marked, await IntentsAsync(one.Intents));
        Assert.All(marked, intent => Assert.Equal(IntentState.Confirmed, intent.State));
        Assert.Equal((Orders, Orders), (peer.Count("mail.activity"), peer.Count("mail.message")));
        Assert.Equal(Orders, peer.Find("mrp.production", ("priority", "=", "1")).Count);
    }

    private static async Task<List<(string Id, IntentState State, int Attempts, DateTimeOffset ChangedAt)>> IntentsAsync(IIntents intents)
    {
        var all = new List<(string, IntentState, int, DateTimeOffset)>();
        for (var i = 0; i < Orders; i++)
            all.AddRange((await intents.OfDecisionAsync("main", "lyon", $"D-{i}", Token)).Select(one => (one.Intent.Id, one.State, one.Attempts, one.ChangedAt)));
        return all;
    }

    private static OdooClient Client(OdooPeer peer) => new(
        peer.Connection() with { RatePerSecond = 10_000, Patience = new OdooPatience { Attempts = 1, BreakFor = TimeSpan.FromMilliseconds(500) } },
        new FixedKeys(OdooPeer.Key), TimeProvider.System);

    private static DecisionView Late(int order) => new()
    {
        Id = $"D-{order}", Rule = "rule", RulesVersion = "1", Subject = $"order/MO-{order}", Title = "Late", Text = "It is late.", State = DecisionState.Approved, Revision = 1, ProposalRevision = 1,
        Approval = null, Standing = true, Ending = false, Lane = 1, ProposedAt = Now, ChangedAt = Now, Verdict = null, Reason = null, Event = null, Records = [], Position = 1, AsOf = Now,
        Actions =
        [
            new() { Kind = ActionKind.Activity, Target = $"order/MO-{order}", Values = [new("summary", "Look"), new("note", "Late."), new("deadline", "2026-11-24"), new("user", null)] },
            new() { Kind = ActionKind.Reschedule, Target = $"order/MO-{order}", Values = [new("priority", "1", "0")] },
            new() { Kind = ActionKind.Note, Target = $"order/MO-{order}", Values = [new("note", "Late.")] },
        ],
    };
}
