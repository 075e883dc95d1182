using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using static ShopFloorTwin.Core.Tests.FloorEvents;
using static ShopFloorTwin.Core.Tests.PlantFixtures;

namespace ShopFloorTwin.Core.Tests.WorkCenters;

public sealed class MachineCountTests
{
    private readonly TestSite site = new();

    private static OperationSpec Mill(string operation) => new() { Operation = operation, WorkCenter = "WC-MILL", PlannedMinutes = 60 };

    [Fact]
    public void Counts_add_up()
    {
        site.Take(Count(1, 5, 1), Count(2, 7));
        Assert.Equal((12, 1), (site.WorkCenter().Good, site.WorkCenter().Scrap));
    }

    [Fact]
    public void A_running_total_counts_what_is_new_and_in_full_after_it_was_set_back()
    {
        site.Take(Count(1, 100, isTotal: true), Count(2, 130, isTotal: true), Count(3, 20, isTotal: true));
        Assert.Equal(150, site.WorkCenter().Good);
    }

    [Fact]
    public void A_total_heard_late_is_part_of_the_newer_one() =>
        Assert.Equal(130, site.Take(Count(2, 130, isTotal: true), Count(1, 100, isTotal: true)).WorkCenter().Good);

    [Fact]
    public void Totals_of_two_units_do_not_mix() =>
        Assert.Equal(150, site.Take(Count(1, 100, isTotal: true, unit: "A"), Count(2, 50, isTotal: true, unit: "B")).WorkCenter().Good);

    [Fact]
    public void A_count_for_an_order_counts_on_the_operation_named()
    {
        site.Take(Count(1, 5, 2, order: "MO-1", operation: "20"));
        Assert.Equal((5, 2), (site.Operation("20").Done, site.Operation("20").Scrap));
        Assert.Equal(At(1), site.Operation("20").ScrapEvent!.Time);
    }

    [Fact]
    public void A_count_that_names_no_operation_goes_to_the_one_at_the_work_center()
    {
        site.Take(Count(1, 100, isTotal: true, order: "MO-1"), Count(2, 104, isTotal: true, order: "MO-1"));
        Assert.Equal(104, site.Operation().Done);
        Assert.Equal(0, site.Operation("20").Done);
        Assert.Null(site.Operation().ScrapEvent);
    }

    [Fact]
    public void Of_several_operations_at_the_work_center_the_running_one_counts()
    {
        var two = new TestSite(With(Mill("10"), Mill("15"))).Take(Started(1, "15"), Count(2, 5, order: "MO-1"));
        Assert.Equal((0, 5), (two.Operation("10").Done, two.Operation("15").Done));
    }

    [Fact]
    public void A_count_for_a_done_order_leaves_the_order_as_it_is()
    {
        site.Take(OrderDone(5), Count(6, 9, order: "MO-1"));
        Assert.Equal(0, site.Operation().Done);
        Assert.Equal(9, site.WorkCenter().Good);
        Assert.Equal(OrderState.Done, site.Order().State);
    }

    [Fact]
    public void Planned_maintenance_stops_the_work_center_from_and_to()
    {
        site.Take(MaintenancePlanned(1, 300, 360), MaintenancePlanned(2, 100, 160));
        Assert.Equal([At(100), At(300)], site.WorkCenter().PlannedStops.Select(stop => stop.From));
        Assert.All(site.WorkCenter().PlannedStops, stop => Assert.NotNull(stop.Event));
    }

    [Fact]
    public void Maintenance_done_early_ends_the_stop_that_runs()
    {
        site.Take(MaintenancePlanned(1, 100, 160), MaintenancePlanned(2, 300, 360), MaintenanceDone(120));
        Assert.Equal([(At(100), At(120)), (At(300), At(360))], site.WorkCenter().PlannedStops.Select(stop => (stop.From, stop.To)));
    }

    [Fact]
    public void Maintenance_done_beforehand_takes_the_next_stop_away() =>
        Assert.Equal(At(300), Assert.Single(site.Take(MaintenancePlanned(1, 100, 160), MaintenancePlanned(2, 300, 360), MaintenanceDone(50)).WorkCenter().PlannedStops).From);

    [Fact]
    public void A_later_document_replaces_its_own_stops_and_keeps_those_of_events()
    {
        site.Take(MaintenancePlanned(1, 100, 160));
        var stops = Lyon with { AsOf = At(10), WorkCenters = [Lyon.WorkCenters[0] with { PlannedStops = [new() { From = At(50), To = At(60) }] }, .. Lyon.WorkCenters.Skip(1)] };
        site.Take(Imported(10, stops), Imported(20, stops with { AsOf = At(20) }));
        Assert.Equal([At(50), At(100)], site.WorkCenter().PlannedStops.Select(stop => stop.From));
    }
}
