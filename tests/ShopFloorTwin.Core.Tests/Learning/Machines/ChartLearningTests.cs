using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Forecast;
using ShopFloorTwin.Core.Learning;
using ShopFloorTwin.Core.Learning.Control;
using ShopFloorTwin.Core.Learning.Machines;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.WorkCenters;
using static ShopFloorTwin.Core.Tests.FloorEvents;
using static ShopFloorTwin.Core.Tests.PlantFixtures;

namespace ShopFloorTwin.Core.Tests.Learning.Machines;

public sealed class ChartLearningTests
{
    private readonly TestSite site = new();
    private readonly Random random = new(3);

    private MachineModel Mill => site.State.Publish().Learned.Machines.Single(model => model.WorkCenter == "WC-MILL");

    private SitePicture Picture()
    {
        var forecast = new Forecaster(new ForecastSettings { Samples = 16 }).Run(site.State.Publish(), site.State.NewestEventTime);
        return new SitePicture(forecast, RiskBoard.Empty.After(forecast, RiskThresholds.Default).Board, new ForecastSettings());
    }

    private void Bore(int from, int count, double mean)
    {
        for (var i = 0; i < count; i++)
            site.Take(Measured(from + i, mean + 0.02 * Control.RunLengths.Normal(random)));
    }

    [Fact]
    public void A_bore_that_shifts_is_a_signal_an_exception_and_a_higher_hazard_until_it_is_back()
    {
        for (var i = 0; i < 20; i++)
            site.Take(State(-20_000 + i * 600, MachineState.Execute), State(-20_000 + i * 600 + 300, MachineState.Idle));
        Bore(0, 200, 12.5);
        var before = new LearnedBeliefs(site.State.Publish()).Failures("WC-MILL").PerHour;
        Assert.Empty(ControlExceptions.Next(Picture()));

        Bore(200, 30, 12.56);
        Assert.Equal(2 * before, new LearnedBeliefs(site.State.Publish()).Failures("WC-MILL").PerHour, 6);
        var view = WorkCenterQueries.Find(Picture(), "WC-MILL")!;
        var signal = Assert.Single(view.Signals);
        Assert.Equal(("shift", Mill.Charts[0].Signal!.Event.Id), (signal.Kind, signal.Event));
        Assert.StartsWith("bore has shifted up by", signal.Text, StringComparison.Ordinal);
        Assert.True(view.Beliefs.Failures.Raised);
        var raised = Assert.Single(ControlExceptions.Next(Picture()));
        site.Take(raised);
        Assert.Empty(ControlExceptions.Next(Picture()));
        Assert.StartsWith("Milling: bore has shifted up", Assert.Single(site.State.Publish().Exceptions).Text, StringComparison.Ordinal);

        Bore(300, 60, 12.5);
        site.Take(Assert.Single(ControlExceptions.Next(Picture())));
        Assert.Empty(site.State.Publish().Exceptions);
        Assert.Empty(WorkCenterQueries.Find(Picture(), "WC-MILL")!.Signals);
    }

    [Fact]
    public void Pieces_that_take_longer_are_told_within_a_run_of_one_product()
    {
        site.Take(State(0, MachineState.Execute));
        Pieces(1, 100, 1);
        Assert.Null(Mill.Cycle!.Chart.Signal);
        Pieces(1_000, 40, 1.2);
        Assert.Equal(ControlFault.Shift, Mill.Cycle!.Chart.Signal!.Fault);
        Assert.Contains("cycle time has shifted up", WorkCenterQueries.Find(Picture(), "WC-MILL")!.Signals.Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_operation_takes_another_time_without_a_signal()
    {
        site.Take(State(0, MachineState.Execute));
        Pieces(1, 100, 1);
        Pieces(1_000, 100, 3, "20");
        Assert.Null(Mill.Cycle!.Chart.Signal);
        Assert.InRange(Math.Exp(Mill.Cycle.Chart.Baseline.Mean), 2.9, 3.1);
    }

    [Fact]
    public void Time_in_which_the_machine_did_not_produce_is_no_cycle_time()
    {
        site.Take(State(0, MachineState.Execute), Count(1, 1), Count(2, 1), State(3, MachineState.Idle), Count(4, 1), State(63, MachineState.Execute), Count(64, 1), Count(65, 1));
        // Minutes 1 to 2 and 64 to 65.
        Assert.Equal((2.0, 0.0), (Mill.Cycle!.Chart.Baseline.Count, Mill.Cycle.Chart.Baseline.Mean));
    }

    [Fact]
    public void Characteristics_charted_are_limited()
    {
        for (var i = 0; i < 200; i++)
            site.Take(Measured(i, i, $"bore {i}"));
        Assert.Equal(WorkCenterTwin.MeasurementsMax, Mill.Charts.Length);
        Assert.Contains(Mill.Charts, chart => chart.Characteristic == "bore 199");
    }

    private void Pieces(double from, int count, double minutes, string operation = "10")
    {
        site.Take(State(from, MachineState.Execute));
        for (var (i, at) = (0, from); i < count; i++)
        {
            site.Take(Count(at, 1, order: "MO-1", operation: operation));
            at += minutes * Math.Exp(0.05 * Control.RunLengths.Normal(random));
        }
    }
}
