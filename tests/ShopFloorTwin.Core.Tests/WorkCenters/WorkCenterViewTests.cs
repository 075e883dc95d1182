using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.Tests.Sites;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Tests.WorkCenters;

public sealed class WorkCenterViewTests
{
    private static readonly EventRef AnEvent = new("e-1", Pictures.Now);

    private static WorkCenterView View(WorkCenterTwin workCenter, Action<Pictures>? with = null)
    {
        var pictures = new Pictures();
        pictures.WorkCenters[0] = workCenter;
        with?.Invoke(pictures);
        return WorkCenterQueries.Find(pictures.Picture(), workCenter.Id)!;
    }

    private static UnitState Unit(string unit, MachineState state, double hoursAgo) => new(unit, state, Pictures.Now.AddHours(-hoursAgo), null, AnEvent, Pictures.Now);

    [Fact]
    public void Of_several_units_the_one_that_is_down_shows()
    {
        var view = View(new WorkCenterTwin { Id = "WC-SAW", Capacity = 3, Units = [Unit("1", MachineState.Execute, 3), Unit("2", MachineState.Held, 2), Unit("3", MachineState.Idle, 1)] });
        Assert.Equal((MachineState.Held, Pictures.Now.AddHours(-2)), (view.State, view.StateSince!.Value));
        Assert.Equal(MachineState.Idle, view.UnitStates["3"]);
    }

    [Fact]
    public void Oee_is_availability_times_performance_times_quality()
    {
        // Ten hours since the first event, 9 planned busy; 5 h run until the last event and 1 h since: 360 of 540 minutes.
        // 100 pieces of 2.7 planned minutes in 360 minutes; 90 of them good.
        var view = View(
            new WorkCenterTwin
            {
                Id = "WC-SAW", State = MachineState.Execute, StateSince = Pictures.Now.AddHours(-1), Good = 90, Scrap = 10,
                Clock = new EquipmentClock(Pictures.Now.AddHours(-10), Pictures.Now.AddHours(-1), 300, 60, 180),
                PlannedStops = [new PlannedStop(Pictures.Now.AddHours(-4), Pictures.Now.AddHours(-3), null, null)],
            },
            p => p.Open("MO-1", with: o => o with
            {
                Operations = [new OperationTwin { Operation = "10", WorkCenter = "WC-SAW", PlannedMinutes = 30 + 27, SetupMinutes = 30, Done = 5 }],
            }));
        Assert.Equal(360 / 540.0, view.Oee.Availability!.Value, 9);
        Assert.Equal(0.75, view.Oee.Performance!.Value, 9);
        Assert.Equal(0.9, view.Oee.Quality!.Value, 9);
        Assert.Equal(0.45, view.Oee.Oee!.Value, 9);
    }

    [Fact]
    public void A_work_center_never_heard_of_has_no_oee()
    {
        var view = View(new WorkCenterTwin { Id = "WC-SAW" });
        Assert.Equal(new OeeView(null, null, null, null), view.Oee);
        Assert.Equal((MachineState.Undefined, (DateTimeOffset?)null, 0.0), (view.State, view.StateSince, view.DownMinutes));
    }

    [Fact]
    public void The_present_stop_counts_as_down_time_until_now()
    {
        var view = View(new WorkCenterTwin
        {
            Id = "WC-SAW", State = MachineState.Stopped, StateSince = Pictures.Now.AddMinutes(-40),
            Clock = new EquipmentClock(Pictures.Now.AddHours(-10), Pictures.Now.AddMinutes(-40), 300, 25, 180),
        });
        Assert.Equal(65, view.DownMinutes, 9);
    }

    [Fact]
    public void The_queue_names_orders_and_operations_and_alarms_are_signals()
    {
        var view = View(
            new WorkCenterTwin { Id = "WC-SAW", Alarms = [new ActiveAlarm("E42", "high", "Spindle hot", Pictures.Now, AnEvent)] },
            p =>
            {
                p.Open("MO-1");
                p.Queues[0].Add(new QueuedOperation(0, 0, Pictures.Now, Pictures.Now.AddHours(1)));
            });
        Assert.Equal(new QueueView("MO-1", "10", Pictures.Now, Pictures.Now.AddHours(1)), Assert.Single(view.Queue));
        Assert.Equal(new SignalView("alarm", "E42: Spindle hot", Pictures.Now, "e-1"), Assert.Single(view.Signals));
        Assert.Equal(Pictures.Now.AddHours(1), view.FreeAt.P80);
    }

    [Fact]
    public void Work_centers_page_by_id()
    {
        var picture = new Pictures().Picture();
        var first = WorkCenterQueries.List(picture, new ListQuery(Limit: 1));
        Assert.Equal("WC-MILL", Assert.Single(first.Items).Id);
        var second = WorkCenterQueries.List(picture, new ListQuery(first.Next, 1));
        Assert.Equal("WC-SAW", Assert.Single(second.Items).Id);
        Assert.Null(second.Next);
        Assert.Equal("limit", Assert.Throws<QueryException>(() => WorkCenterQueries.List(picture, new ListQuery(Limit: 0))).Parameter);
    }
}
