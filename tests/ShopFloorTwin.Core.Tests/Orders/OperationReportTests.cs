using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Orders;
using static ShopFloorTwin.Core.Tests.FloorEvents;
using static ShopFloorTwin.Core.Tests.PlantFixtures;

namespace ShopFloorTwin.Core.Tests.Orders;

public sealed class OperationReportTests
{
    private readonly TestSite site = new();

    [Fact]
    public void A_started_operation_runs_and_its_order_is_in_progress()
    {
        site.Take(Started(10));
        Assert.Equal(OperationState.Running, site.Operation().State);
        Assert.Equal(At(10), site.Operation().StartedAt);
        Assert.Equal(OrderState.InProgress, site.Order().State);
    }

    [Fact]
    public void A_paused_operation_waits_and_runs_again_when_resumed()
    {
        site.Take(Started(10), Paused(20));
        Assert.Equal(OperationState.Paused, site.Operation().State);
        site.Take(Resumed(30));
        Assert.Equal(OperationState.Running, site.Operation().State);
        Assert.Equal(25, site.Operation().Minutes(At(45)));
        Assert.Equal([new WorkingSpan(At(10), At(20)), new WorkingSpan(At(30), At(45))], site.Operation().Spans(At(45)));
    }

    [Fact]
    public void A_pause_that_comes_after_the_completion_it_preceded_changes_nothing()
    {
        site.Take(Started(10), Completed(40, good: 50), Paused(20), Resumed(30));
        Assert.Equal(OperationState.Done, site.Operation().State);
        Assert.Equal(At(40), site.Operation().FinishedAt);
        Assert.Equal(20, site.Operation().Minutes(At(100)));
    }

    [Fact]
    public void A_start_heard_late_moves_the_start_back()
    {
        site.Take(Resumed(30), Started(10));
        Assert.Equal(At(10), site.Operation().StartedAt);
    }

    [Fact]
    public void A_start_and_an_end_of_the_same_minute_end_done()
    {
        site.Take(Completed(10), Started(10));
        Assert.Equal(OperationState.Done, site.Operation().State);
    }

    [Fact]
    public void Quantities_are_totals_so_far()
    {
        site.Take(Started(10), Paused(20, good: 30), Paused(15, good: 20));
        Assert.Equal(30, site.Operation().Done);
    }

    [Fact]
    public void A_completion_without_quantity_makes_all_but_the_scrap_good()
    {
        site.Take(Started(10), Completed(40));
        Assert.Equal(50, site.Operation().Done);
        site.Take(Report(30, OperationReport.Paused, "10", null, null, 3));
        Assert.Equal(47, site.Operation().Done);
        Assert.Equal(At(30), site.Operation().ScrapEvent!.Time);
    }

    [Fact]
    public void A_report_from_another_work_center_moves_the_operation_there()
    {
        site.Take(Started(10, workCenter: "WC-OLD"), Started(5, workCenter: "WC-MILL"));
        Assert.Equal("WC-OLD", site.Operation().WorkCenter);
    }

    [Fact]
    public void A_report_from_a_work_center_nobody_knows_is_refused()
    {
        var refusal = site.State.BeginBatch().Check(Started(10, workCenter: "WC-MARS"));
        Assert.Equal("data.workCenter: no work center WC-MARS in the plant document", refusal!.Detail);
    }

    [Fact]
    public void An_order_is_done_when_its_last_operation_is()
    {
        site.Take(Started(10), Completed(40), Started(41, "20"), Completed(90, "20"));
        Assert.Equal(OrderState.Done, site.Order().State);
        Assert.Equal(At(90), site.Order().Actual);
    }

    [Fact]
    public void A_later_start_opens_a_done_order_again()
    {
        site.Take(Completed(40), Completed(90, "20"), Started(100, "20"));
        Assert.Equal(OrderState.InProgress, site.Order().State);
        Assert.Null(site.Order().Actual);
        Assert.Null(site.Operation("20").FinishedAt);
    }

    [Fact]
    public void More_steps_than_are_kept_lose_no_worked_minute()
    {
        for (var i = 0; i < 100; i++)
            site.Take(Started(i * 10), Paused(i * 10 + 4));
        Assert.Equal(OperationTwin.StepsMax, site.Operation().Steps.Length);
        Assert.Equal(400, site.Operation().WorkedMinutes + site.Operation().Minutes(At(2000)));
        Assert.Equal(At(0), site.Operation().StartedAt);
    }

    [Fact]
    public void A_step_older_than_those_kept_counts_no_minute_twice()
    {
        for (var i = 0; i < 40; i++)
            site.Take(Started(i * 10 + 1), Paused(i * 10 + 5));
        site.Take(Started(0));
        Assert.Equal(160, site.Operation().WorkedMinutes + site.Operation().Minutes(At(2000)));
        Assert.Equal(At(0), site.Operation().StartedAt);
    }
}
