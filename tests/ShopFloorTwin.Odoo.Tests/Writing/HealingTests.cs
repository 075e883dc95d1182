using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Odoo.Tests.Peer;
using ShopFloorTwin.Odoo.Writing;
using static ShopFloorTwin.Odoo.Tests.Writing.WriterRig;

namespace ShopFloorTwin.Odoo.Tests.Writing;

/// <summary>What the comparison puts right by itself: what nobody did.</summary>
public sealed class HealingTests
{
    private const string Yesterday = "2026-11-22 06:00:00";

    [Fact]
    public async Task An_order_that_a_restored_backup_set_back_is_written_again()
    {
        await using var rig = await WriterRig.StartAsync();
        var order = await PrioritisedAsync(rig);
        rig.Peer.SetBack("mrp.production", order, new { priority = "0" }, Yesterday);

        Assert.Equal("forgotten", await HealedAsync(rig));
        Assert.Equal("1", rig.Peer.Value("mrp.production", order, "priority"));
        Assert.Empty((await rig.ReconcileAsync()).Findings);
    }

    [Fact]
    public async Task An_order_that_a_person_set_back_is_theirs()
    {
        await using var rig = await WriterRig.StartAsync();
        var order = await PrioritisedAsync(rig);
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        rig.Peer.Edit("mrp.production", order, new { priority = "0" });

        Assert.Equal("changed", await HealedAsync(rig));
        Assert.Equal("0", rig.Peer.Value("mrp.production", order, "priority"));
    }

    [Fact]
    public async Task An_order_that_lost_its_plan_by_the_write_is_planned_again()
    {
        await using var rig = await WriterRig.StartAsync();
        var order = rig.Order("MO-1", planned: true);
        rig.Peer.Faults.Next(new PeerFault.Raise(PeerError.User("The work center is on leave.")), "mrp.production", "button_plan");
        await rig.ApproveAsync(rig.Decision("D-1", Reschedule("order/MO-1", "2026-12-01T07:00:00Z", null)));
        await rig.DrainAsync();
        Assert.Equal(false, rig.Peer.Value("mrp.production", order, "is_planned"));

        Assert.Equal("unplanned", await HealedAsync(rig));
        Assert.Equal(true, rig.Peer.Value("mrp.production", order, "is_planned"));
    }

    [Fact]
    public async Task A_work_center_that_a_restored_backup_blocked_again_is_unblocked()
    {
        await using var rig = await WriterRig.StartAsync();
        var decision = rig.Decision("D-1", Of(ActionKind.Block, Mill, new ActionValue("reason", "spindle")));
        await rig.ApproveAsync(decision);
        await rig.DrainAsync();
        await rig.ApproveAsync(rig.Ended(decision));
        await rig.DrainAsync();
        rig.Peer.SetBack("mrp.workcenter.productivity", rig.Peer.Find("mrp.workcenter.productivity")[0], new { date_end = false }, Yesterday);
        Assert.Equal("blocked", rig.Peer.Value("mrp.workcenter", 1, "working_state"));

        Assert.Equal("forgotten", await HealedAsync(rig));
        Assert.NotEqual("blocked", rig.Peer.Value("mrp.workcenter", 1, "working_state"));
    }

    private static async Task<long> PrioritisedAsync(WriterRig rig)
    {
        var order = rig.Order("MO-1");
        await rig.ApproveAsync(rig.Decision("D-1", Reschedule("order/MO-1", null, "1")));
        await rig.DrainAsync();
        Assert.Empty((await rig.ReconcileAsync()).Findings);
        return order;
    }

    /// <summary>Kind of the one finding, after the writer has done what is safe.</summary>
    private static async Task<string> HealedAsync(WriterRig rig)
    {
        var report = await rig.ReconcileAsync();
        await rig.Reconciliation.HealAsync(rig.Writer.Lease!, report, rig.Time.GetUtcNow(), CancellationToken.None);
        await rig.DrainAsync();
        return Assert.Single(report.Findings).Kind;
    }
}
