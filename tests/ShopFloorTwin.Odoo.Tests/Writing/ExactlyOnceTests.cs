using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Odoo.Tests.Peer;
using ShopFloorTwin.Odoo.Writing;
using ShopFloorTwin.Storage;
using static ShopFloorTwin.Odoo.Tests.Writing.WriterRig;

namespace ShopFloorTwin.Odoo.Tests.Writing;

/// <summary>Nothing is lost and nothing is done twice, whatever happens between the writer and Odoo.</summary>
public sealed class ExactlyOnceTests
{
    /// <summary>The process is gone at this point.</summary>
    private sealed class AbandonedException : Exception;

    [Fact]
    public async Task A_thousand_lost_replies_duplicate_nothing()
    {
        await using var rig = await WriterRig.StartAsync();
        rig.Options = rig.Options with { WritesPerCall = 2, Settle = TimeSpan.FromSeconds(1) };
        rig.NextWriter();
        const int orders = 400;
        for (var i = 1; i <= orders; i++)
        {
            rig.Order($"MO-{i}");
            await rig.ApproveAsync(rig.Decision($"D-{i}", Activity($"order/MO-{i}"), Reschedule($"order/MO-{i}", "2026-12-01T07:00:00Z", "1"), Of(ActionKind.Note, $"order/MO-{i}", new ActionValue("note", "n"))));
        }
        var (random, lost) = (new Random(4711), 0);
        rig.Peer.Faults.Each(call => IsWrite(call.Method) && lost < 1000 && random.Next(10) < 6 && ++lost > 0 ? random.Next(2) == 0 ? new PeerFault.LoseReply() : new PeerFault.HalfBody() : null);

        await rig.DrainAsync(roundsMax: 4_000);

        Assert.Equal(1000, lost);
        Assert.Equal((orders, orders), (rig.Peer.Count("mail.activity"), rig.Peer.Count("mail.message")));
        Assert.Equal(orders, rig.Peer.Find("mrp.production", ("date_start", "=", "2026-12-01 07:00:00"), ("priority", "=", "1")).Count);
        Assert.Equal(0, (await rig.Intents.BacklogAsync("main", CancellationToken.None)).Parked);
    }

    [Fact]
    public async Task Two_hundred_seeded_kills_between_any_two_steps_lose_and_duplicate_nothing()
    {
        await using var rig = await WriterRig.StartAsync();
        rig.Options = rig.Options with { Settle = TimeSpan.FromSeconds(1) };
        var kills = 0;
        for (var seed = 0; seed < 200; seed++)
        {
            try
            {
                kills += await KilledAsync(rig, seed);
            }
            catch (Exception failure) when (failure is Xunit.Sdk.XunitException or InvalidOperationException)
            {
                throw new InvalidOperationException($"seed {seed}", failure);
            }
        }
        Assert.True(kills >= 200, $"only {kills} kills");
    }

    /// <summary>A life of a few decisions, with a kill now and then and replies that get lost.</summary>
    private static async Task<int> KilledAsync(WriterRig rig, int seed)
    {
        var random = new Random(seed);
        var order = rig.Order($"MO-{seed}", planned: random.Next(2) == 0);
        var center = rig.Peer.Add("mrp.workcenter", new { name = $"Mill {seed}", code = $"M-{seed}" });
        var (requests, blocks) = (rig.Peer.Count("maintenance.request"), rig.Peer.Count("mrp.workcenter.productivity"));
        var down = rig.Decision($"D-{seed}-down", Of(ActionKind.Block, $"work-center/M-{seed}", new ActionValue("reason", "x")), Of(ActionKind.MaintenanceRequest, $"work-center/M-{seed}", new ActionValue("name", $"R {seed}")));
        var late = rig.Decision($"D-{seed}-late", Activity($"order/MO-{seed}"), Reschedule($"order/MO-{seed}", "2026-12-01T07:00:00Z", "1"), Of(ActionKind.Note, $"order/MO-{seed}", new ActionValue("note", "n")));
        var kills = 0;
        void Passed(string step)
        {
            if (random.Next(5) != 0 || kills >= 8)
                return;
            kills++;
            throw new AbandonedException();
        }

        rig.Peer.Faults.Clear();
        rig.Peer.Faults.Each(call => IsWrite(call.Method) && random.Next(6) == 0 ? new PeerFault.LoseReply() : null);
        rig.NextWriter(Passed);
        foreach (var decisions in (DecisionView[][])[[down, late], [rig.Ended(down)]])
        {
            await rig.ApproveAsync(decisions);
            for (var round = 0; (await rig.Intents.BacklogAsync("main", CancellationToken.None)).Waiting > 0; round++)
            {
                Assert.True(round < 400, "it does not come to an end");
                try
                {
                    await rig.RunAsync();
                    rig.Time.Advance(TimeSpan.FromSeconds(20));
                }
                catch (AbandonedException)
                {
                    rig.Time.Advance(rig.Options.LeaseLife);
                    rig.NextWriter(Passed);
                }
            }
        }
        rig.Peer.Faults.Clear();

        Assert.Equal((requests + 1, blocks + 1), (rig.Peer.Count("maintenance.request"), rig.Peer.Count("mrp.workcenter.productivity")));
        Assert.Equal(3L, rig.Peer.Value("maintenance.request", rig.Peer.IdOf($"shopfloortwin.d-{seed}-down_1_make")!.Value, "stage_id"));
        Assert.NotEqual("blocked", rig.Peer.Value("mrp.workcenter", center, "working_state"));
        Assert.Single(rig.Peer.Find("mail.activity", ("res_id", "=", order)));
        Assert.Single(rig.Peer.Find("mail.message", ("res_id", "=", order), ("model", "=", "mrp.production")));
        Assert.Equal(("2026-12-01 07:00:00", "1"), (rig.Peer.Value("mrp.production", order, "date_start"), rig.Peer.Value("mrp.production", order, "priority")));
        Assert.Equal(0, (await rig.Intents.BacklogAsync("main", CancellationToken.None)).Parked);
        return kills;
    }

    [Fact]
    public async Task After_a_lost_reply_nothing_is_written_again_before_a_look()
    {
        await using var rig = await WriterRig.StartAsync();
        var order = rig.Order("MO-1");
        rig.Peer.Faults.Next(new PeerFault.LoseReply(), "mrp.production", "write");
        await rig.ApproveAsync(rig.Decision("D-1", Reschedule("order/MO-1", null, "1")));
        await rig.RunAsync();
        Assert.Equal(IntentState.Flying, (await rig.Intents.OfDecisionAsync("main", "lyon", "D-1", CancellationToken.None))[0].State);

        await rig.DrainAsync();
        Assert.Single(rig.Peer.Calls.Of("mrp.production", "write"));
        Assert.Equal("1", rig.Peer.Value("mrp.production", order, "priority"));
    }

    [Fact]
    public async Task A_person_who_edits_after_a_lost_reply_keeps_the_edit()
    {
        await using var rig = await WriterRig.StartAsync();
        var order = rig.Order("MO-1");
        rig.Peer.Faults.Next(new PeerFault.LoseReply(), "mrp.production", "write");
        var decision = rig.Decision("D-1", Reschedule("order/MO-1", "2026-12-01T07:00:00Z", null));
        await rig.ApproveAsync(decision);
        await rig.RunAsync();
        rig.Peer.Edit("mrp.production", order, new { date_start = "2026-12-24 12:00:00" });
        await rig.DrainAsync();

        Assert.Equal("2026-12-24 12:00:00", rig.Peer.Value("mrp.production", order, "date_start"));
        Assert.Equal(IntentState.Parked, (await rig.IntentAsync(decision)).State);
    }

    [Fact]
    public async Task Away_for_an_hour_then_slow_busy_and_talking_nonsense_Odoo_gets_everything_once_it_is_back()
    {
        await using var rig = await WriterRig.StartAsync();
        await rig.Peer.GoAwayAsync();
        for (var i = 1; i <= 30; i++)
        {
            rig.Order($"MO-{i}");
            await rig.ApproveAsync(rig.Decision($"D-{i}", Activity($"order/MO-{i}"), Reschedule($"order/MO-{i}", "2026-12-01T07:00:00Z", null)));
        }
        var since = rig.Time.GetUtcNow();
        for (var minute = 0; minute < 60; minute++)
        {
            await rig.RunAsync();
            rig.Time.Advance(TimeSpan.FromMinutes(1));
        }
        var backlog = await rig.Intents.BacklogAsync("main", CancellationToken.None);
        Assert.Equal((60, 0, since), (backlog.Waiting, backlog.Parked, backlog.Since));
        Assert.NotNull(backlog.Reason);

        await rig.Peer.ComeBackAsync();
        await rig.UntilOdooAnswersAsync();
        rig.Peer.Faults.Next(PeerFault.TooMany("30"), times: 2);
        rig.Peer.Faults.Next(new PeerFault.Page(200, "<html>nonsense"), times: 2);
        rig.Peer.Faults.Next(new PeerFault.Page(502), times: 2);
        rig.Peer.Faults.Next(new PeerFault.NoDatabase(), times: 2);
        rig.Peer.Faults.Next(new PeerFault.LoseRace(), "mail.activity", "load", times: 2);
        await rig.DrainAsync();

        Assert.Equal((30, 30), (rig.Peer.Count("mail.activity"), rig.Peer.Find("mrp.production", ("date_start", "=", "2026-12-01 07:00:00")).Count));
        Assert.Equal(0, (await rig.Intents.BacklogAsync("main", CancellationToken.None)).Parked);
    }
}
