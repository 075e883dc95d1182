using ShopFloorTwin.Core.Components;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Plant;
using ShopFloorTwin.Core.Sites;
using ShopFloorTwin.Core.Suppliers;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Tests;

/// <summary>A site that takes events as an engine would: checked, then at the next position.</summary>
internal sealed class TestSite
{
    public TestSite(PlantDocument? plant = null) => Take(FloorEvents.Imported(0, plant ?? PlantFixtures.Lyon));

    public SiteState State { get; private set; } = new(PlantFixtures.Site);

    public List<SiteRecord> Journal { get; } = [];

    public OrderTwin Order(string id = "MO-1") => State.Publish().Orders.Single(order => order.Id == id);

    public OperationTwin Operation(string id = "10") => Order().Operations.Single(operation => operation.Operation == id);

    public WorkCenterTwin WorkCenter(string id = "WC-MILL") => State.Publish().WorkCenters.Single(workCenter => workCenter.Id == id);

    public ComponentTwin Component(string id = "C-10") => State.Publish().Components.Single(component => component.Id == id);

    public SupplierTwin Supplier(string id = "SUP-ACME") => State.Publish().Suppliers.Single(supplier => supplier.Id == id);

    public SupplyLine Line(string line = "1") => Supplier().Lines.Single(one => one.Line == line);

    public TestSite Take(params IEnumerable<CloudEvent> events)
    {
        foreach (var @event in events)
        {
            Assert.Null(State.Check(@event));
            var record = new SiteRecord(State.Position + 1, @event.Time, @event);
            Journal.Add(record);
            State.Apply(record);
        }
        return this;
    }

    public TestSite Restarted()
    {
        State = SiteState.Load(State.Site, State.Position, State.Save().ToList());
        return this;
    }

    public static string HashOf(IEnumerable<SiteRecord> journal)
    {
        var state = new SiteState(PlantFixtures.Site);
        foreach (var record in journal)
            state.Apply(record);
        return state.StateHash();
    }

    /// <summary>The hash after the plant and these events in this order.</summary>
    public static string HashAfter(IEnumerable<CloudEvent> events) => new TestSite().Take(events).State.StateHash();
}
