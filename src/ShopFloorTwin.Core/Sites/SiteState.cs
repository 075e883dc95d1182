using ShopFloorTwin.Core.Components;
using ShopFloorTwin.Core.Decisions;
using ShopFloorTwin.Core.Events;
using ShopFloorTwin.Core.Exceptions;
using ShopFloorTwin.Core.Learning;
using ShopFloorTwin.Core.Orders;
using ShopFloorTwin.Core.Suppliers;
using ShopFloorTwin.Core.WorkCenters;

namespace ShopFloorTwin.Core.Sites;

/// <summary>
/// The twins of a site while a single writer folds the journal into them.
/// Deterministic: the same records give the same state, whatever happens around it. Not safe for concurrent use;
/// <see cref="Publish"/> gives an immutable picture that is.
/// </summary>
public sealed partial class SiteState
{
    private readonly NamePool _names = new();
    private readonly TwinTable<WorkCenterTwin> _workCenters;
    private readonly TwinTable<OrderTwin> _orders;
    private readonly TwinTable<ComponentTwin> _components;
    private readonly TwinTable<SupplierTwin> _suppliers;
    private readonly DecisionBook _decisions;
    private readonly TwinTable<ExceptionTwin> _exceptions;
    private readonly Dictionary<string, int> _suppliersOfPurchaseOrders = new(StringComparer.Ordinal);
    private SitePlan _plan;

    // Null: a slice of a site, too little to learn from.
    private Learner? _learner;

    // Suppliers learn by themselves.
    private bool _learnsOfSuppliers = true;

    /// <summary>A site nothing is known of.</summary>
    public SiteState(string site)
    {
        Site = site;
        _plan = new SitePlan { Site = site };
        _workCenters = new TwinTable<WorkCenterTwin>();
        _orders = new TwinTable<OrderTwin>();
        _components = new TwinTable<ComponentTwin>();
        _suppliers = new TwinTable<SupplierTwin>();
        _decisions = new DecisionBook();
        _exceptions = new TwinTable<ExceptionTwin>();
        _learner = new Learner();
    }

    private SiteState(SiteState other)
    {
        Site = other.Site;
        Position = other.Position;
        NewestEventTime = other.NewestEventTime;
        _plan = other._plan;
        _workCenters = other._workCenters.Copy();
        _orders = other._orders.Copy();
        _components = other._components.Copy();
        _suppliers = other._suppliers.Copy();
        _decisions = other._decisions.Copy();
        _exceptions = other._exceptions.Copy();
        (_learner, _learnsOfSuppliers) = (other._learner?.Copy(), other._learnsOfSuppliers);
        IndexPurchaseOrders();
    }

    public string Site { get; }

    /// <summary>Position of the last record folded in.</summary>
    public long Position { get; private set; }

    /// <summary>Time of the newest event folded in.</summary>
    public DateTimeOffset NewestEventTime { get; private set; }

    /// <summary>A plant document has been taken: events have something to speak of.</summary>
    public bool HasPlant => _plan.AsOf is not null;

    /// <summary>Null when the event can be accepted now; otherwise why not (unknown order, work center, line…).</summary>
    public Refusal? Check(CloudEvent candidate) => BeginBatch().Check(candidate);

    /// <summary>Checks events one after the other, each against the state with those admitted before.</summary>
    public BatchCheck BeginBatch() => new(this);

    /// <summary>Folds one record. Records at or before <see cref="Position"/> are passed over.</summary>
    public void Apply(SiteRecord record)
    {
        if (record.Position <= Position)
            return;
        Fold(record.Event, record.Position);
        Position = record.Position;
        if (record.Event.Time > NewestEventTime)
            NewestEventTime = record.Event.Time;
    }

    /// <summary>Goes on behind a record that could not be folded.</summary>
    public void PassOver(long position) => Position = Math.Max(Position, position);

    /// <summary>An immutable copy for readers on other threads.</summary>
    public SiteTwins Publish() => new()
    {
        Plan = _plan,
        WorkCenters = _workCenters.Publish(),
        Orders = _orders.Publish(),
        Components = _components.Publish(),
        Suppliers = _suppliers.Publish(),
        Decisions = _decisions.Publish(),
        Exceptions = _exceptions.Publish(),
        Learned = _learner?.Publish() ?? LearnedModels.None,
        Position = Position,
        NewestEventTime = NewestEventTime,
    };

    internal SitePlan Plan => _plan;
    internal OrderTwin? Order(string id) => _orders.Find(id);
    internal bool HasWorkCenter(string id) => _workCenters.Contains(id);
    internal bool HasComponent(string id) => _components.Contains(id) || _plan.Products.ContainsKey(id);
    internal SupplierTwin? SupplierOf(string purchaseOrder) =>
        _suppliersOfPurchaseOrders.TryGetValue(purchaseOrder, out var place) ? _suppliers[place] : null;

    internal SiteState Copy() => new(this);

    /// <summary>The same, which learns nothing from here on: to tell what learning costs.</summary>
    internal SiteState WithoutLearning() => new(this) { _learner = null, _learnsOfSuppliers = false };

    private void IndexPurchaseOrders()
    {
        _suppliersOfPurchaseOrders.Clear();
        for (var i = 0; i < _suppliers.Count; i++)
            foreach (var line in _suppliers[i].Lines)
                _suppliersOfPurchaseOrders[line.PurchaseOrder] = i;
    }
}
