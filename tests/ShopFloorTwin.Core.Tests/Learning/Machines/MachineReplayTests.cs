using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Learning;
using ShopFloorTwin.Core.Learning.Control;
using ShopFloorTwin.Core.Learning.Machines;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.WorkCenters;
using static ShopFloorTwin.Core.Tests.FloorEvents;

namespace ShopFloorTwin.Core.Tests.Learning.Machines;

public sealed class MachineReplayTests
{
    private static Gen<CloudEvent> AnyAt(int minute) =>
        from kind in Gen.Choose(0, 7)
        from unit in Gen.Elements(null, "A", "B")
        from state in Gen.Elements(MachineState.Execute, MachineState.Stopped, MachineState.Idle, MachineState.Aborted, MachineState.Held)
        from value in Gen.Choose(-40, 40)
        from late in Gen.Choose(0, 30)
        select kind switch
        {
            0 or 1 => State(minute * 7 - late, state, unit),
            2 or 3 or 4 => Measured(minute * 7 - late, value / 8.0, value % 2 == 0 ? "bore" : "depth"),
            5 => Count(minute * 7, Math.Abs(value), late, order: "MO-1", operation: "10"),
            6 => MaintenancePlanned(minute * 7, minute * 7 + value, minute * 7 + value + late + 1),
            _ => MaintenanceDone(minute * 7),
        };

    private static readonly Gen<CloudEvent[]> Journals =
        from count in Gen.Choose(1, 120)
        from events in Gen.CollectToArray(Enumerable.Range(1, count).Select(AnyAt))
        select events.DistinctBy(one => one.Id).ToArray();

    [Fact]
    public void The_same_records_and_a_snapshot_with_the_tail_teach_the_same() =>
        Prop.ForAll((from events in Journals from at in Gen.Choose(0, 120) select (events, at)).ToArbitrary(), drawn =>
        {
            var site = new TestSite();
            foreach (var (one, i) in drawn.events.Select((one, i) => (one, i)))
            {
                if (i == drawn.at)
                    site.Restarted();
                if (site.State.Check(one) is null)
                    site.Take(one);
            }
            return TestSite.HashOf(site.Journal) == site.State.StateHash();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Beliefs_stay_believable_whatever_machines_say() =>
        Prop.ForAll(Journals.ToArbitrary(), events =>
        {
            var site = new TestSite();
            site.Take(events.Where(one => site.State.Check(one) is null));
            var beliefs = new LearnedBeliefs(site.State.Publish());
            var (repair, failures, stop) = (beliefs.Repair("WC-MILL"), beliefs.Failures("WC-MILL"), beliefs.PlannedStop("WC-MILL"));
            return repair.MedianMinutes is > 0.5 and < 1e6 && repair.Sigma is > 0.05 and < 5 && failures.PerHour is >= 0 and < 10 && stop.Median is > 0.05 and < 20;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void A_work_center_saved_without_stops_and_charts_has_none()
    {
        var model = JsonSerializer.Deserialize("""[{"workCenter":"WC-MILL"}]""", StateJson.Default.MachineModelArray)![0];
        Assert.Empty(model.Running);
        Assert.Empty(model.Charts);
        Assert.Null(model.Cycle);
    }

    [Fact]
    public void A_chart_takes_at_most_two_hundred_bytes_and_a_work_centers_stops_as_much()
    {
        var point = new EventRef("m", PlantFixtures.At(0));
        var charts = new ControlChart[10_000];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < charts.Length; i++)
            charts[i] = new ControlChart { Characteristic = "bore" };
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / charts.Length, 1, 200);
        var models = new MachineModel[10_000];
        before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < models.Length; i++)
            models[i] = new MachineModel { WorkCenter = "WC" };
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / models.Length, 1, 200);
        Assert.NotNull(charts[^1].With(1, point));
        Assert.NotNull(models[^1]);
    }

    [Fact]
    public void The_logarithm_is_that_of_the_library() =>
        Prop.ForAll(Gen.Choose(-300, 300).SelectMany(e => Gen.Choose(1, 1_000_000), (e, m) => m * Math.Pow(10, e)).ToArbitrary(), x =>
            Math.Abs(Logarithm.Of(x) - Math.Log(x)) <= 1e-13 * Math.Max(1, Math.Abs(Math.Log(x)))).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
}
