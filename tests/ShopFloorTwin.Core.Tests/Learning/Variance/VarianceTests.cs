using System.Collections.Immutable;
using ShopFloorTwin.Core.Learning.Variance;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Suppliers;
using ShopFloorTwin.Core.Tests.Learning.Ledger;
using ShopFloorTwin.Core.WorkCenters;
using static ShopFloorTwin.Core.Tests.Learning.Ledger.LedgerFloor;

namespace ShopFloorTwin.Core.Tests.Learning.Variance;

public sealed class VarianceTests
{
    private readonly LedgerFloor _floor = new()
    {
        WorkCenters = [new WorkCenterTwin { Id = "WC-MILL", Name = "Milling", CostPerHour = 60 }],
        Plan = new() { Site = "lyon", Products = ImmutableDictionary<string, ProductSpec>.Empty.Add("PUMP", new() { Id = "PUMP", Name = "Pump", Cost = 20 }) },
        Suppliers =
        [
            new SupplierTwin
            {
                Id = "SUP-ACME",
                Lines =
                [
                    new SupplyLine { PurchaseOrder = "PO-1", Line = "1", Product = "SEAL", Quantity = 5, Received = 5, Due = Start.AddDays(-2), ReceivedAt = Start.AddDays(-1) },
                    new SupplyLine { PurchaseOrder = "PO-2", Line = "1", Product = "SEAL", Quantity = 5, Due = Start.AddDays(3), Announced = Start.AddDays(4) },
                ],
            },
        ],
    };

    private IReadOnlyList<VarianceView> By(VarianceBy by, int limit = 50) => VarianceQueries.List(_floor.Picture(), _floor.Ledger.Basis(), new VarianceQuery(by, Limit: limit)).Items;

    /// <summary>An order planned to take an hour and to be finished in four; it takes so long, so late, with so much scrap.</summary>
    private void Work(string id, double minutes, double lateHours = 0, double scrap = 0)
    {
        var planned = _floor.Now.AddHours(4);
        _floor.Open(id, due: _floor.Now.AddDays(1), planned: planned).Say(id, 2, 4, 5, 6).Look();
        var end = planned.AddHours(lateHours);
        _floor.Change(id, order => order with
        {
            Operations = [order.Operations[0] with { StartedAt = end.AddMinutes(-minutes), Steps = [new(end.AddMinutes(-minutes), Core.Events.OperationReport.Started), new(end, Core.Events.OperationReport.Completed)] }],
        });
        _floor.Done(id, end, scrap).Look(_floor.Now.AddHours(24));
    }

    [Fact]
    public void A_finished_order_shows_plan_forecast_and_what_came()
    {
        Work("MO-1", minutes: 90, lateHours: 2, scrap: 3);

        var row = Assert.Single(By(VarianceBy.Order));
        var done = row.Done!;
        Assert.Null(row.Open);
        Assert.Equal((120.0, 0.0, 120.0), (done.Finish!.Actual!.Value, done.Finish.Predicted!.P95 - 120, done.Finish.Variance!.Value));
        Assert.Equal((60.0, 90.0, 30.0), (done.Work!.Planned, done.Work.Actual!.Value, done.Work.Variance!.Value));
        Assert.InRange(done.Work.Predicted!.P50, 55, 65);
        Assert.True(done.Work.Predicted.P10 < 60 && done.Work.Predicted.P95 > 60);
        Assert.Equal((0.0, 3.0), (done.Scrap!.Planned, done.Scrap.Actual!.Value));
        // An hour at 60; what came: an hour and a half, and three pumps at 20.
        Assert.Equal((60.0, 150.0), (done.Cost!.Planned, done.Cost.Actual!.Value));
    }

    [Fact]
    public void An_open_order_shows_plan_and_forecast()
    {
        _floor.Open("MO-1", due: Start.AddDays(1), planned: Start.AddHours(4)).Say("MO-1", 5, 6, 7, 8).Look();

        var open = Assert.Single(By(VarianceBy.Order)).Open!;
        Assert.Equal((60.0, 120.0, 240.0), (open.Finish!.Predicted!.P10, open.Finish.Variance!.Value, open.Finish.Predicted.P95));
        Assert.Null(open.Finish.Actual);
        Assert.Equal(60, open.Work!.Planned);
    }

    [Fact]
    public void Orders_add_up_to_their_product_week_and_work_center()
    {
        Work("MO-1", minutes: 90, lateHours: 2, scrap: 1);
        Work("MO-2", minutes: 70, lateHours: 4, scrap: 2);
        _floor.Open("MO-3", due: null).Look();

        var product = Assert.Single(By(VarianceBy.Product));
        Assert.Equal(("PUMP", "Pump", 2, 1), (product.Id, product.Name, product.Done!.Count, product.Open!.Count));
        Assert.Equal((180.0, 160.0, 120.0, 3.0), (product.Done.Finish!.Actual!.Value, product.Done.Work!.Actual!.Value, product.Done.Work.Planned, product.Done.Scrap!.Actual!.Value));
        var week = Assert.Single(By(VarianceBy.Week));
        Assert.Equal(("2026-W10", 2), (week.Id, week.Done!.Count));
        var center = Assert.Single(By(VarianceBy.WorkCenter));
        Assert.Equal(("WC-MILL", "Milling", 160.0, 160.0), (center.Id, center.Name, center.Done!.Work!.Actual!.Value, center.Done.Cost!.Actual!.Value));
    }

    [Fact]
    public void Spreads_of_independent_orders_partly_cancel_out()
    {
        Work("MO-1", 60);
        var one = Assert.Single(By(VarianceBy.Product)).Done!.Work!.Predicted!;
        for (var i = 2; i <= 4; i++)
            Work($"MO-{i}", 60);
        var four = Assert.Single(By(VarianceBy.Product)).Done!.Work!.Predicted!;

        Assert.Equal(2, (four.P95 - four.P10) / (one.P95 - one.P10), 0.05);
    }

    [Fact]
    public void A_suppliers_lines_show_how_far_behind_due_they_came_and_will_come()
    {
        var row = Assert.Single(By(VarianceBy.Supplier));

        Assert.Equal((1, 1440.0), (row.Done!.Count, row.Done.Finish!.Actual!.Value));
        Assert.Equal((1, 1440.0), (row.Open!.Count, row.Open.Finish!.Predicted!.P50));
        Assert.True(row.Open.Finish.Predicted.P95 > 1440);
    }

    [Fact]
    public void Work_that_takes_longer_since_a_day_is_new_and_dated()
    {
        for (var i = 0; i < 30; i++)
            Work($"MO-{i}", minutes: (i < 18 ? 60 : 90) + i % 3);

        var change = Assert.Single(By(VarianceBy.Product)).New!;
        Assert.Equal(("work", 12), (change.Measure, change.Count));
        Assert.Equal(Start.AddDays(18).Date, change.Since.Date);
        Assert.Equal((0.02, 0.52), (change.Before, change.After), (a, b) => Math.Abs(a.Item1 - b.Item1) < 0.02 && Math.Abs(a.Item2 - b.Item2) < 0.02);
        Assert.Equal($"Since {change.Since:d MMMM yyyy} work takes +52 % against plan (12 done), before +2 %.", change.Text);
    }

    [Fact]
    public void What_was_done_before_the_weeks_looked_at_is_left_out()
    {
        Work("MO-1", 60);
        _floor.Look(_floor.Now.AddDays(7 * Limits.VarianceWeeks + 1));

        Assert.Empty(By(VarianceBy.Product));
    }

    [Fact]
    public void Orders_come_furthest_off_first_page_by_page()
    {
        for (var i = 0; i < 5; i++)
            Work($"MO-{i}", 60, lateHours: i % 3);
        var (picture, basis) = (_floor.Picture(), _floor.Ledger.Basis());
        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = VarianceQueries.List(picture, basis, new VarianceQuery(VarianceBy.Order, after, 2));
            seen.AddRange(page.Items.Select(row => row.Id));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(["MO-2", "MO-1", "MO-4", "MO-0", "MO-3"], seen);
    }

    [Fact]
    public void A_series_without_a_change_is_hardly_ever_called_new()
    {
        var random = new Random(12);
        var wrong = 0;
        for (var series = 0; series < 2_000; series++)
        {
            var length = random.Next(10, 80);
            var values = Enumerable.Range(0, length).Select(_ => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())).ToList();
            wrong += VarianceChange.Find(values) is null ? 0 : 1;
        }
        Assert.InRange(wrong, 0, 30);
    }
}
