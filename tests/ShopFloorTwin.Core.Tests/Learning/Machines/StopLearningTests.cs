using ShopFloorTwin.Core.Learning;
using ShopFloorTwin.Core.Learning.Machines;
using ShopFloorTwin.Core.WorkCenters;
using static ShopFloorTwin.Core.Tests.FloorEvents;
using static ShopFloorTwin.Core.Tests.PlantFixtures;

namespace ShopFloorTwin.Core.Tests.Learning.Machines;

public sealed class StopLearningTests
{
    private readonly TestSite site = new();

    private MachineModel Mill => site.State.Publish().Learned.Machines.Single(model => model.WorkCenter == "WC-MILL");

    private LearnedBeliefs Beliefs => new(site.State.Publish());

    [Fact]
    public void A_stop_that_ends_is_a_breakdown_of_its_minutes()
    {
        site.Take(State(0, MachineState.Execute), State(60, MachineState.Stopping), State(61, MachineState.Stopped), State(150, MachineState.Clearing), State(160, MachineState.Execute));
        Assert.Equal(1, Mill.Failures, 3);
        Assert.Equal(Math.Log(100), Mill.Repairs.Mean, 9);
        Assert.Empty(Mill.Running);
    }

    [Fact]
    public void Each_unit_breaks_down_for_itself()
    {
        site.Take(State(0, MachineState.Execute, "A"), State(1, MachineState.Execute, "B"), State(60, MachineState.Aborted, "A"), State(70, MachineState.Held, "B"));
        Assert.Equal(["A", "B"], Mill.Running.Select(stop => stop.Unit));
        site.Take(State(100, MachineState.Execute, "B"), State(120, MachineState.Idle, "A"));
        Assert.Equal(2, Mill.Failures, 2);
        Assert.Equal((Math.Log(30) + Math.Log(60)) / 2, Mill.Repairs.Mean, 2);
    }

    [Fact]
    public void A_stop_under_five_minutes_is_a_short_one_and_no_breakdown()
    {
        site.Take(State(0, MachineState.Execute), State(60, MachineState.Held), State(63, MachineState.Execute));
        Assert.Equal((1.0, 3.0, 0.0), (Mill.ShortStops, Mill.ShortStopMinutesLost, Mill.Failures));
    }

    [Fact]
    public void Maintenance_that_was_planned_is_no_breakdown_but_says_how_it_overran()
    {
        site.Take(MaintenancePlanned(1, 60, 120), State(2, MachineState.Execute), State(62, MachineState.Stopped), State(150, MachineState.Execute));
        Assert.Equal(0, Mill.Failures);
        Assert.Equal(0, Mill.Repairs.Count);
        Assert.Equal(Math.Log(1.5), Mill.Overruns.Mean, 9);
    }

    [Fact]
    public void Maintenance_announced_while_it_is_on_is_planned_all_the_same()
    {
        site.Take(State(0, MachineState.Stopped), MaintenancePlanned(5, 0, 60), State(60, MachineState.Execute));
        Assert.Equal((0.0, 1L), (Mill.Failures, Mill.Overruns.Count));
    }

    [Fact]
    public void Maintenance_done_early_at_a_machine_that_says_nothing_of_its_states_counts_too()
    {
        site.Take(MaintenancePlanned(1, 60, 160), MaintenanceDone(140));
        Assert.Equal(Math.Log(0.8), Mill.Overruns.Mean, 9);
    }

    [Fact]
    public void A_machine_switched_off_from_the_end_of_the_shift_to_the_next_did_not_fail()
    {
        // 21:00 UTC is 22:00 in Paris, when the mill closes until 6.
        site.Take(State(0, MachineState.Execute), State(13 * 60 - 2, MachineState.Stopped), State(21 * 60 + 1, MachineState.Execute));
        Assert.Equal((0.0, 0L, 0.0), (Mill.Failures, Mill.Repairs.Count, Mill.ShortStops));
    }

    [Fact]
    public void Producing_time_is_of_all_units_and_over_night_only_where_the_calendar_is_open()
    {
        site.Take(State(0, MachineState.Execute), State(30, MachineState.Execute), State(24 * 60 + 30, MachineState.Idle));
        // Two units: half an hour, and of the 24 hours that followed the 16 open ones; the first count a little less by then.
        Assert.InRange(Mill.ProducingMinutes, 1_978, 1_980);
    }

    [Fact]
    public void A_machine_left_stopped_over_a_holiday_hardly_changes_what_a_repair_is_believed_to_take()
    {
        Breakdowns(site, 12, 100);
        var before = Beliefs.Repair("WC-MILL").MedianMinutes;
        site.Take(State(100_000, MachineState.Stopped), State(100_000 + 5 * 1440, MachineState.Execute));
        Assert.InRange(Beliefs.Repair("WC-MILL").MedianMinutes / before, 1, 1.25);
    }

    [Fact]
    public void A_repair_that_already_lasts_long_makes_repairs_longer()
    {
        Breakdowns(site, 6, 40);
        var before = Beliefs.Repair("WC-MILL");
        site.Take(State(50_000, MachineState.Stopped), Measured(50_300, 1));
        Assert.True(Beliefs.Repair("WC-MILL").MedianMinutes > before.MedianMinutes);
    }

    [Fact]
    public void With_no_history_the_stated_priors_serve()
    {
        Assert.Equal(StatedPriors.Instance.Repair("").MedianMinutes, Beliefs.Repair("WC-MILL").MedianMinutes, 6);
        Assert.Equal(StatedPriors.Instance.Repair("").Sigma, Beliefs.Repair("WC-MILL").Sigma, 6);
        Assert.Equal(0, Beliefs.Failures("WC-MILL").PerHour);
        Assert.Equal(1, Beliefs.Yield("P-100", "10", "WC-MILL").Good);
    }

    [Fact]
    public void A_work_center_of_little_history_borrows_from_the_site()
    {
        Breakdowns(site, 20, 30);
        site.Take(State(200_000, MachineState.Execute, workCenter: "WC-ASM"));
        Assert.InRange(Beliefs.Repair("WC-ASM").MedianMinutes, 28, 60);
        Assert.True(Beliefs.Failures("WC-ASM").PerHour > 0);
        Assert.Equal(0, Beliefs.Failures("WC-OLD").PerHour);
    }

    [Fact]
    public void Known_rates_and_repairs_are_found_again()
    {
        // One breakdown in 20 hours of either unit, repairs of 60 minutes median and sigma 0.5, around the clock.
        site.Take(Imported(1, Lyon with { AsOf = At(1), WorkCenters = [.. Lyon.WorkCenters.Select(spec => spec with { Calendar = null, Capacity = 1 })] }));
        var random = new Random(7);
        var minute = 10.0;
        for (var i = 0; i < 400; i++)
        {
            site.Take(State(minute, MachineState.Execute));
            minute += Math.Max(0.1, -20 * 60 * Math.Log(1 - random.NextDouble()));
            site.Take(State(minute, MachineState.Aborted));
            minute += Math.Exp(Math.Log(60) + 0.5 * Control.RunLengths.Normal(random));
        }
        site.Take(State(minute, MachineState.Execute));
        var failures = Beliefs.Failures("WC-MILL");
        Assert.InRange(failures.PerHour, 0.05 * 0.8, 0.05 * 1.2);
        Assert.InRange(failures.Repair.MedianMinutes, 60 * 0.8, 60 * 1.2);
        Assert.InRange(failures.Repair.Sigma, 0.35, 0.65);
    }

    [Fact]
    public void Repairs_that_have_changed_are_believed_after_some()
    {
        Breakdowns(site, 60, 200);
        Breakdowns(site, 80, 30, from: 500_000);
        Assert.InRange(Beliefs.Repair("WC-MILL").MedianMinutes, 30, 60);
    }

    private static void Breakdowns(TestSite site, int count, double minutes, double from = 10)
    {
        for (var i = 0; i < count; i++)
            site.Take(State(from + i * 1440, MachineState.Execute), State(from + i * 1440 + 60, MachineState.Stopped), State(from + i * 1440 + 60 + minutes, MachineState.Execute));
    }
}
