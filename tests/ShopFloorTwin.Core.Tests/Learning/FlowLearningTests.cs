using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Learning.Flow;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;
using static ShopFloorTwin.Core.Tests.FloorEvents;

namespace ShopFloorTwin.Core.Tests.Learning;

public sealed class FlowLearningTests
{
    private const double Hour = 60, Day = 1440;
    private static readonly PlantDocument Plain = PlantFixtures.Lyon with { Products = [.. PlantFixtures.Lyon.Products, new ProductSpec { Id = "JOB" }] };
    private readonly TestSite _site = new(Plain);

    private void Worked(string order, double from, double to)
    {
        _site.Take(Released(from, new OrderSpec { Id = order, Product = "JOB", Quantity = 1 }), Report(from, OperationReport.Started, "turning", "WC-MILL", null, null, order));
        _site.Take(Report(from + Hour, OperationReport.Paused, "turning", "WC-MILL", null, null, order));
        if (to < double.PositiveInfinity)
            _site.Take(OrderDone(to, order));
    }

    private double MedianDays(string order, double minute)
    {
        var twins = _site.State.Publish();
        var forecast = new Core.Forecast.Forecaster(new()).Run(twins, PlantFixtures.At(minute));
        return (forecast.Orders.Single(one => twins.Orders[one.Order].Id == order).P50 - PlantFixtures.At(minute)).TotalDays;
    }

    [Fact]
    public void An_order_nobody_planned_operations_of_takes_those_that_are_reported()
    {
        Worked("JOB-1", 10, double.PositiveInfinity);

        Assert.Equal(("turning", OperationState.Paused), (_site.Order("JOB-1").Operations[0].Operation, _site.Order("JOB-1").Operations[0].State));
        Assert.True(_site.Order("JOB-1").IsOpen);
    }

    [Fact]
    public void Such_a_report_must_say_where_the_work_is_done()
    {
        Worked("JOB-1", 10, double.PositiveInfinity);

        Assert.Equal("unknown-subject", _site.State.Check(Report(20, OperationReport.Started, "milling", null, null, null, "JOB-1"))?.Type);
        Assert.Equal("invalid-data", _site.State.Check(Report(20, OperationReport.Started, "milling", "WC-NOWHERE", null, null, "JOB-1"))?.Type);
    }

    [Fact]
    public void Only_a_word_on_the_order_ends_it()
    {
        Worked("JOB-1", 10, double.PositiveInfinity);
        _site.Take(Report(90, OperationReport.Completed, "turning", "WC-MILL", null, null, "JOB-1"));

        Assert.True(_site.Order("JOB-1").IsOpen);
    }

    [Fact]
    public void It_is_expected_to_take_what_others_took()
    {
        for (var i = 0; i < 40; i++)
            Worked($"JOB-{i}", 10 + i * Day / 4, 10 + i * Day / 4 + 5 * Day);
        Worked("JOB-NEW", 20 * Day, double.PositiveInfinity);

        Assert.InRange(MedianDays("JOB-NEW", 20 * Day + 1), 4.5, 5.6);
    }

    [Fact]
    public void What_has_lasted_long_already_is_not_expected_to_end_at_once()
    {
        for (var i = 0; i < 40; i++)
            Worked($"JOB-{i}", 10 + i * Day / 4, 10 + i * Day / 4 + (i % 2 == 0 ? 2 : 30) * Day);
        Worked("JOB-OLD", 30 * Day, double.PositiveInfinity);

        Assert.InRange(MedianDays("JOB-OLD", 40 * Day), 12, 25);
    }

    [Fact]
    public void Orders_still_open_tell_that_it_may_take_longer()
    {
        var seen = new SurvivalCurve(16);
        var known = new SurvivalCurve(16);
        for (var i = 1; i <= 20; i++)
        {
            seen.Add(i, i % 2 == 0, 1);
            if (i % 2 == 0)
                known.Add(i, true, 1);
        }

        var (withOpen, without) = (seen.Quantiles(), known.Quantiles());
        Assert.All(Enumerable.Range(4, 8), q => Assert.True(withOpen[q] > without[q]));
    }

    [Fact]
    public void What_was_learned_outlives_a_restart()
    {
        for (var i = 0; i < 10; i++)
            Worked($"JOB-{i}", 10 + i * Day / 4, 10 + i * Day / 4 + 3 * Day);
        _site.Take(Started(60 * Day), Completed(60 * Day + 300));
        var hash = _site.State.StateHash();

        Assert.Equal(hash, _site.Restarted().State.StateHash());
        Assert.Equal(hash, TestSite.HashOf(_site.Journal));
        Assert.Equal(10, _site.State.Publish().Learned.Flows.Count);
        Assert.NotEmpty(_site.State.Publish().Learned.Durations.All);
    }

    [Fact]
    public void An_order_that_is_opened_again_did_not_take_that_way()
    {
        Worked("JOB-1", 10, 5 * Day);
        _site.Take(Report(6 * Day, OperationReport.Resumed, "turning", "WC-MILL", null, null, "JOB-1"));

        Assert.Empty(_site.State.Publish().Learned.Flows);
    }
}
