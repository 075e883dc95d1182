using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using static ShopFloorTwin.Core.Tests.FloorEvents;
using static ShopFloorTwin.Core.Tests.PlantFixtures;

namespace ShopFloorTwin.Core.Tests.Orders;

public sealed class DocumentedOrderTests
{
    private static OperationSpec Mill(OperationState state, double worked = 0, double done = 0, DateTimeOffset? startedAt = null) =>
        new() { Operation = "10", State = state, WorkedMinutes = worked, Done = done, StartedAt = startedAt };

    [Fact]
    public void An_operation_that_runs_in_the_document_runs_from_the_document_on()
    {
        var site = new TestSite(With(Mill(OperationState.Running, worked: 60)));
        Assert.Equal(OperationState.Running, site.Operation().State);
        Assert.Null(site.Operation().StartedAt);
        Assert.Equal(OrderState.InProgress, site.Order().State);
        Assert.Equal(90, site.Operation().WorkedMinutes + site.Operation().Minutes(At(30)));
        Assert.Equal(70, site.Take(Paused(10)).Operation().WorkedMinutes + site.Operation().Minutes(At(30)));
    }

    [Fact]
    public void Worked_minutes_of_a_running_operation_are_not_counted_again_from_its_start()
    {
        var site = new TestSite(With(Mill(OperationState.Running, worked: 60, startedAt: At(-120))));
        Assert.Equal(At(-120), site.Operation().StartedAt);
        Assert.Equal(90, site.Operation().WorkedMinutes + site.Operation().Minutes(At(30)));
    }

    [Fact]
    public void A_running_operation_without_worked_minutes_has_run_since_its_start()
    {
        var site = new TestSite(With(Mill(OperationState.Running, startedAt: At(-120))));
        Assert.Equal(150, site.Operation().WorkedMinutes + site.Operation().Minutes(At(30)));
    }

    [Fact]
    public void A_paused_operation_keeps_the_minutes_worked()
    {
        var site = new TestSite(With(Mill(OperationState.Paused, worked: 40)));
        Assert.Equal(OperationState.Paused, site.Operation().State);
        Assert.Equal(40, site.Operation().WorkedMinutes + site.Operation().Minutes(At(30)));
    }

    [Fact]
    public void A_report_from_before_the_document_does_not_move_the_operation_back()
    {
        var site = new TestSite(With(Mill(OperationState.Done, done: 50))).Take(Started(-10));
        Assert.Equal(OperationState.Done, site.Operation().State);
        Assert.Equal(At(-10), site.Operation().StartedAt);
        Assert.Equal(0, site.Operation().Minutes(At(30)));
    }

    [Fact]
    public void A_later_document_never_takes_progress_back()
    {
        var site = new TestSite().Take(Started(10), Paused(30, good: 20), OrderHold(31), Started(40, "20"), Completed(50, "20", good: 50));
        site.Take(Imported(60, With(Mill(OperationState.Ready, done: 5), new OperationSpec { Operation = "20", State = OperationState.Running }) with { AsOf = At(60) }));
        Assert.Equal(OperationState.Paused, site.Operation().State);
        Assert.Equal(20, site.Operation().Done);
        Assert.Equal(20, site.Operation().Minutes(At(100)));
        Assert.Equal(OperationState.Done, site.Operation("20").State);
        Assert.Equal(At(50), site.Operation("20").FinishedAt);
        Assert.Single(site.Order().Holds);
    }

    [Fact]
    public void A_later_document_may_tell_of_progress_no_report_told()
    {
        var site = new TestSite().Take(Started(10));
        site.Take(Imported(60, With(Mill(OperationState.Done, worked: 70, done: 49)) with { AsOf = At(60) }));
        Assert.Equal(OperationState.Done, site.Operation().State);
        Assert.Equal(49, site.Operation().Done);
        Assert.Equal(At(60), site.Operation().FinishedAt);
        Assert.Equal(70, site.Operation().WorkedMinutes + site.Operation().Minutes(At(100)));
    }

    [Fact]
    public void The_baseline_is_the_first_agreed_plan()
    {
        var site = new TestSite(Lyon with { Orders = [Order("MO-1") with { PlannedFinish = null }] });
        Assert.Null(site.Order().Baseline);
        site.Take(Changed(5, new OrderChange { PlannedFinish = Start.AddDays(2) }));
        site.Take(Imported(60, Lyon with { AsOf = At(60), Orders = [Order("MO-1") with { PlannedFinish = Start.AddDays(6), Due = Start.AddDays(7) }] }));
        Assert.Equal(Start.AddDays(2), site.Order().Baseline);
        Assert.Equal(Start.AddDays(6), site.Order().PlannedFinish);
        Assert.Equal(Start.AddDays(7), site.Order().Due);
    }

    [Fact]
    public void An_order_done_in_the_document_is_done_as_of_it_and_stays_so()
    {
        var done = Lyon with { Orders = [Order("MO-1") with { State = OrderState.Done }] };
        var site = new TestSite(done).Take(Imported(60, done with { AsOf = At(60) }));
        Assert.Equal(OrderState.Done, site.Order().State);
        Assert.Equal(Start, site.Order().Actual);
    }

    [Fact]
    public void A_document_that_has_not_heard_of_the_end_does_not_open_a_done_order()
    {
        var site = new TestSite().Take(OrderDone(30), Imported(60, Lyon with { AsOf = At(60) }));
        Assert.Equal(OrderState.Done, site.Order().State);
        Assert.Equal(At(30), site.Order().Actual);
    }
}
