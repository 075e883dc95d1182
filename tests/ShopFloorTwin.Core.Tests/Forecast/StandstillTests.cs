using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Plant;

namespace ShopFloorTwin.Core.Tests.Forecast;

/// <summary>Time that passed without work, and who is to blame for a queue.</summary>
public sealed class StandstillTests
{
    private const string Started = """{"operation":"10","workCenter":"MILL"}""";

    [Fact]
    public void The_time_a_machine_was_down_is_not_worked_on_what_ran_there()
    {
        var shop = new Shop().WorkCenter("MILL").Made("P", "MILL:60").Order("MO-1", "P", null).Import();
        var start = shop.Now;
        shop.Event("operation.started.v1", "order/MO-1", Started);
        shop.Now = start.AddMinutes(10);
        shop.Event("machine.state.v1", "work-center/MILL", """{"state":"aborted"}""");
        shop.Now = start.AddMinutes(70);
        var repair = shop.Forecast("MO-1").P50;
        shop.Event("machine.state.v1", "work-center/MILL", """{"state":"execute"}""");

        Near.Time(start.AddMinutes(120), shop.Forecast("MO-1").P50, 3);
        // While it is down, all of the 50 minutes are still to do behind the repair.
        Assert.True(repair > start.AddMinutes(120));
    }

    [Fact]
    public void One_of_two_units_down_lets_the_running_work_go_on()
    {
        var shop = new Shop().WorkCenter("MILL", capacity: 2).Made("P", "MILL:60").Order("MO-1", "P", null).Import();
        var start = shop.Now;
        shop.Event("operation.started.v1", "order/MO-1", Started);
        shop.Event("machine.state.v1", "work-center/MILL", """{"state":"aborted","unit":"2"}""");
        shop.Now = start.AddMinutes(30);

        Near.Time(start.AddMinutes(60), shop.Forecast("MO-1").P50, 3);
    }

    [Fact]
    public void A_planned_stop_that_is_over_is_not_worked_on_what_ran_through_it()
    {
        var now = new Shop().Now;
        var stop = new PlannedStopSpec { From = now.AddMinutes(30), To = now.AddMinutes(90), Reason = "belt" };
        var shop = new Shop().WorkCenter("MILL", stops: stop).Made("P", "MILL:60").Order("MO-1", "P", null).Import();
        shop.Event("operation.started.v1", "order/MO-1", Started);

        Near.Time(now.AddMinutes(120), shop.Forecast("MO-1").P50, 3);
        shop.Now = now.AddMinutes(91);
        Near.Time(now.AddMinutes(120), shop.Forecast("MO-1").P50, 3);
    }

    [Fact]
    public void A_queue_grown_by_a_unit_that_is_down_has_the_unit_for_its_cause()
    {
        var shop = new Shop().WorkCenter("MILL", capacity: 2).Made("P", "MILL:60");
        shop.Order("MO-1", "P", shop.At("09:59")).Order("MO-2", "P", shop.At("10:00")).Order("MO-3", "P", shop.At("10:20")).Order("MO-4", "P", shop.At("10:21")).Import();
        var down = shop.Event("machine.state.v1", "work-center/MILL", """{"state":"aborted","unit":"1"}""");

        var last = shop.Forecast("MO-4");
        Assert.True(last.LateProbability > 0.9);
        Assert.Equal((CauseKind.WorkCenterDown, down), (last.Causes[0].Kind, last.Causes[0].Event));
        Assert.True(last.Causes[0].Share > 0.9);
    }

    [Fact]
    public void A_queue_behind_work_that_overruns_has_the_overrun_for_its_cause()
    {
        var shop = new Shop().WorkCenter("MILL").Made("P", "MILL:60");
        shop.Order("MO-1", "P", shop.At("09:10")).Order("MO-2", "P", shop.At("10:20")).Import();
        shop.Event("operation.started.v1", "order/MO-1", Started);
        shop.Now = shop.Now.AddMinutes(100);

        var behind = shop.Forecast("MO-2").Causes[0];
        Assert.Equal((CauseKind.SlowOperation, "order/MO-1"), (behind.Kind, behind.Subject));
        Assert.True(behind.Share > 0.9);
    }

    [Fact]
    public void An_order_with_nothing_before_it_is_not_told_of_a_queue()
    {
        var shop = new Shop().WorkCenter("MILL").Made("P", "MILL:60");
        shop.Order("MO-1", "P", shop.At("08:30")).Import();

        var cause = shop.Forecast("MO-1").Causes[0];
        Assert.Equal((CauseKind.Calendar, "order/MO-1"), (cause.Kind, cause.Subject));
        Assert.Equal("MO-1 is due in 30 min and has 1 h of work left: too little time, whatever waits", cause.Text);
    }

    [Fact]
    public void Shifts_that_do_not_meet_are_a_matter_of_the_calendar()
    {
        var shop = new Shop()
            .Calendar(new() { Id = "day", Weekly = [new() { Days = ["mon", "tue", "wed", "thu", "fri"], From = "06:00", To = "14:00" }] })
            .Calendar(new() { Id = "night", Weekly = [new() { Days = ["mon", "tue", "wed", "thu", "fri"], From = "22:00", To = "06:00" }] })
            .WorkCenter("DAY", "day").WorkCenter("NIGHT", "night").Made("P", "DAY:60 NIGHT:60 DAY:30");
        shop.Order("MO-1", "P", shop.At("08:00").AddDays(1).AddHours(-2)).Import();

        Assert.Equal(CauseKind.Calendar, shop.Forecast("MO-1").Causes[0].Kind);
    }
}
