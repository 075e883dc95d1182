using ShopFloorTwin.Core.WorkCenters;
using static ShopFloorTwin.Core.Tests.FloorEvents;
using static ShopFloorTwin.Core.Tests.PlantFixtures;

namespace ShopFloorTwin.Core.Tests.WorkCenters;

public sealed class MachineStateTests
{
    private readonly TestSite site = new();

    [Fact]
    public void The_newest_state_by_time_stands()
    {
        site.Take(State(20, MachineState.Execute), State(10, MachineState.Stopped));
        Assert.Equal(MachineState.Execute, site.WorkCenter().State);
        Assert.Equal(At(20), site.WorkCenter().StateSince);
        Assert.Empty(site.WorkCenter().DownUnits());
    }

    [Fact]
    public void A_whole_work_center_that_stops_takes_all_its_units_down()
    {
        site.Take(State(10, MachineState.Stopped, reason: "belt"));
        var down = site.WorkCenter().DownUnits();
        Assert.Equal(2, down.Length);
        Assert.All(down, unit => Assert.Equal(new DownUnit(null, At(10), site.WorkCenter().StateEvent!), unit));
    }

    [Fact]
    public void One_unit_that_stops_leaves_the_other_up()
    {
        site.Take(State(10, MachineState.Aborted, unit: "A"));
        var down = Assert.Single(site.WorkCenter().DownUnits());
        Assert.Equal(("A", At(10)), (down.Unit, down.Since));
    }

    [Fact]
    public void A_unit_that_runs_again_leaves_the_rest_of_a_stopped_work_center_down()
    {
        site.Take(State(10, MachineState.Stopped), State(20, MachineState.Execute, unit: "A"));
        Assert.Null(Assert.Single(site.WorkCenter().DownUnits()).Unit);
    }

    [Fact]
    public void A_state_of_the_whole_takes_back_older_states_of_units_only()
    {
        site.Take(State(10, MachineState.Stopped, unit: "A"), State(30, MachineState.Held, unit: "B"), State(20, MachineState.Execute));
        Assert.Equal("B", Assert.Single(site.WorkCenter().Units).Unit);
        site.Take(State(15, MachineState.Stopped, unit: "A"));
        Assert.Single(site.WorkCenter().Units);
    }

    [Fact]
    public void A_stop_reported_again_lasts_since_its_first_report()
    {
        site.Take(State(10, MachineState.Stopped), State(20, MachineState.Stopped), State(15, MachineState.Execute));
        Assert.Equal(At(10), Assert.Single(site.WorkCenter().DownUnits().Distinct()).Since);
    }

    [Fact]
    public void Minutes_are_counted_by_the_state_that_held()
    {
        site.Take(State(0, MachineState.Execute), State(30, MachineState.Stopped), State(40, MachineState.Idle), State(45, MachineState.Execute), State(35, MachineState.Execute));
        Assert.Equal(new EquipmentClock(At(0), At(45), 30, 10, 5), site.WorkCenter().Clock);
    }

    [Fact]
    public void Minutes_of_units_are_counted_by_the_worst_of_them()
    {
        site.Take(State(0, MachineState.Execute, "A"), State(0, MachineState.Execute, "B"), State(10, MachineState.Stopped, "B"), State(30, MachineState.Execute, "B"));
        Assert.Equal(new EquipmentClock(At(0), At(30), 10, 20, 0), site.WorkCenter().Clock);
    }

    [Fact]
    public void An_alarm_stays_until_it_is_cleared()
    {
        site.Take(Alarm(5, "E42", isActive: true), Alarm(6, "E42", isActive: true), Alarm(3, "E42", isActive: false));
        Assert.Equal(At(5), Assert.Single(site.WorkCenter().Alarms).Since);
        Assert.Empty(site.Take(Alarm(9, "E42", isActive: false)).WorkCenter().Alarms);
    }

    [Fact]
    public void Alarms_and_measurements_kept_are_limited()
    {
        for (var i = 0; i < 200; i++)
            site.Take(Alarm(i, $"E{i}", isActive: true), Measured(i, i, $"bore {i}"));
        Assert.Equal(WorkCenterTwin.AlarmsMax, site.WorkCenter().Alarms.Length);
        Assert.Equal(WorkCenterTwin.MeasurementsMax, site.WorkCenter().Measurements.Length);
        Assert.Equal("E199", site.WorkCenter().Alarms[^1].Code);
    }

    [Fact]
    public void The_last_measurement_by_time_is_kept()
    {
        site.Take(Measured(9, 7.2), Measured(5, 7.9));
        Assert.Equal(7.2, Assert.Single(site.WorkCenter().Measurements).Value);
    }

    [Fact]
    public void A_later_document_keeps_states_counters_and_clock()
    {
        site.Take(State(0, MachineState.Execute), State(10, MachineState.Stopped, "A"), Count(12, 5, 1));
        var before = site.WorkCenter();
        var later = Lyon with { AsOf = At(60), WorkCenters = [.. Lyon.WorkCenters.Select(spec => spec with { Name = "Renamed", Capacity = 3 })] };
        var after = site.Take(Imported(60, later)).WorkCenter();
        Assert.Equal(("Renamed", 3), (after.Name, after.Capacity));
        Assert.Equal((before.State, before.Clock, before.Good, before.Scrap), (after.State, after.Clock, after.Good, after.Scrap));
        Assert.Equal(before.Units, after.Units);
    }
}
