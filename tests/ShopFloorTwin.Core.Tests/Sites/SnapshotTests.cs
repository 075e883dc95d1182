using System.Text;
using System.Text.Json;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.WorkCenters;
using static ShopFloorTwin.Core.Tests.FloorEvents;
using static ShopFloorTwin.Core.Tests.PlantFixtures;

namespace ShopFloorTwin.Core.Tests.Sites;

public sealed class SnapshotTests
{
    private readonly TestSite site = new TestSite().Take(Started(5), Count(6, 3, 1, isTotal: true, order: "MO-1"), Hold(7, 3, "L1"), Release(8, "L2"), Delayed(9, Start.AddDays(8)),
        State(10, MachineState.Stopped, "A", "belt"), Alarm(11, "E1", isActive: true), Measured(12, 7.25), MaintenancePlanned(13, 100, 200), OrderHold(14),
        Consumed(15, 0.1, "MO-1"), Changed(16, new OrderChange { Customer = "Müller & Sœurs \"Nord\"" }), OrderDone(17, "MO-2"));

    [Fact]
    public void A_saved_state_reads_back_without_loss()
    {
        var before = site.State.Publish();
        var after = site.Restarted().State.Publish();
        Assert.Equal(before.Position, after.Position);
        Assert.Equal(before.NewestEventTime, after.NewestEventTime);
        Assert.Equal(before.Orders[0].Operations[0].Steps, after.Orders[0].Operations[0].Steps);
        Assert.Equal(before.Orders[0].Customer, after.Orders[0].Customer);
        Assert.Equal(before.WorkCenters[0].Clock, after.WorkCenters[0].Clock);
        Assert.Equal(StateHash.Of(before), StateHash.Of(after));
    }

    [Fact]
    public void Unknown_fields_of_the_document_survive_a_snapshot()
    {
        var extra = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["color"] = JsonDocument.Parse("""{"ral": 5010, "name":"blaü"}""").RootElement };
        var painted = new TestSite(Lyon with { Products = [Lyon.Products[0] with { Extra = extra }, .. Lyon.Products.Skip(1)] });
        var hash = painted.State.StateHash();
        Assert.Equal(hash, painted.Restarted().State.StateHash());
        Assert.Equal(5010, painted.State.Publish().Plan.Products["P-100"].Extra!["color"].GetProperty("ral").GetInt32());
    }

    [Fact]
    public void The_hash_does_not_depend_on_the_order_twins_appeared_in()
    {
        var twins = site.State.Publish();
        Assert.Equal(StateHash.Of(twins), StateHash.Of(twins with { Orders = [.. twins.Orders.Reverse()] }));
    }

    [Fact]
    public void The_hash_changes_with_any_twin_and_with_the_position()
    {
        var twins = site.State.Publish();
        Assert.NotEqual(StateHash.Of(twins), StateHash.Of(twins with { Position = twins.Position + 1 }));
        Assert.NotEqual(StateHash.Of(twins), StateHash.Of(twins with { Orders = [twins.Orders[0] with { Priority = 9 }, twins.Orders[1]] }));
    }

    [Fact]
    public void Many_orders_go_into_several_chunks()
    {
        var many = new TestSite(Lyon with { Orders = [.. Enumerable.Range(0, 2_500).Select(i => Order($"MO-{i}"))] });
        var chunks = many.State.Save().ToList();
        Assert.Equal(["orders/0", "orders/1", "orders/2"], chunks.Select(chunk => chunk.Name).Where(name => name.StartsWith("orders", StringComparison.Ordinal)));
        Assert.Equal(many.State.StateHash(), SiteState.Load(PlantFixtures.Site, 1, chunks).StateHash());
    }

    [Fact]
    public void A_damaged_snapshot_is_not_taken()
    {
        var chunks = site.State.Save().ToList();
        Assert.Throws<InvalidDataException>(() => SiteState.Load(PlantFixtures.Site, site.State.Position, chunks.Skip(1)));
        Assert.Throws<InvalidDataException>(() => SiteState.Load(PlantFixtures.Site, site.State.Position + 1, chunks));
        Assert.Throws<InvalidDataException>(() => SiteState.Load("paris", site.State.Position, chunks));
        var torn = chunks.Select(chunk => chunk.Name == "orders/0" ? new StateChunk(chunk.Name, Encoding.UTF8.GetBytes("[{")) : chunk).ToList();
        Assert.Contains("orders/0", Assert.Throws<InvalidDataException>(() => SiteState.Load(PlantFixtures.Site, site.State.Position, torn)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_did_not_change_is_published_again_as_it_was()
    {
        var before = site.State.Publish();
        var after = site.Take(State(30, MachineState.Execute)).State.Publish();
        Assert.Same(before.Orders, after.Orders);
        Assert.NotSame(before.WorkCenters, after.WorkCenters);
        Assert.Equal(MachineState.Undefined, before.WorkCenters[0].State);
    }
}
