using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Learning.Queues;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Intake.Simulation;

namespace ShopFloorTwin.Intake.Tests.Simulation;

public sealed class SimulatedPlantTests
{
    private static readonly SimulationOptions Small = new() { Orders = 25, Days = 20, ScrapRate = 0.03, HoldProbability = 0.2, HoursBetweenFailures = 20, TransportMinutes = 10 };

    public static TheoryData<ulong, QueueDiscipline, int> Plants()
    {
        var plants = new TheoryData<ulong, QueueDiscipline, int>();
        for (var seed = 1UL; seed <= 12; seed++)
            plants.Add(seed, (QueueDiscipline)(seed % 4), 1 + (int)(seed % 3));
        return plants;
    }

    private static SimulatedRun Run(SimulationOptions options) => FloorSimulation.Run(RandomPlant.Make(options));

    private static SimulatedRun Run(ulong seed, QueueDiscipline discipline, int levels) => Run(Small with { Seed = seed, Discipline = discipline, Levels = levels });

    /// <summary>The twins after it, each event having passed the checks of the intake.</summary>
    private static SiteTwins Fold(SimulatedRun run)
    {
        var plant = run.Site.Plant;
        var state = new SiteState(plant.Site);
        var imported = EventReader.Read(EventWriter.Write("/test", "plant", EventTypes.PlantImported, $"site/{plant.Site}", run.Site.Start, PlantWriter.Write(plant)));
        Assert.Null(imported.Refusal);
        foreach (var one in run.Events.Prepend(imported.Event!))
        {
            Assert.Null(state.Check(one));
            state.Apply(new SiteRecord(state.Position + 1, one.Time, one));
        }
        return state.Publish();
    }

    [Theory]
    [MemberData(nameof(Plants))]
    public void A_seed_gives_the_same_plant_and_events_each_time(ulong seed, QueueDiscipline discipline, int levels)
    {
        var (once, again) = (Run(seed, discipline, levels), Run(seed, discipline, levels));

        Assert.Equal(PlantWriter.Write(once.Site.Plant), PlantWriter.Write(again.Site.Plant));
        Assert.Equal(once.Events.Select(one => Convert.ToBase64String(one.Body.Span)), again.Events.Select(one => Convert.ToBase64String(one.Body.Span)));
    }

    [Fact]
    public void Another_seed_gives_another_plant() =>
        Assert.NotEqual(PlantWriter.Write(RandomPlant.Make(Small with { Seed = 1 }).Plant), PlantWriter.Write(RandomPlant.Make(Small with { Seed = 2 }).Plant));

    [Theory]
    [MemberData(nameof(Plants))]
    public void The_intake_takes_every_event_in_order_and_every_order_is_done_when_the_truth_says(ulong seed, QueueDiscipline discipline, int levels)
    {
        var run = Run(seed, discipline, levels);

        var orders = Fold(run).Orders.ToDictionary(order => order.Id, StringComparer.Ordinal);

        Assert.Equal(run.Events.Select(one => one.Time), run.Events.Select(one => one.Time).Order());
        Assert.True(run.Finishes.Count >= run.Site.Later.Count);
        Assert.All(run.Finishes, finish => Assert.Equal(finish.Value, orders[finish.Key].Actual));
        Assert.All(orders.Values, order => Assert.Equal(OrderState.Done, order.State));
    }

    [Theory]
    [MemberData(nameof(Plants))]
    public void No_piece_is_lost_between_operations(ulong seed, QueueDiscipline discipline, int levels)
    {
        foreach (var order in Fold(Run(seed, discipline, levels)).Orders)
        {
            foreach (var operation in order.Operations)
            {
                var into = operation.After.IsEmpty ? order.Quantity : operation.After.Min(id => order.Operations[order.IndexOf(id)].Done);
                Assert.Equal(into, operation.Done + operation.Scrap);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Plants))]
    public void No_more_is_used_of_a_component_than_has_come_in(ulong seed, QueueDiscipline discipline, int levels)
    {
        var run = Run(seed, discipline, levels);
        var stock = run.Site.Plant.Stock.ToDictionary(one => one.Product, one => one.OnHand, StringComparer.Ordinal);

        foreach (var one in run.Events)
        {
            if (one.Data is StockReceivedData received)
                stock[received.Entity] += received.Quantity;
            else if (one.Data is StockConsumedData consumed)
                Assert.True((stock[consumed.Entity] -= consumed.Quantity) >= -1e-6, $"seed {seed}: {consumed.Entity} at {one.Time:u}");
        }
    }

    [Theory]
    [MemberData(nameof(Plants))]
    public void No_work_center_works_on_more_than_it_has_units_up(ulong seed, QueueDiscipline discipline, int levels)
    {
        var run = Run(seed, discipline, levels);
        var capacity = run.Site.Plant.WorkCenters.ToDictionary(center => center.Id, center => center.Capacity, StringComparer.Ordinal);
        var running = capacity.Keys.ToDictionary(id => id, _ => 0, StringComparer.Ordinal);
        var down = capacity.Keys.ToDictionary(id => id, _ => 0, StringComparer.Ordinal);

        foreach (var one in run.Events)
        {
            if (one.Data is OperationReportData report)
                running[report.WorkCenter!] += report.Report is OperationReport.Started or OperationReport.Resumed ? 1 : -1;
            else if (one.Data is MachineStateData { Reason: "breakdown" } state)
                down[state.Entity]++;
            else if (one.Data is MachineStateData { State: Core.WorkCenters.MachineState.Idle } up && down[up.Entity] > 0 && IsBackUp(run, one))
                down[up.Entity]--;
            Assert.All(running, center => Assert.InRange(center.Value, 0, capacity[center.Key] - down[center.Key] + (one.Data is MachineStateData ? 1 : 0)));
        }
    }

    // A unit that was aborted before it is idle again.
    private static bool IsBackUp(SimulatedRun run, CloudEvent idle)
    {
        var said = (MachineStateData)idle.Data;
        var before = run.Events.TakeWhile(one => !ReferenceEquals(one, idle)).Select(one => one.Data).OfType<MachineStateData>().LastOrDefault(one => one.Entity == said.Entity && one.Unit == said.Unit);
        return before?.Reason == "breakdown";
    }

    [Fact]
    public void A_plant_whose_figures_are_exact_keeps_to_its_planned_minutes()
    {
        var logs = new List<double>();
        for (var seed = 1UL; seed <= 5; seed++)
        {
            var run = Run(SimulationOptions.Exact(seed) with { Orders = 40, Levels = 1, Load = 0.05 });
            foreach (var operation in Fold(run).Orders.SelectMany(order => order.Operations))
            {
                // Those that a closed night lies in are left out.
                var minutes = (operation.FinishedAt!.Value - operation.StartedAt!.Value).TotalMinutes;
                if (minutes < 1.5 * operation.PlannedMinutes)
                    logs.Add(Math.Log(minutes / operation.PlannedMinutes));
            }
        }
        Assert.InRange(logs.Average(), -0.02, 0.02);
        Assert.InRange(Math.Sqrt(logs.Average(log => log * log)), 0.09, 0.11);
    }

    [Fact]
    public void Suppliers_are_late_as_often_as_the_truth_says()
    {
        var (late, lines) = (0, 0);
        for (var seed = 1UL; seed <= 10; seed++)
        {
            var run = Run(SimulationOptions.Exact(seed) with { Orders = 60, BoughtShare = 1, LateShare = 0.3 });
            var due = run.Site.Purchases.ToDictionary(one => one.Purchase.Id, one => one.Purchase.Lines[0].Due!.Value, StringComparer.Ordinal);
            foreach (var one in run.Events)
            {
                if (one.Data is not StockReceivedData { PurchaseOrder: { } purchase } || !due.TryGetValue(purchase, out var promised))
                    continue;
                lines++;
                late += one.Time > promised ? 1 : 0;
            }
        }
        // Four standard errors of a share of 0.3.
        Assert.InRange(late / (double)lines, 0.3 - 4 * Math.Sqrt(0.21 / lines), 0.3 + 4 * Math.Sqrt(0.21 / lines));
    }

    [Fact]
    public void Options_that_make_no_plant_say_why() =>
        Assert.Contains("orders", Assert.Throws<ArgumentException>(() => RandomPlant.Make(Small with { Orders = 0 })).Message, StringComparison.Ordinal);
}
