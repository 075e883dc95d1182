using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Odoo.Client;
using ShopFloorTwin.Odoo.Tests.Peer;
using ShopFloorTwin.Odoo.Writing;
using ShopFloorTwin.Storage;
using static ShopFloorTwin.Odoo.Tests.Writing.WriterRig;

namespace ShopFloorTwin.Odoo.Tests.Writing;

/// <summary>What each action becomes in Odoo.</summary>
public sealed class WriterTests
{
    [Theory]
    [InlineData(OdooProtocol.Json2)]
    [InlineData(OdooProtocol.JsonRpc)]
    public async Task An_activity_stands_on_the_order_with_its_causes(OdooProtocol protocol)
    {
        await using var rig = await WriterRig.StartAsync(protocol);
        var order = rig.Order("MO-1");
        var decision = rig.Decision("D-1", Activity("order/MO-1"));
        await rig.ApproveAsync(decision);
        await rig.RunAsync();

        var activity = Assert.Single(rig.Peer.Find("mail.activity", ("res_id", "=", order)));
        Assert.Equal(("mrp.production", "Look", "2026-11-24"), (rig.Peer.Value("mail.activity", activity, "res_model"), rig.Peer.Value("mail.activity", activity, "summary"), rig.Peer.Value("mail.activity", activity, "date_deadline")));
        Assert.Equal("<p>Because &lt;it&gt; is late.</p>", rig.Peer.Value("mail.activity", activity, "note"));
        Assert.Equal(activity, rig.Peer.IdOf("shopfloortwin.d-1_0_make"));
        var intent = await rig.IntentAsync(decision);
        Assert.Equal((IntentState.Confirmed, activity), (intent.State, ErpResult.Of(intent.Result)!.Id));
    }

    [Fact]
    public async Task A_work_center_is_blocked_with_one_request_which_is_updated_and_closed_after()
    {
        await using var rig = await WriterRig.StartAsync();
        var decision = rig.Decision("D-1", Of(ActionKind.Block, Mill, new ActionValue("reason", "spindle")), Of(ActionKind.MaintenanceRequest, Mill, new("name", "Mill is down"), new("description", "spindle")));
        await rig.ApproveAsync(decision);
        await rig.DrainAsync();
        var request = Assert.Single(rig.Peer.Find("maintenance.request"));
        Assert.Equal("blocked", rig.Peer.Value("mrp.workcenter", 1, "working_state"));

        var revised = rig.Revised(decision, "now 3 orders wait");
        await rig.ApproveAsync(revised);
        await rig.DrainAsync();
        var note = Assert.Single(rig.Peer.Find("mail.message", ("res_id", "=", request), ("model", "=", "maintenance.request")));
        Assert.Equal("<p>now 3 orders wait</p>", rig.Peer.Value("mail.message", note, "body"));

        await rig.ApproveAsync(rig.Ended(revised));
        await rig.DrainAsync();
        Assert.Equal(3L, rig.Peer.Value("maintenance.request", request, "stage_id"));
        Assert.NotEqual("blocked", rig.Peer.Value("mrp.workcenter", 1, "working_state"));
        Assert.Single(rig.Peer.Find("maintenance.request"));
    }

    [Fact]
    public async Task A_request_somebody_is_at_is_left_for_them_to_close()
    {
        await using var rig = await WriterRig.StartAsync();
        var decision = rig.Decision("D-1", Of(ActionKind.MaintenanceRequest, Mill, new ActionValue("name", "Mill is down")));
        await rig.ApproveAsync(decision);
        await rig.DrainAsync();
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        rig.Peer.Edit("maintenance.request", 1, new { stage_id = 2 });

        await rig.ApproveAsync(rig.Ended(decision));
        await rig.DrainAsync();

        Assert.Equal(2L, rig.Peer.Value("maintenance.request", 1, "stage_id"));
    }

    [Fact]
    public async Task An_activity_whose_reason_is_gone_goes_and_one_somebody_has_done_stays()
    {
        await using var rig = await WriterRig.StartAsync();
        rig.Order("MO-1");
        rig.Order("MO-2");
        var (first, second) = (rig.Decision("D-1", Activity("order/MO-1")), rig.Decision("D-2", Activity("order/MO-2")));
        await rig.ApproveAsync(first, second);
        await rig.DrainAsync();
        var done = rig.Peer.IdOf("shopfloortwin.d-2_0_make")!.Value;
        rig.Peer.Edit("mail.activity", done, new { active = false });

        await rig.ApproveAsync(rig.Ended(first), rig.Ended(second));
        await rig.DrainAsync();

        Assert.Equal([done], rig.Peer.Find("mail.activity"));
    }

    [Fact]
    public async Task An_order_is_rescheduled_and_planned_again()
    {
        await using var rig = await WriterRig.StartAsync();
        var order = rig.Order("MO-1", planned: true);
        await rig.ApproveAsync(rig.Decision("D-1", Reschedule("order/MO-1", "2026-12-01T07:00:00Z", "1")));
        await rig.DrainAsync();

        Assert.Equal(("2026-12-01 07:00:00", "1", true), (rig.Peer.Value("mrp.production", order, "date_start"), rig.Peer.Value("mrp.production", order, "priority"), rig.Peer.Value("mrp.production", order, "is_planned")));
        Assert.Single(rig.Peer.Calls.Of("mrp.production", "button_plan"));
    }

    [Fact]
    public async Task A_persons_newer_edit_is_left_alone_and_told()
    {
        await using var rig = await WriterRig.StartAsync();
        var order = rig.Order("MO-1");
        var decision = rig.Decision("D-1", Reschedule("order/MO-1", "2026-12-01T07:00:00Z", null));
        await rig.ApproveAsync(decision);
        rig.Peer.Edit("mrp.production", order, new { date_start = "2026-12-24 12:00:00" });
        await rig.DrainAsync();

        Assert.Equal("2026-12-24 12:00:00", rig.Peer.Value("mrp.production", order, "date_start"));
        var intent = await rig.IntentAsync(decision);
        Assert.Equal(IntentState.Parked, intent.State);
        Assert.StartsWith("Somebody changed date_start in Odoo to '2026-12-24 12:00:00' since", intent.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_changes_that_wait_for_an_order_the_newest_wins_each_field_in_one_call()
    {
        await using var rig = await WriterRig.StartAsync();
        var order = rig.Order("MO-1");
        await rig.ApproveAsync(
            rig.Decision("D-1", Reschedule("order/MO-1", "2026-12-01T07:00:00Z", "1")),
            rig.Decision("D-2", Reschedule("order/MO-1", "2026-12-02T07:00:00Z", null)));
        await rig.DrainAsync();

        Assert.Equal(("2026-12-02 07:00:00", "1"), (rig.Peer.Value("mrp.production", order, "date_start"), rig.Peer.Value("mrp.production", order, "priority")));
        Assert.Single(rig.WriteCalls);
    }

    [Fact]
    public async Task Many_orders_are_rescheduled_in_one_call_each_with_its_own_values()
    {
        await using var rig = await WriterRig.StartAsync();
        for (var i = 1; i <= 20; i++)
        {
            rig.Order($"MO-{i}");
            await rig.ApproveAsync(rig.Decision($"D-{i}", Reschedule($"order/MO-{i}", $"2026-12-{i:00}T07:00:00Z", null)));
        }
        await rig.DrainAsync();

        Assert.Equal("2026-12-17 07:00:00", rig.Peer.Value("mrp.production", rig.Peer.Find("mrp.production", ("name", "=", "MO-17"))[0], "date_start"));
        Assert.Equal("web_save_multi", Assert.Single(rig.WriteCalls).Method);
    }

    [Fact]
    public async Task One_bad_row_does_not_hold_up_the_good_ones()
    {
        await using var rig = await WriterRig.StartAsync();
        rig.Order("MO-1");
        rig.Order("MO-2");
        var bad = rig.Decision("D-2", Activity("order/MO-2") with { Values = [new("summary", "Look"), new("deadline", "soon")] });
        await rig.ApproveAsync(rig.Decision("D-1", Activity("order/MO-1") with { Values = [new("summary", "Look"), new("deadline", "2026-11-24")] }), bad,
            rig.Decision("D-3", Activity("order/MO-9")));
        await rig.DrainAsync();

        Assert.Equal((IntentState.Confirmed, null), ((await rig.Intents.OfDecisionAsync("main", "lyon", "D-1", CancellationToken.None))[0].State, (await rig.Intents.OfDecisionAsync("main", "lyon", "D-1", CancellationToken.None))[0].Reason));
        var missing = (await rig.Intents.OfDecisionAsync("main", "lyon", "D-3", CancellationToken.None))[0];
        Assert.Equal((IntentState.Parked, "Missing: Odoo has no mrp.production called 'MO-9'"), (missing.State, missing.Reason));
    }

    [Fact]
    public async Task What_is_short_is_a_draft_order_at_its_supplier()
    {
        await using var rig = await WriterRig.StartAsync();
        rig.Peer.Add("res.partner", new { name = "ACME" });
        await rig.ApproveAsync(rig.Decision("D-1", Of(ActionKind.Replenish, "component/P-100", new("quantity", "80"), new("supplier", "ACME"), new("needed", "2026-12-01T07:00:00Z"))));
        await rig.DrainAsync();

        var order = Assert.Single(rig.Peer.Find("purchase.order"));
        Assert.Equal("draft", rig.Peer.Value("purchase.order", order, "state"));
        var line = Assert.Single(rig.Peer.Find("purchase.order.line", ("order_id", "=", order)));
        Assert.Equal(80.0, rig.Peer.Value("purchase.order.line", line, "product_qty"));
    }

    [Fact]
    public async Task A_quality_alert_is_an_activity_where_the_module_is_not_there_and_a_task_stands_in_its_project()
    {
        await using var rig = await WriterRig.StartAsync();
        rig.Order("MO-1");
        await rig.ApproveAsync(rig.Decision("D-1", Activity("order/MO-1") with { Kind = ActionKind.QualityAlert }, Of(ActionKind.Task, "order/MO-1", new("project", "Production"), new("name", "Look at it"))));
        await rig.DrainAsync();

        Assert.Single(rig.Peer.Find("mail.activity"));
        Assert.Equal("Look at it", rig.Peer.Value("project.task", Assert.Single(rig.Peer.Find("project.task")), "name"));
    }

    [Theory]
    [InlineData(OdooProtocol.Json2)]
    [InlineData(OdooProtocol.JsonRpc)]
    public async Task The_write_goes_on_with_the_trace_of_what_led_to_it(OdooProtocol protocol)
    {
        const string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        await using var rig = await WriterRig.StartAsync(protocol);
        rig.Order("MO-1");
        var decision = rig.Decision("D-1", Activity("order/MO-1"), Reschedule("order/MO-1", null, "1")) with { TraceParent = $"00-{trace}-00f067aa0ba902b7-01" };
        await rig.ApproveAsync(decision);
        await rig.DrainAsync();
        await rig.ApproveAsync(rig.Ended(decision));
        await rig.DrainAsync();

        Assert.Equal(["load", "write", "unlink"], rig.WriteCalls.Select(call => call.Method));
        Assert.All(rig.WriteCalls, call => Assert.Equal(("D-1", trace), (call.CorrelationId, call.TraceParent?.Split('-')[1])));
    }

    [Fact]
    public async Task Where_the_modules_are_there_a_breach_is_a_quality_alert_and_a_ticket_of_the_helpdesk()
    {
        await using var rig = await WriterRig.StartAsync(peer: new OdooPeerOptions { With = ["quality_control", "helpdesk"] });
        var (order, team) = (rig.Order("MO-1"), rig.Peer.Add("helpdesk.team", new { name = "Floor" }));
        await rig.ApproveAsync(rig.Decision("D-1", Activity("order/MO-1", "MO-1 is on hold") with { Kind = ActionKind.QualityAlert }, Of(ActionKind.Ticket, "order/MO-1", new("team", "Floor"), new("name", "Look at MO-1"), new("description", "crack"))));
        await rig.DrainAsync();

        var alert = Assert.Single(rig.Peer.Find("quality.alert"));
        Assert.Equal(("MO-1 is on hold", order), (rig.Peer.Value("quality.alert", alert, "title"), rig.Peer.Value("quality.alert", alert, "production_id")));
        var ticket = Assert.Single(rig.Peer.Find("helpdesk.ticket"));
        Assert.Equal(("Look at MO-1", team), (rig.Peer.Value("helpdesk.ticket", ticket, "name"), rig.Peer.Value("helpdesk.ticket", ticket, "team_id")));
        Assert.Equal(0, rig.Peer.Count("mail.activity"));
    }

    [Fact]
    public async Task A_ticket_where_there_is_no_helpdesk_is_parked_with_what_is_missing()
    {
        await using var rig = await WriterRig.StartAsync();
        rig.Order("MO-1");
        var decision = rig.Decision("D-1", Of(ActionKind.Ticket, "order/MO-1", new("team", "Floor"), new("name", "Look at MO-1")));
        await rig.ApproveAsync(decision);
        await rig.DrainAsync();

        Assert.Contains("Odoo has no helpdesk.ticket: the module is not installed", (await rig.IntentAsync(decision)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_activity_on_a_product_the_user_may_not_write_is_parked_with_the_right_it_wants()
    {
        await using var rig = await WriterRig.StartAsync();
        var decision = rig.Decision("D-1", Activity("component/P-100") with { Kind = ActionKind.QualityAlert });
        await rig.ApproveAsync(decision);
        await rig.DrainAsync();

        var intent = await rig.IntentAsync(decision);
        Assert.Equal(IntentState.Parked, intent.State);
        Assert.EndsWith("A note or an activity on component/P-100 wants the right to write that record: 'odoo check' names the groups.", intent.Reason, StringComparison.Ordinal);

        rig.Peer.Connector.Allow("product.product");
        await rig.Intents.ReopenAsync("main", "lyon", "D-1", rig.Time.GetUtcNow(), CancellationToken.None);
        await rig.DrainAsync();
        Assert.Equal("product.product", rig.Peer.Value("mail.activity", Assert.Single(rig.Peer.Find("mail.activity")), "res_model"));
    }

    [Fact]
    public async Task A_right_that_is_missing_parks_the_write_with_its_reason_until_it_is_tried_again()
    {
        await using var rig = await WriterRig.StartAsync();
        rig.Order("MO-1");
        rig.Peer.Faults.Next(new PeerFault.Raise(PeerError.Access("You are not allowed to create 'Activity'")), "mail.activity", "load");
        var decision = rig.Decision("D-1", Activity("order/MO-1"));
        await rig.ApproveAsync(decision);
        await rig.DrainAsync();
        Assert.Equal(IntentState.Parked, (await rig.IntentAsync(decision)).State);

        await rig.Intents.ReopenAsync("main", "lyon", "D-1", rig.Time.GetUtcNow(), CancellationToken.None);
        await rig.DrainAsync();
        Assert.Equal(IntentState.Confirmed, (await rig.IntentAsync(decision)).State);
    }

    [Fact]
    public async Task In_quiet_hours_only_the_most_urgent_lane_is_written()
    {
        await using var rig = await WriterRig.StartAsync();
        rig.Order("MO-1");
        rig.Options = rig.Options with { Quiet = new QuietHours(new TimeOnly(22, 0), new TimeOnly(7, 0), TimeZoneInfo.Utc) };
        rig.NextWriter();
        await rig.ApproveAsync(rig.Decision("D-1", Activity("order/MO-1")), rig.Decision("D-2", Of(ActionKind.Block, Mill, new ActionValue("reason", "x"))) with { Lane = 0 });
        await rig.RunAsync();
        Assert.Equal((0, 1), (rig.Peer.Count("mail.activity"), rig.Peer.Count("mrp.workcenter.productivity")));

        rig.Time.Advance(TimeSpan.FromHours(2));
        await rig.RunAsync();
        Assert.Equal(1, rig.Peer.Count("mail.activity"));
    }

    [Fact]
    public async Task A_writer_that_was_replaced_stops_at_its_next_mark()
    {
        await using var rig = await WriterRig.StartAsync();
        rig.Order("MO-1");
        await rig.ApproveAsync(rig.Decision("D-1", Activity("order/MO-1")));
        rig.NextWriter(step =>
        {
            if (step == "flying")
                rig.Intents.TakeAsync("main", "other", rig.Time.GetUtcNow().AddHours(1), TimeSpan.FromHours(2), CancellationToken.None).AsTask().GetAwaiter().GetResult();
        });
        var old = rig.Writer;

        Assert.Equal(0, await old.RunOnceAsync(CancellationToken.None));
        Assert.Null(old.Lease);
        Assert.Equal(0, await old.RunOnceAsync(CancellationToken.None));
    }
}
