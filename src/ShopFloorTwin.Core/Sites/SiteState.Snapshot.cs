using ShopFloorTwin.Core.Learning;

namespace ShopFloorTwin.Core.Sites;

public sealed partial class SiteState
{
    /// <summary>The state as chunks; see <see cref="SiteSnapshot.Save"/>.</summary>
    public IEnumerable<StateChunk> Save() => SiteSnapshot.Save(Publish());

    /// <summary>SHA-256 of the state; see <see cref="Sites.StateHash.Of"/>.</summary>
    public string StateHash() => Sites.StateHash.Of(Publish());

    /// <summary>The state a snapshot holds.</summary>
    /// <exception cref="SnapshotFormException">They are of another version of this program.</exception>
    /// <exception cref="InvalidDataException">The chunks are damaged, incomplete, of another site or position.</exception>
    public static SiteState Load(string site, long position, IEnumerable<StateChunk> chunks)
    {
        var loaded = SiteSnapshot.Load(chunks);
        if (loaded.Saved is { } other && other.Form != SavedPlan.FormNow)
            throw new SnapshotFormException(other.Form, SavedPlan.FormNow);
        if (loaded is not { Saved: { } saved, Plan: { } plan } || plan.Site != site || saved.Position != position)
            throw new InvalidDataException($"the snapshot is not one of site {site} at position {position}");
        var state = new SiteState(site) { _plan = plan, Position = saved.Position, NewestEventTime = saved.NewestEventTime };
        foreach (var product in plan.Products.Keys)
            state._names.Name(product);
        foreach (var workCenter in loaded.WorkCenters)
            state._workCenters.Put(state._names.Name(workCenter.Id), workCenter);
        foreach (var order in loaded.Orders)
            state._orders.Put(order.Id, order);
        foreach (var component in loaded.Components)
            state._components.Put(component.Id, component);
        foreach (var supplier in loaded.Suppliers)
            state._suppliers.Put(supplier.Id, supplier);
        foreach (var decision in loaded.Decisions)
            state._decisions.Put(decision);
        foreach (var one in loaded.Exceptions)
            state._exceptions.Put(one.Id, one);
        state._learner = new Learner(loaded);
        state.IndexPurchaseOrders();
        return state;
    }
}
